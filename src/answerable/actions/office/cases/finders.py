"""Who found what a case is about: whoever inspected, and whoever proposed to confirm the finding."""

from collections.abc import Iterable

from answerable.core.register.approval import from_cells
from answerable.records.models import Approval, InspectionCheck


def finders_of(findings: Iterable[str]) -> tuple[str, ...]:
    """The people who found these findings, as far as the record says; in order of their ids."""
    ids = frozenset(findings)
    checks = InspectionCheck.objects.filter(finding__in=ids, inspection__inspector__isnull=False)
    found = set(checks.values_list("inspection__inspector", flat=True))
    decisions = Approval.objects.filter(kind="finding", content__finding__in=list(ids))
    found |= {from_cells(row.progress).proposer for row in decisions}
    return tuple(sorted(each for each in found if each))
