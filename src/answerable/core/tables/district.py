"""The district folder, format 1: every table in the order in which it refers to others."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields
from datetime import date

from answerable.core.tables import (
    indicators,
    inspection,
    oversight,
    register,
    responsibility,
    value,
    voice,
    watch,
)
from answerable.core.tables.declare import Table
from answerable.core.tables.fault import Fault
from answerable.core.tables.types import IDENT
from answerable.core.terms.errors import InputError
from answerable.core.terms.message import Message

FORMAT = 1
"""The number in `district.yaml`. A folder of a newer format is refused, an older one is upgraded."""

DISTRICT_FILE = "district.yaml"

TABLES: tuple[Table, ...] = (
    *register.TABLES,
    *responsibility.TABLES,
    *indicators.TABLES,
    *voice.TABLES,
    *oversight.TABLES,
    *inspection.TABLES,
    *value.TABLES,
    *watch.TABLES,
)
BY_NAME: dict[str, Table] = {table.name: table for table in TABLES}

Rows = dict[str, list[dict[str, str]]]
"""Rows to write: table name to rows of cell texts; an empty text is not stated."""


@dataclass(frozen=True)
class District:
    """What `district.yaml` says: whose data this is, and which rulebook and calendar it lives by."""

    id: str
    name: str
    name_en: str
    language: str
    time_zone: str
    calendar: str
    rulebook: str


KEYS = tuple(field.name for field in fields(District))
LANGUAGES = ("zh", "en")
NEEDED = ("bodies", "providers", "work_items", "contracts", "assignments")
"""Tables without which nothing can be said; any other may be absent, which is the same as empty."""


def district_faults(stated: Mapping[str, object]) -> Iterator[Fault]:
    """All faults of the keys in `district.yaml`; raises InputError if its format is newer than this program's."""
    found = stated.get("format")
    if isinstance(found, int) and not isinstance(found, bool) and found > FORMAT:
        raise InputError("newer_format", found=found, known=FORMAT)
    if found != FORMAT or isinstance(found, bool):
        yield _fault("district_value", key="format", value=_shown(found), wanted=str(FORMAT))
    yield from _texts(stated)
    for key in sorted(set(stated) - {*KEYS, "format"}):
        yield _fault("district_unknown_key", key=key, known=KEYS)
    language, ident = stated.get("language"), stated.get("id")
    if isinstance(language, str) and language not in LANGUAGES:
        yield _fault("district_value", key="language", value=language, wanted="zh, en")
    if isinstance(ident, str) and ident and not IDENT.matches(ident):
        yield _fault("bad_id", value=ident)


def _shown(value: object) -> str:
    """A value as a fault quotes it: nested ones may be of any size."""
    return str(value)[:60] if isinstance(value, str | int | float | date) else type(value).__name__


def _texts(stated: Mapping[str, object]) -> Iterator[Fault]:
    for key in KEYS:
        value = stated.get(key)
        if value is None:
            yield _fault("district_key", key=key)
        elif not isinstance(value, str) or not value:
            yield _fault("district_value", key=key, value=_shown(value), wanted="text")


def _fault(code: str, /, **params: str | tuple[str, ...]) -> Fault:
    key = params.get("key")
    return Fault(DISTRICT_FILE, None, key if isinstance(key, str) else None, Message.of(code, **params))
