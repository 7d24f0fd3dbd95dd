"""One crawl from lock to verdict."""
