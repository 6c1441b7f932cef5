"""The tracks of a case line by line: statements and their answers, items, measures, objections, what is outside."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from answerable.actions.office.pages.cases.chronology import StepLine
from answerable.core.enforce.course import acts
from answerable.core.enforce.course.clocks import item_due
from answerable.core.enforce.course.steps import Kind
from answerable.core.enforce.course.values import (
    CaseNow,
    Item,
    Objection,
    Outside,
    Protection,
    Statement,
)
from answerable.core.tables.declare import Both
from answerable.core.terms.calendar import Deadline, Pause, WorkingCalendar
from answerable.records.models import Order

Steps = tuple[StepLine, ...]
Names = Mapping[str, Both]


@dataclass(frozen=True)
class SaidLine:
    """What the provider stated, here or on paper, and the answer that a decision gave to it."""

    statement: Statement
    who: Both | None
    on_paper: bool
    answer: str


@dataclass(frozen=True)
class ItemLine:
    """An item of the order in force. Before the order has arrived its period has not begun, and `due` is None."""

    item: Item
    due: Deadline | None
    late: bool
    report: str
    """What the provider reported last; empty where it did not."""
    note: str
    """What the last re-check said of it."""


@dataclass(frozen=True)
class ProtectionLine:
    """Measures that were taken at once, by whom and why, and what became of them."""

    taken: Protection
    by: tuple[Both, ...]
    reason: str
    reviewed_by: tuple[Both, ...]


@dataclass(frozen=True)
class ObjectionLine:
    """An objection: against which step, what it says, and how it was decided."""

    objection: Objection
    against: Kind
    text: str
    decided: StepLine | None


@dataclass(frozen=True)
class OutsideLine:
    """A procedure elsewhere, against which step, and what came of it."""

    filed: Outside
    against: Kind
    decided: StepLine | None


@dataclass(frozen=True)
class PauseLine:
    """A time in which the clock of the stage stood still, and why."""

    pause: Pause
    reason: str


def said_lines(now: CaseNow, steps: Steps) -> tuple[SaidLine, ...]:
    """Every statement, with the first answer that came after it."""
    return tuple(
        _said(each, steps[each.step - 1], next(_answers(steps[each.step :]), "")) for each in now.statements
    )


def _said(statement: Statement, line: StepLine, answer: str) -> SaidLine:
    return SaidLine(statement, line.who, bool(getattr(line.step.act, "paper", "")), answer)


def _answers(steps: Steps) -> Iterator[str]:
    for line in steps:
        act = line.step.act
        if isinstance(act, acts.Order | acts.Dismiss | acts.End) and act.answer:
            yield act.answer


def item_lines(now: CaseNow, steps: Steps, calendar: WorkingCalendar, *, on: date) -> tuple[ItemLine, ...]:
    """The items of the order in force, with what was reported and found of each."""
    kept = dict(Order.objects.filter(id__in=[each.id for each in now.items]).values_list("id", "due_on"))
    reports, notes = _reports(steps), _notes(steps)
    found = []
    for item in now.items:
        due = _due(now, item, kept.get(item.id), calendar)
        open_ = item.result != "corrected" and not item.reported_on
        late = due is not None and open_ and now.stage == "correcting" and due.on < on
        found.append(ItemLine(item, due, late, reports.get(item.id, ""), notes.get(item.id, "")))
    return tuple(found)


def _due(now: CaseNow, item: Item, kept: date | None, calendar: WorkingCalendar) -> Deadline | None:
    if now.stage == "ordered":
        return None
    if now.stage == "correcting":
        return item_due(now, item, calendar)
    return None if kept is None else Deadline(kept, provisional=False)


def _reports(steps: Steps) -> dict[str, str]:
    reports = [line.step.act for line in steps if isinstance(line.step.act, acts.Report)]
    return {each.item: each.text for act in reports for each in act.items}


def _notes(steps: Steps) -> dict[str, str]:
    checks = [line.step.act for line in steps if isinstance(line.step.act, acts.Recheck)]
    return {each.item: each.note for act in checks for each in act.results}


def protection_lines(now: CaseNow, steps: Steps, names: Names) -> tuple[ProtectionLine, ...]:
    """Every set of measures, the latest first; one that has not begun is told with the contract."""
    return tuple(
        ProtectionLine(
            each, _named(each.by, names), _reason(steps, each.step), _named(each.reviewed_by, names)
        )
        for each in reversed(now.protections)
        if not each.ahead
    )


def _named(ids: frozenset[str], names: Names) -> tuple[Both, ...]:
    return tuple(names[id] for id in sorted(ids) if id in names)


def _reason(steps: Steps, number: int) -> str:
    return str(getattr(steps[number - 1].step.act, "reason", "")) if number <= len(steps) else ""


def pause_lines(now: CaseNow, steps: Steps) -> tuple[PauseLine, ...]:
    """The pauses of the clock that runs; those of stages before had their own."""
    why = [line.step.act.reason for line in steps if isinstance(line.step.act, acts.Pause)]
    pauses = now.clock.pauses
    told = why[len(why) - len(pauses) :] if len(why) >= len(pauses) else [""] * len(pauses)
    return tuple(PauseLine(pause, reason) for pause, reason in zip(pauses, told, strict=True))


def objection_lines(now: CaseNow, steps: Steps) -> tuple[ObjectionLine, ...]:
    """Every objection, the latest first."""
    return tuple(
        ObjectionLine(
            each,
            steps[each.against - 1].kind,
            str(getattr(steps[each.step - 1].step.act, "text", "")),
            _about(steps, Kind.DECIDE_OBJECTION, each.step),
        )
        for each in reversed(now.objections)
    )


def outside_lines(now: CaseNow, steps: Steps) -> tuple[OutsideLine, ...]:
    """Every procedure elsewhere, the latest first."""
    return tuple(
        OutsideLine(each, steps[each.against - 1].kind, _about(steps, Kind.OUTSIDE_DECIDED, each.step))
        for each in reversed(now.outside)
    )


def _about(steps: Steps, kind: Kind, number: int) -> StepLine | None:
    """The step of this kind that is about another."""
    return next(
        (each for each in steps if each.kind is kind and getattr(each.step.act, "step", None) == number), None
    )
