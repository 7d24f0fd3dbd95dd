"""Commands of the ``scrapy`` tool, in addition to Scrapy's own."""
