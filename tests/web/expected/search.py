"""Search: it has a page of its own, and neither lists nor deeds."""

LISTS: dict[str, dict[str, frozenset[str]]] = {}
DEEDS: dict[str, dict[str, frozenset[str]]] = {}
