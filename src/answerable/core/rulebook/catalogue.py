"""The procurement catalogue, services part: codes and names are facts, descriptions and plain words are our own.

Codes and names are those of 政府采购品目分类目录（2022年印发）, part C. A code says how a purchase is classed; it
permits nothing.
"""

import csv
import io
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from answerable.core.tables.declare import Both


@dataclass(frozen=True)
class Line:
    """One line of the catalogue. `words` are what people call it who do not know the catalogue, by language."""

    code: str
    name: Both
    about: Both
    words_zh: tuple[str, ...]
    words_en: tuple[str, ...]

    @property
    def level(self) -> int:
        """0 for the whole part C, 1 to 4 for ever finer lines."""
        digits = self.code[1:].rstrip("0")
        return (len(digits) + 1) // 2

    @property
    def is_rest(self) -> bool:
        """Whether the line takes what its neighbours leave over."""
        return self.name.zh.startswith("其他")


@cache
def load_catalogue() -> tuple[Line, ...]:
    """Every line, in the order of codes."""
    text = files("answerable.rulebooks").joinpath("catalogue", "services.csv").read_text(encoding="utf-8")
    return tuple(
        Line(
            code=row["code"],
            name=Both(row["name_zh"], row["name_en"]),
            about=Both(row["about_zh"], row["about_en"]),
            words_zh=_several(row["words_zh"]),
            words_en=_several(row["words_en"]),
        )
        for row in csv.DictReader(io.StringIO(text))
    )


@cache
def load_stopwords() -> frozenset[str]:
    """Words of both languages that tell nothing about what is wanted."""
    text = files("answerable.rulebooks").joinpath("catalogue", "stopwords.txt").read_text(encoding="utf-8")
    lines = (line for line in text.splitlines() if not line.startswith("#"))
    return frozenset(word for line in lines for word in line.split())


def _several(cell: str) -> tuple[str, ...]:
    return tuple(word for word in cell.split("|") if word)
