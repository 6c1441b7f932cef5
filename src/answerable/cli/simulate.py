"""`answerable simulate`: what parameters would do to providers whose true quality is known."""

import argparse
from argparse import Namespace
from pathlib import Path

from answerable.cli.speech import Speech
from answerable.cli.verbs import Verbs, day, today, verb_of


def add(verbs: "Verbs[argparse.ArgumentParser]", common: argparse.ArgumentParser) -> None:
    """Add the command."""
    about = "try parameters on made-up providers of known quality 试算参数"
    verb = verb_of(verbs, common, "simulate", about=about, run=simulate)
    verb.add_argument(
        "portfolio",
        nargs="?",
        default="county",
        metavar="PORTFOLIO",
        help="county or attacks, or a YAML file of your own (default county)",
    )
    verb.add_argument(
        "--parameters", type=Path, metavar="FILE", help="parameters to try beside the rulebook's, as YAML"
    )
    verb.add_argument("--rulebook", default="cn", metavar="NAME", help="whose parameters (default cn)")
    verb.add_argument("--on", type=day, metavar="DATE", help="parameters of this day (default: today)")
    verb.add_argument("--seed", type=int, default=1, help="another seed draws other ratings (default 1)")
    verb.add_argument("--runs", type=int, default=50, help="how often all is drawn anew (default 50)")
    verb.add_argument("--json", action="store_true", help="print the result as JSON")
    verb.add_argument("--out", type=Path, metavar="OUT", help="write a page with plots into this folder")


def simulate(options: Namespace, speech: Speech) -> None:
    """`answerable simulate`."""
    from answerable.actions.offline import simulate as action
    from answerable.render.json_text import json_text
    from answerable.render.simulate.as_json import simulation_json
    from answerable.render.simulate.text import simulation_text

    found = action.simulate(
        options.portfolio,
        parameters=options.parameters,
        rulebook=options.rulebook,
        on=options.on or today(),
        seed=options.seed,
        runs=options.runs,
    )
    if options.out is not None:
        action.write(found, options.out, lang=speech.lang)
    if options.json:
        speech.out(json_text(simulation_json(found)))
        return
    speech.out(simulation_text(found, speech.lang))
    if options.out is not None:
        speech.say("report_at", path=str(options.out / action.PAGE_FILE))
