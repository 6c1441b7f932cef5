"""The course of one indicator."""

from dataclasses import replace
from fractions import Fraction
from itertools import pairwise

import pytest

from answerable.core.assess.results import BandResult
from answerable.render.plots.trend import kind_of, points_of, target_edges, trend
from tests.render.sample import BANDS, reading, series


def months(n: int) -> list[str]:
    return [f"{2020 + at // 12}-{at % 12 + 1:02}" for at in range(n)]


def test_a_series_without_any_value_has_no_plot() -> None:
    assert trend(series(reading("2026-05", 0, 0), missing=("2026-06",)), "zh") is None


def test_the_targets_edge_is_written_in_bold_and_bands_are_named_beside_the_plot() -> None:
    plot = trend(series(reading("2026-04", 88, 100), reading("2026-05", 97, 100)), "zh")
    assert plot is not None
    assert [text.text for text in plot.texts if text.strong] == ["95"]
    assert [text.text for text in plot.texts if text.anchor == "start"] == ["红", "黄", "绿"]


def test_a_missing_period_breaks_the_line_and_is_marked() -> None:
    whole = trend(series(*(reading(month, 96, 100) for month in ("2026-01", "2026-02", "2026-03"))), "en")
    broken = trend(
        series(reading("2026-01", 96, 100), reading("2026-03", 96, 100), missing=("2026-02",)), "en"
    )
    assert whole is not None
    assert broken is not None
    assert whole.shapes != broken.shapes


@pytest.mark.parametrize(
    ("result", "kind"),
    [
        (reading("2026-05", 95, 100), "met"),
        (reading("2026-05", 9499, 10000), "missed"),
        (reading("2026-05", 1, 100, partial=True), "partial"),
        (reading("2026-05", 0, 0), "no_data"),
        (None, "no_data"),
    ],
)
def test_a_period_is_marked_as_what_it_is(result: None, kind: str) -> None:
    assert kind_of(result) == kind


def test_periods_with_and_without_readings_stand_in_order() -> None:
    found = points_of(series(reading("2026-01", 1, 1), reading("2026-03", 1, 1), missing=("2026-02",)))
    assert [str(period) for period, _ in found] == ["2026-01", "2026-02", "2026-03"]


def test_labels_of_many_periods_do_not_run_into_each_other() -> None:
    for n in (1, 2, 5, 36, 200):
        plot = trend(series(*(reading(month, 96, 100) for month in months(n))), "en")
        assert plot is not None
        places = [text.x for text in plot.texts if text.y > plot.frame.height]
        assert places
        assert all(right - left >= 60 for left, right in pairwise(places))


def test_a_target_between_two_bands_has_two_edges() -> None:
    middle = (
        BandResult("low", None, Fraction(10), target=False, meets=False),
        BandResult("right", Fraction(10), Fraction(20), target=True, meets=True),
        BandResult("high", Fraction(20), None, target=False, meets=False),
    )
    assert target_edges(middle) == [10, 20]
    assert target_edges(BANDS) == [95]


def test_a_flat_series_and_a_ratio_of_any_size_can_be_drawn() -> None:
    flat = series(reading("2026-05", 100, 100), reading("2026-06", 100, 100))
    assert trend(flat, "zh") is not None
    huge = replace(
        flat, unit="", bands=(), results=tuple(replace(r, value=Fraction(10**9)) for r in flat.results)
    )
    assert trend(huge, "en") is not None
