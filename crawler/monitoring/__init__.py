"""Judges runs and informs the operator: health rules, report, doctor, notices, metrics, progress bar."""
