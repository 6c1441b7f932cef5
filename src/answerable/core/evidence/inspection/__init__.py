"""Inspections: weights by risk, a draw that anybody can make again, checklists, and what their rows must be like."""
