"""Conduct of both sides: in a terminal, as JSON, as a table."""
