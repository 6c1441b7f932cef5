"""What a citizen's word started: the page behind the code of a matter. It names the service, the provider and the
leader who answers, and nobody else; and it holds no text that anybody wrote of the matter or the case.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from answerable.actions.office.cases.loading import Loaded, calendar_on, load, routes
from answerable.actions.office.matters import handled_by
from answerable.actions.office.pages.cases.plain import Happened, in_plain_words, unserved
from answerable.actions.office.pages.contracts import as_value
from answerable.actions.office.pages.corrections import corrections_in
from answerable.actions.office.pages.limits import set_count
from answerable.actions.office.people import around
from answerable.core.enforce.course.clocks import as_of
from answerable.core.enforce.course.fold import fold
from answerable.core.enforce.course.steps import Kind
from answerable.core.enforce.course.values import CaseNow
from answerable.core.evidence import handling
from answerable.core.register.answer import Answer
from answerable.core.tables.declare import Both
from answerable.core.terms.errors import InputError
from answerable.records.models import CaseMatter, Contract, Finding, Matter

_LIMIT = "matters.answer_workdays"


@dataclass(frozen=True)
class Kinds:
    """So many findings of one severity."""

    severity: str
    count: int


@dataclass(frozen=True)
class TakenBack:
    """Findings or a decision that no longer stand: since when, so many, and who said so."""

    on: date
    by: str
    findings: int | None
    """None where it is about something else, such as the end of the contract."""


@dataclass(frozen=True)
class Started:
    """One case that goes back to the matter."""

    state: str
    since: date
    findings: tuple[Kinds, ...]
    """What was confirmed and stands."""
    taken_back: tuple[TakenBack, ...]
    annulled: bool
    happened: tuple[Happened, ...]


@dataclass(frozen=True)
class MyMatter:
    """A matter as the citizen who raised it sees it."""

    raised_on: date
    channel: str
    due_on: date | None
    """Until when it is to be handled, while it is not."""
    late: bool
    handled_on: date | None
    outcome: str | None
    confirmed_by: str | None
    confirmed_on: date | None
    contested_on: date | None
    service: Both
    provider: Both
    body: Both
    answers: Both | None
    by_default: bool
    """Nobody is named as leader: the head of the body answers."""
    started: tuple[Started, ...]
    may_contest: bool
    may_confirm: bool


def my_matter(id: str, *, on: date) -> MyMatter:
    """The matter of this id on a day."""
    row = Matter.objects.select_related("contract__body", "contract__provider", "contract__work_item").get(
        id=id
    )
    contract = row.contract
    answer = around(None, [contract.pk]).who_answers(as_value(contract), on=on)
    due = _due(row) if row.handled_on is None else None
    return MyMatter(
        raised_on=row.raised_on,
        channel=row.channel,
        due_on=due,
        late=due is not None and due < on,
        handled_on=row.handled_on,
        outcome=row.outcome,
        confirmed_by=row.confirmed_by,
        confirmed_on=row.confirmed_on,
        contested_on=row.contested_on,
        service=_named(contract),
        provider=_named(contract.provider),
        body=_named(contract.body),
        answers=_person(answer),
        by_default=answer.leader is None,
        started=tuple(_started(row, on)),
        may_contest=_open_to_contest(row, on),
        may_confirm=_open_to_confirm(row, on),
    )


def _person(answer: Answer) -> Both | None:
    who = answer.leader or answer.by_default
    return None if who is None else Both(who.name, who.name_en or who.name)


def _named(thing: Contract) -> Both:
    return Both(thing.name, thing.name_en or thing.name)


def _due(row: Matter) -> date | None:
    workdays = set_count(_LIMIT, on=row.raised_on)
    if workdays is None:
        return None
    try:
        return calendar_on()(row.raised_on).deadline(row.raised_on, workdays).on
    except InputError:
        return None


def _value(row: Matter) -> handling.Matter:
    by = handled_by(row.pk)
    return handling.Matter(row.raised_on, row.handled_on, row.outcome, row.contested_on, handled_by=by)


def _open_to_contest(row: Matter, on: date) -> bool:
    """Whether there is something to contest: that is the act's own answer, and no setting of anybody."""
    try:
        handling.contested(_value(row), on, on=on)
    except handling.MatterError:
        return False
    return True


def _open_to_confirm(row: Matter, on: date) -> bool:
    try:
        handling.confirmed(
            _value(row), "put_right", confirmed_by=handling.CITIZEN, day=on, person=None, on=on
        )
    except handling.MatterError:
        return False
    return True


def _started(row: Matter, on: date) -> Iterator[Started]:
    cases = CaseMatter.objects.filter(matter=row.pk).order_by("case__opened_on", "case")
    for case in cases.values_list("case", flat=True):
        loaded = load(case, on=on)
        yield _one(loaded, as_of(loaded.now, calendar_on()(on), on=on), on)


def _one(loaded: Loaded, now: CaseNow, on: date) -> Started:
    steps = loaded.steps
    place = _before_end(loaded, now)
    return Started(
        state=place.state,
        since=place.since,
        findings=tuple(_kinds(now)),
        taken_back=tuple(
            TakenBack(each.on, each.by, each.count) for each in corrections_in(loaded.id, steps)
        ),
        annulled=now.annulled and _end_was_known(loaded),
        happened=in_plain_words(steps, now, on=on),
    )


def _kinds(now: CaseNow) -> Iterator[Kinds]:
    """What was confirmed and stands, once the provider was told of it."""
    if now.notice is None:
        return
    standing = Finding.objects.filter(id__in=now.standing_findings).values_list("severity", flat=True)
    counted = Counter(standing)
    for each in ("serious", "ordinary", "minor"):
        if counted[each]:
            yield Kinds(each, counted[each])


def _end_was_known(loaded: Loaded) -> bool:
    """Whether an end that was set aside had ever been told."""
    waits = frozenset(unserved(loaded.steps))
    ends = [place for place, step in enumerate(loaded.steps, start=1) if step.kind is Kind.END]
    return not ends or any(place not in waits for place in ends)


def _before_end(loaded: Loaded, now: CaseNow) -> CaseNow:
    """Where the case stood before its end was decided, while the notice of that is on its way to the provider."""
    ending = now.ending
    if ending is None or ending.step not in unserved(loaded.steps):
        return now
    before = loaded.steps[: ending.step - 1]
    day = loaded.steps[ending.step - 1].on
    return as_of(fold(before, routes(), calendar_on()), calendar_on()(day), on=day)
