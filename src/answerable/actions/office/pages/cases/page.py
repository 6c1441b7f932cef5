"""One case with everything in it: where it stands, whose turn it is, what is open, and all that happened."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from answerable.actions.office.cases.loading import Loaded, around_case, calendar_on, load, routes
from answerable.actions.office.cases.taking_over import taken_over
from answerable.actions.office.pages.cases.chronology import StepLine, persons_in, step_lines
from answerable.actions.office.pages.cases.doing import DoorLine, door_lines
from answerable.actions.office.pages.cases.names import names_of
from answerable.actions.office.pages.cases.tracks import (
    ItemLine,
    ObjectionLine,
    OutsideLine,
    PauseLine,
    ProtectionLine,
    SaidLine,
    item_lines,
    objection_lines,
    outside_lines,
    pause_lines,
    protection_lines,
    said_lines,
)
from answerable.actions.office.pages.corrections import Correction, corrections_in
from answerable.actions.office.pages.files import kept_of
from answerable.actions.office.pages.subjects import Asking
from answerable.actions.office.papers.reading import PaperLine, papers_of
from answerable.actions.office.people import everybody
from answerable.core.enforce.course.clocks import as_of
from answerable.core.enforce.course.owners import escalated, owner
from answerable.core.enforce.course.turns import Turn, turns
from answerable.core.enforce.course.values import CaseNow
from answerable.core.register.approval import FINAL
from answerable.core.rulebook.routes import Route
from answerable.core.tables.declare import Both
from answerable.core.terms.calendar import WorkingCalendar
from answerable.records.models import Approval, Case, CaseMatter, Finding, Matter, Standing


@dataclass(frozen=True)
class TurnLine:
    """One thing that waits, and for whom by name."""

    turn: Turn
    owner: Both
    late: bool
    above: tuple[Both, ...]
    """Those to whom it goes while it is overdue."""


@dataclass(frozen=True)
class FoundLine:
    """A finding of the case; `aside` says that it does not stand any more."""

    finding: Finding
    aside: bool


@dataclass(frozen=True)
class CasePage:
    """A case as officials see it."""

    case: Case
    now: CaseNow
    """As of the day: what silence led to has come about."""
    version: int
    """How many steps there were when it was shown."""
    route: Route
    standing: str | None
    turns: tuple[TurnLine, ...]
    doors: tuple[DoorLine, ...]
    findings: tuple[FoundLine, ...]
    said: tuple[SaidLine, ...]
    items: tuple[ItemLine, ...]
    protections: tuple[ProtectionLine, ...]
    objections: tuple[ObjectionLine, ...]
    outside: tuple[OutsideLine, ...]
    pauses: tuple[PauseLine, ...]
    corrections: tuple[Correction, ...]
    """What no longer stands, and since when."""
    steps: tuple[StepLine, ...]
    deciding: tuple[Approval, ...]
    papers: tuple[PaperLine, ...]
    matters: tuple[Matter, ...]
    """What citizens raised and the case goes back to."""
    kept: frozenset[str]
    """The hashes of files that are here."""

    @property
    def open_doors(self) -> tuple[DoorLine, ...]:
        return tuple(each for each in self.doors if each.open)

    @property
    def shut_doors(self) -> tuple[DoorLine, ...]:
        return tuple(each for each in self.doors if not each.open)

    @property
    def leaving(self) -> bool:
        """The end of the contract is decided, so that there is something to hand over."""
        return self.now.ending is not None and not self.now.annulled

    @property
    def done(self) -> tuple[tuple[str, bool], ...]:
        """The checklist of the hand-over."""
        return tuple((each, each in self.now.handed_over) for each in self.now.route.hand_over)


@dataclass(frozen=True)
class CaseHead:
    """As much of a case as stands above a form."""

    case: Case
    loaded: Loaded
    now: CaseNow
    turns: tuple[TurnLine, ...]


def case_page(id: str, asked: Asking) -> CasePage:
    """The case as this official sees it; whoever calls has asked whether he may."""
    head = case_head(id, on=asked.on)
    loaded, now = head.loaded, head.now
    around = around_case(loaded.contract, asked.actor, on=asked.on)
    whole = loaded.steps or (taken_over(head.case, on=asked.on),)
    names = names_of(persons_in(whole) | _persons(now))
    steps = step_lines(whole, names)
    standing = Standing.objects.filter(contract=loaded.contract.id).values_list("standing", flat=True).first()
    return CasePage(
        case=head.case,
        now=now,
        version=len(loaded.steps),
        route=routes().by_id[now.route.route],
        standing=standing,
        turns=head.turns,
        doors=door_lines(loaded.now, around, asked, loaded.contract),
        findings=_findings(now),
        said=said_lines(now, steps),
        items=item_lines(now, steps, around.calendar, on=asked.on),
        protections=protection_lines(now, steps, names),
        objections=objection_lines(now, steps),
        outside=outside_lines(now, steps),
        pauses=pause_lines(now, steps),
        corrections=corrections_in(id, loaded.steps),
        steps=steps,
        deciding=deciding(id, loaded.contract.id),
        papers=tuple(papers_of(id)),
        matters=_matters(id),
        kept=kept_of(cell.text for line in steps for cell in line.cells if cell.file),
    )


def _matters(case: str) -> tuple[Matter, ...]:
    noted = CaseMatter.objects.filter(case=case).values("matter")
    return tuple(Matter.objects.filter(id__in=noted).order_by("raised_on", "id"))


def case_head(id: str, *, on: date) -> CaseHead:
    """Where the case stands on the day, and whose turn it is."""
    case = Case.objects.select_related("contract", "contract__body", "contract__provider").get(id=id)
    loaded, calendar = load(id, on=on), calendar_on()(on)
    now = as_of(loaded.now, calendar, on=on)
    return CaseHead(case, loaded, now, turn_lines(loaded, calendar, on=on))


def turn_lines(loaded: Loaded, calendar: WorkingCalendar, *, on: date) -> tuple[TurnLine, ...]:
    """Everything that waits, on every track, with the names of those for whom it waits."""
    people, contract = everybody([loaded.contract.id]), loaded.contract
    found = [
        (each, owner(each, contract, people, on=on), escalated(each, contract, people, on=on))
        for each in turns(loaded.now, calendar, on=on)
    ]
    names = names_of(id for _, first, above in found for id in (first, *above))
    return tuple(
        TurnLine(turn, names[first], turn.overdue(on), tuple(names[id] for id in above))
        for turn, first, above in found
    )


def deciding(case: str, contract: str) -> tuple[Approval, ...]:
    """Orders and endings in the case that are on their way through their signatures."""
    rows = Approval.objects.filter(contract=contract, kind__in=("order", "end"), content__case=case)
    rows = rows.exclude(state__in=[each.value for each in FINAL])
    return tuple(rows.order_by("opened_at", "id"))


def _findings(now: CaseNow) -> tuple[FoundLine, ...]:
    rows: Mapping[str, Finding] = Finding.objects.in_bulk(now.findings)
    aside = {id for id in now.set_aside if id in rows and rows[id].decision != "confirmed"}
    return tuple(FoundLine(rows[id], id in aside) for id in now.findings if id in rows)


def _persons(now: CaseNow) -> set[str]:
    groups: Iterable[frozenset[str]] = (each.by | each.reviewed_by for each in now.protections)
    return set().union(*groups)
