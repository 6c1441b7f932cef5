"""Instants as feeds, platforms and people write them."""

import re
from dataclasses import dataclass
from datetime import date, datetime
from email.utils import parsedate_tz
from zoneinfo import ZoneInfo

_PLAIN = re.compile(
    r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?"
    r"(?:[T\s]+(\d{1,2})\s*[:：时点]\s*(\d{1,2})\s*分?(?:\s*[:：]?\s*(\d{1,2})(?:[.,]\d{1,9})?\s*秒?)?)?"
    r"\s*(Z|UTC|GMT|[+-]\d{2}:?\d{2})?",
    re.IGNORECASE,
)
_LONGEST = 60
_LETTERS = re.compile("[A-Za-z]{3}")
_ZONED = re.compile(r"[+-]\d{4}|\b(?:GMT|UTC?|Z)\b")


@dataclass(frozen=True)
class When:
    """What a text says of a time: the day, and the instant where hour and zone are known."""

    day: date
    at: datetime | None


def when(text: str, zone: ZoneInfo | None) -> When | None:
    """The time that a text states; None where it states none.

    A text without a zone is read in `zone`; where that is None, its instant is not known. Letters for a zone other
    than GMT and UTC count as none: CST is China's time to some and Chicago's to others.
    """
    text = " ".join(text.split())
    if not text or len(text) > _LONGEST:
        return None
    try:
        return _numeric(text, zone) or (_lettered(text, zone) if _LETTERS.search(text) else None)
    except (ValueError, OverflowError):
        return None


def _numeric(text: str, zone: ZoneInfo | None) -> When | None:
    match = _PLAIN.fullmatch(text)
    if match is None:
        return None
    day = date(int(match[1]), int(match[2]), int(match[3]))
    if match[4] is None:
        return When(day, None)
    naive = datetime(day.year, day.month, day.day, int(match[4]), int(match[5]), int(match[6] or 0))  # noqa: DTZ001
    if match[7] is None:
        return When(day, None if zone is None else naive.replace(tzinfo=zone))
    offset = "+00:00" if match[7][0] not in "+-" else f"{match[7][:3]}:{match[7][-2:]}"
    return When(day, datetime.fromisoformat(naive.isoformat() + offset))


def _lettered(text: str, zone: ZoneInfo | None) -> When | None:
    """RFC 5322, as RSS wants it, and the C library's order, as some platforms write it."""
    found = parsedate_tz(text)
    if found is None:
        return None
    naive = datetime(*found[:6])  # noqa: DTZ001
    if _ZONED.search(text) is None:
        return When(naive.date(), None if zone is None else naive.replace(tzinfo=zone))
    sign, seconds = ("-", -(found[9] or 0)) if (found[9] or 0) < 0 else ("+", found[9] or 0)
    offset = f"{sign}{seconds // 3600:02}:{seconds % 3600 // 60:02}"
    return When(naive.date(), datetime.fromisoformat(naive.isoformat() + offset))
