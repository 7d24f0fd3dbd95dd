"""Benchmarks: programs whose figures stand in docs/, never timed tests."""
