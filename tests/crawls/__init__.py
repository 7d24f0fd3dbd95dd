"""Tests that start processes: crawls, commands, browsers, servers; ``make test-fast`` leaves them out."""
