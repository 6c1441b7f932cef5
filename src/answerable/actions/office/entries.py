"""Write the ledger's entry of an act, in the act's own transaction: neither is there without the other."""

import secrets
from collections.abc import Iterable, Mapping
from datetime import datetime
from itertools import islice

from django.db import connection

from answerable.core.ledger.canonical import canonical
from answerable.core.ledger.entry import SALT_BYTES, Act, Change, body, entry_of
from answerable.core.tables.district import BY_NAME
from answerable.records.models import Disclosed, Entry

CLOCK = "system"
"""Who acts where nobody does: work driven by the clock."""
LARGEST = 65_535
"""Bytes that a leaf of a log may have (C2SP tlog-tiles). An act on more rows than fit leaves several entries."""
_MOST_OBJECTS = 400
_LONGEST_KEY = 400


def changed(table: str, cells: Mapping[str, str]) -> Change:
    """A row as it is after the act: its stated cells."""
    key = tuple(cells[name] for name in BY_NAME[table].key)
    return Change(table, key, {name: text for name, text in cells.items() if text})


def append_entry(
    act: Act, *, at: datetime, by: str, changes: Iterable[Change] = (), for_: str | None = None
) -> tuple[str, ...]:
    """Write the entry of an act within its transaction; the ids of what was written, usually one.

    Raises RuntimeError outside a transaction: an entry must not outlive an act that is rolled back.
    """
    if not connection.in_atomic_block:
        raise RuntimeError("an entry is written in the transaction of its act")
    left = iter(changes)
    ids = _append(act, at=at, by=by, for_=for_, changes=list(islice(left, _MOST_OBJECTS)))
    while some := list(islice(left, _MOST_OBJECTS)):
        ids += _append(act, at=at, by=by, for_=for_, changes=some)
    return ids


def _append(act: Act, *, at: datetime, by: str, for_: str | None, changes: list[Change]) -> tuple[str, ...]:
    salts = [secrets.token_bytes(SALT_BYTES) for _ in changes]
    entry, disclosed = entry_of(act, at=at, by=by, for_=for_, changes=changes, salts=salts)
    leaf = body(entry)
    if len(leaf) > LARGEST:
        half = len(changes) // 2
        parts = (changes[:half], changes[half:])
        return tuple(id for part in parts for id in _append(act, at=at, by=by, for_=for_, changes=part))
    Entry.objects.create(id=entry.id, at=entry.at, act=act.value, by=by, body=leaf.decode("utf-8"))
    Disclosed.objects.bulk_create(
        Disclosed(
            entry_id=entry.id,
            place=place,
            of=change.table,
            key=object_key(change.key),
            salt=shown.salt.hex(),
            content=canonical(shown.content).decode("utf-8"),
        )
        for place, (change, shown) in enumerate(zip(changes, disclosed, strict=True))
    )
    return (entry.id,)


def object_key(key: Iterable[str]) -> str:
    """The key of an object as it is looked up: its parts joined by a slash."""
    return "/".join(key)[:_LONGEST_KEY]
