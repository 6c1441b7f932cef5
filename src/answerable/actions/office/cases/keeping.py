"""Store a step of a case with all that follows from it, in one transaction: rows, whose turn it is, and the entry."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date

from django.db import IntegrityError, transaction

from answerable.actions.office.cases.loading import Loaded, calendar_on, routes
from answerable.actions.office.cases.rows_of import follow
from answerable.actions.office.cases.silent import follow_silence
from answerable.actions.office.cases.taking_over import taken_over
from answerable.actions.office.cases.turning import refresh_turns
from answerable.actions.office.cases.urgent import tell_at_once
from answerable.actions.office.entries import append_entry
from answerable.core.enforce.course.cells import as_cells, step_cells
from answerable.core.enforce.course.fold import after, begun
from answerable.core.enforce.course.silence import moves
from answerable.core.enforce.course.steps import Step
from answerable.core.enforce.course.values import CaseNow
from answerable.core.ledger.entry import Act as Logged
from answerable.core.ledger.entry import Change
from answerable.core.register import values
from answerable.core.terms.errors import InputError
from answerable.records.models import Case, CaseCourse, CaseStep


class CaseMovedError(InputError):
    """Somebody else was quicker: the case is not where it was when it was shown."""

    def __init__(self, case: str, stage: str, last: str) -> None:
        super().__init__("case_moved", case=case, stage=stage, act=last)


@dataclass(frozen=True)
class Kept:
    """A step that was taken: its number, and where the case stands now."""

    case: str
    number: int
    step: Step
    now: CaseNow


def keep(loaded: Loaded, step: Step) -> Kept:
    """Store a step that nothing stands against. Raises CaseMovedError if another came between.

    A case that was kept before there were steps first gets the step by which it is taken over.
    """
    calendar = calendar_on()(step.on)
    now = after(loaded.now, step, calendar, routes())
    with transaction.atomic():
        before = [] if loaded.steps else [keep_taken_over(loaded, on=step.on)]
        _insert(loaded, step, now.steps)
        _move(loaded, now, new=not loaded.steps)
        # What silence led to since the last step, where the clock has not written it yet.
        since = (each for each in moves(loaded.now, calendar, on=step.on) if each.on < step.on)
        before += follow_silence({loaded.id: since})
        written(loaded, step, now, before)
    return Kept(loaded.id, now.steps, step, now)


def open_with(case: str, contract: values.Contract, step: Step) -> Kept:
    """Store the first step of a case whose row is there."""
    now = begun(step, routes())
    loaded = Loaded(case, contract, (), replace(now, findings=(), steps=0))
    with transaction.atomic():
        _insert(loaded, step, 1)
        _move(loaded, now, new=True)
        written(loaded, step, now)
    return Kept(case, 1, step, now)


def keep_taken_over(loaded: Loaded, *, on: date) -> Change:
    """Store the step by which a case without steps is taken over on a day, and say what the entry says of it."""
    step = step_taken_over(loaded, on=on)
    _insert(loaded, step, 1)
    return Change("case_steps", (loaded.id, "1"), step_cells(step))


def written(loaded: Loaded, step: Step, now: CaseNow, before: Iterable[Change] = ()) -> None:
    """Everything that follows from a step which is stored: rows, turns, and the entry of the ledger."""
    changes = [*before, *_changes(loaded, step, now)]
    tell_at_once(loaded, step, now)
    refresh_turns(loaded.id, loaded.contract, now, on=step.on)
    append_entry(Logged.CASE_STEP, at=step.at, by=step.by.account, for_=step.by.for_, changes=changes)


def _changes(loaded: Loaded, step: Step, now: CaseNow) -> Iterator[Change]:
    yield Change("case_steps", (loaded.id, str(now.steps)), step_cells(step))
    yield from follow(loaded, step, now)


def step_taken_over(loaded: Loaded, *, on: date) -> Step:
    """The step by which a case without steps is taken over on a day."""
    return taken_over(Case.objects.get(id=loaded.id), on=on)


def _insert(loaded: Loaded, step: Step, number: int) -> None:
    by = step.by
    try:
        with transaction.atomic():
            CaseStep.objects.create(
                case_id=loaded.id,
                number=number,
                act=step.kind.value,
                at=step.at,
                on=step.on,
                account=by.account,
                person=by.person,
                provider=by.provider,
                for_person=by.for_,
                role=by.role,
                said=as_cells(step.act),
            )
    except IntegrityError:
        raise moved(loaded.id) from None


def moved(case: str) -> CaseMovedError:
    """What happened meanwhile, for whoever lost the race."""
    last = CaseStep.objects.filter(case=case).order_by("number").last()
    course = CaseCourse.objects.filter(case=case).first()
    return CaseMovedError(case, course.stage if course else "", last.act if last else "")


def course_cells(loaded: Loaded, now: CaseNow) -> dict[str, object]:
    """The columns of a course."""
    return {
        "contract_id": loaded.contract.id,
        "route": now.route.route,
        "stage": now.stage,
        "state": now.state,
        "since": now.since,
        "opened_on": now.opened_on,
        "final": now.final,
        "version": now.steps,
    }


def _move(loaded: Loaded, now: CaseNow, *, new: bool) -> None:
    cells = course_cells(loaded, now)
    rows = CaseCourse.objects.filter(case=loaded.id, version=0 if new else loaded.now.steps)
    if rows.update(**cells) == 1:
        return
    if not new:
        raise moved(loaded.id)
    try:
        with transaction.atomic():
            CaseCourse.objects.create(case_id=loaded.id, **cells)
    except IntegrityError:
        raise moved(loaded.id) from None
