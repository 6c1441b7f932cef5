"""A paper that repeats an earlier one, or one of another body, word for word and for long stretches."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property, lru_cache
from itertools import accumulate

from answerable.core.watch.papers.sheet import Line, Sheet
from answerable.core.watch.papers.values import Held, Kept, Paper, Paragraph
from answerable.core.watch.text.shingles import Match, aligned, bare
from answerable.core.watch.values import Alert, Limits, Passage, alert_of

_SURE = Fraction(85, 100)
_GRAM = 8
"""Characters by which papers are sorted out that share nothing."""
_REMEMBERED = 4_000
"""Kept papers that are laid out once for all papers held against them."""
_LAW = re.compile("《[^《》]{1,200}》[^。；《]{0,200}第[一二三四五六七八九十百零\\d]{1,12}条|“[^“”]{12,}”")
_SET = re.compile(
    "认真贯彻落实|以习近平|党的二十大|深入学习贯彻|指导思想|特此(?:通知|报告|公告|通告|函复|批复)"
    "|请认真(?:贯彻|遵照)执行|以上报告|妥否"
)


@dataclass(frozen=True)
class _Copied:
    """A kept paper, the share of the paper's own words that stand in it, and where."""

    kept: Kept
    share: Fraction
    matches: tuple[Match, ...]
    longest: int
    """Own letters and figures of the longest passage."""


def paper_copy(sheet: Sheet, held: Held, limits: Limits) -> Iterator[Alert]:
    """The kept paper that most of the words stand in, if they are enough and some stand together.

    Not counted are headings, quotations of law, set phrases, and sentences that stand in several kept papers.
    """
    limit = limits.of("paper-copy")
    if limit is None:
        return
    own = _Own(sheet, held.kept, int(limit["common"]))
    if own.counted < limit["least"]:
        return
    found = [copied for kept in own.near(limit["share"]) if (copied := own.against(kept, limit)) is not None]
    if not found:
        return
    most = max(found, key=lambda each: (each.share, each.kept.id))
    yield alert_of(
        "paper-copy",
        sheet.paper.id,
        on=held.on,
        value=most.share,
        threshold=limit["share"],
        confidence=_SURE,
        passages=tuple(_passages(sheet, most)),
        observation=sheet.paper.id,
        says={
            "share": most.share,
            "longest": most.longest,
            "n": len(most.matches),
            "own": most.kept.name if most.kept.own else None,
            "other": None if most.kept.own else most.kept.name,
            "words": own.counted,
        },
    )


def _passages(sheet: Sheet, copied: _Copied) -> Iterator[Passage]:
    """The three longest, side by side, in their order."""
    longest = sorted(copied.matches, key=lambda match: -match.length)[:3]
    for match in sorted(longest, key=lambda match: match.start):
        beside = Passage.cut(copied.kept.id, copied.kept.text, match.beside_start, match.beside_end)
        yield sheet.passage(match.start, match.end, beside)


class _Own:
    """The words of a paper that count as its own."""

    def __init__(self, sheet: Sheet, kept: Sequence[Kept], common: int) -> None:
        self.sheet, self.common = sheet, common
        self.kept = tuple(each for each in kept if each.id != sheet.paper.id and not self._is_version(each))

    def _is_version(self, kept: Kept) -> bool:
        """Whether it is another version of this very paper: of the same body, title and day."""
        if not kept.own:
            return False
        title, day = self._titled
        other = _laid_out(kept)
        if not title or not other.title:
            return self.sheet.paper.name == kept.name
        return title == other.title and (day == other.day or None in (day, other.day))

    @cached_property
    def _titled(self) -> tuple[str, str | None]:
        return bare(self.sheet.title), _day(self.sheet.dated)

    @cached_property
    def _counts(self) -> Sequence[int]:
        """How many own letters and figures stand before each place of the text."""
        own = bytearray(len(self.sheet.text))
        for start, end in self._spans():
            own[start:end] = b"\x01" * (end - start)
        signs = (flag and each.isalnum() for flag, each in zip(own, self.sheet.text, strict=True))
        return tuple(accumulate((int(bool(each)) for each in signs), initial=0))

    @property
    def counted(self) -> int:
        return self._counts[-1]

    def _spans(self) -> Iterator[tuple[int, int]]:
        usual = self._usual()
        for sentence in self.sheet.sentences:
            text = sentence.text
            if not (_LAW.search(text) or _SET.search(text) or bare(text) in usual):
                yield sentence.start, sentence.end

    def _usual(self) -> frozenset[str]:
        """The sentences that stand in so many kept papers that they belong to nobody."""
        if len(self.kept) < self.common:
            return frozenset()
        own = frozenset(bare(each.text) for each in self.sheet.sentences)
        counts: Counter[str] = Counter()
        for kept in self.kept:
            counts.update(own & _laid_out(kept).sentences)
        return frozenset(each for each, count in counts.items() if count >= self.common)

    def near(self, share: Fraction) -> Iterator[Kept]:
        """Kept papers that may hold so large a share; the others are not looked at closely."""
        text = self.sheet.text
        grams = {text[at : at + _GRAM] for at in range(len(text) - _GRAM + 1)}
        for kept in self.kept:
            shared = sum(map(grams.__contains__, _laid_out(kept).grams))
            if shared * _GRAM * 2 >= share * self.counted:
                yield kept

    def against(self, kept: Kept, limit: Mapping[str, Fraction]) -> _Copied | None:
        """What stands in the kept paper; None where it is too little, or nowhere long enough."""
        matches = aligned(self.sheet.text, kept.text, least=int(limit["together"]))
        own = tuple(match for match in matches if self._own(match) * 2 >= match.length)
        lengths = [self._own(match) for match in own]
        share, longest = Fraction(sum(lengths), self.counted), max(lengths, default=0)
        enough = longest >= limit["passage"] and share >= limit["share"]
        return _Copied(kept, share, own, longest) if enough else None

    def _own(self, match: Match) -> int:
        return self._counts[match.end] - self._counts[match.start]


@dataclass(frozen=True)
class _LaidOut:
    """What every paper asks of a kept one: its bare title, day and sentences, and its text in pieces."""

    title: str
    day: str | None
    sentences: frozenset[str]
    grams: tuple[str, ...]


@lru_cache(maxsize=_REMEMBERED)
def _laid_out(kept: Kept) -> _LaidOut:
    text = kept.text
    lines = tuple(Paragraph(line) for line in text.split("\n"))
    sheet = Sheet(Paper(kept.id, kept.name, "txt", lines))
    return _LaidOut(
        bare(sheet.title),
        _day(sheet.dated),
        frozenset(bare(each) for each in re.split("[。！？；\n]", text) if len(each) >= 4),
        tuple(text[at : at + _GRAM] for at in range(0, len(text) - _GRAM + 1, _GRAM)),
    )


def _day(line: Line | None) -> str | None:
    return None if line is None else bare(line.text)
