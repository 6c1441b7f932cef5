"""What watching found: in a terminal, as JSON, as rows, as a weekly digest, as a timeline in the report."""
