"""`answerable scope …`: the boundary question on the command line."""

import argparse
from argparse import Namespace
from pathlib import Path

from answerable.actions.offline.scope import decide as boundary
from answerable.cli.interview import hold
from answerable.cli.speech import Speech
from answerable.cli.verbs import Command, Verbs, day, today, verb_of
from answerable.render.scope.decision_json import to_json
from answerable.render.scope.explain import explanation
from answerable.render.scope.proof_text import proof_text

FLAWED = 2


def add(verbs: "Verbs[argparse.ArgumentParser]", common: argparse.ArgumentParser) -> None:
    """Add `scope` with its own verbs to the command line."""
    about = "may this work be outsourced? ask, decide, prove, compare 外包边界"
    area = verbs.add_parser("scope", help=about, description=about)
    inner = area.add_subparsers(title="verbs 操作", metavar="VERB", required=True)

    def verb(name: str, help: str, run: Command) -> argparse.ArgumentParser:
        return verb_of(inner, common, name, about=help, run=run)

    asked = verb("ask", "answer a few questions and see the verdict 问答判断", ask)
    _rulebook(asked)
    _on(asked)
    asked.add_argument("--save", type=Path, metavar="FILE", help="keep the record of the verdict as JSON")
    decided = verb("decide", "the verdict on stated facts, with every reason 按事实判断", decide)
    decided.add_argument(
        "--fact", action="append", default=[], metavar="FACT=VALUE", help="one fact; repeat as needed"
    )
    decided.add_argument(
        "--facts", type=Path, metavar="FILE", help="facts as JSON or YAML, or a saved record"
    )
    _on(decided)
    _rulebook(decided)
    decided.add_argument("--json", action="store_true", help="print the decision as JSON")
    proved = verb("prove", "prove that the boundary is clear, or show where it is not 证明边界清楚", prove)
    _rulebook(proved)


def _rulebook(verb: argparse.ArgumentParser) -> None:
    verb.add_argument(
        "--rulebook", default="cn", metavar="NAME", help="a shipped rulebook, or a folder with your own"
    )


def _on(verb: argparse.ArgumentParser) -> None:
    verb.add_argument("--on", type=day, metavar="DATE", help="as of the end of this day (default: today)")


def ask(options: Namespace, speech: Speech) -> None:
    """`answerable scope ask`."""
    interview = boundary.begin_interview(options.rulebook, on=options.on or today())
    decision = hold(interview, speech)
    speech.out(explanation(decision, speech.lang))
    if options.save is not None:
        boundary.save_record(decision, options.save)
        speech.say("record_saved", path=str(options.save))


def decide(options: Namespace, speech: Speech) -> None:
    """`answerable scope decide`."""
    on = options.on or today()
    decision = boundary.decide_scope(options.rulebook, pairs=options.fact, file=options.facts, on=on)
    speech.out(to_json(decision) if options.json else explanation(decision, speech.lang))


def prove(options: Namespace, speech: Speech) -> int:
    """`answerable scope prove`: exit code 2 if there is any flaw."""
    proof = boundary.prove_scope(options.rulebook)
    speech.out(proof_text(proof, speech.lang))
    return FLAWED if proof.flaws else 0
