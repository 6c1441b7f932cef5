"""Stuck cases: for those who oversee; the cast has none. With cases they are tried in `tests.web.test_stuck`."""

NOTHING: frozenset[str] = frozenset()
_OVERSEEING = dict.fromkeys(("head", "supervisor"), NOTHING)
LISTS: dict[str, dict[str, frozenset[str]]] = {
    "stuck": _OVERSEEING,
    "stuck_closed": _OVERSEEING,
    "stuck_endings": _OVERSEEING,
    "stuck_protections": _OVERSEEING,
}
DEEDS: dict[str, dict[str, frozenset[str]]] = {
    "stuck_ask": {"no-such-case": NOTHING, "\u0000": NOTHING, "💧" * 70: NOTHING},
}
