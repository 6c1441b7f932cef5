"""`answerable doctor`: what is wrong with this deployment, and what to do."""

import argparse
import json
from argparse import Namespace
from datetime import UTC, datetime

from answerable.cli.speech import Speech
from answerable.cli.verbs import Verbs, verb_of
from answerable.core.terms.message import Message
from answerable.render import words

SICK = 2


def add(verbs: "Verbs[argparse.ArgumentParser]", common: argparse.ArgumentParser) -> None:
    """Add the verb to the command line."""
    about = "what is wrong with this deployment, and what to do 检查运行环境"
    verb = verb_of(verbs, common, "doctor", about=about, run=doctor)
    verb.add_argument("--json", action="store_true", help="print the result as JSON, in both languages")


def doctor(options: Namespace, speech: Speech) -> int:
    """`answerable doctor`: 0 if nothing fails, 2 otherwise."""
    from answerable.actions.office.doctor import examine  # loads Django

    checks = examine(at=datetime.now(UTC))
    failed = sum(check.state == "fail" for check in checks)
    warned = sum(check.state == "warn" for check in checks)
    if options.json:
        found = [{"check": check.name, "state": check.state, **_said(check.message)} for check in checks]
        speech.out(
            json.dumps({"failed": failed, "warned": warned, "checks": found}, ensure_ascii=False, indent=1)
        )
        speech.out("\n")
    else:
        for check in checks:
            state = words.term("doctor_state", check.state, speech.lang)
            name = words.term("doctor_check", check.name, speech.lang)
            speech.out(words.label("doctor_line", speech.lang, state=state, name=name) + "\n")
            speech.explain(check.message)
        speech.say("doctor_counted", failed=failed, warned=warned)
    return SICK if failed else 0


def _said(message: Message) -> dict[str, str]:
    return {lang: words.say(message, lang) for lang in words.LANGS}
