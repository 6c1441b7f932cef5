"""What an act says in words: all of it stated, none of it too long, and nothing that cannot be kept."""

from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass
from typing import Any

from answerable.core.enforce.course.steps import Kind, Step
from answerable.core.terms.message import Message

LONGEST = 10_000
"""Characters of a text."""
_MOST: Mapping[str, int] = {"number": 100, "minutes": 100, "place": 200, "places": 200}
"""Characters of what stands in a list or on the head of a paper."""
_NEEDED: Mapping[Kind, tuple[str, ...]] = {
    Kind.OPEN: ("subject",),
    Kind.SET_ROUTE: ("reason",),
    Kind.NOTIFY: ("facts", "number"),
    Kind.SERVE: ("received_by",),
    Kind.STATE: ("text",),
    Kind.DROP: ("reason",),
    Kind.DISMISS: ("reason",),
    Kind.ORDER: ("number",),
    Kind.RECHECK: ("number",),
    Kind.EXTEND: ("reason", "number"),
    Kind.ACCEPT_REST: ("reason",),
    Kind.FIND_NOT_CORRECTED: ("reason", "number"),
    Kind.END: ("reason", "number"),
    Kind.HAND_OVER: ("note",),
    Kind.PROTECT: ("reason",),
    Kind.REVIEW_PROTECTION: ("reason",),
    Kind.LIFT: ("reason",),
    Kind.PAUSE: ("reason",),
    Kind.RESUME: ("reason",),
    Kind.CONTEST: ("text",),
    Kind.DECIDE_OBJECTION: ("reason", "number"),
    Kind.GO_OUTSIDE: ("number",),
    Kind.OUTSIDE_DECIDED: ("reason",),
    Kind.CORRECT: ("note",),
    Kind.REFER: ("reason", "number"),
}
"""What each act has to say."""
_MAY_STAND = "\t\n\r"
_TURNS = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
"""Signs that turn the direction of what follows, on every page and paper on which the text stands."""


def wordless(step: Step) -> Iterator[Message]:
    """Every text that is missing, too long or unwritable, however deep it stands; each field once."""
    for name in _NEEDED.get(step.kind, ()):
        if not getattr(step.act, name).strip():
            yield Message.of("case_field_missing", field=name)
    said = tuple(_texts(step.act))
    for name in dict.fromkeys(name for name, text in said if len(text) > _MOST.get(name, LONGEST)):
        yield Message.of("case_field_long", field=name, most=_MOST.get(name, LONGEST))
    for name in dict.fromkeys(name for name, text in said if _unwritable(text)):
        yield Message.of("case_field_unwritable", field=name)


def _texts(value: Any, name: str = "") -> Iterator[tuple[str, str]]:
    if isinstance(value, str):
        yield name, value
    elif isinstance(value, tuple):
        for each in value:
            yield from _texts(each, name)
    elif is_dataclass(value):
        for field in fields(value):
            yield from _texts(getattr(value, field.name), field.name)


def _unwritable(text: str) -> bool:
    """Control characters and halves of characters: no database keeps them, no paper shows them, or turn it round."""
    return any(
        (char < " " and char not in _MAY_STAND)
        or "\ud800" <= char <= "\udfff"
        or char == "\x7f"
        or char in _TURNS
        for char in text
    )
