"""Inspections: officials of a body find its own, the supervisor all, a clerk those made of its contracts."""

from tests.web.cast_inspections import DRAWN, DUE, FOR_CAUSE, MADE, OF_ROADS, READY, ROADS_PLAN

OFFICIALS = ("handler", "section", "leader", "head", "legality")
RECORDERS = frozenset({"handler", "section", "leader"})
NOBODY: frozenset[str] = frozenset()
WATER = frozenset({MADE, DUE, FOR_CAUSE})
PLANS = frozenset({DRAWN, READY})
FRAME = frozenset(f"{plan}.{contract}" for plan in PLANS for contract in ("minding", "sweeping"))
LISTS: dict[str, dict[str, frozenset[str]]] = {
    "inspections": dict.fromkeys(OFFICIALS, WATER)
    | {"supervisor": WATER | {OF_ROADS}, "provider": frozenset({MADE})},
    "inspections_plans": dict.fromkeys(OFFICIALS, PLANS) | {"supervisor": PLANS | {ROADS_PLAN}},
    "inspections_frames": dict.fromkeys(OFFICIALS, FRAME) | {"supervisor": FRAME | {f"{ROADS_PLAN}.paving"}},
}
_ODD = {"no-such-object": NOBODY, "\u0000": NOBODY, "💧" * 70: NOBODY}
_INSPECTIONS = {DUE: RECORDERS, FOR_CAUSE: RECORDERS, MADE: RECORDERS, OF_ROADS: NOBODY, **_ODD}
DEEDS: dict[str, dict[str, frozenset[str]]] = {
    "inspections_plan": {"": RECORDERS},
    "inspections_draw": {READY: RECORDERS, DRAWN: RECORDERS, ROADS_PLAN: NOBODY, **_ODD},
    "inspections_open": {"": RECORDERS},
    "inspections_record": _INSPECTIONS,
    "inspections_missed": _INSPECTIONS,
}
