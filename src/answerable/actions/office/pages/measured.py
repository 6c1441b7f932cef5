"""What a contract is measured by and with which result, from its latest assessment: one line for each indicator."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

MEASURED = ("series", "indicators", "ratings", "surveys", "matters", "scores")
"""Parts of an assessment that both sides of a contract see: what is measured, and the results."""
Told = Mapping[str, Any]


@dataclass(frozen=True)
class IndicatorLine:
    """One agreed indicator with its latest period."""

    name: str
    name_en: str | None
    unit: str | None
    period: str | None
    """None where it was never measured."""
    value: Fraction | None
    """None where the latest period has no data."""
    band: str | None
    kind: str
    """met, missed, partial (not scored), or no_data."""


@dataclass(frozen=True)
class Measured:
    """Everything that the page says of the results. What was not looked at is None or empty."""

    indicators: tuple[IndicatorLine, ...] = ()
    ratings: Told | None = None
    survey: Told | None = None
    """The latest one."""
    matters: Told | None = None
    score: Told | None = None
    """The latest one."""


def measured(content: Told) -> Measured:
    """The results of a contract out of its assessment."""
    ratings, matters = content.get("ratings") or {}, content.get("matters") or {}
    surveys, scores = content.get("surveys") or (), content.get("scores") or ()
    return Measured(
        indicators=tuple(_line(each, content["indicators"]) for each in content.get("series", ())),
        ratings=_parts(ratings) if ratings.get("n") else None,
        survey=_parts(max(surveys, key=lambda each: each["surveyed_on"])) if surveys else None,
        matters=matters if matters.get("raised") else None,
        score=_parts(max(scores, key=lambda each: each["period"])) if scores else None,
    )


def _line(series: Told, readings: list[Told]) -> IndicatorLine:
    """The latest period of an indicator, which may be one without data."""
    own = {each["period"]: each for each in readings if each["id"] == series["id"]}
    period = max((*own, *series["missing"]), default=None)
    reading: Told = own.get(period or "", {})
    value = reading.get("value")
    return IndicatorLine(
        name=series["name"],
        name_en=series["name_en"],
        unit=series["unit"],
        period=period,
        value=None if value is None else exact(value),
        band=reading.get("band"),
        kind=_kind(reading),
    )


def _kind(reading: Told) -> str:
    """How the period is marked, as in the report."""
    if reading.get("value") is None:
        return "no_data"
    if reading["partial"] or reading["target_met"] is None:
        return "partial"
    return "met" if reading["target_met"] else "missed"


def _parts(told: Told) -> Told:
    """The same with every number exact, so that it is written as the report writes it."""
    return {name: exact(value) if isinstance(value, float) else value for name, value in told.items()}


def exact(value: float) -> Fraction:
    """The number that was written: a figure of an assessment has at most four places."""
    return Fraction(str(value))
