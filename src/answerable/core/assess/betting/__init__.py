"""Judging ratings by betting against the standard: right at any number of ratings, however often one looks."""
