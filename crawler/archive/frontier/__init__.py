"""The frontier table: discovered articles, their state, which are due; sections and how far they were walked."""
