"""Matters: what the cast itself holds, which is none; with matters they are tried in `tests.web.test_matters`."""

OFFICIALS = ("handler", "section", "leader", "head", "legality")
NOTHING: frozenset[str] = frozenset()
LISTS: dict[str, dict[str, frozenset[str]]] = {
    "matters": dict.fromkeys((*OFFICIALS, "supervisor"), NOTHING),
}
_NONE = {"no-such-matter": NOTHING, "\u0000": NOTHING, "💧" * 70: NOTHING}
DEEDS: dict[str, dict[str, frozenset[str]]] = {
    "matters_record": {"": frozenset({"handler", "section", "leader"})},
    "matters_handle": _NONE,
    "matters_confirm": _NONE,
    "matters_contest": _NONE,
}
