"""The overview: a head looks after the own body and those below, the supervisor after the county; nobody else."""

from tests.web.cast import MINDING, PAVING, SWEEPING

WATER = frozenset({SWEEPING, MINDING})
NONE: frozenset[str] = frozenset()


def _work(contracts: frozenset[str]) -> frozenset[str]:
    return frozenset(f"{id}-work" for id in contracts)


LISTS: dict[str, dict[str, frozenset[str]]] = {
    "overview_overdue": {"head": NONE, "supervisor": NONE},
    "overview_vacancies": {"head": NONE, "supervisor": NONE},
    "overview_trouble": {"head": WATER, "supervisor": WATER | {PAVING}},
    "overview_functions": {"head": _work(WATER), "supervisor": _work(WATER | {PAVING})},
    "overview_dependence": {"head": _work(WATER), "supervisor": _work(WATER | {PAVING})},
}
DEEDS: dict[str, dict[str, frozenset[str]]] = {}
