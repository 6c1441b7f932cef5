"""The cases: whether the clock looks at them, whether something waits in each, and whether somebody owns it."""

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from types import MappingProxyType

from django.db.models import Exists, F, OuterRef, QuerySet

from answerable.actions.office.doctor.values import Check, check
from answerable.core.enforce.course.turns import PROVIDER
from answerable.records.models import Case, CaseCourse, CaseTurn, Held, JobRun, Person, Provider

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


CHECKS: Mapping[str, Callable[[datetime], Check]] = MappingProxyType(
    {"case_clock": _clock, "case_turns": _turns, "case_owners": _owners}
)
"""What needs the tables of cases."""
