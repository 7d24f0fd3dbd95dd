"""The page archive: WARC files and where each page lies in them."""
