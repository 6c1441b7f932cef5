"""The case and its clocks; standing = f(assessment, case)."""
