"""The checks of ``scrapy doctor``; each yields check results."""
