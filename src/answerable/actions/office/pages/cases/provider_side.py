"""A case as its provider sees it: what was found and asked, until when, what it sent and what came of it.

Nothing of the inside: not who found or decided, no candidates, no drafts, and nothing before the provider is told.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TypeVar

from answerable.actions.office.cases.keeping import step_taken_over
from answerable.actions.office.cases.loading import Loaded, calendar_on
from answerable.actions.office.pages.cases.receipts import Receipt, receipt
from answerable.actions.office.pages.corrections import Correction, corrections_in
from answerable.actions.office.papers.reading import PaperLine, papers_of
from answerable.core.enforce.course import acts
from answerable.core.enforce.course.clocks import as_of, item_due, statement_due
from answerable.core.enforce.course.refuse import objection_until
from answerable.core.enforce.course.steps import Step
from answerable.core.enforce.course.turns import PROVIDER, Turn, turns
from answerable.core.enforce.course.values import CaseNow, Contestable, Item
from answerable.core.rulebook.routes import Remedy
from answerable.core.terms.calendar import Deadline, WorkingCalendar
from answerable.records.models import Contract, Finding

A = TypeVar("A", bound=acts.Act)


@dataclass(frozen=True)
class Taken:
    """A step with its number, as the body or the provider took it."""

    number: int
    on: date
    at: datetime
    act: acts.Act
    kind: str


@dataclass(frozen=True)
class FoundHere:
    """A finding of the case; the correction where it no longer stands."""

    finding: Finding
    correction: Correction | None


@dataclass(frozen=True)
class ItemHere:
    """One item of the order in force: until when, what was reported, and what each re-check found, and why."""

    item: Item
    due: Deadline
    reports: tuple[tuple[date, str], ...]
    results: tuple[tuple[date, str, str], ...]


@dataclass(frozen=True)
class Protected:
    """Protective measures, why, and what became of them."""

    taken: Taken
    upheld: bool | None
    lifted_on: date | None
    reasons: tuple[Taken, ...]
    """What was said when somebody looked at them, and when they were lifted."""


@dataclass(frozen=True)
class Way:
    """Where else the provider may go, and until when; no time where the law sets none that can be reckoned here."""

    remedy: Remedy
    until: date | None
    provisional: bool
    over: bool


@dataclass(frozen=True)
class Ways:
    """What may be done against one step."""

    taken: Taken
    ways: tuple[Way, ...]
    objected: bool


@dataclass(frozen=True)
class Objected:
    """An objection, or a procedure elsewhere, and what came of it."""

    made: Taken
    against: Taken | None
    decided: Taken | None


@dataclass(frozen=True)
class ProviderSide:
    """The provider's side of a case."""

    id: str
    contract: Contract
    now: CaseNow
    waits: tuple[Turn, ...]
    """What waits for the provider."""
    waiting_paper: str | None
    """The act whose paper is on its way and waits to be acknowledged; None where none does."""
    paused_until: date | None
    notices: tuple[Taken, ...]
    found: tuple[FoundHere, ...]
    corrections: tuple[Correction, ...]
    statements: tuple[Taken, ...]
    period: Deadline | None
    """The last day for the statement; None before the notice arrived."""
    decisions: tuple[Taken, ...]
    """Orders, extensions and conclusions, in their order."""
    items: tuple[ItemHere, ...]
    protections: tuple[Protected, ...]
    ending: Taken | None
    handed_over: tuple[tuple[str, bool], ...]
    """What is to be handed over, and whether it is done; nothing where the contract does not end."""
    ways: tuple[Ways, ...]
    objections: tuple[Objected, ...]
    receipts: tuple[Receipt, ...]
    papers: tuple[PaperLine, ...]
    """The papers that are addressed to it."""


def provider_side(loaded: Loaded, contract: Contract, *, on: date) -> ProviderSide:
    """The case as its provider sees it on the day; whoever calls has asked whether it may."""
    calendar = calendar_on()(on)
    now = as_of(loaded.now, calendar, on=on)
    # One that was kept before there were steps is told as the step by which it is taken over.
    taken = tuple(_taken(loaded.steps or (step_taken_over(loaded, on=on),)))
    corrections = corrections_in(loaded.id, loaded.steps)
    pauses = now.clock.pauses
    until = pauses[-1].until if pauses else None
    return ProviderSide(
        id=loaded.id,
        contract=contract,
        now=now,
        waits=tuple(each for each in turns(loaded.now, calendar, on=on) if each.owner == PROVIDER),
        waiting_paper=_waiting_paper(now, taken),
        paused_until=until if until is not None and until > on else None,
        notices=_of(taken, acts.Notify),
        found=tuple(_found(now, corrections)) if now.notice is not None else (),
        corrections=corrections,
        statements=_of(taken, acts.Speak),
        period=statement_due(loaded.now, calendar) if now.given else None,
        decisions=tuple(each for each in taken if isinstance(each.act, _DECISIONS)),
        items=tuple(_item(each, now, taken, calendar) for each in now.items),
        protections=tuple(_protected(now, taken)),
        ending=_last(_of(taken, acts.End)) if now.ending is not None or now.annulled else None,
        handed_over=tuple((each, each in now.handed_over) for each in now.route.hand_over)
        if now.ending is not None
        else (),
        ways=tuple(_ways(now, each, taken, calendar, on) for each in reversed(now.contestable)),
        objections=tuple(_objections(now, taken)),
        receipts=tuple(_receipts(loaded, contract)),
        papers=tuple(papers_of(loaded.id, provider=contract.provider_id)),
    )


def _waiting_paper(now: CaseNow, taken: tuple[Taken, ...]) -> str | None:
    """The latest act of which its paper tells, while the stage waits for that to arrive."""
    told = _of(taken, acts.Notify, acts.Order, acts.End) if now.place.clock == "serve" else ()
    return told[-1].kind if told else None


_DECISIONS = (
    acts.Order, acts.Extend, acts.FindNotCorrected, acts.AcceptRest, acts.Dismiss, acts.Recheck,
)  # fmt: skip


def _taken(steps: tuple[Step, ...]) -> Iterator[Taken]:
    for number, step in enumerate(steps, start=1):
        yield Taken(number, step.on, step.at, step.act, step.kind.value)


def _of(taken: tuple[Taken, ...], *types: type[acts.Act]) -> tuple[Taken, ...]:
    return tuple(each for each in taken if isinstance(each.act, types))


def _last(taken: tuple[Taken, ...]) -> Taken | None:
    return taken[-1] if taken else None


def _found(now: CaseNow, corrections: tuple[Correction, ...]) -> Iterator[FoundHere]:
    """The findings that the case is about, those that no longer stand beside the others, with the note."""
    rows = Finding.objects.in_bulk(now.findings)
    for id in now.findings:
        if id in rows:
            back = [each for each in corrections if id in each.findings]
            yield FoundHere(rows[id], back[-1] if back and id in now.set_aside else None)


def _item(item: Item, now: CaseNow, taken: tuple[Taken, ...], calendar: WorkingCalendar) -> ItemHere:
    reports = [
        (each.on, said.text)
        for each in taken
        if isinstance(each.act, acts.Report)
        for said in each.act.items
        if said.item == item.id
    ]
    results = [
        (each.on, found.result, found.note)
        for each in taken
        if isinstance(each.act, acts.Recheck)
        for found in each.act.results
        if found.item == item.id
    ]
    return ItemHere(item, item_due(now, item, calendar), tuple(reports), tuple(results))


def _protected(now: CaseNow, taken: tuple[Taken, ...]) -> Iterator[Protected]:
    at = {each.number: each for each in taken}
    for each in now.protections:
        said = [
            later
            for later in _of(taken, acts.ReviewProtection, acts.Lift)
            if getattr(later.act, "step", None) == each.step
        ]
        if each.step in at and isinstance(at[each.step].act, acts.Protect):
            yield Protected(at[each.step], each.upheld, each.lifted_on, tuple(said))


def _ways(
    now: CaseNow, step: Contestable, taken: tuple[Taken, ...], calendar: WorkingCalendar, on: date
) -> Ways:
    """Every remedy that the route gives, and no other, with its last day."""
    ways = tuple(_way(now, step, each, calendar, on) for each in now.route.remedies)
    objected = any(each.against == step.step for each in now.objections)
    return Ways(taken[step.step - 1], ways, objected)


def _way(now: CaseNow, step: Contestable, remedy: Remedy, calendar: WorkingCalendar, on: date) -> Way:
    if remedy.to == "objection":
        until: date | None = objection_until(now, step, calendar)
    elif remedy.days is not None:
        until = step.on + timedelta(days=remedy.days)
    elif remedy.workdays is not None:
        until = calendar.deadline(step.on, remedy.workdays).on
    else:
        until = None
    provisional = until is not None and not calendar.known(until) and remedy.days is None
    return Way(remedy, until, provisional, until is not None and until < on)


def _objections(now: CaseNow, taken: tuple[Taken, ...]) -> Iterator[Objected]:
    at = {each.number: each for each in taken}
    decided: Mapping[int, Taken] = {
        each.act.step: each
        for each in taken
        if isinstance(each.act, acts.DecideObjection | acts.OutsideDecided)
    }
    made = [(each.step, each.against) for each in now.objections]
    filed = [(each.step, each.against) for each in now.outside]
    for step, against in (*made, *filed):
        if step in at:
            yield Objected(at[step], at.get(against), decided.get(step))


def _receipts(loaded: Loaded, contract: Contract) -> Iterator[Receipt]:
    for number, step in enumerate(loaded.steps, start=1):
        made = receipt(loaded.id, number, step, contract)
        if made is not None:
            yield made
