"""What was accepted and decided, in a form whose completeness anybody can check."""
