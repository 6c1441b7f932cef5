"""What an adapter of public data gives back, and how it says everything that is wrong with its source."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from answerable.core.tables.district import BY_NAME, FORMAT, Rows
from answerable.core.tables.fault import Fault, Level, UnsoundError
from answerable.core.terms.errors import InputError
from answerable.core.terms.message import Message, Param

LISTED = 1_000
"""Faults that are listed one by one; further ones are counted, so that memory stays bounded."""
MAX_TEXT = 1_000
"""Characters of one text in a document; names have far fewer."""
VACANCY_NOTE = "The source names nobody who answers for this."

_QUOTED = 60


@dataclass(frozen=True)
class Adapted:
    """A district folder in memory: what `district.yaml` says, and the rows of every table as cell texts."""

    district: dict[str, str | int]
    rows: Rows
    notes: tuple[Message, ...] = ()
    """What the source holds in figures, for the reader."""


class AdaptError(UnsoundError):
    """The source was read, but parts of it are wrong. All of them are in `faults`, in the source's order."""


class Faults:
    """Collects faults while a source is read, so that it can be refused once, with all of them."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._listed: list[Fault] = []
        self._found = 0
        self._notes: list[Fault] = []

    def add(self, code: str, /, *, row: int | None, at: str | None, **params: Param) -> None:
        """Note one fault; reading goes on."""
        self._found += 1
        if len(self._listed) < LISTED:
            self._listed.append(Fault(self._path.name, row, at, Message.of(code, **params)))

    def note(self, code: str, /, *, row: int | None, at: str | None, **params: Param) -> None:
        """Note something that is no fault: what was left out or changed, and why."""
        if len(self._notes) < LISTED:
            self._notes.append(Fault(self._path.name, row, at, Message.of(code, **params), Level.NOTICE))

    @property
    def notes(self) -> tuple[Fault, ...]:
        """The notices so far."""
        return tuple(self._notes)

    def __bool__(self) -> bool:
        return self._found > 0

    def error(self) -> AdaptError:
        """The error that carries everything noted so far, and how many more there were."""
        faults = list(self._listed)
        if self._found > LISTED:
            more = Message.of("further_faults", n=self._found - LISTED)
            faults.append(Fault(self._path.name, None, None, more))
        return AdaptError(str(self._path), tuple(faults))


@dataclass(frozen=True)
class Node:
    """A JSON object and its place in the document (a JSONPath, RFC 9535).

    Its readers give None, or nothing, where a member is absent, null, blank or of the wrong kind, and note
    that as a fault: one reading finds everything that is wrong.
    """

    place: str
    members: Mapping[str, object]
    faults: Faults

    @classmethod
    def of(cls, value: object, *, place: str, faults: Faults) -> "Node | None":
        """The value as a node, if it is an object."""
        if isinstance(value, dict):
            return cls(place, value, faults)
        faults.add("wrong_kind", row=None, at=place, expected="object")
        return None

    def text(self, key: str) -> str | None:
        """A printable text, or a whole number as its text, with single blanks inside and none around it."""
        value = self._member(key)
        if value is None:
            return None
        if not isinstance(value, str | int) or isinstance(value, bool):
            self.wrong("wrong_kind", key, expected="text")
            return None
        text = " ".join(str(value).split())
        if not text:
            self.wrong("missing_member", key, key=key)
        elif len(text) > MAX_TEXT:
            self.wrong("too_long", key, limit=MAX_TEXT, length=len(text))
        elif not text.isprintable():
            self.wrong("wrong_kind", key, expected="text")
        else:
            return text
        return None

    def one(self, key: str) -> "Node | None":
        """The object under a key."""
        value = self._member(key)
        return None if value is None else Node.of(value, place=f"{self.place}.{key}", faults=self.faults)

    def many(self, key: str, *, required: bool = True) -> list["Node"]:
        """The objects under a key: a list of them, or one that stands for a list of one."""
        value = self._member(key) if required else self.members.get(key)
        if value is None:
            return []
        place = f"{self.place}.{key}"
        items = (
            [(f"{place}[{number}]", item) for number, item in enumerate(value)]
            if isinstance(value, list)
            else [(place, value)]
        )
        nodes = [Node.of(item, place=where, faults=self.faults) for where, item in items]
        return [node for node in nodes if node is not None]

    def wrong(self, code: str, member: str, /, **params: Param) -> None:
        """Note a fault of one of its members."""
        self.faults.add(code, row=None, at=f"{self.place}.{member}", **params)

    def _member(self, key: str) -> object:
        value = self.members.get(key)
        if value is None:
            self.wrong("missing_member", key, key=key)
        return value


def shown(text: str) -> str:
    """A cell as an error quotes it: its beginning, if it is long."""
    return text[:_QUOTED]


def unreadable(path: Path, why: OSError) -> InputError:
    """The error for a file that the operating system does not let us read."""
    return InputError("source_unreadable", path=str(path), why=why.strerror or type(why).__name__)


def document_hash(path: Path) -> str:
    """The sha256 of a file's bytes, as column `document` of the readings wants it. Raises InputError."""
    try:
        with path.open("rb") as file:
            return "sha256:" + hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as why:
        raise unreadable(path, why) from why


def row_of(table: str, /, **cells: str) -> dict[str, str]:
    """A row with every declared column, empty where not given. Raises KeyError for an undeclared one."""
    row = dict.fromkeys(BY_NAME[table].by_name, "")
    if not cells.keys() <= row.keys():
        raise KeyError(table, *sorted(cells.keys() - row.keys()))
    return row | cells


def rows_with(filled: Mapping[str, list[dict[str, str]]]) -> Rows:
    """All declared tables in their order; those not filled have no rows."""
    return {name: filled.get(name, []) for name in BY_NAME}


def district_of(ident: str, *, name: str, name_en: str) -> dict[str, str | int]:
    """What `district.yaml` says of a district made from British public data."""
    return {
        "format": FORMAT,
        "id": ident,
        "name": name,
        "name_en": name_en,
        "language": "en",
        "time_zone": "Europe/London",
        "calendar": "weekdays",
        "rulebook": "general",
    }


def vacancy(contract: str, *, starts: date) -> dict[str, str]:
    """The assignment where the source names nobody: vacant from the contract's first day, and saying so."""
    return row_of("assignments", contract=contract, starts=starts.isoformat(), note=VACANCY_NOTE)


def share_indicator(ident: str, *, starts: date, period: str, name: str, name_en: str) -> dict[str, str]:
    """An indicator that is a share in per cent, the higher the better."""
    return row_of(
        "indicators",
        id=ident,
        starts=starts.isoformat(),
        name=name,
        name_en=name_en,
        period=period,
        measure="share",
        better="higher",
        unit="%",
    )


def bands_above(
    indicator: str, *, starts: date, names: tuple[str, ...], limits: tuple[str, ...]
) -> list[dict[str, str]]:
    """Bands from the lowest up, parted by `limits` without gap; the highest one is the target."""
    return [
        row_of(
            "bands",
            indicator=indicator,
            starts=starts.isoformat(),
            band=name,
            low=low,
            high=high,
            target="yes" if name == names[-1] else "no",
        )
        for name, low, high in zip(names, ("", *limits), (*limits, ""), strict=True)
    ]
