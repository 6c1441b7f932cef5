"""Every claim of speed or memory as one command, beside its peer."""
