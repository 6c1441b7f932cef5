"""A simulation: as text, as JSON, and as a page with plots."""
