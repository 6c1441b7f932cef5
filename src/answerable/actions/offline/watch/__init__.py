"""Watching in the file form: collect, look, record, explain, and tell whether anybody could look."""
