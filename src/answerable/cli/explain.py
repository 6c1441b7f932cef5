"""`answerable explain` and `answerable replay`: why a contract stands where it does, and whether the past comes out."""

import argparse
from argparse import Namespace
from pathlib import Path

from answerable.actions.offline.engines import ENGINES, working_engine
from answerable.cli.speech import Speech
from answerable.cli.verbs import SOURCE, Verbs, day, source, today, verb_of
from answerable.render.explain.replay_text import replay_text
from answerable.render.explain.text import explanation_json, explanation_text

DIFFERS = 2


def add(verbs: "Verbs[argparse.ArgumentParser]", common: argparse.ArgumentParser) -> None:
    """Add both verbs to the command line."""
    about = "one contract's case in sentences: inputs, arithmetic, grounds, versions 逐步说明一份合同的结论"
    explained = verb_of(verbs, common, "explain", about=about, run=explain)
    explained.add_argument("contract", metavar="CONTRACT", help="the contract's id")
    explained.add_argument("--source", type=source, metavar="SOURCE", required=True, help=SOURCE)
    explained.add_argument(
        "--on", type=day, metavar="DATE", help="as of the end of this day (default: today)"
    )
    explained.add_argument("--json", action="store_true", help="print every sentence with its code as JSON")
    _engine(explained)
    about = "assess again what was assessed before, and by today's rules 重算以往考核"
    replayed = verb_of(verbs, common, "replay", about=about, run=replay)
    replayed.add_argument("source", type=source, metavar="SOURCE", help=SOURCE)
    replayed.add_argument(
        "past",
        type=Path,
        metavar="PAST",
        help="an assessment.json, or a folder with any number of them",
    )
    replayed.add_argument(
        "--on", type=day, metavar="DATE", help="today's rules are those of this day (default: today)"
    )
    replayed.add_argument(
        "--parameters",
        type=Path,
        metavar="FILE",
        help="a parameter file in place of the rulebook's, such as one with a new edition",
    )
    _engine(replayed)


def _engine(verb: argparse.ArgumentParser) -> None:
    verb.add_argument(
        "--engine", choices=ENGINES, default=ENGINES[0], help="duckdb is quick, memory judges it"
    )


def explain(options: Namespace, speech: Speech) -> None:
    """`answerable explain`."""
    from answerable.actions.offline.explain import explain as explained  # loads the engines

    with working_engine(options.engine) as (engine, scratch):
        found, language = explained(
            options.source, options.contract, on=options.on or today(), engine=engine, scratch=scratch
        )
    speech.of_district(language)
    speech.out(explanation_json(found) if options.json else explanation_text(found, speech.lang))


def replay(options: Namespace, speech: Speech) -> int:
    """`answerable replay`: exit code 2 if a past assessment does not come out again."""
    from answerable.actions.offline.replay import replay as replayed

    with working_engine(options.engine) as (engine, scratch):
        found = replayed(
            options.source,
            options.past,
            today=options.on or today(),
            parameters=options.parameters,
            engine=engine,
            scratch=scratch,
        )
    speech.of_district(found.language)
    speech.out(replay_text(found, speech.lang))
    return 0 if found.comes_out else DIFFERS
