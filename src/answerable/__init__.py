"""Answerable 担当: a service can be outsourced; the responsibility cannot."""

__version__ = "0.1.0"
