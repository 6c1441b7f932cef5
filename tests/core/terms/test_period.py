from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from answerable.core.terms.period import Period, PeriodKind

DAYS = st.dates(date(1901, 1, 1), date(2198, 12, 31))
KINDS = st.sampled_from(PeriodKind)


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("2026-05-01", "2026-05-01", "2026-05-01"),
        ("2026-W01", "2025-12-29", "2026-01-04"),
        ("2026-W53", "2026-12-28", "2027-01-03"),
        ("2024-02", "2024-02-01", "2024-02-29"),
        ("2100-02", "2100-02-01", "2100-02-28"),
        ("2026-12", "2026-12-01", "2026-12-31"),
        ("2026-Q1", "2026-01-01", "2026-03-31"),
        ("2026-Q4", "2026-10-01", "2026-12-31"),
        ("2026", "2026-01-01", "2026-12-31"),
    ],
)
def test_a_period_has_both_its_ends(text: str, start: str, end: str) -> None:
    period = Period.parse(text)
    assert (period.start.isoformat(), period.end.isoformat(), str(period)) == (start, end, text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "2026-13",
        "2026-00",
        "2025-W53",
        "2026-W00",
        "2026-Q5",
        "2026-02-29",
        "1899",
        "26-05",
        "2026-5",
        "2026-05 ",
    ],
)
def test_what_is_no_period_is_refused(text: str) -> None:
    with pytest.raises(ValueError):
        Period.parse(text)


@given(DAYS, KINDS)
def test_the_periods_of_a_kind_hold_every_day_exactly_once(day: date, kind: PeriodKind) -> None:
    period = Period.holding(day, kind)
    assert period.start <= day <= period.end
    assert Period.holding(period.start, kind) == Period.holding(period.end, kind) == period
    assert period.next().start == period.end + timedelta(days=1)
    assert Period.parse(str(period)) == period


@given(DAYS)
def test_a_week_has_seven_days(day: date) -> None:
    week = Period.holding(day, PeriodKind.WEEK)
    assert (week.end - week.start).days == 6
    assert week.start.isoweekday() == 1
