"""Cases that stand still, for those who look after other bodies: overdue, unmoved, closed quietly, not reviewed.

They are put in the order in which things were due. Nobody is ranked, and nothing is decided here.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.db.models import OuterRef, Q, QuerySet, Subquery

from answerable.actions.office.cases.loading import step_of_row
from answerable.actions.office.dump import held_district
from answerable.actions.office.pages.cases.names import names_of
from answerable.actions.office.pages.limits import overdue_from
from answerable.actions.office.pages.overview import overseen
from answerable.actions.office.pages.subjects import Asking
from answerable.core.enforce.course.steps import Kind, Step
from answerable.core.register.approval import FINAL, State, from_cells
from answerable.core.tables.declare import Both
from answerable.records.models import Approval, CaseCourse, CaseStep, CaseTurn

QUIET = "case.quiet_workdays"
"""After so many working days without a step a case counts as unmoved."""
CLOSED_DAYS = 90
CLOSING = (Kind.DROP.value, Kind.DISMISS.value, Kind.ACCEPT_REST.value)
"""Steps that close a case although not everything was put right."""
_LAST_DAY = "hand_over"
_OPEN = tuple(state.value for state in State if state not in FINAL)


@dataclass(frozen=True)
class StuckLine:
    """A case that is overdue, or that nobody has moved for long."""

    course: CaseCourse
    turn: CaseTurn | None
    """What was due first."""
    owner: Both | None
    moved_on: date | None
    """When the last step was taken."""
    days_late: int | None


@dataclass(frozen=True)
class ClosedLine:
    """A case that was closed although not everything was put right, and why."""

    row: CaseStep
    outcome: str
    reason: str


@dataclass(frozen=True)
class EndingLine:
    """A proposed end of a contract that nobody has moved for long."""

    approval: Approval
    way: str
    waits_for: str | None


@dataclass(frozen=True)
class ProtectionLine:
    """Protective measures that nobody has reviewed."""

    turn: CaseTurn
    measures: tuple[str, ...]
    owner: Both
    late: bool


def stuck(asked: Asking) -> QuerySet[CaseCourse]:
    """The cases of the bodies in which something is overdue, and open ones that nobody has moved for long; by due date.

    A closed case is among them as long as a correction, or what else it left behind, is overdue.
    """
    waiting = CaseTurn.objects.filter(case=OuterRef("case")).order_by("by", "row")
    steps = CaseStep.objects.filter(case=OuterRef("case")).order_by("-number")
    rows = CaseCourse.objects.filter(contract__body__in=overseen(asked)).annotate(
        due=Subquery(waiting.values("by")[:1]),
        waits=Subquery(waiting.values("what")[:1]),
        moved_on=Subquery(steps.values("on")[:1]),
    )
    unmoved = Q(due__lt=asked.on)
    since = overdue_from(QUIET, on=asked.on)
    if since is not None:
        # A contract that runs until its last day is not stuck.
        unmoved |= Q(final=False, moved_on__lte=since) & ~Q(waits=_LAST_DAY)
    return (
        rows.filter(unmoved)
        .select_related("case", "contract__body", "contract__provider")
        .order_by("due", "case")
    )


def stuck_lines(rows: Sequence[CaseCourse], *, on: date) -> Iterator[StuckLine]:
    """A line for each, with so many queries for all of them."""
    first: dict[str, CaseTurn] = {}
    for turn in CaseTurn.objects.filter(case__in=[row.pk for row in rows]).order_by("by", "row"):
        first.setdefault(turn.case_id, turn)
    names = names_of(turn.owner for turn in first.values())
    for row in rows:
        found = first.get(row.pk)
        late = None if found is None or found.by >= on else (on - found.by).days
        owner = None if found is None else names[found.owner]
        yield StuckLine(row, found, owner, getattr(row, "moved_on", None), late)


def quietly_closed(asked: Asking) -> QuerySet[CaseStep]:
    """The steps of late that closed cases of the bodies although not everything was put right; the latest first."""
    since = asked.on - timedelta(days=CLOSED_DAYS)
    rows = CaseStep.objects.filter(
        act__in=CLOSING, on__gte=since, on__lte=asked.on, case__contract__body__in=overseen(asked)
    )
    found = rows.select_related("case__contract__body", "case__contract__provider")
    return found.order_by("-on", "case", "number")


def closed_lines(rows: Iterable[CaseStep]) -> Iterator[ClosedLine]:
    """A line for each."""
    for row in rows:
        act = step_of_row(row).act
        yield ClosedLine(row, str(getattr(act, "outcome", "")), str(getattr(act, "reason", "")))


def stalled_endings(asked: Asking) -> QuerySet[Approval]:
    """The ends of contracts that were proposed and that nobody has moved for long, the longest first."""
    since = overdue_from(QUIET, on=asked.on)
    rows = Approval.objects.filter(kind="end", state__in=_OPEN, body__in=overseen(asked))
    if since is None:
        return rows.none()
    zone = ZoneInfo(held_district().time_zone)
    after = datetime.combine(since + timedelta(days=1), time(), zone)
    return rows.filter(changed_at__lt=after).select_related("contract", "body").order_by("changed_at", "id")


def ending_lines(rows: Iterable[Approval]) -> Iterator[EndingLine]:
    """A line for each."""
    for row in rows:
        step = from_cells(row.progress).step
        yield EndingLine(row, str(row.content.get("way", "")), None if step is None else step.role)


def unreviewed(asked: Asking) -> QuerySet[CaseTurn]:
    """The protective measures in cases of the bodies that nobody has reviewed, by due date."""
    rows = CaseTurn.objects.filter(what="protect", contract__body__in=overseen(asked))
    return rows.select_related("case", "contract__body", "contract__provider").order_by("by", "row")


def protection_lines(rows: Sequence[CaseTurn], *, on: date) -> Iterator[ProtectionLine]:
    """A line for each, with so many queries for all of them."""
    taken = _steps({(row.case_id, row.step) for row in rows if row.step is not None})
    names = names_of(row.owner for row in rows)
    for row in rows:
        step = taken.get((row.case_id, row.step or 0))
        measures = () if step is None else tuple(getattr(step.act, "measures", ()))
        yield ProtectionLine(row, measures, names[row.owner], row.by < on)


def _steps(keys: set[tuple[str, int]]) -> dict[tuple[str, int], Step]:
    rows = CaseStep.objects.filter(case__in={case for case, _ in keys}, act=Kind.PROTECT.value)
    return {(row.case_id, row.number): step_of_row(row) for row in rows if (row.case_id, row.number) in keys}
