"""Papers: kind, elements and form of official documents; copies, contradictions, and literature in their place."""
