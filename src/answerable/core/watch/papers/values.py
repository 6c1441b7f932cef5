"""A paper as its parser understood it, and what it is held against."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from fractions import Fraction


class Align(StrEnum):
    """How a paragraph is set."""

    LEFT = "left"
    CENTRE = "centre"
    RIGHT = "right"
    BOTH = "both"


@dataclass(frozen=True)
class Paragraph:
    """One paragraph. Looks are None where the file does not tell, as in plain text; sizes are in points."""

    text: str
    align: Align | None = None
    font: str | None = None
    """The East Asian font most of its characters have."""
    size: Fraction | None = None
    bold: bool | None = None
    indent: Fraction | None = None
    """First-line indent in points."""
    spacing: Fraction | None = None
    """The exact distance of lines in points, where it is exact."""
    table: bool = False


@dataclass(frozen=True)
class Setup:
    """The page, in millimetres; None where the file does not tell."""

    width: Fraction
    height: Fraction
    top: Fraction
    bottom: Fraction
    left: Fraction
    right: Fraction


@dataclass(frozen=True)
class Paper:
    """A document: its paragraphs in order, those of tables included. `form` is docx, pdf, html or txt."""

    id: str
    name: str
    form: str
    paragraphs: tuple[Paragraph, ...]
    setup: Setup | None = None
    pictures: int = 0
    numbered: bool | None = None
    """Whether its pages bear numbers; None where the file does not tell."""

    @property
    def text(self) -> str:
        """The paragraphs, one a line; offsets of passages are into this text."""
        return "\n".join(paragraph.text for paragraph in self.paragraphs)


@dataclass(frozen=True)
class Kept:
    """An earlier paper, or one of another body, that a paper is held against."""

    id: str
    name: str
    text: str
    own: bool
    """Whether it is of the same body."""
    on: date | None = None


@dataclass(frozen=True)
class Home:
    """Where the body lives: the names of its own places, upward (province, city, county) and downward (towns)."""

    places: tuple[str, ...] = ()
    bodies: tuple[str, ...] = ()


@dataclass(frozen=True)
class Held:
    """What a paper is looked at with: the day, the body's home, and the papers it is held against."""

    on: date
    home: Home = Home()
    kept: tuple[Kept, ...] = ()
    literary: Fraction | None = None
    """How literary it reads to the model, 0 to 1, where the model was asked."""
