"""Decides. Values in, values out: no framework, no database, no clock, no network, no files."""
