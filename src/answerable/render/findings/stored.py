"""A sign as a row of the table of findings: proposed, in both languages, undecided."""

from collections.abc import Mapping
from datetime import date

from answerable.core.assess.signals.values import Signal
from answerable.render.words import say

_JOINT = {"zh": "", "en": " "}


def stored_cells(signal: Signal, *, on: date) -> Mapping[str, str]:
    """The cells of the finding as texts; those that are not stated are left out."""
    return {
        "id": signal.id,
        "contract": signal.contract,
        "found_on": on.isoformat(),
        "source": signal.source,
        "severity": signal.severity,
        "rule": signal.stored_rule,
        "what": facts(signal, "zh"),
        "what_en": facts(signal, "en"),
    }


def facts(signal: Signal, lang: str) -> str:
    """What was seen, with its evidence, in one paragraph."""
    return _JOINT[lang].join(say(message, lang) for message in (signal.what, *signal.evidence))
