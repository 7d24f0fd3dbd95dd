"""Crawls of the built-in newspaper with each hostile case: verdict, time, memory."""
