"""Counts as platforms show them: 1.2万, 3,456, 10万+."""

import re
from fractions import Fraction

_COUNT = re.compile(
    r"(\d{1,15}|\d{1,3}(?:[,，]\d{3}){1,4})(?:\.(\d{1,6}))?\s*(万|亿|千|w|k|m)?(\+?)", re.IGNORECASE
)
_UNITS = {"": 1, "千": 1_000, "k": 1_000, "万": 10_000, "w": 10_000, "m": 1_000_000, "亿": 100_000_000}
_NOTHING = frozenset({"", "-", "--", "—", "——", "/", "N/A", "n/a", "null", "None"})


class NotACountError(ValueError):
    """The text is no count at all."""


def count_of(text: str) -> int | None:
    """The count; None for an empty cell, a dash, or a bound such as `10万+`, which says only that it is more.

    `1.2万` is 12,000, as exactly as the platform says it. Raises NotACountError.
    """
    text = text.strip()
    if text in _NOTHING:
        return None
    match = _COUNT.fullmatch(text)
    if match is None:
        raise NotACountError(text)
    whole = re.sub("[,，]", "", match[1])
    count = Fraction(f"{whole}.{match[2] or 0}") * _UNITS[(match[3] or "").lower()]
    if count.denominator != 1 or count >= 10**15:
        raise NotACountError(text)
    return None if match[4] else int(count)
