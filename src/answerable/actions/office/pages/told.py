"""The kept assessment of a contract as the values that drawings are made of."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from typing import Any

from answerable.actions.office.pages.measured import exact
from answerable.core.assess.peers import Interval, interval
from answerable.core.assess.results import BandResult, IndicatorResult, IndicatorSeries
from answerable.core.tables.declare import Both
from answerable.core.terms.figures import quantise
from answerable.core.terms.period import Period

Told = Mapping[str, Any]
YEAR = timedelta(days=365)
RATINGS, MATTERS = "ratings", "matters"
"""What is compared beside indicators: satisfied ratings, and matters put right. No indicator's id is needed for it."""


@dataclass(frozen=True)
class Pooled:
    """The figures of one contract over the last year, added up."""

    key: str
    """The indicator, or `RATINGS` or `MATTERS`, after a colon that no id of an indicator begins with."""
    name: Both | None
    """None where words of ours name it."""
    unit: str | None
    numerator: int
    denominator: int
    periods: int
    share: bool
    higher: bool

    @property
    def value(self) -> Fraction:
        """Per cent of a share; a ratio as it is."""
        return Fraction(self.numerator * (100 if self.share else 1), self.denominator)

    @property
    def shown(self) -> str:
        """The value as it stands beside its interval; what it was made of stands beside it, too."""
        return f"{quantise(self.value, places=2)}%" if self.share else quantise(self.value)

    @property
    def interval(self) -> Interval | None:
        """What chance leaves of a share, parts of 1."""
        return interval(self.numerator, self.denominator) if self.share else None


def series_of(content: Told, measures: Mapping[str, str]) -> tuple[IndicatorSeries, ...]:
    """Every indicator of the contract with all its periods; `measures` says of each whether it is a share."""
    return tuple(_series(each, content["indicators"], measures) for each in content.get("series", ()))


def pooled_of(content: Told, measures: Mapping[str, str], *, on: date) -> Iterator[Pooled]:
    """What was counted in whole periods that ended in the year before the day, of everything that can be compared."""
    for each in content.get("series", ()):
        found = [one for one in content["indicators"] if one["id"] == each["id"] and _counts(one, on)]
        if found:
            yield Pooled(
                each["id"],
                Both(each["name"], each["name_en"] or each["name"]),
                each["unit"],
                sum(one["numerator"] for one in found),
                sum(one["denominator"] for one in found),
                len(found),
                measures.get(each["id"]) == "share",
                each["better"] == "higher",
            )
    ratings, matters = content.get("ratings") or {}, content.get("matters") or {}
    if ratings.get("n"):
        yield Pooled(
            f":{RATINGS}", None, "%", ratings["n"] - ratings["low"], ratings["n"], 1, share=True, higher=True
        )
    if matters.get("answered"):
        yield Pooled(
            f":{MATTERS}", None, "%", matters["put_right"], matters["answered"], 1, share=True, higher=True
        )


def _counts(one: Told, on: date) -> bool:
    ends = Period.parse(one["period"]).end
    return one["value"] is not None and not one["partial"] and on - YEAR < ends <= on


def _series(told: Told, readings: list[Told], measures: Mapping[str, str]) -> IndicatorSeries:
    own = sorted((one for one in readings if one["id"] == told["id"]), key=lambda one: str(one["period"]))
    edge = next((_edge(told, band) for band in told["bands"] if band["target"]), None)
    return IndicatorSeries(
        indicator=told["id"],
        name=told["name"],
        name_en=told["name_en"],
        unit=told["unit"],
        measure=measures.get(told["id"], "ratio"),
        better_higher=told["better"] == "higher",
        weight=_number(told["weight"]),
        bands=tuple(
            BandResult(
                band["band"], _number(band["low"]), _number(band["high"]), band["target"], band["meets"]
            )
            for band in told["bands"]
        ),
        results=tuple(_result(one, edge) for one in own),
        missing=tuple(Period.parse(period) for period in told["missing"]),
    )


def _edge(told: Told, band: Told) -> Fraction | None:
    return _number(band["low"] if told["better"] == "higher" else band["high"])


def _result(one: Told, target: Fraction | None) -> IndicatorResult:
    return IndicatorResult(
        indicator=one["id"],
        edition=date.fromisoformat(one["edition"]),
        period=Period.parse(one["period"]),
        numerator=one["numerator"],
        denominator=one["denominator"],
        n=one["n"],
        value=_number(one["value"]),
        band=one["band"],
        target_met=one["target_met"],
        steps_off=one["steps_off"],
        partial=one["partial"],
        target=target,
    )


def _number(value: float | None) -> Fraction | None:
    return None if value is None else exact(value)
