"""Corrections owed: among the cast there is none; with cases they are tried in `tests.web.test_corrections`."""

NOTHING: frozenset[str] = frozenset()
LISTS: dict[str, dict[str, frozenset[str]]] = {
    "corrections_owed": dict.fromkeys(
        ("handler", "section", "leader", "head", "legality", "supervisor"), NOTHING
    ),
}
DEEDS: dict[str, dict[str, frozenset[str]]] = {}
