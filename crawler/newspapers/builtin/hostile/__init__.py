"""Hostile answers of the built-in newspaper: what strangers may send to fill time or memory, or to get out."""
