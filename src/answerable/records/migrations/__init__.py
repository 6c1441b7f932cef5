"""Migrations: append-only from the first release."""
