"""Copies of articles: fingerprints, index, similarity, links to the oldest."""
