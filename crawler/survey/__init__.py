"""A survey: what a newspaper is made of, in some 20 polite requests."""
