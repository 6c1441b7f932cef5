"""The manifest of a table kept in parts: which files belong to it, how many rows each has, and their SHA-256.

A part that was lost, added, cut or changed after the manifest was written is named when the folder is opened, before a
figure is made of it. Parts are hashed by several threads, a little at a time.
"""

import hashlib
import json
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from answerable.core.tables.fault import Fault, Level
from answerable.core.terms.errors import InputError
from answerable.core.terms.message import Message
from answerable.sources.folder import MANIFEST

FORMAT = 1
_THREADS = 4
_LARGEST = 50_000_000


@dataclass(frozen=True)
class Part:
    """One file of a table."""

    name: str
    rows: int
    bytes: int
    sha256: str


def parts_of(folder: Path) -> tuple[Part, ...]:
    """The Parquet files in the folder as they are, by name. Raises OSError, and pyarrow's error for other files."""
    with ThreadPoolExecutor(_THREADS) as pool:
        return tuple(pool.map(_part, sorted(folder.glob("*.parquet"))))


def _part(path: Path) -> Part:
    with path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    return Part(path.name, pq.read_metadata(path).num_rows, path.stat().st_size, digest)


def write_manifest(folder: Path, table: str) -> tuple[Part, ...]:
    """Write the manifest of the parts as they are, aside and renamed; return them.

    Raises InputError (`part_unreadable`) for a part that is no Parquet.
    """
    try:
        parts = parts_of(folder)
    except pa.ArrowInvalid as error:
        raise InputError("part_unreadable", table=table, why=str(error)[:200]) from error
    text = {"format": FORMAT, "table": table, "parts": [asdict(part) for part in parts]}
    aside = folder / f".{MANIFEST}.new"
    aside.write_text(json.dumps(text, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
    aside.replace(folder / MANIFEST)
    return parts


def verify(folder: Path, table: str) -> list[Fault]:
    """Every way in which the parts are not those of the manifest; a notice where there is none."""
    file = folder / MANIFEST
    shown = f"{folder.name}/{MANIFEST}"
    if not file.is_file():
        return [
            Fault(f"{folder.name}/", None, None, Message.of("manifest_missing", table=table), Level.NOTICE)
        ]
    stated = _read(file, table)
    if stated is None:
        return [Fault(shown, None, None, Message.of("manifest_unreadable", table=table))]
    with ThreadPoolExecutor(_THREADS) as pool:
        paths = sorted(folder.glob("*.parquet"))
        found = dict(zip((path.name for path in paths), pool.map(_readable, paths), strict=True))
    return list(_differences(stated, found, folder.name))


def _readable(path: Path) -> Part | None:
    try:
        return _part(path)
    except (pa.ArrowInvalid, OSError):
        return None


def _read(file: Path, table: str) -> dict[str, Part] | None:
    try:
        with file.open("rb") as text:
            stated = json.loads(text.read(_LARGEST))
        parts = {each["name"]: Part(**each) for each in stated["parts"]}
        known = stated["format"] == FORMAT and stated["table"] == table
    except (ValueError, TypeError, KeyError, RecursionError, OSError):
        return None
    whole = len(parts) == len(stated["parts"]) and all(map(_typed, parts.values()))
    return parts if known and whole else None


def _typed(part: Part) -> bool:
    """Whether the values are of their types, which JSON does not promise."""
    return all(type(value) is Part.__annotations__[name] for name, value in asdict(part).items())


def _differences(stated: dict[str, Part], found: dict[str, Part | None], folder: str) -> Iterator[Fault]:
    """A part that is no Parquet is left to where parts are described, unless it was never listed."""
    for name in sorted(stated.keys() | found.keys()):
        was, now = stated.get(name), found.get(name)
        if was is None:
            yield Fault(f"{folder}/{name}", None, None, Message.of("part_unlisted", name=name))
        elif name not in found:
            yield Fault(f"{folder}/{name}", None, None, Message.of("part_lost", name=name, rows=was.rows))
        elif now is not None and was != now:
            rows = {"rows": now.rows, "stated": was.rows}
            yield Fault(f"{folder}/{name}", None, None, Message.of("part_changed", name=name, **rows))
