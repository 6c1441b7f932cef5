import math
from decimal import Decimal
from fractions import Fraction
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from answerable.core.assess.betting.wealth import Gamblers, Game, Levels, Wealth

SCORES = tuple(Fraction(level, 4) for level in range(5))
GAMBLERS = Gamblers(
    tuple(Fraction(bet, 100) for bet in (2, 10, 40, 80)),
    tuple(Fraction(weight, 10) for weight in (1, 2, 3, 4)),
)
GAME = Game(GAMBLERS, SCORES, Fraction(3, 5))

counts = st.tuples(*[st.integers(0, 40)] * 5)


def published(ratings: list[int], *, standard: float) -> float:
    """The capital process as it is printed, one rating after another: Σ w Π (1 + b (m - x)), b = bet / (1 - m)."""
    total = 0.0
    for bet, weight in zip(GAMBLERS.bets, GAMBLERS.weights, strict=True):
        capital = 1.0
        for level in ratings:
            capital *= 1 + float(bet) / (1 - standard) * (standard - level / 4)
        total += float(weight) * capital
    return total


def exact(levels: Levels) -> Fraction:
    total = Fraction(0)
    for weight, row in zip(GAMBLERS.weights, GAME.factors, strict=True):
        total += weight * math.prod(factor**count for factor, count in zip(row, levels, strict=True))
    return total


@given(counts, st.randoms())
def test_cumulative_counts_give_the_published_formula_in_any_order(levels: Levels, shuffle: object) -> None:
    ratings = [level for level, count in enumerate(levels) for _ in range(count)]
    shuffle.shuffle(ratings)  # type: ignore[attr-defined]
    value, _ = GAME.logarithm(levels)
    assert math.isclose(value, math.log(published(ratings, standard=0.6)), rel_tol=1e-9, abs_tol=1e-9)


@given(counts)
def test_the_stated_error_bounds_the_error(levels: Levels) -> None:
    value, error = GAME.logarithm(levels)
    assert abs(Decimal(value) - GAME.long_logarithm(levels)) <= Decimal(error)


def test_of_a_provider_at_the_standard_wealth_is_expected_to_stay_the_stake() -> None:
    # All histories of four ratings whose mean score is exactly 0.6.
    chances = (Fraction(1, 5), Fraction(0), Fraction(1, 5), Fraction(2, 5), Fraction(1, 5))
    mean = sum(chance * score for chance, score in zip(chances, SCORES, strict=True))
    assert mean == Fraction(3, 5)
    expected = Fraction(0)
    for history in product(range(5), repeat=4):
        one, two, three, four, five = (history.count(level) for level in range(5))
        expected += math.prod(chances[level] for level in history) * exact((one, two, three, four, five))
    assert expected == 1


@given(counts)
def test_a_threshold_is_decided_exactly_even_where_it_is_hit(levels: Levels) -> None:
    wealth, value = Wealth(((GAME, levels),)), exact(levels)
    assert wealth.reaches(value * (1 - Fraction(1, 10**30)))
    assert not wealth.reaches(value * (1 + Fraction(1, 10**30)))


def test_a_nation_is_judged_by_the_same_arithmetic() -> None:
    levels = (10**8, 10**8, 10**8, 4 * 10**8, 3 * 10**8)
    value, error = GAME.logarithm(levels)
    assert abs(Decimal(value) - GAME.long_logarithm(levels)) <= Decimal(error) < Decimal("1e-3")


def test_without_ratings_the_wealth_is_the_stake() -> None:
    nothing = Wealth(((GAME, (0, 0, 0, 0, 0)),))
    assert (nothing.log10(), nothing.reaches(Fraction(1))) == (Fraction(0), True)


@given(counts)
def test_the_shown_logarithm_is_the_exact_one_rounded(levels: Levels) -> None:
    shown = Wealth(((GAME, levels),)).log10(places=2)
    true = GAME.long_logarithm(levels) / Decimal(10).ln()
    assert abs(Decimal(shown.numerator) / shown.denominator - true) <= Decimal("0.005000001")


def test_the_poorest_of_several_games_counts() -> None:
    poor, rich = (0, 0, 0, 0, 9), (9, 0, 0, 0, 0)
    both = Wealth(((GAME, poor), (GAME, rich)))
    assert both.ln == Wealth(((GAME, poor),)).ln
    assert not both.reaches(Fraction(2))


@pytest.mark.parametrize(
    ("bets", "weights"), [((), ()), ((Fraction(1),), (Fraction(1),)), ((Fraction(1, 2),), (Fraction(1, 2),))]
)
def test_stakes_that_do_not_add_up_or_bets_that_ruin_are_refused(
    bets: tuple[Fraction, ...], weights: tuple[Fraction, ...]
) -> None:
    with pytest.raises(ValueError):
        Gamblers(bets, weights)


@pytest.mark.parametrize("standard", [Fraction(0), Fraction(1)])
def test_a_standard_that_nobody_can_miss_or_meet_is_refused(standard: Fraction) -> None:
    with pytest.raises(ValueError):
        Game(GAMBLERS, SCORES, standard)
