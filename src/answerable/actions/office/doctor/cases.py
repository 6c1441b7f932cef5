"""The cases: whether the clock looks at them, whether something waits in each, whether somebody owns it, and whether
every step is the one that the ledger has.
"""

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from types import MappingProxyType

from django.db.models import Exists, F, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce

from answerable.actions.office.cases.loading import step_of_row
from answerable.actions.office.doctor.values import Check, check
from answerable.core.enforce.course.cells import step_cells
from answerable.core.enforce.course.turns import PROVIDER
from answerable.core.ledger.canonical import canonical
from answerable.records.models import (
    Case,
    CaseCourse,
    CaseStep,
    CaseTurn,
    Disclosed,
    Held,
    JobRun,
    Person,
    Provider,
)

JOB = "cases"
SILENT = timedelta(days=1)
"""A day without the clock: silence moved nothing on, and nobody was told of what is overdue."""
_SHOWN = 5


def _clock(at: datetime) -> Check:
    if not Held.objects.exists():
        return check("ok", "case_clock", code="doctor_no_cases")
    latest = JobRun.objects.filter(name=JOB).values_list("last_at", flat=True).first()
    if latest is None:
        return check("warn", "case_clock", code="doctor_case_clock_never")
    if abs(at - latest) > SILENT:
        hours = int(abs(at - latest) / timedelta(hours=1))
        return check("fail", "case_clock", code="doctor_case_clock_silent", hours=hours)
    return check("ok", "case_clock", code="doctor_case_clock_fine")


def _turns(_at: datetime) -> Check:
    """Every open case waits for somebody; one without steps has to have been looked at once."""
    waits = Exists(CaseTurn.objects.filter(case=OuterRef("case")))
    unseen: QuerySet[Case, str] = Case.objects.filter(course=None).values_list("id", flat=True)
    idle = CaseCourse.objects.filter(final=False).exclude(waits).values_list("case", flat=True)
    found = sorted({*unseen, *idle})
    if found:
        return check(
            "fail",
            "case_turns",
            code="doctor_cases_without_turn",
            n=len(found),
            cases=tuple(found[:_SHOWN]),
        )
    return check("ok", "case_turns", code="doctor_case_turns_fine")


def _owners(_at: datetime) -> Check:
    """Of every turn the owner is a person, or the contract's provider; a body owns it where nobody is left."""
    of_provider = CaseTurn.objects.filter(side=PROVIDER)
    lost = {
        *CaseTurn.objects.exclude(side=PROVIDER)
        .exclude(owner__in=Person.objects.values("id"))
        .values_list("case", flat=True),
        *of_provider.exclude(owner__in=Provider.objects.values("id")).values_list("case", flat=True),
        *of_provider.exclude(owner=F("contract__provider")).values_list("case", flat=True),
    }
    if lost:
        shown = tuple(sorted(lost)[:_SHOWN])
        return check("fail", "case_owners", code="doctor_turns_without_owner", n=len(lost), cases=shown)
    return check("ok", "case_owners", code="doctor_case_owners_fine")


def _steps(_at: datetime) -> Check:
    """Whoever writes, changes or takes away a step past the actions leaves no entry, or another one."""
    said = dict(Disclosed.objects.filter(of="case_steps").order_by("row").values_list("key", "content"))
    there = {
        f"{row.case_id}/{row.number}": _cells(row) for row in CaseStep.objects.order_by("row").iterator()
    }
    odd = {key for key, content in said.items() if content is not None and there.get(key) != content}
    odd |= there.keys() - said.keys()
    counted = CaseStep.objects.filter(case=OuterRef("case")).order_by("-number").values("number")[:1]
    moved = CaseCourse.objects.annotate(last=Coalesce(Subquery(counted), 0)).exclude(version=F("last"))
    cases = sorted({key.split("/")[0] for key in odd} | set(moved.values_list("case", flat=True)))
    if cases:
        return check(
            "fail", "case_steps", code="doctor_steps_unlike_ledger", n=len(cases), cases=tuple(cases[:_SHOWN])
        )
    return check("ok", "case_steps", code="doctor_case_steps_fine")


def _cells(row: CaseStep) -> str:
    """The step as its entry has it; a row that is no step at all is like none."""
    try:
        return canonical(step_cells(step_of_row(row))).decode("utf-8")
    except (ValueError, KeyError, TypeError):
        return ""


CHECKS: Mapping[str, Callable[[datetime], Check]] = MappingProxyType(
    {"case_clock": _clock, "case_turns": _turns, "case_owners": _owners, "case_steps": _steps}
)
"""What needs the tables of cases."""
