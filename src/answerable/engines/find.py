"""Finds the catalogue line for a free description, in Chinese (either script) or English.

Terms are weighed as in Robertson and Zaragoza, "The Probabilistic Relevance Framework: BM25 and Beyond" (2009): a term
counts the more the fewer lines have it, and repeating it soon counts no more; a name and a plain word count above a
description. Chinese is cut into words and, for what no dictionary knows, into pairs of characters.
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from math import log

import opencc
import rjieba

from answerable.core.rulebook.catalogue import Line, load_stopwords
from answerable.core.tables.declare import Both

_NAME, _WORDS, _ABOUT, _PAIR, _ABOVE = 3.0, 2.6, 1.0, 0.45, 0.5
"""What a term is worth by where it stands: in a pair of characters less than in a word, in a name above a little."""
_PHRASE = 2.0
"""A plain word that stands in the description as a whole."""
_SATURATION = 1.5
_REST = 0.8
"""Lines for what is left over give way to those that name it."""
_LEVELS = (0.5, 0.75, 0.9, 1.0, 1.0)
"""General lines give way to detailed ones."""
_CHINESE = re.compile("[\u3400-\u9fff]+")
_LATIN = re.compile("[a-z0-9]+")


@dataclass(frozen=True)
class Hit:
    """A line with its score (only comparable within one search) and the words that spoke for it, strongest first."""

    line: Line
    score: float
    words: tuple[str, ...]


def find(text: str, lines: Sequence[Line], *, most: int = 10) -> tuple[Hit, ...]:
    """The lines nearest to the text, best first; none if no word is shared."""
    index = _index_of(tuple(lines))
    plain = simplified(text).lower()
    query, words = Counter(_terms(plain)), f" {' '.join(_LATIN.findall(plain))} "
    hits = [hit for at in range(len(lines)) if (hit := index.score(at, query, plain, words)) is not None]
    hits.sort(key=lambda hit: (-hit.score, hit.line.code))
    return tuple(hits[:most])


def simplified(text: str) -> str:
    """The text with traditional characters written in simplified ones."""
    return str(_converter().convert(text))


@cache
def _converter() -> opencc.OpenCC:
    return opencc.OpenCC("t2s")


@cache
def _index_of(lines: tuple[Line, ...]) -> "_Index":
    return _Index(lines)


@dataclass(frozen=True)
class _Index:
    lines: tuple[Line, ...]

    @cached_property
    def documents(self) -> tuple[Mapping[str, float], ...]:
        """For every line what each term is worth in it."""
        names = {line.code: line.name for line in self.lines}
        above = ([names[code] for code in _above(line.code) if code in names] for line in self.lines)
        return tuple(_document(line, each) for line, each in zip(self.lines, above, strict=True))

    @cached_property
    def rarity(self) -> Mapping[str, float]:
        """How much a term tells: the fewer lines have it, the more."""
        n = len(self.lines)
        having = Counter(term for document in self.documents for term in document)
        return {term: log(1 + (n - k + 0.5) / (k + 0.5)) for term, k in having.items()}

    @cached_property
    def phrases(self) -> tuple[tuple[str, ...], ...]:
        """For every line its plain words as they are written, of at least two characters."""
        return tuple(
            tuple(word.lower() for word in (*line.words_zh, *line.words_en) if len(word) > 1)
            for line in self.lines
        )

    def score(self, at: int, query: Counter[str], plain: str, words: str) -> Hit | None:
        document, line = self.documents[at], self.lines[at]
        found = {
            term: self.rarity[term] * document[term] * (_SATURATION + 1) / (document[term] + _SATURATION)
            for term in query
            if term in document
        }
        for phrase in self.phrases[at]:
            if _stands_in(phrase, plain, words):
                found[phrase] = found.get(phrase, 0.0) + _PHRASE * log(1 + len(phrase))
        if not found:
            return None
        weight = _LEVELS[line.level] * (_REST if line.is_rest else 1.0)
        spoke = tuple(term for term, _ in sorted(found.items(), key=lambda each: (-each[1], each[0])))
        return Hit(line, sum(found.values()) * weight, spoke[:6])


def _stands_in(phrase: str, plain: str, words: str) -> bool:
    """Whether a plain word stands in the text: Chinese anywhere, English as whole words."""
    return f" {phrase} " in words if phrase.isascii() else phrase in plain


def _above(code: str) -> Iterator[str]:
    """The codes of the lines above: `C23070100` stands below `C23070000` and `C23000000`."""
    for end in (7, 5, 3):
        shorter = code[:end].ljust(9, "0")
        if shorter != code:
            yield shorter


def _document(line: Line, above: Sequence[Both]) -> dict[str, float]:
    worth: dict[str, float] = {}
    parts = [
        (_NAME, (line.name.zh, line.name.en)),
        (_WORDS, (*line.words_zh, *line.words_en)),
        (_ABOUT, (line.about.zh, line.about.en)),
        (_ABOVE, tuple(text for name in above for text in (name.zh, name.en))),
    ]
    for weight, texts in parts:
        for term in {term for text in texts for term in _terms(text.lower())}:
            value = weight * (_PAIR if term.startswith("·") else 1.0)
            worth[term] = max(worth.get(term, 0.0), value)
    return worth


def _terms(text: str) -> Iterator[str]:
    """The words of a text, and every pair of Chinese characters, marked with a dot."""
    for run in _CHINESE.findall(text):
        for word in rjieba.cut(run):
            if word not in load_stopwords():
                yield word
        for at in range(len(run) - 1):
            pair = run[at : at + 2]
            if pair not in load_stopwords():
                yield "·" + pair
    for word in _LATIN.findall(_CHINESE.sub(" ", text)):
        if word not in load_stopwords():
            yield _stem(word)


def _stem(word: str) -> str:
    """An English word without its commonest endings."""
    for ending in ("ings", "ing", "ies", "ers", "er", "ed", "es", "s"):
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            return word.removesuffix(ending).rstrip("e")
    return word.rstrip("e") if len(word) > 3 else word
