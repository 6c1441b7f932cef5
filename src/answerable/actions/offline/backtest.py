"""Try a new set of indicators on a district's own history, beside the set in force, before it binds anybody."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

from answerable.actions.offline.assess import records
from answerable.actions.offline.check import Opened, open_district
from answerable.core.assess.policy import policy_on
from answerable.core.assess.score import points_of
from answerable.core.assess.trial.compare import Measured, by_indicator, totals, try_contract
from answerable.core.assess.trial.results import TrialResult, Trouble, TroubleKind
from answerable.core.assess.trial.sets import IndicatorSet, changed, rules_of
from answerable.core.enforce.layout import Layout
from answerable.core.evidence.statistics import Question
from answerable.core.evidence.values import Deduction
from answerable.core.register.values import Contract
from answerable.core.rulebook.parameters import load_parameters
from answerable.core.tables.build import build
from answerable.engines.engine import Engine
from answerable.sources.indicator_set import Known, read_indicator_set


def backtest(source: Path, file: Path, *, on: date, engine: Engine, scratch: Path) -> TrialResult:
    """What the set in `file` would have said of every contract that it touches, up to the end of the day.

    Raises UnsoundError with every fault of the folder, IndicatorSetError with every fault of the file,
    UndecidableError where the rulebook does not reach back to the day, and InputError where one of them is missing.
    """
    opened = open_district(source, engine=engine, scratch=scratch).sound()
    policy = policy_on(load_parameters(opened.district.rulebook), on)
    kept = records(opened)
    layout = Layout(kept, on)
    known = Known(
        better={id: editions[-1].indicator.better for id, editions in layout.editions.items()},
        agreed=layout.agreed,
        rules=rules_of(policy),
    )
    changes = read_indicator_set(file, known)
    layout = Layout(replace(kept, statistics=engine.reduce(opened.files, Question(on, ()))), on)
    in_force = IndicatorSet(
        editions=layout.editions,
        points=points_of(kept.bands),
        weights={(each.contract, each.indicator): each.weight for each in kept.agreed},
        policy=policy,
    )
    new = changed(in_force, changes)
    contracts = tuple(
        try_contract(each, in_force=in_force, new=new, named=changes.indicators, on=on)
        for each in _touched(opened, layout, changes.indicators)
    )
    return TrialResult(
        district=opened.district.id,
        name=opened.district.name,
        name_en=opened.district.name_en,
        language=opened.district.language,
        on=on,
        rules=(known.rules, changes.rules),
        contracts=contracts,
        indicators=by_indicator(contracts),
        totals=(
            totals(contracts, lambda each: each.in_force),
            totals(contracts, lambda each: each.new),
        ),
    )


def _touched(opened: Opened, layout: Layout, named: Iterable[str]) -> Iterator[Measured]:
    """The contracts measured by one of the indicators that had begun by the day, by id."""
    wanted = frozenset(named)
    kept = layout.records
    recorded = bool(kept.findings or kept.cases or kept.orders)
    deductions = build(Deduction, opened.tables.get("deductions", ()))
    for contract in sorted(kept.contracts, key=lambda each: each.id):
        agreed = layout.agreed[contract.id]
        if contract.starts <= layout.on and any(each.indicator in wanted for each in agreed):
            yield Measured(
                contract=_as_ended(contract, layout),
                agreed=agreed,
                readings={
                    each.indicator: layout.readings[f"{contract.id}/{each.indicator}"] for each in agreed
                },
                deductions=tuple(each for each in deductions if each.contract == contract.id),
                troubles=tuple(sorted(_troubles(contract.id, layout))),
                recorded=recorded,
            )


def _as_ended(contract: Contract, layout: Layout) -> Contract:
    """The contract with the term it really had, if a case ended it early."""
    states = [state for case in layout.cases[contract.id] for state in layout.states[case.id]]
    ended = [each.starts for each in states if each.state.startswith("ended_") and each.starts <= layout.on]
    last = min((day for day in (contract.ends, *ended) if day is not None), default=None)
    return replace(contract, ends=last)


def _troubles(contract: str, layout: Layout) -> Iterator[Trouble]:
    """What people had established by the day."""
    on = layout.on
    for finding in layout.findings[contract]:
        serious = finding.severity == "serious" and finding.state_on(on) == "confirmed"
        if serious and finding.found_on <= on:
            yield Trouble(finding.found_on, TroubleKind.SERIOUS_FINDING, finding.id)
    for case in layout.cases[contract]:
        if case.opened_on <= on:
            yield Trouble(case.opened_on, TroubleKind.CASE, case.id)
    for order in layout.orders_of(contract):
        if order.issued_on <= on:
            yield Trouble(order.issued_on, TroubleKind.ORDER, order.id)
