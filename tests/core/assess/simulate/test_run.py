from dataclasses import replace
from datetime import date
from fractions import Fraction

import numpy as np

from answerable.core.assess.betting.wealth import Gamblers
from answerable.core.assess.policy import policy_on
from answerable.core.assess.simulate.beside import mean_below, z_below
from answerable.core.assess.simulate.draw import monthly, rates, ratings
from answerable.core.assess.simulate.quantiles import middle
from answerable.core.assess.simulate.run import outcomes
from answerable.core.assess.simulate.values import Middle, Outcome, Tally, Trial, Way
from answerable.core.rulebook.parameters import load_parameters
from answerable.core.rulebook.portfolio import Burst, Change, Group, Portfolio, satisfied_mix
from answerable.core.tables.declare import Both

POLICY = policy_on(load_parameters("cn"), date(2026, 6, 30))
TRIAL = Trial(POLICY.bet, POLICY.false_discovery)
GOOD = Group(
    id="good",
    title=Both("好", "good"),
    providers=4,
    fails=False,
    levels=satisfied_mix(Fraction(95, 100)),
    services=500,
    response=(Fraction(1, 5),) * 5,
    change=None,
    bombing=Fraction(0),
    padding=Fraction(0),
    hoarded=Fraction(0),
    burst=None,
)
POOR = replace(GOOD, id="poor", fails=True, levels=satisfied_mix(Fraction(7, 10)))
SINKING = replace(
    GOOD, id="sinking", fails=True, change=Change(7, satisfied_mix(Fraction(1, 2))), providers=3
)


def portfolio(*groups: Group, months: int = 12, looks: int = 4) -> Portfolio:
    return Portfolio(Both("试", "trial"), months, looks, groups)


def run(*groups: Group, trial: Trial = TRIAL, seed: int = 1, months: int = 12) -> Outcome:
    (found,) = outcomes(portfolio(*groups, months=months), [trial], seed=seed, runs=5)
    return found


def tally(found: Outcome, at: int, way: Way) -> Tally:
    return next(each for each in found.groups[at].tallies if each.way is way)


def test_a_good_provider_is_left_alone_and_a_poor_one_is_found() -> None:
    found = run(GOOD, POOR)
    good, poor = tally(found, 0, Way.ALONE), tally(found, 1, Way.ALONE)
    assert (good.of, good.false, good.right, good.missed) == (20, 0, 0, 20)
    assert good.months == Middle(None, None)
    assert (poor.false, poor.right, poor.missed) == (0, 20, 0)
    assert poor.months.median is not None
    assert Fraction(1, 4) <= poor.months.median <= 2
    assert poor.ratings.median is not None
    assert 30 <= poor.ratings.median <= 200
    assert poor.by_month[-1] == 20
    assert len(poor.by_month) == 12


def test_before_a_provider_gets_worse_action_is_false_and_delay_counts_from_the_change() -> None:
    found = run(SINKING)
    ours = tally(found, 0, Way.ALONE)
    assert (ours.false, ours.right) == (0, 15)
    assert ours.by_month[5] == 0
    assert ours.months.median is not None
    assert 0 < ours.months.median <= 4
    # Nothing passes the test of the mean in both the first and the last month by chance alone: 30 ratings at 100 %.
    hasty = replace(TRIAL, bet=replace(TRIAL.bet, standard=Fraction(99, 100)))
    early = tally(run(SINKING, trial=hasty), 0, Way.MEAN)
    assert (early.false, early.right) == (15, 0)
    assert early.months == Middle(None, None)


def test_the_part_acted_on_in_error_is_told_of_all_and_of_nobody() -> None:
    parts = dict(run(GOOD).discoveries)
    assert parts[Way.ALONE] is None
    strict = replace(TRIAL, bet=replace(TRIAL.bet, standard=Fraction(999, 1000), margin=Fraction(0)))
    assert dict(run(GOOD, trial=strict).discoveries)[Way.ALONE] == 1
    mixed = run(GOOD, POOR, trial=strict)
    assert dict(mixed.discoveries)[Way.ALONE] == Fraction(1, 2)


def test_the_same_seed_gives_the_same_outcome_and_another_other_ratings() -> None:
    assert run(GOOD, POOR) == run(GOOD, POOR)
    assert run(POOR, seed=2).groups[0].ratings_a_month != run(POOR).groups[0].ratings_a_month


def test_both_sets_of_parameters_see_the_same_ratings() -> None:
    strict = replace(TRIAL, bet=replace(TRIAL.bet, alpha=Fraction(1, 1000)))
    first, second = outcomes(portfolio(POOR), [TRIAL, strict], seed=1, runs=3)
    assert first.groups[0].shown == second.groups[0].shown
    slow, quick = tally(second, 0, Way.ALONE).months.median, tally(first, 0, Way.ALONE).months.median
    assert slow is not None
    assert quick is not None
    assert slow > quick


def test_what_is_manipulated_is_what_was_stated() -> None:
    honest = monthly(GOOD, GOOD.levels)
    assert sum(honest) == 100
    bombed = monthly(replace(GOOD, bombing=Fraction(1, 5)), GOOD.levels)
    assert sum(bombed) == 125
    assert bombed[0] - honest[0] == 25
    padded = monthly(replace(GOOD, padding=Fraction(1, 2)), GOOD.levels)
    assert padded[4] - honest[4] == 100
    hoarded = monthly(replace(GOOD, hoarded=Fraction(1, 10)), GOOD.levels)
    assert hoarded[0] == honest[0] * Fraction(9, 10)
    assert hoarded[4] == honest[4] * Fraction(9, 10) + 50
    some = (Fraction(0), Fraction(0), Fraction(1, 5), Fraction(1, 5), Fraction(1, 5))
    assert monthly(replace(GOOD, response=some), GOOD.levels)[:2] == [0, 0]


def test_a_burst_and_a_change_fall_into_their_months() -> None:
    each = rates(replace(SINKING, burst=Burst(3, 40)), portfolio(SINKING))
    assert each.shape == (48, 5)
    assert np.flatnonzero(each[:, 0] > each[0, 0] + 9).tolist()[:4] == [8, 9, 10, 11]
    assert each[23, 4] > each[24, 4]


def test_counts_are_cumulative_and_near_their_rates() -> None:
    counts = ratings(portfolio(GOOD, POOR), seed=5, run=0)
    assert counts.shape == (8, 48, 5)
    assert (np.diff(counts, axis=1) >= 0).all()
    assert abs(counts[:, -1].sum() / 8 / 12 - 100) < 5


def test_the_tests_beside_do_what_they_say() -> None:
    bet = replace(TRIAL.bet, gamblers=Gamblers((Fraction(1, 2),), (Fraction(1),)))
    counts = np.array(
        [[4, 0, 26, 0, 0], [3, 0, 27, 0, 0], [29, 0, 0, 0, 0], [0, 0, 0, 0, 0], [9, 0, 21, 0, 0]]
    )
    assert mean_below(bet, counts).tolist() == [True, False, False, False, True]
    # 9 of 30: .7 ± .0837·2.326; 4 of 30 are within chance.
    assert z_below(bet, counts).tolist() == [False, False, False, False, True]


def test_a_quantile_beyond_the_time_is_none() -> None:
    assert middle([]) == Middle(None, None)
    assert middle([Fraction(n) for n in range(1, 11)]) == Middle(Fraction(5), Fraction(9))
    assert middle([Fraction(1), None]) == Middle(Fraction(1), None)
    assert middle([None, None, Fraction(1)]) == Middle(None, None)
