"""Check, backup and copy of a whole archive."""
