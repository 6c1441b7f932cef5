"""Catalogue lines that were found: code, name, score, and the words that spoke for them."""

from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction

from answerable.core.tables.declare import Both
from answerable.render.terminal import fold
from answerable.render.words import label, term
from answerable.render.words.fill import percent

_COLUMNS = 100
_SERVICES = "services"
_WARNS = 0.6
"""How sure it has to be before it warns."""
Row = tuple[str, Both, Both, float, Sequence[str]]
"""Code, name, description, score, words."""


def found_text(rows: Iterable[Row], *, kind: str, sure: float, lang: str) -> str:
    """The lines, best first, and a warning where the words speak of goods or works."""
    listed = list(rows)
    lines = [line for row in listed for line in _row(row, lang)] or [label("find_nothing", lang)]
    shown = percent(Fraction(round(sure * 100), 100))
    if kind != _SERVICES and sure >= _WARNS:
        text = label("find_kind", lang, kind=term("purchase_kind", kind, lang), sure=shown)
        lines += ["", *fold(text, _COLUMNS)]
    if listed:
        lines += ["", *fold(label("find_note", lang), _COLUMNS)]
    return "\n".join(lines) + "\n"


def _row(row: Row, lang: str) -> Iterator[str]:
    code, name, about, score, words = row
    # Pairs of characters that no dictionary knows are written with a dot in the index.
    spoke = tuple(dict.fromkeys(word.lstrip("·") for word in words))
    yield label("find_line", lang, code=code, name=name.in_(lang), score=f"{score:.1f}", words=spoke)
    for line in fold(about.in_(lang), _COLUMNS - 11):
        yield " " * 11 + line
