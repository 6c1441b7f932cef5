"""Random histories of correction and ending through the actions, judged by a small model of its own."""
