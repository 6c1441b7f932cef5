"""Decisions. There is none in the cast; whose decisions are found where is tried in `test_decisions_listed`."""

EVERYBODY = ("handler", "section", "leader", "head", "legality", "supervisor")
LISTS: dict[str, dict[str, frozenset[str]]] = {
    "decisions": dict.fromkeys(EVERYBODY, frozenset()),
    "decisions_mine": dict.fromkeys(EVERYBODY, frozenset()),
    "decisions_all": dict.fromkeys(EVERYBODY, frozenset()),
}
_MISSING: dict[str, frozenset[str]] = dict.fromkeys(("no-such-decision", "\u0000", "💧" * 70), frozenset())
DEEDS: dict[str, dict[str, frozenset[str]]] = dict.fromkeys(
    (
        "decisions_edit",
        "decisions_submit",
        "decisions_approve",
        "decisions_return_for_revision",
        "decisions_reject",
        "decisions_withdraw",
    ),
    _MISSING,
)
