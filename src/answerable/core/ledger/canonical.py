"""Canonical JSON (RFC 8785): one value, one sequence of bytes, whoever writes it.

JSON has fewer kinds of values than we do. What it lacks is written as text, by these rules, so that equal values give
equal bytes:

- a decimal number: plain notation without an exponent, without zeros at the end, `0` for every zero: `0.1`, `1200`;
- a fraction: numerator, slash, denominator, in lowest terms: `2/3`, `3/1`;
- a day: `2026-06-30`; an instant: in UTC with `Z`, with six digits of microseconds only where they are not zero.

Floating-point numbers are refused: a figure that is kept is exact.
"""

import json
from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime
from decimal import Decimal
from fractions import Fraction
from typing import NoReturn, cast

LARGEST = 2**53 - 1
"""The largest whole number that every reader of JSON holds exactly (RFC 7493, section 2.2)."""
DEEPEST = 64
"""How many lists and mappings may lie in each other."""
_MOST_DIGITS = 64

Json = str | int | bool | None | list["Json"] | dict[str, "Json"]
"""What comes back from reading: floating-point numbers do not exist here."""
Plain = str | int | bool | Decimal | Fraction | date | None | Sequence["Plain"] | Mapping[str, "Plain"]
"""What may be written; a `datetime`, which has to be aware, is a `date` too."""


class CanonicalError(ValueError):
    """The value has no canonical form, or the bytes are not in it: a fault of whoever wrote them."""


def canonical(value: Plain) -> bytes:
    """The canonical bytes of the value.

    Raises `CanonicalError` for a floating-point number, a whole number beyond `LARGEST`, an instant without a zone, a
    key that is no text, text that is no Unicode, or a value nested deeper than `DEEPEST`.
    """
    return _text(value, 0).encode("utf-8")


def read_canonical(data: bytes) -> Json:
    """The value of canonical bytes. Raises `CanonicalError` for any others, even if they are JSON."""
    try:
        value = json.loads(
            data.decode("utf-8"),
            parse_float=_no_number,
            parse_constant=_no_number,
            object_pairs_hook=_once,
        )
    except (ValueError, RecursionError) as error:
        raise CanonicalError("not canonical JSON") from error
    if canonical(value) != data:
        raise CanonicalError("JSON in another form than the canonical one")
    return cast(Json, value)


def _text(value: object, depth: int) -> str:
    if depth > DEEPEST:
        raise CanonicalError(f"nested deeper than {DEEPEST}")
    if value is None or isinstance(value, bool):
        return {None: "null", True: "true", False: "false"}[value]
    if isinstance(value, int):
        return _whole(value)
    if isinstance(value, Mapping):
        return _mapping(value, depth)
    if isinstance(value, Sequence) and not isinstance(value, str | bytes | bytearray | memoryview):
        return "[" + ",".join(_text(each, depth + 1) for each in value) + "]"
    return _quoted(value if isinstance(value, str) else _as_text(value))


def _mapping(value: Mapping[object, object], depth: int) -> str:
    if not all(isinstance(key, str) for key in value):
        raise CanonicalError("a key that is no text")
    members = sorted((_sort_key(cast(str, key)), key) for key in value)
    inside = (f"{_quoted(cast(str, key))}:{_text(value[key], depth + 1)}" for _, key in members)
    return "{" + ",".join(inside) + "}"


def _sort_key(key: str) -> bytes:
    """Keys are ordered by UTF-16 code units (RFC 8785, section 3.2.3), which big-endian bytes keep."""
    try:
        return key.encode("utf-16-be")
    except UnicodeEncodeError as error:
        raise CanonicalError("text with half a surrogate pair") from error


def _whole(value: int) -> str:
    if abs(value) > LARGEST:
        raise CanonicalError(f"{value} is beyond {LARGEST}")
    return int.__repr__(value)


def _quoted(text: str) -> str:
    _sort_key(text)
    # The encoder escapes what section 3.2.2.2 wants escaped, in the same short forms, and nothing else.
    return json.dumps(str(text), ensure_ascii=False)


def _as_text(value: object) -> str:
    """What JSON has no kind of its own for."""
    if isinstance(value, Decimal):
        return _decimal(value)
    if isinstance(value, Fraction):
        return f"{value.numerator}/{value.denominator}"
    if isinstance(value, datetime):
        return instant(value)
    if isinstance(value, date):
        return value.isoformat()
    raise CanonicalError(f"{type(value).__name__} has no canonical form")


def _decimal(value: Decimal) -> str:
    if not value.is_finite() or not -_MOST_DIGITS <= value.adjusted() <= _MOST_DIGITS:
        raise CanonicalError(f"{value} is no number that is kept")
    if not value:
        return "0"
    plain = format(value, "f")
    return plain.rstrip("0").rstrip(".") if "." in plain else plain


def instant(at: datetime) -> str:
    """The instant in UTC, such as `2026-06-30T08:00:00Z`. Raises `CanonicalError` for one without a zone."""
    if at.utcoffset() is None:
        raise CanonicalError("an instant without a zone")
    return at.astimezone(UTC).replace(tzinfo=None).isoformat() + "Z"


def read_instant(text: str) -> datetime:
    """The instant of a text that `instant` wrote. Raises `CanonicalError` for any other text."""
    try:
        at = datetime.fromisoformat(text.removesuffix("Z")).replace(tzinfo=UTC)
    except ValueError as error:
        raise CanonicalError("no instant") from error
    if instant(at) != text:
        raise CanonicalError("an instant in another form")
    return at


def _no_number(text: str) -> NoReturn:
    raise CanonicalError(f"{text} is no whole number")


def _once(pairs: list[tuple[str, Json]]) -> dict[str, Json]:
    members = dict(pairs)
    if len(members) != len(pairs):
        raise CanonicalError("a key that stands there twice")
    return members
