"""Work items: officials of a body find their own, the supervisor all, a provider's clerk nothing."""

from tests.web.cast import MINDING, PAVING, SWEEPING

OFFICIALS = ("handler", "section", "leader", "head", "legality")
WATER = frozenset({f"{SWEEPING}-work", f"{MINDING}-work"})
NOTHING: frozenset[str] = frozenset()
HANDLER = frozenset({"handler"})
LISTS: dict[str, dict[str, frozenset[str]]] = {
    "work_items": dict.fromkeys(OFFICIALS, WATER) | {"supervisor": WATER | {f"{PAVING}-work"}},
    "work_items_otherwise": dict.fromkeys((*OFFICIALS, "supervisor"), NOTHING),
}
_KEYED = {
    f"{SWEEPING}-work": HANDLER,
    f"{PAVING}-work": NOTHING,
    "no-such-work": NOTHING,
    "\u0000": NOTHING,
    "💧" * 70: NOTHING,
}
DEEDS: dict[str, dict[str, frozenset[str]]] = {
    "work_items_register": {"": HANDLER},
    "work_items_correct": _KEYED,
    "work_items_decide": _KEYED,
    "work_items_sign": _KEYED,
}
