"""The archive as a web site, read-only: ``scrapy serve``."""
