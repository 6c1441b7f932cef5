"""A paper that contradicts itself: sums, shares, growth, days, years, or the same figure stated twice."""

import re
from collections import Counter
from collections.abc import Iterator
from fractions import Fraction

from answerable.core.watch.papers.clashes import Clash
from answerable.core.watch.papers.days import days, weekdays, years
from answerable.core.watch.papers.numbers import NUM, UNIT, figure
from answerable.core.watch.papers.sheet import Sheet
from answerable.core.watch.papers.sums import growth, rows, splits, sums
from answerable.core.watch.papers.values import Held
from answerable.core.watch.values import Alert, Limits, Passage, alert_of

_SURE = Fraction(9, 10)
_KINDS = ("sums", "splits", "growth", "days", "weekdays", "years", "figures")
_WHOLE = re.compile(
    rf"(?:^|[，。；：、])((?:全年|本年度|年内|本月|本季度|上半年|下半年)(?:累计|共计|共"
    rf"|总计)?[^\d，。；：、%％]{{3,16}}?)(?:了|为|达到?|约)?({NUM})\s*({UNIT})"
)
_ANOTHER = re.compile(
    "去年|上年|同期|上月|上季度|计划|目标|力争|预计|将|拟|不少于|不低于|\\d{4}年|其中|比上|较上"
    "|今后|下一步|分院|分别"
)


def paper_contradiction(sheet: Sheet, held: Held, limits: Limits) -> Iterator[Alert]:
    """One alert with everything that cannot be right, each shown with what it contradicts."""
    limit = limits.of("paper-contradiction")
    if limit is None:
        return
    found = sorted(set(_clashes(sheet, held, limit["points"])), key=lambda each: each.start)
    if not found:
        return
    counts = Counter(each.kind for each in found)
    yield alert_of(
        "paper-contradiction",
        sheet.paper.id,
        on=held.on,
        value=Fraction(len(found)),
        threshold=Fraction(1),
        confidence=_SURE,
        passages=tuple(_passage(sheet, clash) for clash in found[:5]),
        observation=sheet.paper.id,
        says={"n": len(found), **{kind: counts.get(kind) for kind in _KINDS}},
    )


def _clashes(sheet: Sheet, held: Held, points: Fraction) -> Iterator[Clash]:
    year = held.on.year
    for sentence in sheet.sentences:
        if not re.search(r"\d", sentence.text):
            continue
        yield from sums(sentence)
        yield from splits(sentence)
        yield from growth(sentence, points)
        yield from days(sentence)
        yield from weekdays(sentence, year)
    yield from rows(sheet.body)
    yield from years(sheet)
    yield from _figures(sheet)


def _figures(sheet: Sheet) -> Iterator[Clash]:
    """The same thing of the same period, in the same words, with another figure."""
    first: dict[tuple[str, str], tuple[Fraction, int, int]] = {}
    for sentence in sheet.sentences:
        if _ANOTHER.search(sentence.text):
            continue
        for match in _WHOLE.finditer(sentence.text):
            start, end = sentence.start + match.start(1), sentence.start + match.end()
            key, value = (re.sub("累计|共计|共|总计|\\s", "", match[1]), match[3]), figure(match[2]).value
            known = first.setdefault(key, (value, start, end))
            if known[0] != value:
                yield Clash("figures", start, end, known[1:])


def _passage(sheet: Sheet, clash: Clash) -> Passage:
    beside = None if clash.beside is None else sheet.passage(*clash.beside)
    return sheet.passage(clash.start, clash.end, beside)
