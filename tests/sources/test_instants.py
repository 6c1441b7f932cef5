"""Times as people and machines write them."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from answerable.sources.instants import When, when

CHINA = ZoneInfo("Asia/Shanghai")


@pytest.mark.parametrize(
    ("text", "hour"),
    [
        ("2026-05-01T09:30:00+08:00", 1),
        ("2026-05-01T09:30:00.123456+0800", 1),
        ("2026-05-01 09:30", 1),
        ("2026.5.1 9:30:05", 1),
        ("2026年5月1日 9时30分", 1),
        ("2026-05-01T01:30:00Z", 1),
        ("Thu, 30 Apr 2026 20:30:00 -0500", 1),
    ],
)
def test_a_time_is_one_instant_however_it_is_written(text: str, hour: int) -> None:
    found = when(text, CHINA)
    assert found is not None
    assert found.at is not None
    assert found.at.astimezone(UTC).replace(second=0, microsecond=0) == datetime(
        2026, 5, 1, hour, 30, tzinfo=UTC
    )


def test_a_day_alone_has_no_instant() -> None:
    assert when("2026-05-01", CHINA) == When(date(2026, 5, 1), None)


@pytest.mark.parametrize(
    "text", ["", "今天", "05-01", "2026-02-30 10:00", "2026-05-01 25:00", "x" * 100, "2026-05-01T10:00+99:00"]
)
def test_what_is_no_time_is_none(text: str) -> None:
    assert when(text, CHINA) is None


@given(st.text(max_size=40))
def test_no_text_gives_a_traceback(text: str) -> None:
    when(text, CHINA)
