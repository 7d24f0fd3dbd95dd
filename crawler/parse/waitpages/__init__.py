"""Recognises wait pages and reads how long they ask to wait."""
