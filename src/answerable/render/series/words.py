"""What text and page say alike: sentences about years, contracts, changes and charts."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from fractions import Fraction

from answerable.core.assess.series.funnels import Funnel, Placed
from answerable.core.assess.series.results import (
    Change,
    Chart,
    IndicatorStudy,
    SeriesResult,
    Signal,
    Track,
    YearFunnel,
)
from answerable.core.register.values import Contract
from answerable.core.terms.figures import quantise
from answerable.render.names import either, name_of
from answerable.render.words import label, term
from answerable.render.words.fill import percent

LARGEST = 20
"""Changes, and contracts outside limits on one side, that are listed unless all are asked for."""


@dataclass(frozen=True)
class Dated:
    """A change of one contract in one indicator."""

    study: IndicatorStudy
    track: Track
    change: Change


def dated(result: SeriesResult) -> list[Dated]:
    """All changes: shares by how many points they moved, largest first; ratios after them, each by its own measure."""
    found = [
        Dated(study, track, change)
        for study in result.indicators
        for track in study.tracks
        for change in track.changes
    ]
    return sorted(found, key=_largest_first)


def _largest_first(each: Dated) -> tuple[bool, Fraction, str, str, str]:
    size = each.change.size
    if not each.study.share and each.change.before.value:
        size /= abs(each.change.before.value)
    first = str(each.change.first)
    return not each.study.share, -size, each.track.contract, each.study.indicator, first


def by_id(result: SeriesResult) -> dict[str, Contract]:
    """Contracts by id."""
    return {contract.id: contract for contract in result.contracts}


def year_title(study: IndicatorStudy, year: YearFunnel, lang: str) -> str:
    """The indicator and the year, and whether the year is whole."""
    key = "series_year" if year.whole else "series_year_part"
    name = either(study.name, study.name_en, lang)
    return label(key, lang, name=name, year=str(year.year), periods=year.periods, of=year.of)


def never_compared(study: IndicatorStudy) -> bool:
    """Whether no year of the indicator has enough contracts."""
    return all(year.funnel is None for year in study.years)


def never_sentence(study: IndicatorStudy, lang: str, *, centre: str) -> str:
    """Why contracts are not set side by side by this indicator."""
    key = "series_never" if centre == "pooled" else "series_never_or_no_target"
    most = max((year.contracts for year in study.years), default=0)
    return label(key, lang, name=either(study.name, study.name_en, lang), n=most)


def year_sentences(year: YearFunnel, lang: str, *, centre: str) -> Iterator[str]:
    """What the limits stand on, and how many lie outside."""
    funnel = year.funnel
    if funnel is None:
        key = "series_too_few" if centre == "pooled" else "series_too_few_or_no_target"
        yield label(key, lang, n=year.contracts)
        return
    key = "series_centre_pooled" if centre == "pooled" else "series_centre_target"
    yield label(key, lang, n=year.contracts, centre=percent(funnel.centre))
    yield spread_sentence(funnel, lang)
    yield label("series_outside", lang, **_counts(funnel))


def spread_sentence(funnel: Funnel, lang: str) -> str:
    """Whether contracts differ by more than chance."""
    if funnel.phi is None:
        return label("series_spread_unknown", lang)
    phi = quantise(funnel.phi, places=2)
    if not funnel.tau:
        return label("series_spread_chance", lang, phi=phi)
    points = quantise(100 * funnel.spread, places=1)
    return label("series_spread", lang, phi=phi, tau=quantise(funnel.tau), points=points)


def _counts(funnel: Funnel) -> dict[str, int]:
    places = [each.place for each in funnel.placed]
    return {name: places.count(name) for name in ("far_low", "far_high", "low", "high")}


def placed_sentence(placed: Placed, study: IndicatorStudy, known: dict[str, Contract], lang: str) -> str:
    """One contract in a year's funnel."""
    figure = placed.figure
    up = placed.place.endswith("high")
    return label(
        "series_placed",
        lang,
        contract=figure.contract,
        name=name_of(known[figure.contract], lang),
        numerator=figure.numerator,
        denominator=figure.denominator,
        share=percent(figure.share),
        place=label(f"place_{placed.place}", lang),
        worth=None if placed.place == "inside" else worth(up is study.better_higher, lang),
        z=quantise(placed.z, places=1),
    )


def worth(better: bool, lang: str) -> str:
    """Better or worse."""
    return term("worth", "better" if better else "worse", lang)


def change_sentence(each: Dated, known: dict[str, Contract], lang: str, *, named: bool = True) -> str:
    """A change with its date; with the contract and the indicator in front unless it is clear which."""
    change, study = each.change, each.study
    said = label(
        "series_change",
        lang,
        first=str(change.first),
        between=None if change.earliest == change.latest else _between(change, lang),
        before=value(change.before.value, study),
        after=value(change.after.value, study),
        worth=worth(change.better, lang),
        season=label("series_may_be_season", lang) if change.holds is False else None,
    )
    if not named:
        return said
    contract = known[each.track.contract]
    of = label(
        "series_change_of",
        lang,
        contract=contract.id,
        name=name_of(contract, lang),
        indicator=either(study.name, study.name_en, lang),
    )
    return of + said


def _between(change: Change, lang: str) -> str:
    return label("series_between", lang, earliest=str(change.earliest), latest=str(change.latest))


def value(figure: Fraction, study: IndicatorStudy) -> str:
    """A level with its unit."""
    return quantise(figure, places=2) + study.unit


def chart_sentences(track: Track, study: IndicatorStudy, lang: str) -> Iterator[str]:
    """One contract's chart: its latest level and limits, and every signal."""
    chart = track.chart
    if chart is None:
        yield label("series_no_chart", lang, n=track.periods)
        return
    yield _level_sentence(track, chart, study, lang)
    key = "series_sigma_share" if chart.share else "series_sigma_ratio"
    yield label(key, lang, sigma=quantise(chart.sigma, places=2))
    if not chart.signals:
        yield label("series_no_signals", lang)
    for each in chart.signals:
        yield signal_sentence(each, lang)


def _level_sentence(track: Track, chart: Chart, study: IndicatorStudy, lang: str) -> str:
    level, point = track.levels[-1], chart.points[-1]
    bounds = {"low": point.low, "high": point.high}
    shown = {name: None if edge is None else value(edge, study) for name, edge in bounds.items()}
    return label(
        "series_level",
        lang,
        n=level.n,
        first=str(level.first),
        last=str(level.last),
        centre=value(level.value, study),
        **shown,
    )


def signal_sentence(signal: Signal, lang: str) -> str:
    """One signal of a chart."""
    return label(
        "series_signal",
        lang,
        rule=label(f"series_rule_{signal.rule.value}", lang, n=signal.n),
        first=str(signal.first),
        last=None if signal.first == signal.last else str(signal.last),
        worth=worth(signal.better, lang),
    )


def pick(outside: Iterable[Placed], *, every: bool) -> list[Placed]:
    """The farthest of those outside."""
    found = list(outside)
    return found if every else found[:LARGEST]
