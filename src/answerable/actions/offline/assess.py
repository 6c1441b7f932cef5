"""The main job: from a district folder to the standing of every contract, who answers, and what is due from whom."""

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from answerable.actions.offline.check import Opened, open_district
from answerable.core.assess.policy import Policy, policy_on
from answerable.core.enforce.district import assess_district
from answerable.core.enforce.layout import Layout, Records
from answerable.core.enforce.results import DistrictResult
from answerable.core.enforce.values import Case, CaseState, Order, Recheck
from answerable.core.enforce.voices import all_restarts
from answerable.core.evidence.statistics import NOTHING, Question
from answerable.core.evidence.values import (
    Agreed,
    Band,
    Deduction,
    DutyDone,
    Finding,
    Indicator,
    PlannedDuty,
    Stratum,
    Survey,
)
from answerable.core.register.answer import People
from answerable.core.register.values import (
    Assignment,
    Body,
    Clause,
    Contract,
    Person,
    Post,
    Provider,
    StandIn,
    Succession,
    WorkItem,
)
from answerable.core.rulebook.parameters import Parameters, load_parameters
from answerable.core.tables.build import build
from answerable.core.terms.calendar import WorkingCalendar
from answerable.core.watch.register import PassageRow
from answerable.engines.engine import Engine
from answerable.sources.calendars import working_calendar

if TYPE_CHECKING:
    from answerable.actions.offline.watch.profiles import Watched


def assess(source: Path, *, on: date, engine: Engine, scratch: Path) -> DistrictResult:
    """Assess a district folder as of the end of the day `on`.

    Raises UnsoundError with every fault of the folder, UndecidableError where rulebook or calendar do not reach
    back to the day, and InputError if there is no such folder.
    """
    opened = open_district(source, engine=engine, scratch=scratch).sound()
    return assess_by(opened, load_parameters(opened.district.rulebook), on=on, rules_on=on, engine=engine)


def assess_by(
    opened: Opened, parameters: Parameters, *, on: date, rules_on: date, engine: Engine
) -> DistrictResult:
    """Assess an opened district as of `on`, by the parameters and the calendar as they are on `rules_on`."""
    calendar = working_calendar(opened.district.calendar, known_on=rules_on)
    policy = policy_on(parameters, rules_on)
    kept = records(opened)
    statistics = engine.reduce(opened.files, question(opened, kept, policy, calendar=calendar, on=on))
    whole = replace(kept, statistics=statistics, **_watched(opened, on))
    return assess_district(whole, policy, calendar=calendar, on=on)


def _watched(opened: Opened, on: date) -> "Watched":
    """The accounts under watch in figures, and what nobody could look at; nothing where no voice is registered."""
    if not opened.tables.get("voices"):
        return {"profiles": (), "faults": ()}
    from answerable.actions.offline.watch.profiles import watched_in  # loads the comparison of texts

    return watched_in(opened, on=on)


def question(
    opened: Opened, kept: Records, policy: Policy, *, calendar: WorkingCalendar, on: date
) -> Question:
    """What the engines are asked for an assessment on the day."""
    starts = tuple(sorted(all_restarts(Layout(kept, on))))
    return Question(on, answer_days(opened, policy, calendar=calendar, on=on), restarts=starts)


def answer_days(
    opened: Opened, policy: Policy, *, calendar: WorkingCalendar, on: date
) -> tuple[tuple[date, date], ...]:
    """For every day since the first contract: the last day to answer a matter raised on it."""
    starts = [row.values["starts"] for row in opened.tables.get("contracts", ())]
    first = min((day for day in starts if isinstance(day, date)), default=on)
    if policy.answer_matter is None:
        return ()
    days = (first + timedelta(days=n) for n in range((on - first).days + 1))
    return tuple((day, calendar.deadline(day, policy.answer_matter.value).on) for day in days)


def records(opened: Opened) -> Records:
    """The rows of a sound district as values, without the statistics of its big tables."""
    rows = opened.tables
    bodies = build(Body, rows.get("bodies", ()))
    return Records(
        district=opened.district,
        people=People(
            people=build(Person, rows.get("people", ())),
            posts=build(Post, rows.get("posts", ())),
            assignments=build(Assignment, rows.get("assignments", ())),
            bodies=bodies,
            stand_ins=build(StandIn, rows.get("stand_ins", ())),
            successions=build(Succession, rows.get("successions", ())),
        ),
        bodies=bodies,
        providers=build(Provider, rows.get("providers", ())),
        work_items=build(WorkItem, rows.get("work_items", ())),
        contracts=build(Contract, rows.get("contracts", ())),
        clauses=build(Clause, rows.get("clauses", ())),
        indicators=build(Indicator, rows.get("indicators", ())),
        bands=build(Band, rows.get("bands", ())),
        agreed=build(Agreed, rows.get("contract_indicators", ())),
        surveys=build(Survey, rows.get("surveys", ())),
        deductions=build(Deduction, rows.get("deductions", ())),
        strata=build(Stratum, rows.get("survey_strata", ())),
        planned=build(PlannedDuty, rows.get("duties", ())),
        done=build(DutyDone, rows.get("duties_done", ())),
        findings=build(Finding, rows.get("findings", ())),
        cases=build(Case, rows.get("cases", ())),
        case_states=build(CaseState, rows.get("case_states", ())),
        orders=build(Order, rows.get("orders", ())),
        rechecks=build(Recheck, rows.get("rechecks", ())),
        statistics=NOTHING,
        passages=build(PassageRow, rows.get("finding_passages", ())),
    )
