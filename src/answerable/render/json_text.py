"""JSON text of one fixed form: keys as given, exact figures as numbers, leaves on one line, a newline at the end."""

import json
from collections.abc import Mapping, Sequence
from fractions import Fraction

from answerable.core.terms.figures import quantise

Json = str | int | bool | Fraction | None | Sequence["Json"] | Mapping[str, "Json"]
"""What can be written. A fraction becomes a number with at most four decimals, never a float in between."""


def json_text(value: Json) -> str:
    """The value as JSON: the same value gives the same bytes on every machine."""
    return _written(value, "") + "\n"


def _written(value: Json, indent: str) -> str:
    match value:
        case None | bool() | int() | str():
            return json.dumps(value, ensure_ascii=False)
        case Fraction():
            return quantise(value)
        case Mapping():
            pairs = [(json.dumps(key, ensure_ascii=False) + ": ", inner) for key, inner in value.items()]
            return _bracketed("{", pairs, "}", indent)
        case _:
            return _bracketed("[", [("", inner) for inner in value], "]", indent)


def _bracketed(opening: str, parts: Sequence[tuple[str, Json]], closing: str, indent: str) -> str:
    if all(_is_leaf(value) for _, value in parts):
        return opening + ", ".join(lead + _written(value, "") for lead, value in parts) + closing
    inner = indent + " "
    lines = ",\n".join(inner + lead + _written(value, inner) for lead, value in parts)
    return f"{opening}\n{lines}\n{indent}{closing}"


def _is_leaf(value: Json) -> bool:
    return isinstance(value, str) or not isinstance(value, Mapping | Sequence) or not value
