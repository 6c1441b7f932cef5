from datetime import date
from fractions import Fraction

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from answerable.core.assess.betting import portfolio
from answerable.core.assess.betting.judge import Bet
from answerable.core.assess.betting.wealth import Levels
from answerable.core.assess.policy import policy_on
from answerable.core.assess.simulate.needed import fewest_bad, needed
from answerable.core.assess.simulate.portfolio import named
from answerable.core.assess.simulate.wealth import Crowd
from answerable.core.rulebook.parameters import load_parameters

SHIPPED = policy_on(load_parameters("cn"), date(2026, 6, 30)).bet
LIKERT = tuple(Fraction(level, 4) for level in range(5))
TENTH = Bet(Fraction(3, 5), LIKERT, SHIPPED.alpha, Fraction(1, 10), SHIPPED.gamblers)
PLAIN = Bet(Fraction(3, 5), LIKERT, SHIPPED.alpha, Fraction(0), SHIPPED.gamblers)

levels_of = st.tuples(*[st.integers(0, 400)] * 5)


@given(st.lists(levels_of, min_size=1, max_size=8))
def test_many_at_once_own_what_each_owns_alone(all_levels: list[Levels]) -> None:
    counts = np.array(all_levels)
    for bet in (SHIPPED, TENTH, PLAIN):
        crowd = Crowd(bet)
        alone = [bet.wealth(levels).ln for levels in all_levels]
        assert np.abs(crowd.ln(counts) - alone).max() < 1e-9
        assert crowd.below(counts).tolist() == [bet.below(levels) for levels in all_levels]
        assert crowd.without_margin(counts).tolist() == [
            list(bet.without_margin(each)) for each in all_levels
        ]


@given(st.lists(levels_of, min_size=1, max_size=12))
def test_many_at_once_are_named_as_together(all_levels: list[Levels]) -> None:
    delta = Fraction(1, 20)
    evidence = {f"{at:02}": PLAIN.wealth(levels) for at, levels in enumerate(all_levels)}
    found = named(Crowd(PLAIN), np.array(all_levels)[:, None, :], delta=delta)[:, 0]
    assert [f"{at:02}" for at in np.flatnonzero(found)] == list(
        portfolio.named(evidence, delta=delta, least=1 / PLAIN.alpha)
    )


def test_a_wealth_that_exactly_reaches_the_threshold_counts() -> None:
    # One gambler who stakes half of the largest bet against a standard of one half gains with each bad rating
    # 1 + 1/2 · (1/2) / (1/2) = 3/2, so that with α = 16/81 four bad ratings are exactly enough.
    from answerable.core.assess.betting.wealth import Gamblers

    alone = Gamblers((Fraction(1, 2),), (Fraction(1),))
    exact = Bet(Fraction(1, 2), LIKERT, Fraction(16, 81), Fraction(0), alone)
    assert Crowd(exact).below(np.array([[4, 0, 0, 0, 0], [3, 0, 0, 0, 0]])).tolist() == [True, False]
    two = np.array([[[4, 0, 0, 0, 0]]])
    assert named(Crowd(exact), two, delta=Fraction(16, 81)).tolist() == [[True]]


def test_the_fewest_bad_ratings_are_where_the_judgement_turns() -> None:
    edge = fewest_bad(SHIPPED)
    for n in (1, 29, 30, 100, 1000, 4000):
        bad = int(edge[n - 1])
        if bad <= n:
            assert SHIPPED.below((bad, 0, n - bad, 0, 0))
        if bad:
            assert not SHIPPED.below((bad - 1, 0, n - bad + 1, 0, 0))
    assert edge[28] == 30, "with fewer than thirty nothing is held against anybody"


def test_the_further_below_the_sooner_found_and_at_the_standard_hardly_ever() -> None:
    rows = needed(SHIPPED, seed=3)
    assert rows[0].mean == SHIPPED.standard
    assert rows[0].ratings.median is None
    assert dict(rows[0].found)[4000] <= Fraction(1, 100)
    medians = [row.ratings.median for row in rows if row.ratings.median is not None]
    assert medians == sorted(medians, reverse=True)
    assert rows[-1].ratings.median == 30
