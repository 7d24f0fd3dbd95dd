"""What all commands share: options, exit codes, log, wording."""
