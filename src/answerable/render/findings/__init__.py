"""Signs as a person reads them, as JSON, and as rows of the table of findings."""
