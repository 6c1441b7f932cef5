"""My duties: what is due from whom, what waits for a signature, which assignment waits to be accepted."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from django.db.models import Q, QuerySet

from answerable.actions.office.actors import signer_among
from answerable.actions.office.pages.subjects import Asking, bodies_where
from answerable.core.register.approval import Act, Signer, State, from_cells, open_acts
from answerable.core.register.permits import Act as Permit
from answerable.records.models import (
    Approval,
    Assignment,
    Body,
    DutyOwed,
    Person,
    PlannedDuty,
    Provider,
    Standing,
    Succession,
)

MOST = 50
"""Duties of a sort on one page; the list has all of them, and turns its pages."""


@dataclass(frozen=True)
class DutyLine:
    """One duty, as it was assessed."""

    side: str
    contract_id: str
    contract: str
    contract_en: str | None
    what: dict[str, str]
    """The sentence by language."""
    by: date
    provisional: bool
    overdue: bool
    workdays_late: int
    ground: str
    """Source and article, as they are cited."""
    who: str
    who_name: str
    who_name_en: str | None
    sort: str = ""
    """What kind of duty it is, as the assessment names it; `plan` for one of the oversight plan."""
    about: str = ""
    """The id of what it is about: of a planned duty its own, of a matter or finding that one's."""
    period: str = ""
    planned: str | None = None
    """Of a planned duty, what is to be done."""


@dataclass(frozen=True)
class Waiting:
    """A decision that waits: for a signature, or for a revision by whoever proposed it."""

    approval: Approval
    role: str | None
    mine_to_revise: bool


@dataclass(frozen=True)
class MyDuties:
    """Everything on the page. `assessed_on` is None where nothing was assessed yet."""

    overdue: tuple[DutyLine, ...]
    today: tuple[DutyLine, ...]
    week: tuple[DutyLine, ...]
    later: tuple[DutyLine, ...]
    more: bool
    waiting: tuple[Waiting, ...]
    to_accept: tuple[Assignment, ...]
    others_overdue: tuple[DutyLine, ...]
    """Overdue duties of all bodies the actor supervises."""
    assessed_on: date | None

    @property
    def empty(self) -> bool:
        return not (self.overdue or self.today or self.week or self.later or self.waiting or self.to_accept)


def my_duties(asked: Asking, *, now: datetime) -> MyDuties:
    """What the actor owes, signs and accepts, on the day asked about."""
    rows = list(owed_by(asked)[: MOST + 1])
    lines = lines_from(rows[:MOST])
    end = asked.on + timedelta(days=6 - asked.on.weekday())
    latest = Standing.objects.order_by("-on").values_list("on", flat=True).first()
    return MyDuties(
        overdue=tuple(each for each in lines if _is_late(each, asked.on)),
        today=_between(lines, asked.on, asked.on, asked.on),
        week=_between(lines, asked.on + timedelta(days=1), end, asked.on),
        later=_between(lines, max(end, asked.on) + timedelta(days=1), date.max, asked.on),
        more=len(rows) > MOST,
        waiting=tuple(_waiting(asked, now=now)),
        to_accept=tuple(_to_accept(asked)),
        others_overdue=tuple(_supervised(asked)),
        assessed_on=latest,
    )


def owed_by(asked: Asking) -> QuerySet[DutyOwed]:
    """Duties of the person, of those he stands in for, of bodies he heads; of a clerk, the provider's."""
    if asked.actor.provider is not None:
        of = Q(side="provider", contract__provider=asked.actor.provider)
    else:
        of = Q(side="body", who__in=[*asked.persons, *asked.headed])
    rows = DutyOwed.objects.filter(of, state__in=("due", "overdue"))
    return rows.select_related("contract").order_by("by", "duty")


def _is_late(line: DutyLine, on: date) -> bool:
    return line.overdue or line.by < on


def _between(lines: Iterable[DutyLine], first: date, last: date, on: date) -> tuple[DutyLine, ...]:
    return tuple(each for each in lines if first <= each.by <= last and not _is_late(each, on))


def lines_from(rows: Iterable[DutyOwed]) -> list[DutyLine]:
    """A line for each of the duties, with one query for all of them."""
    lines = [_line(row) for row in rows]
    ids = {each.about for each in lines if each.sort == "plan"}
    kinds = dict(PlannedDuty.objects.filter(id__in=ids).values_list("id", "kind"))
    return [replace(each, planned=kinds.get(each.about)) if each.sort == "plan" else each for each in lines]


def _line(row: DutyOwed) -> DutyLine:
    content, ground = row.content, row.content["ground"]
    sort, _, fact = content.get("id", "").partition(":")
    _, about, period = (*fact.split("/"), "", "", "")[:3]
    return DutyLine(
        side=row.side,
        contract_id=row.contract_id,
        contract=row.contract.name,
        contract_en=row.contract.name_en,
        what={"zh": content["what"]["zh"], "en": content["what"]["en"]},
        by=row.by,
        provisional=content["provisional"],
        overdue=row.state == "overdue",
        workdays_late=content["workdays_late"],
        ground=" ".join(part for part in (ground["source"], ground["article"]) if part),
        who=row.who,
        who_name=row.who,
        who_name_en=None,
        sort=sort,
        about=about,
        period=period,
    )


def _named(lines: list[DutyLine]) -> list[DutyLine]:
    """The lines with the names of those who owe: people, providers, or bodies where no person can be named."""
    ids = {each.who for each in lines}
    names: dict[str, tuple[str, str | None]] = {}
    kinds = (Body, Person, Provider)
    for rows in (kind._default_manager.filter(id__in=ids) for kind in kinds):
        names |= {id: (zh, en) for id, zh, en in rows.values_list("id", "name", "name_en")}
    return [
        replace(each, who_name=names[each.who][0], who_name_en=names[each.who][1])
        if each.who in names
        else each
        for each in lines
    ]


def _supervised(asked: Asking) -> list[DutyLine]:
    """What bodies below the supervising department's have not done in time."""
    held = asked.actor.roles | asked.actor.acting
    if not any(role == "supervisor" for role, _ in held):
        return []
    bodies = bodies_where(asked, Permit.SEE_CONTRACT)
    rows = DutyOwed.objects.filter(side="body", state="overdue", contract__body__in=bodies)
    rows = rows.exclude(who__in=asked.persons).select_related("contract").order_by("by", "duty")
    return _named(lines_from(rows[:MOST]))


def lines_of(contract: str, *, sides: tuple[str, ...]) -> tuple[DutyLine, ...]:
    """What is due from these sides of a contract, what is due first at the top."""
    rows = DutyOwed.objects.filter(contract=contract, side__in=sides, state__in=("due", "overdue"))
    ordered = rows.select_related("contract").order_by("by", "duty")[:MOST]
    return tuple(_named(lines_from(ordered)))


def signer_in(asked: Asking, body: str) -> Signer | None:
    """The actor as somebody who signs in a body; None of an account without a person."""
    people, person = asked.people, asked.actor.person
    if people is None or person is None:
        return None
    return signer_among(people, person, body=body, on=asked.on)


def _waiting(asked: Asking, *, now: datetime) -> list[Waiting]:
    """Decisions that wait for the person: in bodies where he signs, and those that ask him to accept a contract."""
    person = asked.actor.person
    if person is None:
        return []
    signers = {body: signer_in(asked, body) for body in _signs_in(asked)}
    mine = Q(body__in=signers) | Q(kind="assign", content__person=person)
    rows = Approval.objects.filter(mine, state__in=(State.UNDER_WAY, State.RETURNED, State.DRAFT))
    found = []
    for row in rows.select_related("contract", "body").order_by("changed_at", "id"):
        signer = signers[row.body_id] if row.body_id in signers else signer_in(asked, row.body_id)
        progress = from_cells(row.progress)
        acts = frozenset() if signer is None else open_acts(progress, by=signer, at=now)
        revise = progress.state is not State.UNDER_WAY and Act.SUBMIT in acts
        if Act.APPROVE in acts or revise:
            found.append(Waiting(row, None if progress.step is None else progress.step.role, revise))
    return found


def _signs_in(asked: Asking) -> frozenset[str]:
    """The bodies in which the person signs something: where he, or whom he stands in for, holds a post today."""
    held = {body for _, body in asked.actor.roles | asked.actor.acting}
    if asked.people is None or not held:
        return frozenset()
    # What a body began that was merged since is signed where its work went.
    merged = set(Succession.objects.values_list("body", flat=True))
    return frozenset(held | {body for body in merged if asked.people.body_on(body, on=asked.on) in held})


def _to_accept(asked: Asking) -> list[Assignment]:
    """Assignments in force that name the person and were not accepted yet, unless a decision asks for it already."""
    if asked.actor.person is None:
        return []
    rows = Assignment.objects.filter(
        person=asked.actor.person, accepted_on__isnull=True, starts__lte=asked.on
    )
    latest = {
        row.contract_id: row
        for row in Assignment.objects.filter(contract__in=rows.values("contract"), starts__lte=asked.on)
        .select_related("contract")
        .order_by("starts")
    }
    return [
        row
        for row in latest.values()
        if row.person_id == asked.actor.person and row.accepted_on is None and _running(row, asked.on)
    ]


def _running(row: Assignment, on: date) -> bool:
    return row.contract.ends is None or row.contract.ends >= on
