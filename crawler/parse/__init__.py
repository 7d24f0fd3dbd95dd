"""Reading: pure functions from a response to what is printed on the page."""
