"""The newspaper's pages as HTML, after the portal's own structure."""
