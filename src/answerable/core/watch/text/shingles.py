"""The plain judge of texts that say nearly the same: what is compared of a text, how alike two are, what they share.

Two texts are compared by the sets of their shingles, that is, of every three characters that follow one another
(Broder, "On the resemblance and containment of documents", 1997). Three, for all lengths: a Chinese word has mostly
two characters, so that three also hold the order of words, and a changed date touches few of them. A text of one or
two characters is one shingle.

What is compared is bare: addresses, names called with @, tags between #, and signs such as [鼓掌] are cut; of the rest
only letters and figures stay, each in its compatibility form (NFKD), without accents and small, so that Ａ and a are
one; a sign that stands for several characters counts as the first of them. Spaces, stops and emoji therefore never
make two texts differ. Folded, every number is one sign as well, and so is every day of the week: what is put out every
day and changes in its date alone then says the same.
"""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from fractions import Fraction
from functools import cache

WIDTH = 3
"""Characters of a shingle."""
BREAK = "\uffff"
"""No character of any text (Unicode, "noncharacters"): what is cut never reaches across it."""
CUT = re.compile(
    rf"""[@＠\#＃\[［htw](?:
        (?<=h)ttps?://[!-~]+ | (?<=w)ww\.[\w.-]+/[!-~]* | (?<![A-Za-z0-9.]t)(?<=t)\.[\w.-]+/[!-~]*
        | (?<=[@＠])[\w-]{{1,30}}
        | (?<=[\#＃])(?:[^\#＃\n{BREAK}]{{1,40}}[\#＃] | \w{{1,40}})
        | (?<=[\[［])\w{{1,8}}[\]］]
    )""",
    re.VERBOSE,
)
"""Addresses, names, tags and signs. All they can begin with stands in front, which is ten times as quick."""
FOLDED = re.compile(
    r"\d+|(?:星期|礼拜|周)[一二三四五六日天]|(?:mon|tues|wednes|thurs|fri|satur|sun)day"
    r"|[〇零一二三四五六七八九十]{1,4}(?=[年月日号])"
)
"""Numbers, days of the week, and dates in characters, in a bare text."""
FOLD = "0"
_SEED, _PLACES = 8, 16


@dataclass(frozen=True)
class Match:
    """A passage that two texts share: from `start` to before `end` in the one, and in the other."""

    start: int
    end: int
    beside_start: int
    beside_end: int
    length: int
    """Letters and figures that are shared."""


@cache
def sign(character: str) -> str:
    """The letter or figure that the character counts as; empty for all others."""
    whole = "가" <= character <= "힣"
    form = character if whole else unicodedata.normalize("NFKD", character)
    return next((each for each in form.casefold() if each.isalnum()), "")


def bare(text: str, *, fold: bool = False) -> str:
    """What is compared of a text."""
    signs = "".join(map(sign, CUT.sub("", text)))
    return FOLDED.sub(FOLD, signs) if fold else signs


def shingles(text: str, *, fold: bool = False) -> frozenset[str]:
    """Every three characters that follow one another in the bare text; none if nothing is left of it."""
    signs = bare(text, fold=fold)
    if len(signs) < WIDTH:
        return frozenset({signs} - {""})
    return frozenset(signs[at : at + WIDTH] for at in range(len(signs) - WIDTH + 1))


def jaccard(one: Set[str], other: Set[str]) -> Fraction:
    """What both have over what either has (Jaccard 1901), from 0 to 1; 0 where both are empty."""
    either = len(one | other)
    return Fraction(len(one & other), either) if either else Fraction(0)


def containment(one: Set[str], other: Set[str]) -> Fraction:
    """The share of the one that the other has too; 0 where it is empty."""
    return Fraction(len(one & other), len(one)) if one else Fraction(0)


def similarity(one: str, other: str, *, fold: bool = False) -> Fraction:
    """How alike two texts are: 1 if they are the same and not blank, else the Jaccard similarity of their shingles."""
    if one == other and one.strip():
        return Fraction(1)
    return jaccard(shingles(one, fold=fold), shingles(other, fold=fold))


def aligned(one: str, other: str, *, least: int = 12) -> tuple[Match, ...]:
    """The passages of at least so many letters and figures that two texts share, in the order of the one.

    No letter of the one is in two passages. Passages grow from places where eight characters are the same; of a
    passage that the other has more than sixteen times, the first sixteen are looked at, so that the time needed grows
    with the lengths and not with their product. At each place the longest passage is taken that begins there or
    within the next eight characters.
    """
    pair = _Aligner(_Placed.of(one), _Placed.of(other))
    return tuple(match for match in pair.matches() if match.length >= least)


@dataclass(frozen=True)
class _Placed:
    """A bare text, and where in the whole each of its characters stands."""

    signs: str
    places: Sequence[int]

    @classmethod
    def of(cls, text: str) -> "_Placed":
        cut = {at for match in CUT.finditer(text) for at in range(*match.span())}
        kept = [(found, at) for at, each in enumerate(text) if at not in cut and (found := sign(each))]
        return cls("".join(each for each, _ in kept), [at for _, at in kept])

    def seeds(self) -> Mapping[str, Sequence[int]]:
        found = defaultdict[str, list[int]](list)
        for at in range(len(self.signs) - _SEED + 1):
            places = found[self.signs[at : at + _SEED]]
            if len(places) < _PLACES:
                places.append(at)
        return found


class _Aligner:
    def __init__(self, one: _Placed, other: _Placed) -> None:
        self.one, self.other, self.seeds = one, other, other.seeds()

    def matches(self) -> Iterator[Match]:
        at, end = 0, len(self.one.signs) - _SEED
        while at <= end:
            if self.one.signs[at : at + _SEED] not in self.seeds:
                at += 1
                continue
            length, start, beside = max(
                (self._longest(each) for each in range(at, min(at + _SEED, end) + 1)),
                key=lambda found: (found[0], -found[1]),
            )
            yield self._match(start, beside, length)
            at = start + length

    def _longest(self, at: int) -> tuple[int, int, int]:
        """The longest passage from this place on: its length, this place, and its first place in the other."""
        beside = self.seeds.get(self.one.signs[at : at + _SEED], ())
        lengths = [(_common(self.one.signs, at, self.other.signs, each), each) for each in beside]
        length, place = max(lengths, key=lambda found: (found[0], -found[1]), default=(0, 0))
        return length, at, place

    def _match(self, start: int, beside: int, length: int) -> Match:
        one, other, last = self.one.places, self.other.places, length - 1
        return Match(one[start], one[start + last] + 1, other[beside], other[beside + last] + 1, length)


def _common(one: str, at: int, other: str, beside: int) -> int:
    """How many characters are the same from the two places on, found in doubling and then halving steps."""
    most = min(len(one) - at, len(other) - beside)
    length, step = 0, _SEED
    while step:
        step = min(step, most - length)
        here, there = at + length, beside + length
        if step and one[here : here + step] == other[there : there + step]:
            length, step = length + step, step * 2
        else:
            step //= 2
    return length
