"""Signs in a terminal: contract by contract, each with what was seen, its evidence and an innocent reading."""

from collections.abc import Iterable, Iterator
from itertools import groupby

from answerable.core.assess.signals.result import SignsResult
from answerable.core.assess.signals.values import Signal
from answerable.render.names import name_of
from answerable.render.terminal import fold
from answerable.render.words import label, say, term

_COLUMNS = 100
_INDENT = "    "


def signs_text(result: SignsResult, lang: str) -> str:
    """All signs, and what was looked at."""
    contracts = {each.id: each for each in result.contracts}
    lines = [label("signs_title", lang, on=result.on), ""]
    for contract, signals in groupby(result.signals, key=lambda each: each.contract):
        lines.append(f"{contract}  {name_of(contracts[contract], lang)}")
        lines += _signals(signals, lang)
    if not result.signals:
        lines += [label("signs_none", lang), ""]
    counts = {"n": len(result.signals), "recorded": result.recorded, "contracts": len(result.contracts)}
    lines += fold(label("signs_counted", lang, **counts), _COLUMNS)
    lines += fold(label("signs_peers", lang, **_peers(result)), _COLUMNS)
    lines += fold(label("signs_note", lang), _COLUMNS)
    # Names come from files: no control character of theirs may reach a terminal.
    return "".join("".join(c if c.isprintable() else " " for c in line).rstrip() + "\n" for line in lines)


def _signals(signals: Iterable[Signal], lang: str) -> Iterator[str]:
    for signal in signals:
        words = {
            "side": term("side", signal.side, lang),
            "severity": term("severity", signal.severity, lang),
        }
        name = term("signal", signal.rule, lang)
        yield "  " + label("sign_head", lang, name=name, first=signal.from_day, last=signal.to_day, **words)
        for message in (signal.what, *signal.evidence):
            yield from _folded(say(message, lang))
        yield from _folded(label("sign_innocent", lang, why=say(signal.innocent, lang)))
        yield _INDENT + label("sign_id", lang, id=signal.id)
        yield ""


def _folded(text: str) -> Iterator[str]:
    return (_INDENT + line for line in fold(text, _COLUMNS - len(_INDENT)))


def _peers(result: SignsResult) -> dict[str, int]:
    """How many contracts could be compared with peers in the latest year, and how many had none."""
    latest = max((each.since for each in result.peers), default=None)
    rated = [each for each in result.peers if each.since == latest]
    compared = sum(each.chance is not None for each in rated)
    return {"compared": compared, "alone": len(rated) - compared}
