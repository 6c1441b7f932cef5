"""The whole deployment as one file, taken while the system runs, and verified before it has its name."""

import os
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from answerable import __version__
from answerable.actions.office.archive import (
    FORMAT,
    Manifest,
    hashes_below,
    read_manifest,
    sha256_of,
    verify_archive,
    write_archive,
)
from answerable.actions.office.counted import Counted, count
from answerable.actions.office.prepare import kind, open_database
from answerable.core.ledger.canonical import instant
from answerable.core.ledger.entry import Act
from answerable.core.terms.errors import OutputError
from answerable.outside.postgres import run_tool

BY = "command"
"""Who acts where a command of the machine does."""
PAYLOADS = {"sqlite": "database.sqlite3", "postgresql": "database.dump"}


@dataclass(frozen=True)
class Copied:
    """A consistent copy of the database as a file, and what it holds."""

    path: Path
    counted: Counted


def back_up(target: Path, *, at: datetime) -> Manifest:
    """Write a backup into a file that does not exist yet; what it holds.

    Raises InputError where the database cannot be read, OutputError where nothing sound could be written.
    """
    open_database()
    from answerable import settings

    files = settings.DATA / "files"
    with (
        _private_aside(target) as aside,
        tempfile.TemporaryDirectory(dir=aside.parent, prefix=".backup-") as scratch,
    ):
        copied = _copy(Path(scratch) / PAYLOADS[kind()])
        # The files come second: whatever a row of the copy names was written before it.
        manifest = _manifest(copied, hashes=hashes_below(files), at=at)
        write_archive(aside, manifest, payload=copied.path, files=files)
        wrong = verify_archive(aside, read_manifest(aside))
        if wrong is not None:
            raise OutputError("backup_unverified", why=wrong)
    note(Act.BACKUP, at=at)
    return manifest


@contextmanager
def _private_aside(target: Path) -> Iterator[Path]:
    """A file that becomes `target` when the block ends well; only its owner may read it, for it holds everything."""
    if target.exists():
        raise OutputError("output_taken", path=str(target))
    aside: Path | None = None
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(prefix=f".{target.name}.", dir=target.parent)
        os.close(handle)
        aside = Path(name)
        yield aside
        aside.replace(target)
    except OSError as error:
        raise OutputError("output_failed", path=str(target), why=error.strerror or str(error)) from error
    finally:
        if aside is not None:
            aside.unlink(missing_ok=True)


def note(act: Act, *, at: datetime) -> None:
    """Enter in the ledger that a backup was taken or restored: it holds everything, so somebody may ask."""
    from django.db import transaction

    from answerable.actions.office.entries import append_entry

    with transaction.atomic():
        append_entry(act, at=at, by=BY)


def _manifest(copied: Copied, *, hashes: dict[str, str], at: datetime) -> Manifest:
    return Manifest(
        format=FORMAT,
        version=__version__,
        kind=kind(),
        written_at=instant(at),
        migrations=copied.counted.migrations,
        tables=copied.counted.tables,
        entries=copied.counted.entries,
        entries_digest=copied.counted.digest,
        payload=copied.path.name,
        payload_sha256=sha256_of(copied.path),
        files=hashes,
    )


def _copy(path: Path) -> Copied:
    return _of_sqlite(path) if kind() == "sqlite" else _of_postgres(path)


def _of_sqlite(path: Path) -> Copied:
    """One instant of the database: the copy is made in one step, and in WAL mode writers do not wait for it."""
    from django.db import connection

    name = str(connection.settings_dict["NAME"])
    opened = sqlite3.connect(name, uri=name.startswith("file:"), timeout=30)
    try:
        with closing(opened) as source, closing(sqlite3.connect(path)) as copy:
            source.backup(copy)
            # As one file, without a log beside it.
            copy.execute("PRAGMA journal_mode=DELETE")
    except sqlite3.DatabaseError as error:
        raise OutputError("backup_unverified", why=type(error).__name__) from error
    return Copied(path, counted_of_sqlite(path))


def counted_of_sqlite(path: Path) -> Counted:
    """What a database file holds. Raises OutputError if it is damaged."""
    with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as copy:
        try:
            (said,) = copy.execute("PRAGMA integrity_check(1)").fetchone()
            dangling = copy.execute("PRAGMA foreign_key_check").fetchone()
            if said != "ok" or dangling is not None:
                raise OutputError("backup_unverified", why="integrity_check")
            return count(copy.cursor(), "sqlite")
        except sqlite3.DatabaseError as error:
            raise OutputError("backup_unverified", why=type(error).__name__) from error


def _of_postgres(path: Path) -> Copied:
    """One snapshot, exported to `pg_dump` and counted by ourselves."""
    from django.db import connection

    with _snapshot() as snapshot, connection.cursor() as cursor:
        counted = count(cursor, "postgresql")
        version = server_version()
        words = (
            "--format=custom",
            "--no-owner",
            "--no-privileges",
            f"--snapshot={snapshot}",
            f"--file={path}",
        )
        run_tool("pg_dump", words, at_least=version, database=connection.settings_dict)
    listed = run_tool("pg_restore", ("--list", str(path)), at_least=version)
    lacking = [name for name in counted.tables if f"TABLE DATA public {name} " not in listed]
    if lacking:
        raise OutputError("backup_unverified", why=lacking[0])
    return Copied(path, counted)


@contextmanager
def _snapshot() -> Iterator[str]:
    from django.db import connection, transaction

    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        cursor.execute("SELECT pg_export_snapshot()")
        yield str(cursor.fetchone()[0])


def server_version() -> int:
    """The main version of the PostgreSQL server."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SHOW server_version_num")
        return int(cursor.fetchone()[0]) // 10_000
