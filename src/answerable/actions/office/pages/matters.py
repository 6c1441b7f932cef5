"""What citizens raised: the inbox, and one matter with what was done about it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from answerable.actions.office.actors import Subjects
from answerable.actions.office.matters import handled_by
from answerable.actions.office.pages.acts import Event, events_of
from answerable.actions.office.pages.cases.seen import cases_seen
from answerable.actions.office.pages.limits import overdue_from
from answerable.actions.office.pages.subjects import Asking, bodies_where
from answerable.core.register.permits import Act, Subject
from answerable.records.models import Case, CaseMatter, Matter, Person

STAGES = ("open", "not_confirmed", "contested", "not_right", "settled")
_LIMIT = "matters.answer_workdays"
_NOT_RIGHT = ("partly", "not_put_right")


@dataclass(frozen=True)
class MatterLine:
    """One line of the inbox."""

    matter: Matter
    stage: str
    days: int
    """Days from its coming in until it was handled, or until today."""
    late: bool


@dataclass(frozen=True)
class MatterPage:
    """A matter as its reader sees it."""

    matter: Matter
    stage: str
    days: int
    late: bool
    handler: Person | None
    """Who handled it here last."""
    events: tuple[Event, ...]
    cases: tuple[Case, ...]
    """Those that go back to it and that the actor may see."""
    same: int
    """Other matters of the same contract with the same cause."""
    above: Matter | None
    below: Matter | None
    """Its neighbours in the inbox of what is not settled."""


def matters_seen(asked: Asking) -> QuerySet[Matter]:
    """The matters of contracts whose inside the actor may see, the latest first."""
    rows: QuerySet[Matter] = Matter.objects.select_related("contract").order_by("-raised_on", "id")
    return rows.filter(contract__body__in=bodies_where(asked, Act.SEE_CONTRACT))


def at_stage(rows: QuerySet[Matter], stage: str) -> QuerySet[Matter]:
    """Those of the matters that are open, handled and not confirmed, contested, not put right, or settled."""
    return rows.filter(_STAGE[stage])


SETTLED = Q(contested_on__isnull=True, handled_on__isnull=False, outcome__isnull=False) & ~Q(
    outcome__in=_NOT_RIGHT
)
_STAGE = {
    "contested": Q(contested_on__isnull=False),
    "open": Q(contested_on=None, handled_on=None),
    "not_confirmed": Q(contested_on=None, handled_on__isnull=False, outcome=None),
    "not_right": Q(contested_on=None, handled_on__isnull=False, outcome__in=_NOT_RIGHT),
    "settled": SETTLED,
}


def overdue(rows: QuerySet[Matter], *, on: date) -> QuerySet[Matter]:
    """Those of the matters that are open though their time is over; none where no time is set."""
    since = overdue_from(_LIMIT, on=on)
    return rows.none() if since is None else rows.filter(handled_on=None, raised_on__lte=since)


def matter_lines(rows: Sequence[Matter], *, on: date) -> Iterable[MatterLine]:
    """A line for each of the matters, with no query of its own."""
    since = overdue_from(_LIMIT, on=on)
    for row in rows:
        yield MatterLine(row, _stage(row), _days(row, on), _late(row, since))


def matter_subject(id: str, asked: Asking) -> Subject | None:
    """The matter as something that is asked about; None if there is none. Citizens' matters have no provider's side."""
    body = Matter.objects.filter(id=id).values_list("contract__body", flat=True).first()
    if body is None:
        return None
    owner, above = Subjects(asked.on).line(body)
    return Subject("matter", owner, above)


def matter_page(id: str, asked: Asking) -> MatterPage:
    """The matter; whoever calls has asked whether he may see it."""
    row = Matter.objects.select_related("contract", "contract__provider", "contract__body").get(id=id)
    same = Matter.objects.filter(contract=row.contract_id, cause=row.cause).exclude(id=id)
    inbox = matters_seen(asked).filter(~_STAGE["settled"]).exclude(id=id)
    before = Q(raised_on__gt=row.raised_on) | Q(raised_on=row.raised_on, id__lt=id)
    led = CaseMatter.objects.filter(matter=id).values("case")
    return MatterPage(
        matter=row,
        stage=_stage(row),
        days=_days(row, asked.on),
        late=_late(row, overdue_from(_LIMIT, on=asked.on)),
        handler=Person.objects.filter(id=handled_by(id)).first(),
        events=events_of(Q(of="matters", key=id)),
        cases=tuple(cases_seen(asked).filter(id__in=led).order_by("-opened_on", "id")),
        same=same.count() if row.cause else 0,
        above=inbox.filter(before).order_by("raised_on", "-id").first(),
        below=inbox.filter(~before).first(),
    )


def _stage(row: Matter) -> str:
    if row.contested_on is not None:
        return "contested"
    if row.handled_on is None:
        return "open"
    if row.outcome is None:
        return "not_confirmed"
    return "not_right" if row.outcome in _NOT_RIGHT else "settled"


def _days(row: Matter, on: date) -> int:
    return ((row.handled_on or on) - row.raised_on).days


def _late(row: Matter, since: date | None) -> bool:
    return row.handled_on is None and since is not None and row.raised_on <= since
