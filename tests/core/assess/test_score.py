"""The monthly score and the agreed deduction: figures in, points and money out."""

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from answerable.core.assess.results import IndicatorResult, IndicatorSeries
from answerable.core.assess.score import MonthScore, Points, deduction_minor, monthly
from answerable.core.evidence.statistics import ScoreTotal
from answerable.core.evidence.values import Deduction
from answerable.core.register.values import Contract
from answerable.core.terms.period import Period

SINCE = date(2025, 1, 1)
ON = date(2025, 6, 30)
CONTRACT = Contract(
    id="c",
    body="b",
    work_item="w",
    provider="p",
    name="c",
    name_en=None,
    signed=None,
    starts=SINCE,
    ends=date(2025, 12, 31),
    renewal_decided=None,
    amount_minor=None,
    currency="CNY",
    paid=True,
)
POINTS: Points = {
    (indicator, SINCE, band): Fraction(points)
    for indicator in ("on-time", "clean")
    for band, points in (("red", 0), ("amber", 60), ("green", 100))
}


def result(indicator: str, period: str, band: str | None, *, partial: bool = False) -> IndicatorResult:
    value = None if band is None else Fraction(95)
    met = None if band is None else band == "green"
    steps = None if band is None else int(band != "green")
    return IndicatorResult(
        indicator=indicator,
        edition=SINCE,
        period=Period.parse(period),
        numerator=95,
        denominator=100,
        n=1,
        value=value,
        band=band,
        target_met=met,
        steps_off=steps,
        partial=partial,
        target=None,
    )


def series(id: str, weight: int | None, *results: IndicatorResult) -> IndicatorSeries:
    return IndicatorSeries(
        indicator=id,
        name=id,
        name_en=id,
        unit="%",
        measure="share",
        better_higher=True,
        weight=None if weight is None else Fraction(weight),
        bands=(),
        results=results,
        missing=(),
    )


def bands(id: str, *found: str | None) -> tuple[IndicatorResult, ...]:
    return tuple(result(id, f"2025-{month:02}", band) for month, band in enumerate(found, start=1))


def score(points: str, *, period: str = "2025-01", full: str = "100", taken: int = 0) -> ScoreTotal:
    return ScoreTotal("c", Period.parse(period), Decimal(points), Decimal(full), taken)


def agreed(low: str, high: str, percent: str = "5", per_point: str = "0", starts: date = SINCE) -> Deduction:
    return Deduction("c", starts, Decimal(low), Decimal(high), Decimal(percent), Decimal(per_point), 100_000)


def months(*given_series: IndicatorSeries, **others: tuple[ScoreTotal | Deduction, ...]) -> list[MonthScore]:
    found = monthly(
        CONTRACT,
        given_series,
        points=POINTS,
        scores=[each for each in others.get("scores", ()) if isinstance(each, ScoreTotal)],
        deductions=[each for each in others.get("deductions", ()) if isinstance(each, Deduction)],
        on=ON,
    )
    return list(found)


def codes(month: MonthScore) -> list[str]:
    return [message.code for message in month.messages]


def test_the_score_adds_up_weight_times_points() -> None:
    first = months(
        series("on-time", 70, *bands("on-time", "green")), series("clean", 30, *bands("clean", "amber"))
    )[0]
    assert (str(first.period), first.computed) == ("2025-01", Fraction(70 + 18))


def test_every_whole_month_that_is_over_is_listed_and_one_without_a_result_has_no_data() -> None:
    found = months(
        series("on-time", 70, *bands("on-time", "green", "green")),
        series("clean", 30, *bands("clean", "green", None)),
    )
    assert [str(each.period) for each in found] == [f"2025-{month:02}" for month in range(1, 7)]
    assert [each.computed for each in found[:3]] == [100, None, None]
    assert [each.missing for each in found[:3]] == [(), ("clean",), ("on-time", "clean")]
    assert codes(found[1]) == ["score_no_data"]


def test_a_partial_period_is_not_scored() -> None:
    found = months(series("on-time", 100, result("on-time", "2025-01", "green", partial=True)))
    assert found[0].computed is None


def test_a_quarter_counts_until_the_next_one_is_over_and_no_longer() -> None:
    found = months(series("on-time", 100, result("on-time", "2025-Q1", "amber")))
    assert [each.computed for each in found] == [None, None, 60, 60, 60, None]


def test_weeks_that_end_in_the_month_are_averaged() -> None:
    weeks = (("2025-W02", "green"), ("2025-W03", "amber"), ("2025-W06", "red"))
    found = months(series("on-time", 100, *(result("on-time", week, band) for week, band in weeks)))
    assert [each.computed for each in found[:3]] == [80, 0, None]


def test_an_edition_without_points_gives_no_data() -> None:
    found = months(
        series("on-time", 50, *bands("on-time", "green")), series("other", 50, *bands("other", "green"))
    )
    assert (found[0].computed, found[0].missing) == (None, ("other",))


def test_an_indicator_without_weight_takes_no_part() -> None:
    found = months(
        series("on-time", 100, *bands("on-time", "green")), series("clean", 0, *bands("clean", None))
    )
    assert found[0].computed == 100


def test_without_weights_only_recorded_periods_are_listed() -> None:
    found = months(series("on-time", None, *bands("on-time", "green")), scores=(score("45", full="50"),))
    assert [(str(each.period), each.computed, each.recorded) for each in found] == [
        ("2025-01", None, Fraction(90))
    ]
    assert codes(found[0]) == []


def test_a_recorded_score_that_differs_is_said_and_kept() -> None:
    found = months(series("on-time", 100, *bands("on-time", "amber")), scores=(score("88"),))[0]
    assert (found.computed, found.recorded, codes(found)) == (Fraction(60), Fraction(88), ["score_differs"])
    assert dict(found.messages[0].params) == {"period": "2025-01", "computed": "60", "recorded": "88"}


@pytest.mark.parametrize(
    ("points", "minor"),
    [("95", 0), ("90", 0), ("89.99", 5010), ("80", 15000), ("79", 30000), ("60", 30000), ("59", None)],
)
def test_the_range_that_holds_the_score_says_what_is_deducted(points: str, minor: int | None) -> None:
    ranges = (agreed("80", "90", "5", "1"), agreed("60", "80", "30"))
    assert deduction_minor(Fraction(points), ranges, on=ON) == minor


def test_a_deduction_is_rounded_down_and_never_above_the_base() -> None:
    third = (Deduction("c", SINCE, Decimal(0), Decimal(90), Decimal("33.333"), Decimal(0), 100),)
    assert deduction_minor(Fraction(50), third, on=ON) == 33
    assert deduction_minor(Fraction(0), (agreed("0", "90", "50", "10"),), on=ON) == 100_000


def test_only_the_agreement_in_force_counts() -> None:
    ranges = (agreed("0", "90"), agreed("0", "80", "10", starts=date(2025, 4, 1)))
    assert deduction_minor(Fraction(85), ranges, on=date(2025, 3, 31)) == 5000
    assert deduction_minor(Fraction(85), ranges, on=date(2025, 4, 1)) == 0
    assert deduction_minor(Fraction(85), ranges, on=date(2024, 12, 31)) is None


@pytest.mark.parametrize(
    ("points", "taken", "said"),
    [
        ("85", 0, ["deduction_not_taken"]),
        ("85", 4000, ["deduction_differs"]),
        ("85", 5000, []),
        ("95", 0, []),
        ("95", 100, ["deduction_differs"]),
    ],
)
def test_what_was_taken_is_held_against_what_was_agreed(points: str, taken: int, said: list[str]) -> None:
    found = months(scores=(score(points, taken=taken),), deductions=(agreed("0", "90"),))[0]
    assert codes(found) == said


def test_amounts_are_said_with_their_currency() -> None:
    found = months(scores=(score("85"),), deductions=(agreed("0", "90"),))[0]
    assert dict(found.messages[0].params) == {"period": "2025-01", "agreed": "50.00 CNY", "taken": "0.00 CNY"}


def test_without_a_recorded_score_the_computed_one_is_used_and_nothing_is_missed_yet() -> None:
    found = months(series("on-time", 100, *bands("on-time", "amber")), deductions=(agreed("0", "90"),))[0]
    assert (found.agreed_minor, found.taken_minor, codes(found)) == (5000, None, [])


@given(st.lists(st.sampled_from(["red", "amber", "green"]), min_size=1, max_size=6), st.integers(1, 99))
def test_a_score_lies_between_0_and_100_and_all_green_is_100(found: list[str], weight: int) -> None:
    given_series = (
        series("on-time", weight, *bands("on-time", *found)),
        series("clean", 100 - weight, *bands("clean", *found)),
    )
    for band, month in zip(found, months(*given_series), strict=False):
        assert month.computed == {"red": 0, "amber": 60, "green": 100}[band]
