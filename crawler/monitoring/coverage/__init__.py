"""Coverage: how much of what the newspaper has published is in the archive, and what would fill the gaps."""
