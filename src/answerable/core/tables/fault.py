"""What is wrong with something a person wrote: where it stands, what is wrong, what would be right."""

from dataclasses import dataclass
from enum import StrEnum

from answerable.core.terms.errors import InputError
from answerable.core.terms.message import Message


class Level(StrEnum):
    """A fault makes the data unusable; a notice is sound data that somebody should look at."""

    FAULT = "fault"
    NOTICE = "notice"


@dataclass(frozen=True)
class Fault:
    """One thing to mend. `row` counts as a spreadsheet does: the header is row 1."""

    file: str
    row: int | None
    column: str | None
    message: Message
    level: Level = Level.FAULT

    @property
    def place(self) -> tuple[str, int, str, str]:
        """Where faults are listed: by file, row, column, kind."""
        return (self.file, self.row or 0, self.column or "", self.message.code)


class UnsoundError(InputError):
    """The data has faults; all of them are carried."""

    def __init__(self, source: str, faults: tuple[Fault, ...], *, language: str | None = None) -> None:
        super().__init__("unsound", source=source, n=len(faults))
        self.faults = faults
        self.language = language
        """The language of the district, where it could be read."""
