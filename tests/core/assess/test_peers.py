"""The interval that chance leaves a share."""

from fractions import Fraction

import pytest

from answerable.core.assess.peers import interval


@pytest.mark.parametrize(
    ("k", "n", "low", "high"),
    [(81, 263, 0.2553, 0.3662), (15, 148, 0.0624, 0.1605), (0, 20, 0.0, 0.1611), (1, 29, 0.0061, 0.1718)],
)
def test_the_interval_is_the_published_one(k: int, n: int, low: float, high: float) -> None:
    # Newcombe 1998, Statistics in Medicine 17:857-872, table I, method 3.
    found = interval(k, n)
    assert found is not None
    assert (round(float(found.low), 4), round(float(found.high), 4)) == (low, high)


@pytest.mark.parametrize("n", [1, 3, 40, 5000])
def test_the_interval_holds_what_was_counted_and_narrows_with_more(n: int) -> None:
    for k in {0, n // 3, n}:
        found = interval(k, n)
        more = interval(10 * k, 10 * n)
        assert found is not None
        assert more is not None
        assert 0 <= found.low <= Fraction(k, n) <= found.high <= 1
        assert more.high - more.low < found.high - found.low


@pytest.mark.parametrize(("k", "n"), [(0, 0), (5, 4), (-1, 4), (1, -1)])
def test_what_is_no_share_has_no_interval(k: int, n: int) -> None:
    assert interval(k, n) is None
