"""A silence of a rule lasts six months at most."""

from datetime import date

import pytest

from answerable.core.watch.silence import latest_end


@pytest.mark.parametrize(
    ("on", "end"),
    [
        (date(2026, 1, 1), date(2026, 6, 30)),
        (date(2026, 6, 15), date(2026, 12, 14)),
        (date(2026, 7, 1), date(2026, 12, 31)),
        (date(2026, 8, 30), date(2027, 2, 28)),
        (date(2026, 12, 31), date(2027, 6, 30)),
        (date(2027, 8, 31), date(2028, 2, 29)),
    ],
)
def test_six_months_are_over_with_the_last_day(on: date, end: date) -> None:
    assert latest_end(on) == end
