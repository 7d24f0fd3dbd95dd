"""What readers of the archive see: lists, articles, counts. Read-only, each query in bounded time."""
