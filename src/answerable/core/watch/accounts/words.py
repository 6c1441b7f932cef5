"""Chinese text as the rules on accounts read it: bare characters, pairs of them, new facts, sentences, quotations.

Everything is literal: a pattern, a set, a share. No dictionary is needed, and no word is cut.
"""

import re
from collections.abc import Iterator
from datetime import date
from fractions import Fraction
from functools import lru_cache

_KEPT = 65_536
_DAYS = 4096
_BARE = re.compile(r"https?://\S+|[\W_]+")
_DIGITS = re.compile(r"\d+(?:\.\d+)?")
_TIME = re.compile(
    r"\d{1,2}月\d{1,2}[日号]|\d{1,2}[:：]\d{2}|\d{1,2}[时点](?:\d{1,2}分)?|(?<![\d月])\d{1,2}[日号](?!楼|线|院|店)"
)
_SERIAL = re.compile(r"第\s*\d+\s*[期天篇条句日回集季]|[Nn][Oo]\.?\s*\d+|[Dd]ay\s*\d+")
_PLACE = re.compile(
    r"[一-鿿]{2}(?:街道|社区|小区|大道|公园|广场|医院|学校|小学|中学|大桥|水库|镇|乡|村|街|路|巷|桥|区|组)"
)
_QUOTED = re.compile(
    r"“[^”]{0,999}”|「[^」]{0,999}」|『[^』]{0,999}』|《[^》]{0,99}》|‘[^’]{0,999}’|\"[^\"]{0,999}\""
)
"""Bounded, for a text of opening marks alone would be read again from each of them."""
_SPOKEN = re.compile(r"(?<!小编)(?<!本号)(?<=[一-鿿A-Za-z」”）])[：:][^\n]*")
"""After a colon somebody else speaks to the end of the paragraph, unless it is the account by its own name."""
_NAMES = re.compile(r"@[\w-]+")
_SENTENCE = re.compile(r"[。！!？?；;\n…]+")


@lru_cache(_KEPT)
def bare(text: str) -> str:
    """The characters without spaces, stops, signs and addresses."""
    return _BARE.sub("", text)


@lru_cache(_KEPT)
def pairs(text: str) -> frozenset[str]:
    """Every two characters that follow one another."""
    line = bare(text)
    return frozenset(line[at : at + 2] for at in range(len(line) - 1))


def alike(one: str, other: str) -> Fraction:
    """How much two texts share: common pairs of characters over all of both, from 0 to 1 (Jaccard 1901)."""
    a, b = pairs(one), pairs(other)
    return Fraction(len(a & b), len(a | b)) if a | b else Fraction(0)


@lru_cache(_KEPT)
def without_day(text: str, day: date) -> str:
    """The text without its own day and without numbers of a series: neither tells anything new."""
    return _SERIAL.sub("", _own_day(day).sub("", text))


@lru_cache(_DAYS)
def _own_day(day: date) -> re.Pattern[str]:
    month, number = f"0?{day.month}", f"0?{day.day}"
    return re.compile(
        rf"(?:{day.year}\s*年\s*)?{month}\s*月\s*{number}\s*[日号]|{day.year}[-/.]{month}[-/.]{number}(?!\d)"
    )


@lru_cache(_KEPT)
def times(text: str, day: date) -> frozenset[str]:
    """Days and hours that are stated, other than its own day."""
    return frozenset(_TIME.findall(without_day(text, day)))


@lru_cache(_KEPT)
def figures(text: str, day: date) -> frozenset[str]:
    """Numbers that are stated, other than those of days and hours."""
    return frozenset(_DIGITS.findall(_TIME.sub("", without_day(text, day))))


@lru_cache(_KEPT)
def places(text: str) -> frozenset[str]:
    """Places as far as their last character shows them: 东街, 城关镇."""
    return frozenset(_PLACE.findall(text))


def brings_news(text: str, day: date, earlier: str, earlier_day: date, *, least: Fraction) -> bool:
    """Whether a text that repeats another states a new day or hour, or `least` other new facts: a recurring notice."""
    if times(text, day) - times(earlier, earlier_day):
        return True
    new = figures(text, day) - figures(earlier, earlier_day)
    return len(new) + len(places(text) - places(earlier)) >= least


@lru_cache(_KEPT)
def own_words(text: str) -> str:
    """The text without names of accounts, what is quoted, and what somebody is said to have said."""
    return _SPOKEN.sub("。", _QUOTED.sub("□", _NAMES.sub("", text)))


def frames(text: str) -> Iterator[str]:
    """The sentences, bare and with every number as one sign: what stays when only the figures change."""
    for sentence in _SENTENCE.split(text):
        line = _DIGITS.sub("0", bare(sentence))
        if len(line) >= 6:
            yield line
