"""Is it goods, works or services? Title and description of a purchase in, a probability for each kind out.

Order 102 art. 10(3): goods, works, and works packaged with services may not be bought as government purchase of
services. This reads words and nothing else; it warns a person, and permits and forbids nothing.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import groupby
from math import exp, log

from answerable.core.rulebook.kinds import Kind, KindWord, KindWords

PRIOR: Mapping[Kind, float] = {Kind.GOODS: 0.3, Kind.WORKS: 0.25, Kind.SERVICES: 0.45}
"""How likely each kind is where no word speaks: most purchases are services, but fewer than their share in published
notices, for a warning left out costs more than one given in vain."""
_TEMPERATURE = 1.0
"""Points that make a kind e times as likely."""
_TITLE, _HEAD, _BELOW = 1.0, 1.5, 0.6
"""What a word of the title counts: as a rule, as the head of what is bought, and once a "for" or "at" has followed."""
_FIRST, _LATER, _FIRST_LENGTH = 0.7, 0.2, 250
"""What a word of the description counts: in its first characters, and after them."""
_FULL = 3.0
"""Points of a description that count by half; however long it is, it never counts for more than this."""

_PREPOSITION = "for|at|in|on|to|within|across|from|by"
_PAPER = (
    "contract|tender|framework|agreement|award|project|procurement|quotation|rfq|itt|dps|lot"
    "|采购|项目|招标|公告|合同"
)
_HEAD_ENDS = re.compile(rf"\s*(?:(?:{_PREPOSITION}|of)\b|[-–—(（:：]|(?:{_PAPER}|[\W\d_])*$)")
"""What follows the head of a title: a preposition, a dash or bracket, or nothing but words for the paper itself."""
_BELOW_BEGINS = re.compile(rf"\b(?:{_PREPOSITION})\b")


@dataclass(frozen=True)
class Spoken:
    """A word that was found in the title or in the description, and the points it gave to its kind."""

    word: KindWord
    points: float
    in_title: bool


@dataclass(frozen=True)
class Kindness:
    """What a purchase seems to be."""

    likely: Mapping[Kind, float]
    """The probability of each kind; they sum to 1."""
    words: tuple[Spoken, ...]
    """All words that spoke, strongest first."""

    @property
    def kind(self) -> Kind:
        """The most likely kind."""
        return max(Kind, key=lambda kind: self.likely[kind])

    @property
    def sure(self) -> float:
        """The probability of the most likely kind."""
        return self.likely[self.kind]

    @property
    def spoke_for(self) -> tuple[Spoken, ...]:
        """The words that spoke for the most likely kind, strongest first; none where only the prior speaks."""
        return tuple(each for each in self.words if each.word.kind is self.kind)


def kind_of(title: str, description: str, words: KindWords) -> Kindness:
    """What is bought, judged by its words alone. Either text may be empty; Chinese is read in simplified characters.

    A softmax over the prior and the points of the words. A word counts once, where it counts most.
    """
    best: dict[KindWord, Spoken] = {}
    for spoken in (*_in_title(_plain(title), words), *_in_description(_plain(description), words)):
        known = best.get(spoken.word)
        if known is None or known.points < spoken.points:
            best[spoken.word] = spoken
    ordered = sorted(best.values(), key=lambda each: (-each.points, each.word.text))
    return Kindness(_likely(ordered), tuple(ordered))


def _plain(text: str) -> str:
    return text.lower().replace("&", " and ")


def _likely(words: Iterable[Spoken]) -> dict[Kind, float]:
    points = {kind: log(share) for kind, share in PRIOR.items()}
    for each in words:
        points[each.word.kind] += each.points / _TEMPERATURE
    top = max(points.values())
    parts = {kind: exp(value - top) for kind, value in points.items()}
    return {kind: part / sum(parts.values()) for kind, part in parts.items()}


def _in_title(text: str, words: KindWords) -> Iterator[Spoken]:
    below = len(text)
    for at, (match, found) in enumerate(_found(text, words)):
        if at == 0:
            begins = _BELOW_BEGINS.search(text, match.end())
            below = begins.start() if begins else below
        is_head = match.group().endswith(" of") or _HEAD_ENDS.match(text, match.end())
        counts = _BELOW if match.start() > below else _HEAD if is_head else _TITLE
        for word in found:
            yield Spoken(word, word.weight * counts, in_title=True)


def _in_description(text: str, words: KindWords) -> Iterator[Spoken]:
    """Each word once; the first mention counts most."""
    points: dict[KindWord, float] = {}
    for match, found in _found(text, words):
        for word in found:
            counts = _FIRST if match.start() < _FIRST_LENGTH else _LATER
            points.setdefault(word, word.weight * counts)
    damped = _FULL / (_FULL + sum(points.values()))
    for word, value in points.items():
        yield Spoken(word, value * damped, in_title=False)


def _found(text: str, words: KindWords) -> Iterator[tuple[re.Match[str], tuple[KindWord, ...]]]:
    """From left to right, at each place the longest text that is known; the shorter ones in it are hidden."""
    pattern, by_group = _pattern(words)
    for match in pattern.finditer(text):
        speaking = by_group[match.lastindex or 0]
        if speaking:
            yield match, speaking


@cache
def _pattern(words: KindWords) -> tuple[re.Pattern[str], tuple[tuple[KindWord, ...], ...]]:
    """One pattern with a group for each text, and the words with that text by the number of its group."""
    by_text: dict[str, tuple[KindWord, ...]] = dict.fromkeys(words.silent, ())
    for word in words.speaking:
        by_text[word.text] = (*by_text.get(word.text, ()), word)
    # The search is quick where the first character alone rules out nearly everything.
    texts = sorted(by_text, key=lambda text: (text[0], -len(text), text))
    branches = (
        # What stands before an English word is looked at last: most places fail by the first letter alone.
        f"{first}{'(?<![a-z0-9].)' if first.isascii() else ''}(?:{'|'.join(map(_after_first, group))})"
        for first, group in groupby(texts, key=lambda text: text[0])
    )
    pattern = re.compile("|".join(branches))
    return pattern, ((), *(by_text[text] for text in texts))


def _after_first(text: str) -> str:
    """A group for the text without its first character, which is a letter, a digit or a Chinese character."""
    if not text.isascii():
        return f"({re.escape(text[1:])})"
    parts = [re.escape(part.rstrip("*")) + ("[a-z]*" if part.endswith("*") else "") for part in text.split()]
    return "(" + r"[\W_]+".join(parts)[1:] + "(?![a-z0-9]))"
