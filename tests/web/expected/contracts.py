"""Contracts."""

from tests.web.cast import MINDING, PAVING, SWEEPING

WATER = frozenset({SWEEPING, MINDING})
BUREAU = ("handler", "section", "leader", "head", "legality")
LISTS: dict[str, dict[str, frozenset[str]]] = {
    "contracts": dict.fromkeys(BUREAU, WATER)
    | {"supervisor": WATER | {PAVING}, "provider": frozenset({SWEEPING})},
    "contracts_legacy": dict.fromkeys((*BUREAU, "supervisor"), frozenset()),
}
DEEDS: dict[str, dict[str, frozenset[str]]] = {
    "contracts_extend": {
        SWEEPING: frozenset({"handler"}),
        PAVING: frozenset(),
        "no-such-contract": frozenset(),
        "\u0000": frozenset(),
        "💧" * 70: frozenset(),
    },
}
