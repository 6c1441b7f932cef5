"""Indicators over time and among peers as JSON, `answerable/series/1`."""

from answerable.core.assess.series.funnels import Placed
from answerable.core.assess.series.results import (
    Change,
    Chart,
    IndicatorStudy,
    Level,
    SeriesResult,
    Track,
    YearFunnel,
)
from answerable.render.json_text import Json, json_text

FORMAT = "answerable/series/1"


def series_json(result: SeriesResult) -> str:
    """The result as JSON. All shares are in per cent, as in an assessment; φ, τ, z and σ have no unit."""
    return json_text(
        {
            "format": FORMAT,
            "district": result.district,
            "on": result.on.isoformat(),
            "centre": result.centre,
            "indicators": [_indicator(each) for each in result.indicators],
        }
    )


def _indicator(study: IndicatorStudy) -> Json:
    return {
        "indicator": study.indicator,
        "name": study.name,
        "name_en": study.name_en,
        "unit": study.unit,
        "measure": "share" if study.share else "ratio",
        "years": [_year(each) for each in study.years],
        "contracts": [_track(each) for each in study.tracks],
    }


def _year(year: YearFunnel) -> Json:
    funnel = year.funnel
    head: dict[str, Json] = {
        "year": year.year,
        "periods": year.periods,
        "of": year.of,
        "contracts": year.contracts,
    }
    if funnel is None:
        return head | {"funnel": None}
    return head | {
        "funnel": {
            "centre": 100 * funnel.centre,
            "phi": funnel.phi,
            "tau": funnel.tau,
            "contracts": [_placed(each) for each in funnel.placed],
        }
    }


def _placed(placed: Placed) -> Json:
    figure = placed.figure
    return {
        "contract": figure.contract,
        "periods": figure.periods,
        "numerator": figure.numerator,
        "denominator": figure.denominator,
        "value": 100 * figure.share,
        "z": placed.z,
        "place": placed.place,
    }


def _track(track: Track) -> Json:
    return {
        "contract": track.contract,
        "periods": track.periods,
        "levels": [_level(each) for each in track.levels],
        "changes": [_change(each) for each in track.changes],
        "chart": None if track.chart is None else _chart(track.chart),
    }


def _level(level: Level) -> Json:
    return {"first": str(level.first), "last": str(level.last), "periods": level.n, "value": level.value}


def _change(change: Change) -> Json:
    return {
        "first": str(change.first),
        "earliest": str(change.earliest),
        "latest": str(change.latest),
        "before": change.before.value,
        "after": change.after.value,
        "better": change.better,
        "holds_against_year_before": change.holds,
    }


def _chart(chart: Chart) -> Json:
    return {
        "kind": "p_prime" if chart.share else "individuals",
        "sigma": chart.sigma,
        "points": [
            {
                "period": str(point.period),
                "value": point.value,
                "centre": point.centre,
                "low": point.low,
                "high": point.high,
            }
            for point in chart.points
        ],
        "signals": [
            {
                "rule": each.rule.value,
                "first": str(each.first),
                "last": str(each.last),
                "periods": each.n,
                "better": each.better,
            }
            for each in chart.signals
        ],
    }
