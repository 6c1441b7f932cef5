"""Scores, readings, ratings, surveys, matters, findings: what counts, what does not."""
