"""Accounts: silence, padding, figures, interaction, and how an official voice speaks."""
