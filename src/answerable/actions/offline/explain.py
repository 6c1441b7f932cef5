"""Explain one contract: its case as sentences, with arithmetic, parameters, what would change it, versions."""

from dataclasses import replace
from datetime import date
from pathlib import Path

from answerable import __version__
from answerable.actions.offline.assess import question, records
from answerable.actions.offline.check import open_district
from answerable.core.assess.crossing import PathPoint, first_crossing
from answerable.core.assess.policy import Policy, policy_on
from answerable.core.assess.results import POOLED, Assessment
from answerable.core.enforce.district import assess_contract
from answerable.core.enforce.explain.values import Explanation, Known
from answerable.core.enforce.explain.whole import explanation
from answerable.core.enforce.sensitivity import turns
from answerable.core.rulebook.parameters import load_parameters
from answerable.core.tables.rows import nearest
from answerable.core.terms.errors import InputError
from answerable.engines.engine import Engine
from answerable.sources.calendars import working_calendar


def explain(
    source: Path, contract: str, *, on: date, engine: Engine, scratch: Path
) -> tuple[Explanation, str]:
    """The explanation of a contract as of the end of the day, and the district's language.

    Raises InputError (`unknown_contract`), and as `assess` does.
    """
    opened = open_district(source, engine=engine, scratch=scratch).sound()
    calendar = working_calendar(opened.district.calendar, known_on=on)
    parameters = load_parameters(opened.district.rulebook)
    policy = policy_on(parameters, on)
    kept = records(opened)
    signed = {each.id: each for each in kept.contracts}
    if contract not in signed:
        raise InputError("unknown_contract", contract=contract, nearest=nearest(contract, signed))
    asked = question(opened, kept, policy, calendar=calendar, on=on)
    kept = replace(kept, statistics=engine.reduce(opened.files, asked))
    days = engine.paths(opened.files, asked, frozenset({contract})).days
    result = assess_contract(kept, signed[contract], policy, calendar=calendar, on=on)

    def assessed(other: Policy) -> Assessment:
        return assess_contract(kept, signed[contract], other, calendar=calendar, on=on).assessment

    crossings: list[tuple[date, PathPoint | None]] = [
        (test.since, first_crossing(days, policy.bet, since=test.since))
        for test in result.ratings.tests
        if test.tier == POOLED
    ]
    known = Known(
        result=result,
        on=on,
        policy=policy,
        parameters=parameters,
        crossings=tuple(crossings),
        turns=turns(policy, assessed),
        versions=(
            ("program", __version__),
            ("rulebook", opened.district.rulebook),
            ("calendar", f"{calendar.name} ≤ {calendar.last}"),
            ("source", str(source)),
        ),
    )
    return explanation(known), opened.district.language
