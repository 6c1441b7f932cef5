"""A case of the water bureau that its provider was told of, beside those of `cast_papers`, of which none was told."""

from answerable.records.models import Case, CaseState
from tests.web import cast_papers
from tests.web.cast import PAVING, SWEEPING, today

TOLD = "k-told"


def set_up() -> None:
    """Write the case."""
    Case.objects.create(id=TOLD, contract_id=SWEEPING, opened_on=today(), subject="账号出口伤人")
    CaseState.objects.create(case_id=TOLD, starts=today(), state="statement", decided_by_id="p-leader")


def objects(own: frozenset[str], above: frozenset[str]) -> dict[str, dict[str, frozenset[str]]]:
    """Who finds which case, and its ways to an end."""
    untold = {cast_papers.CASES[SWEEPING]: own, cast_papers.CASES[PAVING]: above}
    return {"case": untold | {TOLD: own | {"provider"}}, "case_ways": untold | {TOLD: own}}
