"""Commands of the ``scrapy`` tool, beside Scrapy's own."""
