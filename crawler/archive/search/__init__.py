"""Full-text search: index, query, snippets."""
