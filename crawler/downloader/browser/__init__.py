"""Passes wait pages in a real Chromium."""
