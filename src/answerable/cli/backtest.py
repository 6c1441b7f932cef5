"""`answerable backtest`: what a new set of indicators would have said, before it binds."""

import argparse
from argparse import Namespace
from pathlib import Path

from answerable.actions.offline.engines import ENGINES, working_engine
from answerable.cli.speech import Speech
from answerable.cli.verbs import SOURCE, Verbs, day, source, today, verb_of


def add(verbs: "Verbs[argparse.ArgumentParser]", common: argparse.ArgumentParser) -> None:
    """Add the command."""
    about = "what a new set of indicators would have said so far 新指标回测"
    verb = verb_of(verbs, common, "backtest", about=about, run=backtest)
    verb.add_argument("source", type=source, metavar="SOURCE", help=SOURCE)
    verb.add_argument(
        "--indicators",
        type=Path,
        metavar="FILE",
        required=True,
        help="the new set: bands, weights and rules, as YAML",
    )
    verb.add_argument("--on", type=day, metavar="DATE", help="up to the end of this day (default: today)")
    verb.add_argument("--json", action="store_true", help="print the result as JSON")
    verb.add_argument(
        "--engine", choices=ENGINES, default=ENGINES[0], help="duckdb is quick, memory judges it"
    )


def backtest(options: Namespace, speech: Speech) -> None:
    """`answerable backtest`: both sets side by side."""
    from answerable.actions.offline import backtest as action
    from answerable.render.backtest.as_json import trial_json
    from answerable.render.backtest.text import trial_text

    with working_engine(options.engine) as (engine, scratch):
        result = action.backtest(
            options.source, options.indicators, on=options.on or today(), engine=engine, scratch=scratch
        )
    speech.of_district(result.language)
    speech.out(trial_json(result) if options.json else trial_text(result, speech.lang))
