"""Captures of web archives: WARC and WACZ files read, their captures stored in the order of time."""
