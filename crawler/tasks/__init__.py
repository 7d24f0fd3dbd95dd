"""What each command does.

Scrapy imports the modules of all commands to run one of them. So those hold the options and import their task when it
runs; ``python -m tests.bench.startup`` measures what that saves.
"""
