"""Write the ledger's entry of an act, in the act's own transaction: neither is there without the other."""

import hashlib
import secrets
from collections.abc import Iterable, Mapping
from datetime import datetime
from itertools import islice

from django.db import connection

from answerable.core.ledger.canonical import canonical, read_canonical
from answerable.core.ledger.entry import SALT_BYTES, Act, Change, body, entry_of
from answerable.core.ledger.entry import Disclosed as Shown
from answerable.core.tables.district import BY_NAME
from answerable.core.terms.errors import InputError
from answerable.records.models import Disclosed, Entry

LARGEST = 65_535
"""Bytes that a leaf of a log may have (C2SP tlog-tiles). An act on more rows than fit leaves several entries."""
_MOST_OBJECTS = 400
_LONGEST_KEY = 400
_CUT = "\\#"
"""Before the hash of a key that is too long; nowhere else does a backslash stand before this sign."""


def changed(table: str, cells: Mapping[str, str]) -> Change:
    """A row as it is after the act: its stated cells."""
    key = tuple(cells[name] for name in BY_NAME[table].key)
    return Change(table, key, {name: text for name, text in cells.items() if text})


def append_entry(
    act: Act, *, at: datetime, by: str, changes: Iterable[Change] = (), for_: str | None = None
) -> tuple[str, ...]:
    """Write the entry of an act within its transaction; the ids of what was written, usually one.

    Raises RuntimeError outside a transaction: an entry must not outlive an act that is rolled back; and InputError for
    a row whose key alone is too large for an entry.
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
        if len(changes) < 2:
            raise InputError("entry_too_large", act=act.value, most=LARGEST)
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
            salt=told.salt.hex(),
            content=canonical(told.content).decode("utf-8"),
        )
        for place, (change, told) in enumerate(zip(changes, disclosed, strict=True))
    )
    return (entry.id,)


def object_key(key: Iterable[str]) -> str:
    """The key of an object as it is looked up: its parts joined by a slash, no two keys alike.

    A slash or backslash in a part, which no id has, is written with a backslash. Of a key that is too long the
    beginning stands there, and the hash of all of it.
    """
    whole = "/".join(part.replace("\\", "\\b").replace("/", "\\s") for part in key)
    if len(whole) <= _LONGEST_KEY:
        return whole
    digest = hashlib.sha256(whole.encode("utf-8")).hexdigest()
    return whole[: _LONGEST_KEY - len(_CUT) - len(digest)] + _CUT + digest


def key_parts(row: Disclosed) -> tuple[str, ...] | None:
    """The key of an object, part by part; None where it was too long and what the row said was erased."""
    if _CUT not in row.key:
        parts = row.key.split("/")
        return tuple(part.replace("\\s", "/").replace("\\b", "\\") for part in parts)
    content = None if row.content is None else read_canonical(row.content.encode("utf-8"))
    if not isinstance(content, dict) or row.of not in BY_NAME:
        return None
    return tuple(str(content[name]) for name in BY_NAME[row.of].key)


def shown(row: Disclosed) -> Shown | None:
    """What opens the commitments of an object; None where it was erased."""
    if row.salt is None or row.content is None:
        return None
    content = read_canonical(row.content.encode("utf-8"))
    return Shown(bytes.fromhex(row.salt), content if isinstance(content, dict) else None, key_parts(row))
