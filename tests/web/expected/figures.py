"""Readings and scores: who records them finds the contracts; both sides find the lists."""

from tests.web.cast import MINDING, PAVING, SWEEPING

WATER = frozenset({SWEEPING, MINDING})
NONE: frozenset[str] = frozenset()
RECORDING = frozenset({"handler", "section", "leader"})
EVERYBODY = ("handler", "section", "leader", "head", "legality", "supervisor", "provider")
LISTS: dict[str, dict[str, frozenset[str]]] = {
    "figures": dict.fromkeys(RECORDING, WATER),
    "figures_readings": dict.fromkeys(EVERYBODY, NONE),
    "figures_scores": dict.fromkeys(EVERYBODY, NONE),
}
_CONTRACTS = {
    SWEEPING: RECORDING,
    PAVING: NONE,
    "no-such-contract": NONE,
    "\u0000": NONE,
    "💧" * 70: NONE,
}
_ROWS = {"no-such-row": NONE, "987654321": NONE, "9" * 60: NONE, "\u0000": NONE, "💧" * 70: NONE}
DEEDS: dict[str, dict[str, frozenset[str]]] = {
    "figures_score": _CONTRACTS,
    "figures_read": _CONTRACTS,
    "figures_correct": _ROWS,
    "figures_mend": _ROWS,
    "figures_deduct": _ROWS,
}
