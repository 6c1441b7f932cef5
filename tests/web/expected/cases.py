"""Cases: what the cast itself holds, which is none; with cases they are tried in `tests.web.areas.test_cases`."""

from tests.web.cast import PAVING, SWEEPING

OFFICIALS = ("handler", "section", "leader", "head", "legality")
NOTHING: frozenset[str] = frozenset()
NOWHERE = dict.fromkeys(("no-such-case", "\u0000", "💧" * 70), NOTHING)
LISTS: dict[str, dict[str, frozenset[str]]] = {
    "cases": dict.fromkeys((*OFFICIALS, "supervisor", "provider"), NOTHING),
}
ACTS = (
    "find", "notify", "serve", "drop", "dismiss", "order", "recheck", "extend", "accept_rest", "find_not_corrected",
    "hand_over", "protect", "review_protection", "lift", "pause", "resume", "decide_objection", "go_outside",
    "outside_decided", "correct", "refer", "receive", "state", "report", "contest", "set_route", "state_on_paper",
    "report_on_paper", "contest_on_paper",
)  # fmt: skip
DEEDS: dict[str, dict[str, frozenset[str]]] = {
    "contracts_open_case": {
        SWEEPING: frozenset({"handler", "section", "leader"}),
        PAVING: NOTHING,
        **dict.fromkeys(("no-such-contract", "\u0000", "💧" * 70), NOTHING),
    },
    "cases_urgent": {"": frozenset(OFFICIALS)},
    **{f"cases_{act}": NOWHERE for act in ACTS},
}
