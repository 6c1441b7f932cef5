from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from answerable.core.terms.figures import quantise


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (Fraction(2, 3), "0.6667"),
        (Fraction(95), "95"),
        (Fraction(100), "100"),
        (Fraction(1, 20000), "0.0001"),
        (Fraction(1, 30000), "0"),
        (Fraction(-1, 30000), "0"),
        (Fraction(-5, 2), "-2.5"),
    ],
)
def test_a_figure_is_shown_with_four_places_at_most(value: Fraction, shown: str) -> None:
    assert quantise(value) == shown


@given(st.integers(-(10**9), 10**9), st.integers(0, 6))
def test_halves_go_away_from_zero_at_every_place(units: int, places: int) -> None:
    value = Fraction(units, 10**7)
    exact = Decimal(units) / Decimal(10**7)
    assert Decimal(quantise(value, places=places)) == exact.quantize(
        Decimal(1).scaleb(-places), ROUND_HALF_UP
    )
