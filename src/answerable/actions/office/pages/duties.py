"""My duties: what is due from whom, whose turn it is in a case, what waits for a signature or to be accepted."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from django.db.models import Q, QuerySet

from answerable.actions.office.actors import signer_among
from answerable.actions.office.cases.loading import calendar_on, routes
from answerable.actions.office.cases.same import unsaid
from answerable.actions.office.obstacles import obstacles
from answerable.actions.office.pages.subjects import Asking, bodies_where
from answerable.core.register.approval import Act, Signer, State, from_cells, open_acts
from answerable.core.register.permits import Act as Permit
from answerable.core.rulebook.routes import Routes
from answerable.core.terms.calendar import WorkingCalendar
from answerable.records.models import (
    Approval,
    Assignment,
    Body,
    CaseTurn,
    DutyOwed,
    Order,
    Person,
    PlannedDuty,
    Provider,
    Standing,
    Succession,
)
from answerable.render.words import LANGS, label, term

PROVIDER = "provider"
_IN_CASES = ("order", "end")
_SERVE = "serve"
_ON_ORDERS = ("comply", "recheck")
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
    """What kind of duty it is, as the assessment names it; `plan` for one of the oversight plan, `case` for a turn."""
    about: str = ""
    """The id of what it is about: of a planned duty its own, of a matter, finding or case that one's."""
    period: str = ""
    planned: str | None = None
    """Of a planned duty, what is to be done."""


@dataclass(frozen=True)
class Waiting:
    """A decision that waits: for a signature, or for a revision by whoever proposed it."""

    approval: Approval
    role: str | None
    mine_to_revise: bool
    superseded: bool = False
    """The case went another way since it was drafted: as it stands it is not carried out any more."""


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
    clerk = asked.actor.provider is not None
    rows = list(owed_by(asked)[: MOST + 1])
    turns = list(turns_of(asked)[: MOST + 1])
    lines = [*lines_from(rows[:MOST]), *lines_of_turns(turns[:MOST], on=asked.on, clerk=clerk)]
    lines.sort(key=lambda each: each.by)
    end = asked.on + timedelta(days=6 - asked.on.weekday())
    latest = Standing.objects.order_by("-on").values_list("on", flat=True).first()
    return MyDuties(
        overdue=tuple(each for each in lines if _is_late(each, asked.on)),
        today=_between(lines, asked.on, asked.on, asked.on),
        week=_between(lines, asked.on + timedelta(days=1), end, asked.on),
        later=_between(lines, max(end, asked.on) + timedelta(days=1), date.max, asked.on),
        more=len(rows) > MOST or len(turns) > MOST,
        waiting=tuple(_waiting(asked, now=now)),
        to_accept=tuple(_to_accept(asked)),
        others_overdue=tuple(_supervised(asked)),
        assessed_on=latest,
    )


def owed_by(asked: Asking) -> QuerySet[DutyOwed]:
    """Duties of the person, of those he stands in for, of bodies he heads; of a clerk, the provider's.

    What a case says by its own turns is left out.
    """
    if asked.actor.provider is not None:
        of = Q(side="provider", contract__provider=asked.actor.provider)
    else:
        of = Q(side="body", who__in=[*asked.persons, *asked.headed])
    rows = unsaid(DutyOwed.objects.filter(of, state__in=("due", "overdue")))
    return rows.select_related("contract").order_by("by", "duty")


def turns_of(asked: Asking) -> QuerySet[CaseTurn]:
    """What waits in cases for the person, for those he stands in for, for bodies he heads; of a clerk, his provider.

    A paper that is on its way waits for both sides: the body serves it, and the provider may acknowledge it at once.
    """
    if (provider := asked.actor.provider) is not None:
        theirs = Q(side=PROVIDER, owner=provider)
        rows = CaseTurn.objects.filter(theirs | Q(what=_SERVE, contract__provider=provider))
    else:
        rows = CaseTurn.objects.exclude(side=PROVIDER).filter(owner__in=[*asked.persons, *asked.headed])
    return rows.select_related("contract", "case__course").order_by("by", "row")


def _is_late(line: DutyLine, on: date) -> bool:
    return line.overdue or line.by < on


def _between(lines: Iterable[DutyLine], first: date, last: date, on: date) -> tuple[DutyLine, ...]:
    return tuple(each for each in lines if first <= each.by <= last and not _is_late(each, on))


def lines_from(rows: Iterable[DutyOwed]) -> list[DutyLine]:
    """A line for each of the duties, with one query for all of them."""
    lines = [_line(row) for row in rows]
    planned = {each.about for each in lines if each.sort == "plan"}
    kinds = dict(PlannedDuty.objects.filter(id__in=planned).values_list("id", "kind")) if planned else {}
    ordered = {each.about for each in lines if each.sort in _ON_ORDERS}
    cases = dict(Order.objects.filter(id__in=ordered).values_list("id", "case")) if ordered else {}
    return [
        replace(
            each,
            planned=kinds.get(each.about) if each.sort == "plan" else None,
            about=cases.get(each.about, each.about) if each.sort in _ON_ORDERS else each.about,
        )
        for each in lines
    ]


def lines_of_turns(rows: Iterable[CaseTurn], *, on: date, clerk: bool = False) -> list[DutyLine]:
    """A line for each turn in a case; to a clerk a paper that is to be served is one to acknowledge."""
    turns = list(rows)
    if not turns:
        return []
    calendar, known = calendar_on()(on), routes()
    lines = [_line_of_turn(row, calendar, known, on) for row in turns]
    return [_acknowledged(line, row) if clerk else line for line, row in zip(lines, turns, strict=True)]


def _acknowledged(line: DutyLine, row: CaseTurn) -> DutyLine:
    """The line as a clerk reads it: not who serves the paper, but that it waits for the provider."""
    if row.what != _SERVE:
        return line
    subject = {"zh": row.case.subject, "en": row.case.subject_en or row.case.subject}
    what = {
        lang: label("web_duties_turn", lang, what=label("web_cases_receive", lang), subject=subject[lang])
        for lang in LANGS
    }
    provider = row.contract.provider_id
    return replace(line, side=PROVIDER, who=provider, who_name=provider, what=what)


def _line_of_turn(row: CaseTurn, calendar: WorkingCalendar, known: Routes, on: date) -> DutyLine:
    course, subject = row.case.course, {"zh": row.case.subject, "en": row.case.subject_en or row.case.subject}
    clock = known.edition(course.route, on=course.opened_on).clocks.get(row.what)
    return DutyLine(
        side=PROVIDER if row.side == PROVIDER else "body",
        contract_id=row.contract_id,
        contract=row.contract.name,
        contract_en=row.contract.name_en,
        what={
            lang: label(
                "web_duties_turn", lang, what=term("case_waits", row.what, lang), subject=subject[lang]
            )
            for lang in LANGS
        },
        by=row.by,
        provisional=row.provisional,
        overdue=row.by < on,
        workdays_late=calendar.days_late(row.by, on),
        ground=" ".join(part for part in (clock.ground.source, clock.ground.article) if part)
        if clock
        else "",
        who=row.owner,
        who_name=row.owner,
        who_name_en=None,
        sort="case",
        about=row.case_id,
    )


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
    rows = unsaid(rows).exclude(who__in=asked.persons).select_related("contract").order_by("by", "duty")
    return _named(lines_from(rows[:MOST]))


def lines_of(contract: str, *, sides: tuple[str, ...], on: date) -> tuple[DutyLine, ...]:
    """What is due from these sides of a contract, whose turn it is in its cases, what is due first at the top."""
    rows = DutyOwed.objects.filter(contract=contract, side__in=sides, state__in=("due", "overdue"))
    ordered = unsaid(rows).select_related("contract").order_by("by", "duty")[:MOST]
    theirs = Q(side=PROVIDER) if PROVIDER in sides else Q(pk__in=())
    ours = ~Q(side=PROVIDER) if "body" in sides else Q(pk__in=())
    turns = CaseTurn.objects.filter(theirs | ours, contract=contract).select_related(
        "contract", "case__course"
    )
    lines = [*lines_from(ordered), *lines_of_turns(turns.order_by("by", "row")[:MOST], on=on)]
    return tuple(_named(sorted(lines, key=lambda each: each.by)[:MOST]))


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
            role = None if progress.step is None else progress.step.role
            found.append(Waiting(row, role, revise, _superseded(row, asked.on)))
    return found


def _superseded(row: Approval, on: date) -> bool:
    """Whether the case of an order or an end is at a point from which that is no longer reached."""
    if row.kind not in _IN_CASES or not row.content.get("case"):
        return False
    return any(each.code == "case_closed_to" for each in obstacles(row, on=on))


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
