"""Detects wait pages, waits once for all requests, stays below the learned rate limits."""
