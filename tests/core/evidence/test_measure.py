"""Indicator semantics fit for a court: exact at every edge, one band for every value, nothing scored from nothing."""

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from answerable.core.evidence.measure import Edition, edition, in_force
from answerable.core.evidence.values import Band, Indicator

START = date(2025, 1, 1)


def bands(*edges: tuple[str, str | None, str | None], target: str) -> list[Band]:
    return [
        Band("i", START, name, low and Decimal(low), high and Decimal(high), name == target)  # type: ignore[arg-type]
        for name, low, high in edges
    ]


def indicator(measure: str = "share", better: str = "higher", starts: date = START) -> Indicator:
    return Indicator("i", starts, "i", None, "month", measure, better, None)


RAG = bands(("amber", "90", "95"), ("green", "95", None), ("red", None, "90"), target="green")
FOUR = bands(
    ("poor", None, "60"), ("fair", "60", "80"), ("good", "80", "95"), ("best", "95", None), target="good"
)


def banded(
    numerator: int, denominator: int, line: list[Band] = RAG, better: str = "higher"
) -> tuple[str, int]:
    made = edition(indicator(better=better), line)
    value = made.value(numerator, denominator)
    assert value is not None
    step = made.step(value)
    return step.band, step.steps_off


def test_a_band_holds_its_low_edge_and_not_its_high_one() -> None:
    assert banded(90, 100) == ("amber", 1)
    assert banded(95, 100) == ("green", 0)
    assert banded(94_999, 100_000) == ("amber", 1)
    assert banded(89_999, 100_000) == ("red", 2)


def test_a_value_of_exactly_100_has_a_band() -> None:
    assert banded(7, 7) == ("green", 0)


def test_nothing_is_rounded_before_it_is_decided() -> None:
    # 949,999,999,999,999 of 10^15 is 94.9999999999999 per cent: any rounding would call it 95.
    assert banded(949_999_999_999_999, 10**15) == ("amber", 1)
    assert banded(2, 3, bands(("low", None, "66.666667"), ("high", "66.666667", None), target="high")) == (
        "low",
        1,
    )


def test_a_period_without_activity_is_never_scored() -> None:
    assert edition(indicator(), RAG).value(0, 0) is None


def test_a_band_better_than_the_target_meets_it() -> None:
    assert [banded(n, 100, FOUR) for n in (99, 85, 70, 10)] == [
        ("best", 0),
        ("good", 0),
        ("fair", 1),
        ("poor", 2),
    ]


def test_where_lower_is_better_the_bands_count_the_other_way() -> None:
    hours = bands(("quick", None, "24"), ("slow", "24", "48"), ("late", "48", None), target="quick")
    made = edition(indicator("ratio", "lower"), hours)
    values = [made.value(total, 10) for total in (239, 240, 480)]
    assert [made.step(value).steps_off for value in values if value is not None] == [0, 1, 2]


def test_the_edition_in_force_is_the_latest_that_has_begun() -> None:
    old, new = (edition(indicator(starts=day), RAG) for day in (START, date(2025, 7, 1)))
    assert in_force((old, new), date(2025, 6, 30)) is old
    assert in_force((old, new), date(2025, 7, 1)) is new
    assert in_force((old, new), date(2024, 12, 31)) is None


EDGES = st.lists(st.decimals(-50, 150, places=3), min_size=1, max_size=6, unique=True).map(sorted)


@given(EDGES, st.integers(-1000, 2000), st.integers(1, 1000), st.data())
def test_every_value_has_exactly_one_band_of_a_line_without_gaps(
    edges: list[Decimal], numerator: int, denominator: int, data: st.DataObject
) -> None:
    target = data.draw(st.integers(0, len(edges)))
    limits = [None, *edges, None]
    line = [
        Band("i", START, str(at), limits[at], limits[at + 1], at == target) for at in range(len(edges) + 1)
    ]
    made: Edition = edition(indicator("ratio"), data.draw(st.permutations(line)))
    value = Fraction(numerator, denominator)
    holding = [
        band
        for band in line
        if (band.low is None or band.low <= value) and (band.high is None or value < band.high)
    ]
    assert [band.band for band in holding] == [made.step(value).band]


@pytest.mark.parametrize("better", ["higher", "lower"])
def test_exactly_one_band_is_the_target_and_it_is_met(better: str) -> None:
    made = edition(indicator(better=better), FOUR)
    assert [step.steps_off for step in made.steps if step.target] == [0]
