"""Where the rows of a table are: a file that an engine can read, described as a value."""

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from answerable.core.tables.declare import Column, Table
from answerable.core.terms.errors import AnswerableError

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
"""How a text begins that a spreadsheet would calculate (CWE-1236); files given out put an apostrophe before it."""


def as_written(cell: str) -> str:
    """The text of a cell that was given out in a file of ours and comes back: without that apostrophe."""
    return cell[1:] if cell.startswith("'") and cell[1:].startswith(FORMULA_STARTS) else cell


class Form(StrEnum):
    """How rows are written."""

    CSV = "csv"
    PARQUET = "parquet"


@dataclass(frozen=True)
class TableFile:
    """A table's file as it can be read: UTF-8 CSV without surprises, or Parquet.

    `shown` is the name a person knows it by; `paths` may be a tidied copy of that. In a `numbered` copy the
    first column is the row's number in the original. `header` names the columns in the file's order; an empty
    name is a column nobody declared. `bare`: there is a header and nothing below it.
    """

    table: Table
    shown: str
    paths: tuple[Path, ...]
    form: Form
    header: tuple[str, ...]
    numbered: bool = False
    bare: bool = False

    @property
    def present(self) -> tuple[Column, ...]:
        """The declared columns that the file has, in declared order."""
        return tuple(column for column in self.table.columns if column.name in self.header)


class RaggedError(AnswerableError):
    """The fast reader met a line that is not plain CSV; a tidied copy has to be made first."""

    def __init__(self, file: TableFile) -> None:
        super().__init__("ragged", file=file.shown)
        self.file = file
