"""`answerable findings`: signs of manipulation and of blind oversight, for a person to confirm or reject."""

import argparse
from argparse import Namespace

from answerable.actions.offline.engines import ENGINES, working_engine
from answerable.cli.speech import Speech
from answerable.cli.verbs import SOURCE, Verbs, day, source, today, verb_of


def add(verbs: "Verbs[argparse.ArgumentParser]", common: argparse.ArgumentParser) -> None:
    """Add `findings` to the command line."""
    about = "signs that figures are not what they seem, for a person to judge 异常迹象"
    verb = verb_of(verbs, common, "findings", about=about, run=findings)
    verb.add_argument("source", type=source, metavar="SOURCE", help=SOURCE)
    verb.add_argument(
        "--engine", choices=ENGINES, default=ENGINES[0], help="duckdb is quick, memory judges it"
    )
    verb.add_argument("--on", type=day, metavar="DATE", help="as of the end of this day (default: today)")
    verb.add_argument("--json", action="store_true", help="print the signs as JSON")
    verb.add_argument(
        "--record", action="store_true", help="add the signs to findings.csv, undecided; never one twice"
    )


def findings(options: Namespace, speech: Speech) -> None:
    """`answerable findings`."""
    from answerable.actions.offline import findings as signs  # loads NumPy
    from answerable.render.findings.signs_json import to_json
    from answerable.render.findings.text import signs_text

    look = signs.find_and_record if options.record else signs.find
    with working_engine(options.engine) as (engine, scratch):
        result = look(options.source, on=options.on or today(), engine=engine, scratch=scratch)
    speech.of_district(result.language)
    speech.out(to_json(result) if options.json else signs_text(result, speech.lang))
    if options.record and not options.json:
        speech.say("signs_recorded", n=len(result.signals), path=str(options.source / "findings.csv"))
