"""A summary or report that needs figures, and has hardly a sentence that anybody could check."""

from collections.abc import Iterator
from fractions import Fraction

from answerable.core.watch.papers.facts import is_checkable, weighty
from answerable.core.watch.papers.kind import NAMES, Kind
from answerable.core.watch.papers.sheet import Sheet
from answerable.core.watch.papers.values import Held
from answerable.core.watch.values import Alert, Limits, alert_of

_SURE = Fraction(8, 10)
_NEED = frozenset({Kind.SUMMARY, Kind.WORK_REPORT, Kind.REPORT, Kind.PERIODIC})


def paper_no_facts(sheet: Sheet, held: Held, limits: Limits) -> Iterator[Alert]:
    """Too small a share of sentences with a checkable fact; lines of tables with figures count as such sentences."""
    limit = limits.of("paper-no-facts")
    if limit is None or sheet.kind not in _NEED or sheet.kind is None:
        return
    sentences = weighty(sheet.sentences)
    rows = sum(line.paragraph.table and is_checkable(line.text) for line in sheet.body)
    whole = len(sentences) + rows
    if len(sentences) < limit["sentences"]:
        return
    bare = [each for each in sentences if not is_checkable(each.text)]
    share = Fraction(whole - len(bare), whole)
    if share >= limit["share"]:
        return
    yield alert_of(
        "paper-no-facts",
        sheet.paper.id,
        on=held.on,
        value=share,
        threshold=limit["share"],
        confidence=_SURE,
        passages=tuple(sheet.passage(each.start, each.end) for each in bare[:3]),
        observation=sheet.paper.id,
        says={
            "kind": NAMES[sheet.kind][0],
            "kind_en": NAMES[sheet.kind][1],
            "n": whole,
            "facts": whole - len(bare),
            "share": share,
            "least": limit["share"],
        },
    )
