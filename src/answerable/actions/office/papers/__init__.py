"""The papers of cases: what a step issues, drawn, shown, filed, and worded as a body wants it."""
