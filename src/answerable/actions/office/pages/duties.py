"""My duties: what is due from whom, what waits for a signature, which assignment waits to be accepted."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Q

from answerable.actions.office.actors import Subjects, signer_among
from answerable.actions.office.pages.subjects import Asking
from answerable.core.register.approval import Act, Signer, State, from_cells, open_acts
from answerable.core.register.permits import Act as Permit
from answerable.core.register.permits import may
from answerable.records.models import Approval, Assignment, Body, DutyOwed, Person, Provider, Standing

MOST = 500
"""Duties on one page. Whoever has more has other worries than a page that is too short."""


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
    rows = list(_owed(asked)[: MOST + 1])
    lines = [_line(row) for row in rows[:MOST]]
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


def _owed(asked: Asking) -> Any:
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


def _line(row: DutyOwed) -> DutyLine:
    content, ground = row.content, row.content["ground"]
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
    subjects = Subjects(asked.on)
    rows = DutyOwed.objects.filter(side="body", state="overdue").exclude(who__in=asked.persons)
    found = []
    for row in rows.select_related("contract").order_by("by", "duty"):
        subject = subjects.contract(body=row.contract.body_id, provider=row.contract.provider_id)
        if may(asked.actor, Permit.SEE_DUTIES, subject):
            found.append(_line(row))
    return _named(found[:MOST])


def lines_of(contract: str, *, sides: tuple[str, ...]) -> tuple[DutyLine, ...]:
    """What is due from these sides of a contract, what is due first at the top."""
    rows = DutyOwed.objects.filter(contract=contract, side__in=sides, state__in=("due", "overdue"))
    ordered = rows.select_related("contract").order_by("by", "duty")[:MOST]
    return tuple(_named([_line(row) for row in ordered]))


def signer_in(asked: Asking, body: str) -> Signer | None:
    """The actor as somebody who signs in a body; None of an account without a person."""
    people, person = asked.people, asked.actor.person
    if people is None or person is None:
        return None
    return signer_among(people, person, body=body, on=asked.on)


def _waiting(asked: Asking, *, now: datetime) -> list[Waiting]:
    if asked.actor.person is None:
        return []
    found = []
    rows = Approval.objects.filter(state__in=(State.UNDER_WAY, State.RETURNED, State.DRAFT))
    for row in rows.select_related("contract", "body").order_by("changed_at", "id"):
        progress, signer = from_cells(row.progress), signer_in(asked, row.body_id)
        acts = frozenset() if signer is None else open_acts(progress, by=signer, at=now)
        revise = progress.state is not State.UNDER_WAY and Act.SUBMIT in acts
        if Act.APPROVE in acts or revise:
            found.append(Waiting(row, None if progress.step is None else progress.step.role, revise))
    return found


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
