"""Pages for the tests of the gate, all of our own writing: gates of many makes, and pages that are none."""
