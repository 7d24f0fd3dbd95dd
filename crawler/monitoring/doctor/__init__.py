"""What ``scrapy doctor`` looks at: each module has checks, which yield findings."""
