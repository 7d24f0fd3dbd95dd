"""Rows of an export and the file formats they are written to."""
