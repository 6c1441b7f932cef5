"""Two sets of indicators side by side, over every contract that the new one touches. No ranking: order is by id."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction
from statistics import median

from answerable.core.assess import indicators
from answerable.core.assess.results import IndicatorSeries
from answerable.core.assess.score import monthly
from answerable.core.assess.trial import replay
from answerable.core.assess.trial.results import (
    Compared,
    ContractTrial,
    Expected,
    Said,
    Sequel,
    Totals,
    Trouble,
    Warned,
)
from answerable.core.assess.trial.sets import IndicatorSet
from answerable.core.evidence.statistics import ReadingTotal
from answerable.core.evidence.values import Agreed, Deduction
from answerable.core.register.values import Contract


@dataclass(frozen=True)
class Measured:
    """One contract with all that both sets judge."""

    contract: Contract
    """With the term that it really had."""
    agreed: tuple[Agreed, ...]
    readings: Mapping[str, tuple[ReadingTotal, ...]]
    """By indicator."""
    deductions: tuple[Deduction, ...]
    troubles: tuple[Trouble, ...]
    """Known by the day, oldest first."""
    recorded: bool
    """Whether the district records troubles at all, of whichever contract."""


def try_contract(
    measured: Measured, *, in_force: IndicatorSet, new: IndicatorSet, named: Iterable[str], on: date
) -> ContractTrial:
    """One contract under the set in force and under the new one, up to the day."""
    both = [_series(measured, each, on=on) for each in (in_force, new)]
    paths = [replay.path(series, each.policy) for series, each in zip(both, (in_force, new), strict=True)]
    old, other = (
        _said(measured, series, path, each, on=on)
        for series, path, each in zip(both, paths, (in_force, new), strict=True)
    )
    contract, wanted = measured.contract, frozenset(named)
    return ContractTrial(
        id=contract.id,
        name=contract.name,
        name_en=contract.name_en or "",
        currency=contract.currency or "",
        in_force=old,
        new=other,
        indicators=tuple(
            _compared(one, two) for one, two in zip(*both, strict=True) if one.indicator in wanted
        ),
        troubles=tuple(
            Warned(
                each,
                replay.warning_days(each, old.watches),
                replay.warning_days(each, other.watches),
            )
            for each in measured.troubles
        ),
        first_end=paths[0][0][0] if paths[0] else None,
        differing=tuple(one[0] for one, two in zip(*paths, strict=True) if one[1] != two[1]),
    )


def by_indicator(contracts: Iterable[ContractTrial]) -> tuple[Compared, ...]:
    """Every named indicator over all contracts, by id."""
    found: dict[str, Compared] = {}
    for each in (one for contract in contracts for one in contract.indicators):
        before = found.get(each.indicator)
        found[each.indicator] = each if before is None else _added(before, each)
    return tuple(found[id] for id in sorted(found))


def totals(contracts: Sequence[ContractTrial], said: Callable[[ContractTrial], Said]) -> Totals:
    """What one of the sets, chosen by `said`, says of all contracts."""
    each = [said(contract) for contract in contracts]
    watches = [watch for one in each for watch in one.watches]
    sequels = Counter(watch.sequel for watch in watches)
    days = [
        found
        for contract in contracts
        for warned in contract.troubles
        if (found := replay.warning_days(warned.trouble, said(contract).watches)) is not None
    ]
    money: Counter[str] = Counter()
    for contract in contracts:
        expected = said(contract).expected
        if expected is not None and expected.months:
            money[contract.currency] += expected.minor
    return Totals(
        contracts_on_watch=sum(bool(one.watches) for one in each),
        scored=sum(one.scored for one in each),
        off_target=sum(one.off_target for one in each),
        ends=sum(one.ends for one in each),
        ends_on_watch=sum(one.ends_on_watch for one in each),
        flips=sum(one.flips for one in each),
        watches=len(watches),
        followed=sequels[Sequel.FOLLOWED],
        not_followed=sequels[Sequel.NOT_FOLLOWED],
        too_early=sequels[Sequel.TOO_EARLY],
        unknown=sequels[Sequel.UNKNOWN],
        warned=len(days),
        median_days=median(map(Fraction, days)) if days else None,
        expected=tuple(sorted(money.items())),
        unknown_months=sum(one.expected.unknown for one in each if one.expected is not None),
    )


def _series(measured: Measured, by: IndicatorSet, *, on: date) -> tuple[IndicatorSeries, ...]:
    return tuple(
        indicators.series(
            measured.contract,
            replace(each, weight=by.weights.get((each.contract, each.indicator), each.weight)),
            editions=by.editions[each.indicator],
            totals=measured.readings.get(each.indicator, ()),
            on=on,
        )
        for each in measured.agreed
        if each.indicator in by.editions and by.editions[each.indicator][0].indicator.starts <= on
    )


def _said(
    measured: Measured,
    series: tuple[IndicatorSeries, ...],
    path: replay.Path,
    by: IndicatorSet,
    *,
    on: date,
) -> Said:
    results = [result for each in series for result in indicators.scored(each)]
    return Said(
        scored=len(results),
        off_target=sum(not result.target_met for result in results),
        ends=len(path),
        ends_on_watch=sum(on_watch for _, on_watch in path),
        flips=replay.flips(path),
        watches=replay.watches(path, measured.troubles, recorded=measured.recorded, on=on),
        expected=_expected(measured, series, by, on=on),
    )


def _expected(
    measured: Measured, series: tuple[IndicatorSeries, ...], by: IndicatorSet, *, on: date
) -> Expected | None:
    """By the computed score alone: what people recorded followed the set in force."""
    if not measured.deductions:
        return None
    months = monthly(
        measured.contract,
        series,
        points=by.points,
        scores=(),
        deductions=measured.deductions,
        on=on,
    )
    if not months:
        return None
    known = [each.agreed_minor for each in months if each.agreed_minor is not None]
    return Expected(sum(known), len(known), len(months) - len(known))


def _compared(in_force: IndicatorSeries, new: IndicatorSeries) -> Compared:
    old, other = indicators.scored(in_force), indicators.scored(new)
    return Compared(
        indicator=new.indicator,
        name=new.name,
        name_en=new.name_en,
        contracts=1,
        scored=len(other),
        in_force=sum(not result.target_met for result in old),
        new=sum(not result.target_met for result in other),
    )


def _added(one: Compared, other: Compared) -> Compared:
    return replace(
        one,
        contracts=one.contracts + other.contracts,
        scored=one.scored + other.scored,
        in_force=one.in_force + other.in_force,
        new=one.new + other.new,
    )
