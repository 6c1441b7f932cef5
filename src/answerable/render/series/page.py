"""The page of indicators over time and among peers: self-contained, without scripts."""

from dataclasses import dataclass
from functools import cache, partial

from jinja2 import Environment
from markupsafe import Markup, escape

from answerable.core.assess.series.funnels import Placed
from answerable.core.assess.series.results import IndicatorStudy, SeriesResult, Track, YearFunnel
from answerable.core.register.values import Contract
from answerable.core.terms.figures import quantise
from answerable.render.names import either, name_of
from answerable.render.plots.control import control_plot
from answerable.render.plots.draw import Plot
from answerable.render.plots.funnel import Mark, funnel_plot
from answerable.render.series import words
from answerable.render.templates import environment_of
from answerable.render.words import label
from answerable.render.words.fill import percent

DRAWN = 60
"""Courses drawn unless all are asked for."""
_LISTED = 200
"""Contracts of one year in a table unless all are asked for."""


@dataclass(frozen=True)
class YearView:
    """One indicator in one year."""

    title: str
    sentences: tuple[str, ...]
    plot: Plot | None
    rows: tuple[tuple[Contract, Placed, str, str], ...]
    """Contract, figures, share, z of those outside, the farthest first."""
    more: int


@dataclass(frozen=True)
class TrackView:
    """One indicator of one contract."""

    title: str
    plot: Plot | None
    sentences: tuple[str, ...]


def series_html(result: SeriesResult, lang: str, *, every: bool = False) -> str:
    """The page in `zh` or `en`; `every` draws and lists all that is otherwise cut short."""
    known = words.by_id(result)
    changes = words.dated(result)
    tracks = _tracks(result, changes)
    drawn = tracks if every else tracks[:DRAWN]
    shown = changes if every else changes[: words.LARGEST]
    template = _environment(lang).get_template("series.html.j2")
    page = template.render(
        result=result,
        title=label("series_title", lang, name=either(result.name, result.name_en, lang), on=result.on),
        years=[
            _year(study, year, known, lang, centre=result.centre, every=every)
            for study in result.indicators
            for year in study.years
            if not words.never_compared(study)
        ],
        apart=[
            _apart(study, lang, result.centre) for study in result.indicators if words.never_compared(study)
        ],
        changes=[words.change_sentence(each, known, lang) for each in shown],
        changes_more=len(changes) - len(shown),
        changes_in_all=len(changes),
        tracks=[_track(study, track, known, lang) for study, track in drawn],
        tracks_in_all=len(tracks),
    )
    return page + "\n"


@cache
def _environment(lang: str) -> Environment:
    environment = environment_of("answerable.render.series", lang)
    environment.globals["label"] = lambda key, **params: label(key, lang, **params)
    environment.filters["marked"] = partial(_marked, lang=lang)
    environment.filters["name"] = lambda thing: _marked(name_of(thing, lang), lang=lang)
    return environment


def _marked(text: str, *, lang: str) -> Markup:
    """The text, marked as Chinese where it stands in an English page."""
    if lang == "en" and any("\u4e00" <= character <= "\u9fff" for character in text):
        return Markup('<span lang="zh-Hans">{}</span>').format(text)
    return escape(text)


def _apart(study: IndicatorStudy, lang: str, centre: str) -> str:
    """Why contracts are not set side by side by this indicator."""
    if study.share:
        return words.never_sentence(study, lang, centre=centre)
    return label("series_ratio", lang, name=either(study.name, study.name_en, lang))


def _year(
    study: IndicatorStudy,
    year: YearFunnel,
    known: dict[str, Contract],
    lang: str,
    *,
    centre: str,
    every: bool,
) -> YearView:
    funnel = year.funnel
    outside = [each for each in funnel.placed if each.place != "inside"] if funnel else []
    outside.sort(key=lambda each: (-abs(each.z), each.figure.contract))
    listed = outside if every else outside[:_LISTED]
    plot = None
    if funnel:
        marks = [
            Mark(p.figure.contract, p.figure.denominator, 100 * p.figure.share, p.place)
            for p in funnel.placed
        ]
        plot = funnel_plot(marks, funnel, centre=100 * funnel.centre, higher=study.better_higher)
    rows = tuple(
        (known[p.figure.contract], p, percent(p.figure.share), quantise(p.z, places=1)) for p in listed
    )
    sentences = tuple(words.year_sentences(year, lang, centre=centre))
    return YearView(words.year_title(study, year, lang), sentences, plot, rows, len(outside) - len(listed))


def _tracks(result: SeriesResult, changes: list[words.Dated]) -> list[tuple[IndicatorStudy, Track]]:
    """Every course with a chart, those that changed most first."""
    rank: dict[tuple[str, str], int] = {}
    for at, each in enumerate(changes):
        rank.setdefault((each.study.indicator, each.track.contract), at)
    found = [(study, track) for study in result.indicators for track in study.tracks if track.chart]
    last = len(changes)
    return sorted(found, key=lambda pair: rank.get((pair[0].indicator, pair[1].contract), last))


def _track(study: IndicatorStudy, track: Track, known: dict[str, Contract], lang: str) -> TrackView:
    contract = known[track.contract]
    changes = [words.Dated(study, track, change) for change in track.changes]
    sentences = [words.change_sentence(each, known, lang, named=False) for each in changes]
    return TrackView(
        title=label(
            "series_chart_title",
            lang,
            contract=contract.id,
            name=name_of(contract, lang),
            indicator=either(study.name, study.name_en, lang),
        ),
        plot=None if track.chart is None else control_plot(track.chart),
        sentences=(*sentences, *words.chart_sentences(track, study, lang)),
    )
