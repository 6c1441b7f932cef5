"""A page whose words went wrong on the way from their writer to the reader."""

from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import date
from fractions import Fraction

from answerable.core.watch.pages.garbage import Mark, marks
from answerable.core.watch.pages.values import PageView
from answerable.core.watch.values import Alert, Limits, Passage, alert_of

_SURE = Fraction(9, 10)
_WEIGHTS: Mapping[str, int] = {"encoding": 3, "scripts": 3, "template": 3, "pinyin": 3, "doubled": 1}
_AROUND = 20
_SHOWN = 5


def page_garbled(view: PageView, limits: Limits, on: date) -> Iterator[Alert]:
    """Marks of garbled text that weigh enough: a broken encoding alone, a doubled sign only with others."""
    limit = limits.of("page-garbled")
    if limit is None:
        return
    titled = f"{view.title}\n{view.text}"
    before = len(view.title) + 1
    found = sorted(marks(titled), key=lambda each: (-_WEIGHTS[each.kind], each.start))
    counts = Counter(each.kind for each in found)
    if view.broken and not counts["encoding"]:
        counts["encoding"] = view.broken
    weight = sum(_WEIGHTS[kind] * count for kind, count in counts.items())
    if weight < limit["weight"]:
        return
    yield alert_of(
        "page-garbled",
        view.id,
        on=on,
        value=Fraction(weight),
        threshold=limit["weight"],
        confidence=_SURE,
        passages=tuple(_passage(view, titled, mark, before) for mark in found[:_SHOWN]),
        observation=view.id,
        says={**{kind: counts.get(kind) for kind in _WEIGHTS}, "n": sum(counts.values())},
    )


def _passage(view: PageView, titled: str, mark: Mark, before: int) -> Passage:
    """The mark with the words around it; offsets are into the page's text, as far as it does not lie in the title."""
    start = max(before if mark.start >= before else 0, mark.start - _AROUND)
    words = Passage.cut(view.id, titled, start, mark.end + _AROUND)
    return Passage(words.of, words.text.replace("\n", " ").strip(), max(0, start - before))
