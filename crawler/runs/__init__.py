"""A crawl run: arguments, lock, signals, statistics, verdict, record."""
