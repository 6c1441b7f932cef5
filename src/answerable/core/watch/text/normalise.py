"""Texts as the models read them: many at once, as code points, with the tricks of spelling undone.

Compatibility forms are folded (NFKC, Unicode Standard Annex 15), letters lowered, digits read alike; what nobody sees
is dropped, and so are spaces and, where a model asks for it, marks: 傻 *逼 reads as 傻逼. Three or more of the same
character read as one. Every kept character remembers where it stood. Traditional characters stay as they are.
"""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

Points = NDArray[np.uint32]
Places = NDArray[np.int64]
_TABLE = 0x20000
"""Code points below are folded by table; those above are rare ideographs and stay."""
_ZERO = ord("0")
_CLAUSES = frozenset("。！？；，、：…!?;,:\n\r|")
_SENTENCES = frozenset("。！？；…!?;\n\r|")
_MARKS = "PSZ"
_SAID = re.compile(
    "(?:[骂说称喊写道问叫为]|反映|留言|发布|使用|出现|所谓|诸如|例如|类似|辱骂)[^“”。！？\n]{0,10}(“[^“”\n]{1,60}”(?:[、，和及]?“[^“”\n]{1,60}”)*)"
)


@dataclass(frozen=True)
class Stream:
    """The kept characters of many texts, in order, cut into passages, and into sentences."""

    points: Points
    places: Places
    """Where each kept character stands in its own text."""
    passages: Places
    """The passage of each kept character; passages are counted over all texts."""
    owners: Places
    """The text of each passage."""
    sentences: Places
    """The sentence of each kept character; a number rises from one to the next, not always by one."""


def read(texts: Sequence[str], *, marks: bool, passage: int, quotes: bool = True) -> Stream:
    """Read many texts at once. `marks` keeps punctuation; without `quotes` words that are told of others are left out.

    A passage is the clauses that begin within the same `passage` characters of a text.
    """
    said = texts if quotes else [unquoted(text) for text in texts]
    lengths = np.fromiter(map(len, said), np.int64, len(said))
    raw = np.frombuffer("".join(said).encode("utf-32-le", "surrogatepass"), np.uint32)
    low = np.minimum(raw, _TABLE - 1)
    owner = np.repeat(np.arange(len(said)), lengths)
    first = np.repeat(np.cumsum(lengths) - lengths, lengths)
    place = np.arange(len(raw)) - first
    cut = _passages(_kinds(_CLAUSES)[low], place, passage)
    sentences = _passages(_kinds(_SENTENCES)[low], place, 1)
    points = np.where(raw < _TABLE, _folds(marks)[low], raw)
    kept = np.flatnonzero(points)
    kept = kept[~_repeated(points[kept], cut[kept])]
    cuts = cut[kept]
    starts = np.flatnonzero(np.diff(cuts, prepend=-1))
    numbers = np.cumsum(np.diff(cuts, prepend=cuts[:1]) != 0)
    return Stream(points[kept], place[kept], numbers, owner[kept[starts]], sentences[kept])


def unquoted(text: str) -> str:
    """The text with the words blanked that it tells of somebody, as in 有人骂“……”; of the same length."""
    if "“" not in text:
        return text
    return _SAID.sub(lambda found: found[0][: found.start(1) - found.start()] + " " * len(found[1]), text)


def _passages(ends: NDArray[np.bool_], place: Places, passage: int) -> Places:
    """The passage of every raw character, counted up; one begins where a clause starts in a new stretch, or a text."""
    begins = place == 0
    clause = begins.copy()
    clause[1:] |= ends[:-1] & ~ends[1:]
    starts = np.flatnonzero(clause)
    stretch = place[starts] // passage
    new = np.diff(stretch, prepend=-1) != 0
    new |= begins[starts]
    flags = np.zeros(len(place), np.int64)
    flags[starts[new]] = 1
    return np.cumsum(flags) - 1


def _repeated(points: Points, cuts: Places) -> NDArray[np.bool_]:
    """Characters to leave out: of a run of three or more all but the first, of digits all but the first."""
    same = np.zeros(len(points), np.bool_)
    same[1:] = (points[1:] == points[:-1]) & (cuts[1:] == cuts[:-1])
    beside = np.zeros(len(points), np.bool_)
    beside[:-1] = same[1:]
    beside[1:] |= same[:-1]
    dropped: NDArray[np.bool_] = same & (beside | (points == _ZERO))
    return dropped


@cache
def _folds(marks: bool) -> Points:
    """What each code point reads as; 0 is left out."""
    return np.fromiter((_fold(chr(point), marks=marks) for point in range(_TABLE)), np.uint32, _TABLE)


def _fold(character: str, *, marks: bool) -> int:
    for each in unicodedata.normalize("NFKC", character).casefold():
        kind = unicodedata.category(each)
        if kind == "Nd":
            return _ZERO
        if kind[0] in "LN" or kind == "So":
            return ord(each)
        if marks and kind[0] in "PS":
            return ord(each)
    return 0


@cache
def _kinds(marks: frozenset[str]) -> NDArray[np.bool_]:
    """Whether a code point is one of the marks."""
    ends = np.zeros(_TABLE, np.bool_)
    ends[[ord(each) for each in marks]] = True
    return ends
