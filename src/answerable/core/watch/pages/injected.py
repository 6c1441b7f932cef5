"""Spam that others put into a page: in its words, its links, or where no reader sees it."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from itertools import pairwise

from answerable.core.watch.pages.hosts import Neighbours
from answerable.core.watch.pages.lexicon import FOUND, KINDS, WARNING, WEIGHTS
from answerable.core.watch.pages.values import PageView
from answerable.core.watch.values import Alert, Limits, Passage, alert_of

_SURE = Fraction(9, 10)
_SPACED = re.compile(r"(?<=[\u4e00-\u9fff])[ \u3000·*._\-]+(?=[\u4e00-\u9fff])")
_DOUBLE = 2
"""A word counts twice where it is a link to a stranger or hidden: nobody warns in an anchor, or where none can read."""


@dataclass(frozen=True)
class _Piece:
    """A line, an anchor or a hidden text with words of spam."""

    text: str
    weights: Mapping[str, int]
    """The weight of each word that was found."""
    place: str
    times: int = 1
    start: int = 0

    @property
    def weight(self) -> int:
        return sum(self.weights.values()) * self.times


def page_injected(view: PageView, limits: Limits, on: date) -> Iterator[Alert]:
    """Words of spam that weigh enough; lines beside a warning do not count, nor do single words that need company."""
    limit = limits.of("page-injected")
    if limit is None:
        return
    pieces = sorted(_pieces(view, limit["company"]), key=lambda each: -each.weight)
    weight = sum(each.weight for each in pieces)
    if weight < limit["weight"]:
        return
    kinds = Counter(WEIGHTS[word][0] for each in pieces for word in each.weights)
    places = Counter(each.place for each in pieces)
    yield alert_of(
        "page-injected",
        view.id,
        on=on,
        value=Fraction(weight),
        threshold=limit["weight"],
        confidence=_SURE,
        passages=tuple(_passage(view, each) for each in pieces[:5]),
        observation=view.id,
        says={
            **{kind: kinds.get(kind) for kind in KINDS},
            "links": places.get("link"),
            "lines": places.get("line"),
            "hidden": places.get("hidden"),
            "weight": weight,
            "threshold": int(limit["weight"]),
        },
    )


def _passage(view: PageView, piece: _Piece) -> Passage:
    cut = Passage.cut(view.id, piece.text)
    return Passage(cut.of, cut.text, piece.start)


def _pieces(view: PageView, company: Fraction) -> Iterator[_Piece]:
    around = Neighbours(view)
    anchors = set()
    for link in view.links:
        strange = around.strange(link)
        if (weights := _spam(link.text, company)) and not WARNING.search(link.text) and strange:
            anchors.add(link.text.strip())
            yield _Piece(link.text, weights, "hidden" if link.hidden else "link", _DOUBLE)
    for hidden in view.hidden:
        rest = _without(hidden.text, anchors)
        told = WARNING.search(hidden.text) or WARNING.search(view.title)
        if (weights := _spam(rest, company)) and not told:
            yield _Piece(rest, weights, "hidden", _DOUBLE)
    yield from _lines(view, company, anchors)


def _without(text: str, anchors: set[str]) -> str:
    """A hidden text without the anchors that were counted already."""
    for anchor in sorted(anchors, key=len, reverse=True):
        text = text.replace(anchor, " ")
    return text.strip()


def _lines(view: PageView, company: Fraction, anchors: set[str]) -> Iterator[_Piece]:
    """Visible lines without a warning in the title, in them or beside them."""
    if WARNING.search(view.title):
        return
    lines = ["", *view.text.split("\n"), ""]
    warned = [bool(WARNING.search(line)) for line in lines]
    beside = [one or other for one, other in pairwise(warned)]
    start = 0
    for at, line in enumerate(lines[1:-1], start=1):
        weights = {} if beside[at - 1] or beside[at] or line.strip() in anchors else _spam(line, company)
        if weights:
            yield _Piece(line, weights, "line", start=start)
        start += len(line) + 1


def _spam(text: str, company: Fraction) -> Mapping[str, int]:
    """The words of spam with their weights, if they weigh enough together; spaces put between signs are undone."""
    words: Sequence[str] = [found.lower() for found in FOUND.findall(_SPACED.sub("", text))]
    weights = {word: WEIGHTS[word][1] for word in words}
    strong = max(weights.values(), default=0)
    return weights if strong >= 2 and sum(weights.values()) >= company else {}
