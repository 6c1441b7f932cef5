"""Way in by the terminal."""
