"""The work of each command.

Scrapy imports the modules of all commands to run one of them, so these hold only the options and import their task
when they run; ``python -m tests.bench.startup`` measures what that saves.
"""
