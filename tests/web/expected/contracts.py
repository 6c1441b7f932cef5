"""Contracts."""

from tests.web.cast import MINDING, PAVING, SWEEPING

WATER = frozenset({SWEEPING, MINDING})
BUREAU = ("handler", "section", "leader", "head", "legality")
LISTS: dict[str, dict[str, frozenset[str]]] = {
    "contracts": dict.fromkeys(BUREAU, WATER)
    | {"supervisor": WATER | {PAVING}, "provider": frozenset({SWEEPING})},
    "contracts_legacy": dict.fromkeys((*BUREAU, "supervisor"), frozenset()),
}
NOWHERE = ("no-such-contract", "\u0000", "💧" * 70)


def only(*roles: str) -> dict[str, frozenset[str]]:
    """A deed that these roles of the water bureau do to its contract, and nobody to another bureau's."""
    return {SWEEPING: frozenset(roles), PAVING: frozenset()} | dict.fromkeys(NOWHERE, frozenset())


DEEDS: dict[str, dict[str, frozenset[str]]] = {
    "contracts_register": {"": frozenset({"handler"})},
    **{
        f"contracts_{name}": only("handler")
        for name in (
            "correct", "add_clause", "add_indicator", "add_duty", "sign", "extend", "amend_amount", "amend_terms",
            "suspend", "resume", "expire", "end_by_agreement", "end_on_ground", "assign",
        )
    },
    "contracts_confirm_funds": only("section", "leader", "head"),
    "contracts_vacate": only("head"),
    "clauses_correct": {
        f"{SWEEPING}-exit": frozenset({"handler"}),
        f"{PAVING}-exit": frozenset(),
        **dict.fromkeys(NOWHERE, frozenset()),
    },
}  # fmt: skip
