"""Decisions. There is none in the cast; whose decisions are found where is tried in `test_decisions_listed`."""

EVERYBODY = ("handler", "section", "leader", "head", "legality", "supervisor")
LISTS: dict[str, dict[str, frozenset[str]]] = {
    "decisions": dict.fromkeys(EVERYBODY, frozenset()),
    "decisions_mine": dict.fromkeys(EVERYBODY, frozenset()),
    "decisions_all": dict.fromkeys(EVERYBODY, frozenset()),
}
DEEDS: dict[str, dict[str, frozenset[str]]] = {
    "decisions_edit": {"no-such-decision": frozenset(), "\u0000": frozenset(), "💧" * 70: frozenset()},
}
