"""Shared values: messages and errors, citations, periods, shares, duties, working-day calendars."""
