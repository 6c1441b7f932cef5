"""A monthly series made from its values: per cent, target 95, far off below 90."""

from datetime import date
from fractions import Fraction

from answerable.core.assess.results import IndicatorResult, IndicatorSeries
from answerable.core.terms.period import Period


def made(*values: int) -> IndicatorSeries:
    """Monthly results from January 2025 on."""
    return IndicatorSeries(
        indicator="on-time",
        name="on-time",
        name_en="",
        unit="%",
        measure="share",
        better_higher=True,
        weight=None,
        bands=(),
        results=tuple(_result(month, value) for month, value in enumerate(values)),
        missing=(),
    )


def _result(month: int, value: int) -> IndicatorResult:
    steps = 0 if value >= 95 else 1 if value >= 90 else 2
    return IndicatorResult(
        indicator="on-time",
        edition=date(2024, 1, 1),
        period=Period.parse(f"{2025 + month // 12}-{month % 12 + 1:02}"),
        numerator=value,
        denominator=100,
        n=1,
        value=Fraction(value),
        band=("green", "amber", "red")[steps],
        target_met=steps == 0,
        steps_off=steps,
        partial=False,
        target=Fraction(95),
    )
