"""Submissions: a clerk hands in for its own contracts alone; what is handed in is in tests of its own."""

from tests.web.cast import MINDING, PAVING, SWEEPING

NONE: frozenset[str] = frozenset()
CLERK = frozenset({"provider"})
EVERYBODY = ("handler", "section", "leader", "head", "legality", "supervisor", "provider")
LISTS: dict[str, dict[str, frozenset[str]]] = {"submissions": dict.fromkeys(EVERYBODY, NONE)}
_CONTRACTS = {
    SWEEPING: CLERK,
    MINDING: NONE,
    PAVING: NONE,
    "no-such-contract": NONE,
    "\u0000": NONE,
    "💧" * 70: NONE,
}
_OTHERS = {"no-such-thing": NONE, "\u0000": NONE, "💧" * 70: NONE}
DEEDS: dict[str, dict[str, frozenset[str]]] = {
    "submissions_submit": _CONTRACTS,
    "submissions_services": _CONTRACTS,
    "submissions_withdraw": _OTHERS,
    "submissions_accept": _OTHERS,
    "submissions_return": _OTHERS,
    "submissions_reply": _OTHERS,
}
