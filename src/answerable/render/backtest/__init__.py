"""A trial of a new set of indicators: as text and as JSON."""
