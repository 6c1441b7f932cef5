"""Papers and case files as values: what they say, before anybody has drawn them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from types import MappingProxyType

from answerable.core.tables.declare import Both
from answerable.core.terms.errors import InputError
from answerable.core.terms.message import Message


class PaperKind(StrEnum):
    """The kinds of papers; `kinds.KINDS` says what each of them needs."""

    NOTICE = "notice"
    STATEMENT = "statement"
    ORDER = "order"
    EXTENSION = "extension"
    REPORT = "report"
    RECHECK = "recheck"
    NOT_CORRECTED = "not_corrected"
    CLOSING = "closing"
    PROTECTION = "protection"
    PROTECTION_REVIEW = "protection_review"
    NON_RENEWAL = "non_renewal"
    AGREEMENT = "agreement"
    ENDING = "ending"
    OBJECTION = "objection"
    OBJECTION_DECISION = "objection_decision"
    RECEIPT = "receipt"
    REFERRAL = "referral"
    HANDOVER = "handover"
    FILE = "file"


class Seal(StrEnum):
    """Where the seal comes from: the paper is printed, signed, sealed and scanned, or it is sealed electronically."""

    PRINT = "print"
    ELECTRONIC = "electronic"


@dataclass(frozen=True)
class PaperTable:
    """A table within a paper, worded in the reader's language; every row has a cell for each column."""

    key: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, kw_only=True)
class Paper:
    """One paper. `fields` and `tables` are worded in the language it is drawn in; people choose `number`."""

    kind: PaperKind
    number: str = ""
    """The document number 发文字号, such as 江平文旅整〔2026〕3号; empty where the kind has none."""
    issued_on: date
    issuer: Both
    addressee: Both
    fields: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    tables: tuple[PaperTable, ...] = ()
    seal: Seal = Seal.PRINT

    def field(self, name: str) -> str:
        """The value of a field, empty where it is not stated."""
        return self.fields.get(name, "").strip()

    def table(self, key: str) -> PaperTable | None:
        return next((table for table in self.tables if table.key == key), None)


@dataclass(frozen=True)
class Event:
    """One line of a chronology, in words; `number` is that of the paper, if one was made."""

    on: date
    who: str
    what: str
    number: str = ""


@dataclass(frozen=True)
class Evidence:
    """A file that is evidence: what it is called, the SHA-256 of its bytes in hexadecimal, and how many they are."""

    name: str
    sha256: str
    size: int


@dataclass(frozen=True, kw_only=True)
class CaseFile:
    """The whole file of a case 案卷; `entries` are the ids of the ledger entries, in their order."""

    case: str
    contract: str
    provider: Both
    issuer: Both
    filed_on: date
    chronology: tuple[Event, ...]
    evidence: tuple[Evidence, ...]
    entries: tuple[str, ...]
    papers: tuple[Paper, ...]


@dataclass(frozen=True)
class PaperFault:
    """One thing wrong with a wording or with what a paper says; `line` counts from 1."""

    line: int | None
    message: Message

    @property
    def place(self) -> tuple[int, str]:
        return (self.line or 0, self.message.code)


class PaperFaultsError(InputError):
    """A wording, or a paper, cannot be used; `faults` holds everything that is wrong with it."""

    def __init__(self, file: str, faults: tuple[PaperFault, ...]) -> None:
        self.file = file
        self.faults = tuple(sorted(faults, key=lambda fault: fault.place))
        super().__init__("paper_faults", file=file, n=len(faults))
