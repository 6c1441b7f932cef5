"""Rules over the latest periods."""

from fractions import Fraction

import pytest

from answerable.core.assess.series.rules import trend, worst_k


@pytest.mark.parametrize(
    ("flags", "k", "last", "expected"),
    [
        ("1101", 3, 4, True),
        ("11010", 3, 4, False),
        ("111000", 3, 4, False),
        ("11", 2, 6, True),
        ("", 1, 6, False),
        ("111", 1, 0, False),
    ],
)
def test_so_many_of_the_latest_are_off_target(flags: str, k: int, last: int, *, expected: bool) -> None:
    assert worst_k([flag == "1" for flag in flags], k=k, last=last) is expected


@pytest.mark.parametrize(
    ("values", "periods", "expected"),
    [
        ((9, 8, 7, 6), 3, True),
        ((9, 8, 8, 6), 3, False),
        ((5, 9, 8, 7, 6), 3, True),
        ((8, 7, 6), 3, False),
        ((8,), 0, False),
    ],
)
def test_each_of_so_many_periods_is_worse(values: tuple[int, ...], periods: int, *, expected: bool) -> None:
    exact = [Fraction(value) for value in values]
    assert trend(exact, periods=periods, better_higher=True) is expected
    assert trend([-value for value in exact], periods=periods, better_higher=False) is expected
