"""Package data: dated rules with their grounds, and calendars."""
