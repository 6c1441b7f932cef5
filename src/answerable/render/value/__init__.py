"""Value of outsourcing: in a terminal, as JSON, as a page."""
