"""Write the manifests of all tables of a folder that are kept in parts."""

from dataclasses import dataclass
from pathlib import Path

from answerable.core.tables.district import TABLES
from answerable.core.terms.errors import InputError
from answerable.sources.manifest import write_manifest


@dataclass(frozen=True)
class Listed:
    """A table whose parts were listed."""

    table: str
    parts: int
    rows: int


def list_parts(source: Path) -> tuple[Listed, ...]:
    """Write the manifest of every table that is kept in parts, from the parts as they are now.

    Raises InputError where there is no such folder (`source_missing`), or a part is no Parquet (`part_unreadable`).
    """
    if not source.is_dir():
        raise InputError("source_missing", path=str(source))
    found = []
    for table in TABLES:
        folder = source / table.name
        if folder.is_dir() and any(folder.glob("*.parquet")):
            parts = write_manifest(folder, table.name)
            found.append(Listed(table.name, len(parts), sum(part.rows for part in parts)))
    return tuple(found)
