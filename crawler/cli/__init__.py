"""Shared parts of all commands: options, exit codes, logging, wording."""
