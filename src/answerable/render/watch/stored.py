"""A proposal as rows: the finding in both languages, undecided, and its passages."""

from collections.abc import Iterator, Mapping
from datetime import date

from answerable.core.watch.results import Proposed
from answerable.render.words import label, say


def stored_cells(proposed: Proposed, *, on: date) -> Mapping[str, str]:
    """The cells of the finding as texts; those that are not stated are left out."""
    alert = proposed.alert
    return {
        "id": alert.id,
        "contract": proposed.contract,
        "found_on": on.isoformat(),
        "source": "monitor",
        "severity": proposed.rule.severity,
        "observation": alert.observation or "",
        "rule": alert.stored_rule,
        "what": told(proposed, "zh"),
        "what_en": told(proposed, "en"),
    }


def told(proposed: Proposed, lang: str) -> str:
    """The sentence in one line, with the name of the account it is about."""
    about = "" if proposed.about is None else label("watch_about", lang, name=proposed.about)
    return plain(about + say(proposed.alert.what, lang))


def passage_cells(proposed: Proposed) -> Iterator[Mapping[str, str]]:
    """The cells of each passage; control characters and line breaks become blanks."""
    for number, passage in enumerate(proposed.alert.passages, start=1):
        beside = passage.beside
        yield {
            "finding": proposed.alert.id,
            "number": str(number),
            "of": plain(passage.of),
            "start": str(passage.start),
            "text": plain(passage.text),
            "beside_of": "" if beside is None else plain(beside.of),
            "beside_text": "" if beside is None else plain(beside.text),
        }


def plain(text: str) -> str:
    """The text in one line, without anything a terminal or a cell could take for a command."""
    return " ".join("".join(c if c.isprintable() else " " for c in text).split()) or "…"
