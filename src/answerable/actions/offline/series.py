"""Indicators over time and among peers: control charts, dated changes, funnels by year."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from pathlib import Path

from answerable.actions.offline.aside import written_aside
from answerable.actions.offline.assess import assess
from answerable.core.assess.series.results import SeriesResult
from answerable.core.assess.series.study import POOLED, Tracked, study
from answerable.core.enforce.results import DistrictResult
from answerable.core.tables.rows import nearest
from answerable.core.terms.errors import InputError
from answerable.engines.engine import Engine
from answerable.render.series import series_html, series_json

PAGE, DATA = "series.html", "series.json"


def look_at_series(
    source: Path,
    *,
    on: date,
    engine: Engine,
    scratch: Path,
    indicator: str | None = None,
    centre: str = POOLED,
) -> SeriesResult:
    """Every indicator of a district folder, or one of them, over all whole periods up to the end of the day.

    Raises InputError (`unknown_indicator`), and as `assess` does.
    """
    return series_of(
        assess(source, on=on, engine=engine, scratch=scratch), indicator=indicator, centre=centre
    )


def series_of(result: DistrictResult, *, indicator: str | None = None, centre: str = POOLED) -> SeriesResult:
    """The same from the result of an assessment."""
    tracked = [Tracked(each.contract.id, series) for each in result.contracts for series in each.indicators]
    if indicator is not None:
        known = {each.series.indicator for each in tracked}
        if indicator not in known:
            raise InputError(
                "unknown_indicator", indicator=indicator, nearest=nearest(indicator, sorted(known))
            )
        tracked = [each for each in tracked if each.series.indicator == indicator]
    return SeriesResult(
        district=result.district,
        name=result.name,
        name_en=result.name_en,
        language=result.language,
        on=result.on,
        centre=centre,
        indicators=study(tracked, centre=centre),
        contracts=tuple(each.contract for each in result.contracts),
    )


def narrowed(result: SeriesResult, contract: str) -> SeriesResult:
    """The same with the course of one contract only; funnels still hold all. Raises InputError if nobody has the id."""
    known = {each.id for each in result.contracts}
    if contract not in known:
        raise InputError("unknown_contract", contract=contract, nearest=nearest(contract, sorted(known)))
    indicators = (
        replace(each, tracks=tuple(track for track in each.tracks if track.contract == contract))
        for each in result.indicators
    )
    return replace(result, indicators=tuple(each for each in indicators if each.tracks))


def write_series(result: SeriesResult, folder: Path, *, languages: Iterable[str], every: bool) -> None:
    """Write `series.json` and a page for each language, the first as `series.html`; an earlier output is replaced.

    Raises OutputError if the folder is taken or cannot be written.
    """
    first, *others = languages
    pages = {PAGE: first} | {f"series.{lang}.html": lang for lang in others}
    with written_aside(folder, replaces=_is_ours) as aside:
        (aside / DATA).write_text(series_json(result), encoding="utf-8", newline="")
        for name, lang in pages.items():
            (aside / name).write_text(series_html(result, lang, every=every), encoding="utf-8", newline="")


def _is_ours(folder: Path) -> bool:
    """Whether a folder holds an earlier output and nothing else."""
    names = {path.name for path in folder.iterdir()} if folder.is_dir() else set()
    return DATA in names and names <= {DATA, PAGE, "series.zh.html", "series.en.html"}
