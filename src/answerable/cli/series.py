"""`answerable series`: indicators over time and among peers."""

import argparse
from argparse import Namespace
from pathlib import Path

from answerable.actions.offline.engines import ENGINES, working_engine
from answerable.cli.speech import Speech
from answerable.cli.verbs import SOURCE, Verbs, day, source, today, verb_of


def add(verbs: "Verbs[argparse.ArgumentParser]", common: argparse.ArgumentParser) -> None:
    """Add the verb to the command line."""
    about = "indicators over time and among peers: charts, changes, funnels 指标走势、变点和同行比较"
    verb = verb_of(verbs, common, "series", about=about, run=series)
    verb.add_argument("source", type=source, metavar="SOURCE", help=SOURCE)
    verb.add_argument("--on", type=day, metavar="DATE", help="as of the end of this day (default: today)")
    verb.add_argument("--contract", metavar="ID", help="the course of this contract only, with its charts")
    verb.add_argument("--indicator", metavar="ID", help="this indicator only")
    verb.add_argument(
        "--centre",
        choices=("pooled", "target"),
        default="pooled",
        help="draw funnels around the pooled share of all, or around the target (default: pooled)",
    )
    verb.add_argument("--all", action="store_true", help="list everything, however long")
    verb.add_argument("--out", type=Path, metavar="DIR", help="write series.html and series.json")
    verb.add_argument("--json", action="store_true", help="print everything as JSON")
    verb.add_argument(
        "--engine", choices=ENGINES, default=ENGINES[0], help="duckdb is quick, memory judges it"
    )


def series(options: Namespace, speech: Speech) -> None:
    """`answerable series`."""
    from answerable.actions.offline import series as action  # loads NumPy and the templates
    from answerable.render.series import series_json, series_text

    with working_engine(options.engine) as (engine, scratch):
        found = action.look_at_series(
            options.source,
            on=options.on or today(),
            indicator=options.indicator,
            centre=options.centre,
            engine=engine,
            scratch=scratch,
        )
    speech.of_district(found.language)
    if options.contract is not None:
        found = action.narrowed(found, options.contract)
    if options.out is not None:
        other = "en" if speech.lang == "zh" else "zh"
        action.write_series(found, options.out, languages=(speech.lang, other), every=options.all)
    if options.json:
        speech.out(series_json(found))
    else:
        one = options.contract is not None
        speech.out(series_text(found, speech.lang, every=options.all, one=one))
        if options.out is not None:
            speech.say("series_written", path=str(options.out))
