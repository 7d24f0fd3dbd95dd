"""Health checks of a run against the expectations of its newspaper and against earlier runs."""
