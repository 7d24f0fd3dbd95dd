"""Passing a wait page in a real Chromium."""
