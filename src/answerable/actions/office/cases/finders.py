"""Who found what a case is about: whoever inspected, and whoever proposed to confirm the finding."""

from collections import defaultdict
from collections.abc import Iterable, Mapping

from answerable.core.register.approval import from_cells
from answerable.records.models import Approval, InspectionCheck


def finders_of(findings: Iterable[str]) -> tuple[str, ...]:
    """The people who found these findings, as far as the record says; in order of their ids."""
    found: frozenset[str] = frozenset().union(*finders_by_finding(findings).values())
    return tuple(sorted(found))


def finders_by_finding(findings: Iterable[str]) -> Mapping[str, frozenset[str]]:
    """The same by finding, of those of which the record says anything; with as many queries as for one."""
    ids = frozenset(findings)
    checks = InspectionCheck.objects.filter(finding__in=ids, inspection__inspector__isnull=False)
    found: dict[str, set[str]] = defaultdict(set)
    for finding, inspector in checks.values_list("finding", "inspection__inspector"):
        found[finding].add(inspector)
    for row in Approval.objects.filter(kind="finding", content__finding__in=list(ids)):
        found[row.content["finding"]].add(from_cells(row.progress).proposer)
    return {finding: frozenset(each for each in by if each) for finding, by in found.items()}
