"""`answerable conduct` and `answerable value`: both sides measured, and what outsourcing brought."""

import argparse
from argparse import Namespace
from pathlib import Path

from answerable.actions.offline import conduct as both_sides
from answerable.actions.offline import value as brought
from answerable.actions.offline.engines import ENGINES, working_engine
from answerable.cli.speech import Speech
from answerable.cli.verbs import SOURCE, Verbs, day, source, today, verb_of
from answerable.render.conduct.as_json import to_json
from answerable.render.conduct.text import conduct_text
from answerable.render.value.as_json import to_json as value_json
from answerable.render.value.text import value_text


def add(verbs: "Verbs[argparse.ArgumentParser]", common: argparse.ArgumentParser) -> None:
    """Add `conduct` and `value` to the command line."""
    about = "how both sides kept their duties: shares and overdue lists, no ranking 双方履责"
    verb = verb_of(verbs, common, "conduct", about=about, run=conduct)
    _source(verb)
    verb.add_argument("--body", metavar="ID", help="only this body (default: all)")
    verb.add_argument("--json", action="store_true", help="print the result as JSON")
    verb.add_argument("--out", type=Path, metavar="FILE.csv", help="write the shares into this table as well")
    about = "what outsourcing brought, before and since, and what cannot be concluded 外包成效"
    verb = verb_of(verbs, common, "value", about=about, run=value)
    _source(verb)
    verb.add_argument("--contract", metavar="ID", help="only this contract (default: all)")
    verb.add_argument("--json", action="store_true", help="print the result as JSON")
    verb.add_argument("--out", type=Path, metavar="FILE.html", help="write the page into this file as well")


def _source(verb: argparse.ArgumentParser) -> None:
    verb.add_argument("source", type=source, metavar="SOURCE", help=SOURCE)
    verb.add_argument(
        "--engine", choices=ENGINES, default=ENGINES[0], help="duckdb is quick, memory judges it"
    )
    verb.add_argument("--on", type=day, metavar="DATE", help="as of the end of this day (default: today)")


def conduct(options: Namespace, speech: Speech) -> None:
    """`answerable conduct`."""
    with working_engine(options.engine) as (engine, scratch):
        result = both_sides.conduct_of(
            options.source, on=options.on or today(), engine=engine, scratch=scratch, body=options.body
        )
    speech.of_district(result.language)
    if options.out:
        both_sides.write_table(result, options.out, lang=speech.lang)
    speech.out(to_json(result) if options.json else conduct_text(result, speech.lang))


def value(options: Namespace, speech: Speech) -> None:
    """`answerable value`."""
    with working_engine(options.engine) as (engine, scratch):
        result = brought.value_of(
            options.source,
            on=options.on or today(),
            engine=engine,
            scratch=scratch,
            contract=options.contract,
        )
    speech.of_district(result.language)
    if options.out:
        brought.write_page(result, options.out, lang=speech.lang)
    speech.out(value_json(result) if options.json else value_text(result, speech.lang))
