"""What happens to an article after it was read, one verb a module."""
