"""Engines, schema and errors of the two databases."""
