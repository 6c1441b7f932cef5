"""Duties: everybody finds his own; those of the plan are recorded by officials of the body."""

BUREAU = ("handler", "section", "leader", "head", "legality")
LISTS: dict[str, dict[str, frozenset[str]]] = {
    "duties_all": dict.fromkeys((*BUREAU, "supervisor", "provider"), frozenset()),
    "duties_cases": dict.fromkeys((*BUREAU, "supervisor", "provider"), frozenset()),
}
DEEDS: dict[str, dict[str, frozenset[str]]] = {
    "duties_do": {"no-such-duty": frozenset(), "\u0000": frozenset(), "💧" * 70: frozenset()},
    "duties_pay": {"no-such-duty": frozenset(), "\u0000": frozenset(), "💧" * 70: frozenset()},
}
