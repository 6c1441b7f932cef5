"""What is done in cases: one door, whoever comes and from where."""
