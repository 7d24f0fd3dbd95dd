"""Articles with their pictures and earlier texts."""
