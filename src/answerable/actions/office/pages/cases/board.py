"""The board of cases: where each stands, whose turn it is, and by when."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Case as Choose
from django.db.models import CharField, DateField, F, OuterRef, Q, QuerySet, Subquery, Value, When
from django.db.models.functions import Coalesce

from answerable.actions.office.footing import OVER
from answerable.actions.office.pages.cases.names import names_of
from answerable.actions.office.pages.cases.seen import cases_seen
from answerable.actions.office.pages.choosing import Offered
from answerable.actions.office.pages.subjects import Asking
from answerable.core.tables.declare import Both
from answerable.records.models import Body, Case, CaseState, CaseTurn


@dataclass(frozen=True)
class CaseLine:
    """One case on the board. Its turn is the one that is due first."""

    case: Case
    state: str
    stage: str | None
    since: date
    turn: CaseTurn | None
    owner: Both | None
    """Whose turn it is by name; a clerk is told the body instead of people."""
    late: bool


def board(asked: Asking) -> QuerySet[Case]:
    """The cases that the actor may see, with `now`, `since` and `due`: what is due first comes first."""
    latest = CaseState.objects.filter(case=OuterRef("pk"), starts__lte=asked.on).order_by("-starts")
    state, starts = (Subquery(latest.values(name)[:1]) for name in ("state", "starts"))
    due = CaseTurn.objects.filter(case=OuterRef("pk")).order_by("by").values("by")
    rows = cases_seen(asked).annotate(
        now=Coalesce("course__state", state, Value("finding"), output_field=CharField()),
        since=Coalesce("course__since", starts, "opened_on", output_field=DateField()),
        due=Subquery(due[:1], output_field=DateField()),
    )
    over = Choose(When(now__in=OVER, then=1), default=0)
    return rows.order_by(over, F("due").asc(nulls_last=True), "-opened_on", "id")


def overdue(rows: QuerySet[Case], *, on: date) -> QuerySet[Case]:
    """Those in which somebody's turn is over since a day before this one."""
    return rows.filter(id__in=CaseTurn.objects.filter(by__lt=on).values("case"))


def mine(rows: QuerySet[Case], asked: Asking) -> QuerySet[Case]:
    """Those in which it is the actor's turn, of one whose stand-in he is, or of a body that he heads."""
    owners = {*asked.persons, *asked.headed} if asked.actor.provider is None else {asked.actor.provider}
    return rows.filter(id__in=CaseTurn.objects.filter(owner__in=owners).values("case"))


def found_by(rows: QuerySet[Case], words: str) -> QuerySet[Case]:
    """Those that these words name: their id, their subject, the contract, or the provider."""
    return rows.filter(
        Q(id__icontains=words)
        | Q(subject__icontains=words)
        | Q(contract__name__icontains=words)
        | Q(contract__name_en__icontains=words)
        | Q(contract__provider__name__icontains=words)
        | Q(contract__provider__name_en__icontains=words)
    )


def bodies_with_cases(asked: Asking) -> tuple[Offered, ...]:
    """The bodies whose cases the actor sees."""
    ids = cases_seen(asked).order_by().values_list("contract__body", flat=True).distinct()
    rows = Body.objects.filter(id__in=list(ids)).order_by("name", "id")
    return tuple(Offered(row.id, Both(row.name, row.name_en or row.name)) for row in rows)


def case_lines(rows: Sequence[Any], asked: Asking) -> Iterable[CaseLine]:
    """A line for each of the cases, with as many queries however many they are."""
    first = _first([row.pk for row in rows])
    clerk = asked.actor.provider is not None
    names = {} if clerk else names_of(turn.owner for turn in first.values())
    for row in rows:
        turn = first.get(row.pk)
        course = getattr(row, "course", None)
        yield CaseLine(
            case=row,
            state=row.now,
            stage=None if course is None else course.stage,
            since=row.since,
            turn=turn,
            owner=None if turn is None else _seen_owner(row, turn, names, clerk=clerk),
            late=turn is not None and turn.by < asked.on,
        )


def _first(cases: Sequence[str]) -> Mapping[str, CaseTurn]:
    found: dict[str, CaseTurn] = {}
    for turn in CaseTurn.objects.filter(case__in=cases).order_by("by", "row"):
        found.setdefault(turn.case_id, turn)
    return found


def _seen_owner(row: Case, turn: CaseTurn, names: Mapping[str, Both], *, clerk: bool) -> Both:
    if not clerk:
        return names[turn.owner]
    side = row.contract.provider if turn.side == "provider" else row.contract.body
    return Both(side.name, side.name_en or side.name)
