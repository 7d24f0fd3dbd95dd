"""The crawler: what to fetch, how to fetch it politely, how to read it."""
