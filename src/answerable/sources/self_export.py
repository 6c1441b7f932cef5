"""What a provider exports itself and signs: JSON lines, and a signature in a file of its own.

Nothing is verified here. The bytes to verify, the key's name and the signature are given back, and whoever knows the
registered keys decides.

The signature's file is one JSON object: `format` 1, `voice`, `key` (64 hexadecimal digits of an Ed25519 public key)
and `signature` (128), over the three lines of `statement`. Each line of the export is one object with the columns of an
observation.
"""

import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from answerable.core.tables.district import BY_NAME
from answerable.core.terms.errors import InputError
from answerable.sources.adapted import Faults, row_of, shown

MAX_BYTES = 50_000_000
MAX_LINE = 1 << 20

_REQUIRED = ("id", "kind", "at")
_COLUMNS = (
    *_REQUIRED,
    "text",
    "answers",
    "reads",
    "likes",
    "forwards",
    "comments",
    "source",
    "automatic",
    "address",
)
_KEY, _SIGNATURE = re.compile("[0-9a-f]{64}"), re.compile("[0-9a-f]{128}")


@dataclass(frozen=True)
class SelfExport:
    """A signed export that nobody has verified yet."""

    voice: str
    key: str
    signature: bytes
    signed: bytes
    """What the signature is said to be of."""
    rows: tuple[dict[str, str], ...]
    """Observations as cell texts."""


def parse_self_export(
    data: bytes, signature: bytes, *, name: str, contract: str, captured: datetime
) -> SelfExport:
    """The export; `name` is what faults call it.

    Raises InputError: `file_too_large`, `self_export_signature` for a file that is none; AdaptError with everything
    that is wrong in the lines.
    """
    if len(data) > MAX_BYTES:
        raise InputError("file_too_large", name=name, limit=MAX_BYTES)
    voice, key, seal = _seal(signature, name)
    faults = Faults(Path(name))
    document = "sha256:" + hashlib.sha256(data).hexdigest()
    rows = []
    for number, line in enumerate(data.split(b"\n"), start=1):
        if line.strip():
            cells = _cells(line, number, faults)
            if cells is not None:
                _check_time(cells["at"], captured, number, faults)
                known = {"contract": contract, "voice": voice, "document": document}
                known["captured"] = captured.isoformat(timespec="seconds")
                rows.append(row_of("observations", **known, **cells))
    if faults:
        raise faults.error()
    return SelfExport(voice, key, seal, statement(voice, data), tuple(rows))


def statement(voice: str, data: bytes) -> bytes:
    """What is signed: that these bytes are the export of this voice, so that no other can pass them off as its own."""
    return f"answerable/self-export/1\n{voice}\n{hashlib.sha256(data).hexdigest()}\n".encode()


def _check_time(at: str, captured: datetime, number: int, faults: Faults) -> None:
    """Nothing in an export is later than the export."""
    if datetime.fromisoformat(at) > captured:
        values = {"first_value": at, "second_value": captured.isoformat(timespec="seconds")}
        faults.add("out_of_order", row=number, at="at", first="at", second="captured", **values)


def _seal(signature: bytes, name: str) -> tuple[str, str, bytes]:
    try:
        stated = json.loads(signature[:MAX_LINE])
    except (ValueError, RecursionError):
        stated = None
    if isinstance(stated, dict) and stated.get("format") == 1:
        voice, key, seal = (str(stated.get(each, "")) for each in ("voice", "key", "signature"))
        if voice.strip() and _KEY.fullmatch(key) and _SIGNATURE.fullmatch(seal):
            return voice, key, bytes.fromhex(seal)
    raise InputError("self_export_signature", name=name)


def _cells(line: bytes, number: int, faults: Faults) -> dict[str, str] | None:
    """The cells of one line; None after noting every fault of it."""
    try:
        item = json.loads(line) if len(line) <= MAX_LINE else None
    except (ValueError, RecursionError):
        item = None
    if not isinstance(item, dict):
        faults.add("wrong_kind", row=number, at=None, expected="object")
        return None
    cells, sound = {}, True
    for key in item.keys() - set(_COLUMNS):
        faults.add("unknown_column", row=number, at=shown(key), column=shown(key), nearest=None)
        sound = False
    for key in _COLUMNS:
        text = _cell(item, key)
        if text is None or (not text and key in _REQUIRED) or not _fits(key, text):
            faults.add("self_export_cell", row=number, at=key, column=key)
            sound = False
        else:
            cells[key] = text
    return cells if sound else None


def _cell(item: Mapping[str, object], key: str) -> str | None:
    """A text or whole number as text, an absent one as empty; None for anything else."""
    value = item.get(key)
    if value is None:
        return ""
    return str(value) if isinstance(value, str | int) and not isinstance(value, bool) else None


def _fits(key: str, text: str) -> bool:
    column = BY_NAME["observations"].by_name[key]
    if not text:
        return True
    return column.type.matches(text) and column.type.within(column.type.parse(text))
