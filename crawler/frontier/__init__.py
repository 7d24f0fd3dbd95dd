"""What to fetch next, and what became of each request."""
