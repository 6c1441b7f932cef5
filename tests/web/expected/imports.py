"""Imports: everybody finds his own, and only who may add rows somewhere asks for one."""

BUREAU = ("handler", "section", "leader", "head", "legality")
LISTS: dict[str, dict[str, frozenset[str]]] = {
    "imports": dict.fromkeys((*BUREAU, "supervisor"), frozenset()),
}
DEEDS: dict[str, dict[str, frozenset[str]]] = {
    "imports_ask": {"": frozenset({"handler", "head"})},
    "imports_accept": {"no-such-import": frozenset(), "\u0000": frozenset(), "💧" * 70: frozenset()},
    "imports_cancel": {"no-such-import": frozenset(), "\u0000": frozenset(), "💧" * 70: frozenset()},
}
