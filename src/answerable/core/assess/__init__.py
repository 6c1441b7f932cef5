"""Sufficient statistics in, results and an assessment (clear, watch, no data) with reasons and proposals out."""
