"""JSON text of one fixed form: keys as given, exact figures as numbers, leaves on one line, a newline at the end."""

from collections.abc import Mapping, Sequence
from fractions import Fraction
from json.encoder import encode_basestring

from answerable.core.terms.figures import quantise

Json = str | int | bool | Fraction | None | Sequence["Json"] | Mapping[str, "Json"]
"""What can be written. A fraction becomes a number with at most four decimals, never a float in between."""


_WORDS = {None: "null", True: "true", False: "false"}


def json_text(value: Json) -> str:
    """The value as JSON: the same value gives the same bytes on every machine."""
    return _written(value, "") + "\n"


def _written(value: Json, indent: str) -> str:
    # Exact types are told apart first: a big district has some hundred thousand leaves.
    if isinstance(value, str):
        return encode_basestring(value)
    if value is None or isinstance(value, bool):
        return _WORDS[value]
    if isinstance(value, int):
        return str(value)
    if isinstance(value, Fraction):
        return quantise(value)
    if isinstance(value, dict):
        pairs = [(f"{encode_basestring(key)}: ", inner) for key, inner in value.items()]
        return _bracketed("{", pairs, "}", indent)
    return _bracketed("[", [("", inner) for inner in value], "]", indent)


def _bracketed(opening: str, parts: Sequence[tuple[str, Json]], closing: str, indent: str) -> str:
    if not any(isinstance(value, dict | list | tuple) and value for _, value in parts):
        return opening + ", ".join([lead + _written(value, "") for lead, value in parts]) + closing
    inner = indent + " "
    lines = ",\n".join([inner + lead + _written(value, inner) for lead, value in parts])
    return f"{opening}\n{lines}\n{indent}{closing}"
