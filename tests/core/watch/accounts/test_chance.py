"""Chances of large numbers are found fast, and decide as the exact ones do."""

from fractions import Fraction
from math import comb
from time import process_time

import pytest

from answerable.core.watch.accounts.chance import allowed, at_least


def exact(part: int, whole: int, chance: Fraction) -> Fraction:
    hit, size = chance.numerator, chance.denominator
    ways = sum(comb(whole, k) * hit**k * (size - hit) ** (whole - k) for k in range(part, whole + 1))
    return Fraction(ways, size**whole)


@pytest.mark.parametrize("chance", [Fraction(1, 100), Fraction(3, 20), Fraction(9, 10)])
@pytest.mark.parametrize("part", [1, 5, 40, 60, 75, 120, 350, 399, 400])
def test_large_numbers_come_as_close_to_the_exact_chance_as_thirty_digits(
    part: int, chance: Fraction
) -> None:
    got, true = at_least(part, 400, chance), max(Fraction(1, 10**30), exact(part, 400, chance))
    assert abs(got - true) <= true / 10**30


@pytest.mark.parametrize(("whole", "chance"), [(300, Fraction(1, 20)), (301, Fraction(1, 3))])
def test_the_most_allowed_is_the_last_that_chance_still_brings_about(whole: int, chance: Fraction) -> None:
    alpha = Fraction(1, 10**6)
    most = allowed(whole, chance, alpha)
    assert exact(most, whole, chance) >= alpha > exact(most + 1, whole, chance)


def test_no_chance_at_all_and_none_to_miss() -> None:
    assert at_least(1, 1000, Fraction(0)) == Fraction(1, 10**30)
    assert at_least(1000, 1000, Fraction(1)) == 1
    assert at_least(1001, 1000, Fraction(1, 2)) == Fraction(1, 10**30)
    assert allowed(1000, Fraction(0), Fraction(1, 100)) == 0


def test_twenty_thousand_are_decided_at_once() -> None:
    start = process_time()
    assert at_least(2000, 20_000, Fraction(3, 20)) > Fraction(9, 10)
    assert at_least(3500, 20_000, Fraction(3, 20)) < Fraction(1, 10**6)
    assert 1100 < allowed(20_000, Fraction(1, 20), Fraction(1, 10**6)) < 1200
    assert process_time() - start < 0.2
