"""Watched accounts: the cast itself holds none; with accounts they are tried in `tests.web.test_voices`."""

OFFICIALS = ("handler", "section", "leader", "head", "legality")
NOTHING: frozenset[str] = frozenset()
LISTS: dict[str, dict[str, frozenset[str]]] = {
    "voices": dict.fromkeys((*OFFICIALS, "supervisor", "provider"), NOTHING),
    "voices_board": dict.fromkeys((*OFFICIALS, "supervisor"), NOTHING),
}
DEEDS: dict[str, dict[str, frozenset[str]]] = {}
