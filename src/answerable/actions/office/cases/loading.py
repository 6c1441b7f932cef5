"""A case with its steps, and what stands around it on a day."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from answerable.actions.office.cases.taking_over import taken_over
from answerable.actions.office.dump import held_district
from answerable.actions.office.footing import ON_THE_WAY_OUT
from answerable.actions.office.people import around
from answerable.core.enforce.course.cells import act_of
from answerable.core.enforce.course.complete import Known
from answerable.core.enforce.course.fold import fold
from answerable.core.enforce.course.refuse import Around
from answerable.core.enforce.course.steps import By, Step
from answerable.core.enforce.course.values import CaseNow
from answerable.core.enforce.course.who import ABOVE, ANSWERS, PROVIDER, Who
from answerable.core.register import values
from answerable.core.register.answer import People
from answerable.core.register.permits import Actor
from answerable.core.rulebook.routes import Routes, load_routes
from answerable.core.terms.calendar import WorkingCalendar
from answerable.core.terms.errors import InputError
from answerable.records.models import Case, CaseFinding, CaseStep, Contract, Finding
from answerable.records.values import values_of
from answerable.sources.calendars import working_calendar


@dataclass(frozen=True)
class Loaded:
    """A case as it is held in the record."""

    id: str
    contract: values.Contract
    steps: tuple[Step, ...]
    now: CaseNow


def routes() -> Routes:
    """The routes of the district's rulebook."""
    return load_routes(held_district().rulebook)


def calendar_on(name: str | None = None) -> Callable[[date], WorkingCalendar]:
    """The district's calendar as it was known on a day."""
    named = name or held_district().calendar
    return lambda day: working_calendar(named, known_on=day)


def steps_of(case: str) -> tuple[Step, ...]:
    """The steps of a case in their order; none of one that was kept before there were steps."""
    return tuple(map(step_of_row, CaseStep.objects.filter(case=case).order_by("number")))


def step_of_row(row: CaseStep) -> Step:
    """The step that a row keeps."""
    by = By(account=row.account, person=row.person, provider=row.provider, for_=row.for_person, role=row.role)
    return Step(act_of(row.act, row.said), by, row.at, on=row.on)


def load(case: str, *, on: date) -> Loaded:
    """The case and where it stands after its last step. Raises InputError (`no_such_case`).

    One that was kept before there were steps stands where its rows left it on the day, as if somebody had taken it
    over then.
    """
    row = Case.objects.filter(id=case).first()
    if row is None:
        raise InputError("no_such_case", id=case[:100])
    (contract,) = values_of(values.Contract, Contract.objects.filter(id=row.contract_id))
    steps = steps_of(case)
    whole = steps or (taken_over(row, on=on),)
    return Loaded(case, contract, steps, fold(whole, routes(), calendar_on()))


def around_case(contract: values.Contract, by: Actor, *, on: date) -> Around:
    """Who acts, and what is known on the day, for a case of the contract."""
    calendar = calendar_on()(on)
    return Around(
        calendar=calendar, on=on, who=who(contract, by, on=on), known=known(contract.id, calendar, on=on)
    )


def known(contract: str, calendar: WorkingCalendar, *, on: date) -> Known:
    """The findings of the contract that were confirmed by the day, and those that an open case is about."""
    rows = Finding.objects.filter(contract=contract, decision="confirmed", decided_on__lte=on)
    held = CaseFinding.objects.filter(case__course__contract=contract, case__course__final=False)
    held = held.exclude(case__course__stage__in=(*ON_THE_WAY_OUT, "over"))
    return Known(
        findings=frozenset(rows.values_list("id", flat=True)),
        calendar=calendar,
        taken=frozenset(held.values_list("finding", flat=True)),
        routes=tuple(each.id for each in routes().routes if each.at(on) is not None),
    )


def who(contract: values.Contract, by: Actor, *, on: date) -> Who:
    """The actor with every capacity that he has in the body of the contract on the day."""
    if by.provider is not None:
        mine = by.provider == contract.provider
        capacities = frozenset({(PROVIDER, None)}) if mine else frozenset()
        return Who(by.account, provider=by.provider, capacities=capacities)
    if by.person is None:
        return Who(by.account)
    people = around(by.person, [contract.id])
    held = frozenset(_capacities(people, contract, by.person, on))
    return Who(by.account, by.person, None, held, _deciders(people, contract, on))


def _deciders(people: People, contract: values.Contract, on: date) -> frozenset[str]:
    """Whoever decides alone in cases of the contract, away or not."""
    answer = people.who_answers(contract, on=on)
    heads = (people.head_of(body, on=on) for body in people.upwards(contract.body, on=on))
    return frozenset(each.id for each in (answer.leader or answer.by_default, *heads) if each is not None)


def _capacities(
    people: People, contract: values.Contract, person: str, on: date
) -> set[tuple[str, str | None]]:
    there = people.body_on(contract.body, on=on)
    upwards = people.upwards(contract.body, on=on)
    found: set[tuple[str, str | None]] = set()
    held = [(role, body, None) for role, body in people.roles_of(person, on=on)]
    acted = [(role, body, away) for away, role, body in people.acting_roles(person, on=on)]
    for role, body, for_ in (*held, *acted):
        if body == there:
            found.add((role, for_))
        elif role == "head" and body in upwards:
            found.add((ABOVE, for_))
    answer = people.who_answers(contract, on=on)
    named = answer.leader or answer.by_default
    if named is not None and person == named.id:
        found.add((ANSWERS, None))
    elif named is not None and answer.acting is not None and person == answer.acting.id:
        found.add((ANSWERS, named.id))
    return found
