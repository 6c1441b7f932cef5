"""Indicators over time and among peers in a terminal."""

from collections.abc import Iterator

from answerable.core.assess.series.funnels import Placed
from answerable.core.assess.series.results import IndicatorStudy, SeriesResult, YearFunnel
from answerable.core.register.values import Contract
from answerable.render.names import either, name_of
from answerable.render.series import words
from answerable.render.terminal import fold
from answerable.render.words import label

_COLUMNS = 100


def series_text(result: SeriesResult, lang: str, *, every: bool = False, one: bool = False) -> str:
    """The whole text; `one` tells the charts of the only contract, `every` lists all that is otherwise cut short."""
    name = either(result.name, result.name_en, lang)
    lines = fold(label("series_title", lang, name=name, on=result.on), _COLUMNS)
    known = words.by_id(result)
    lines += _charts(result, known, lang) if one else _funnels(result, known, lang, every=every)
    if not one:
        lines += _changes(result, known, lang, every=every)
    for key in ("series_note_season", "series_note_signals") if one else ("series_note_season",):
        lines += ["", *fold(label(key, lang), _COLUMNS)]
    # Names come from files: no control character of theirs may reach a terminal.
    return "\n".join("".join(c if c.isprintable() else " " for c in line).rstrip() for line in lines) + "\n"


def _item(text: str, indent: str = "") -> list[str]:
    first, *more = fold(text, _COLUMNS - len(indent) - 2)
    return [f"{indent}- {first}", *(f"{indent}  {line}" for line in more)]


def _funnels(result: SeriesResult, known: dict[str, Contract], lang: str, *, every: bool) -> Iterator[str]:
    for study in result.indicators:
        if not study.share:
            name = either(study.name, study.name_en, lang)
            yield from ("", *fold(label("series_ratio", lang, name=name), _COLUMNS))
        elif words.never_compared(study):
            yield from ("", *fold(words.never_sentence(study, lang, centre=result.centre), _COLUMNS))
            continue
        for year in study.years:
            yield from ("", *fold(words.year_title(study, year, lang), _COLUMNS))
            for said in words.year_sentences(year, lang, centre=result.centre):
                yield from _item(said)
            yield from _outside(study, year, known, lang, every=every)


def _outside(
    study: IndicatorStudy, year: YearFunnel, known: dict[str, Contract], lang: str, *, every: bool
) -> Iterator[str]:
    outside = year.funnel.outside if year.funnel else ()
    shown = words.pick(outside, every=every)
    for placed in shown:
        yield from _item(words.placed_sentence(placed, study, known, lang), "  ")
    if len(outside) > len(shown):
        yield "  " + label("series_more", lang, n=len(outside) - len(shown))


def _changes(result: SeriesResult, known: dict[str, Contract], lang: str, *, every: bool) -> Iterator[str]:
    found = words.dated(result)
    shown = found if every else found[: words.LARGEST]
    yield from ("", label("series_changes", lang, n=len(found)))
    for each in shown:
        yield from _item(words.change_sentence(each, known, lang))
    if len(found) > len(shown):
        yield label("series_more", lang, n=len(found) - len(shown))


def _charts(result: SeriesResult, known: dict[str, Contract], lang: str) -> Iterator[str]:
    """The charts of every contract there is: meant for one."""
    for study in result.indicators:
        for track in study.tracks:
            contract = known[track.contract]
            title = label(
                "series_chart_title",
                lang,
                contract=contract.id,
                name=name_of(contract, lang),
                indicator=either(study.name, study.name_en, lang),
            )
            yield from ("", *fold(title, _COLUMNS))
            for change in track.changes:
                each = words.Dated(study, track, change)
                yield from _item(words.change_sentence(each, known, lang, named=False))
            for said in words.chart_sentences(track, study, lang):
                yield from _item(said)
            for year, placed in placed_of(study, track.contract):
                said = words.placed_sentence(placed, study, known, lang)
                yield from _item(f"{year.year}{label('colon', lang)}{said}")


def placed_of(study: IndicatorStudy, contract: str) -> Iterator[tuple[YearFunnel, Placed]]:
    """Where the contract lies among the others, year by year."""
    for year in study.years:
        for placed in year.funnel.placed if year.funnel else ():
            if placed.figure.contract == contract:
                yield year, placed
