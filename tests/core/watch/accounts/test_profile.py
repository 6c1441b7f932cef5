"""An account in figures."""

from datetime import date
from fractions import Fraction

import pytest

from answerable.core.watch.accounts.profile import monday, quantile


@pytest.mark.parametrize(
    ("values", "share", "expected"),
    [
        ([], Fraction(1, 2), None),
        ([3], Fraction(9, 10), Fraction(3)),
        ([1, 2], Fraction(1, 2), Fraction(3, 2)),
        ([1, 2, 3, 4, 5], Fraction(1, 2), Fraction(3)),
        ([0, 10], Fraction(9, 10), Fraction(9)),
    ],
)
def test_a_quantile_lies_between_neighbours(
    values: list[int], share: Fraction, expected: Fraction | None
) -> None:
    assert quantile([Fraction(each) for each in values], share) == expected


def test_a_week_begins_on_monday() -> None:
    assert monday(date(2026, 6, 28)) == date(2026, 6, 22) == monday(date(2026, 6, 22))
