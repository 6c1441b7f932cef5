"""A contract's case as text and as JSON."""
