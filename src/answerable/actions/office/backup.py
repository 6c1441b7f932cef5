"""The whole deployment as one file, taken while the system runs, and verified before it has its name."""

import fcntl
import os
import shutil
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from answerable import __version__
from answerable.actions.office.archive import (
    FILES,
    FORMAT,
    Manifest,
    hashes_below,
    member_of,
    proven,
    read_manifest,
    sha256_of,
    verify_archive,
    write_archive,
)
from answerable.actions.office.counted import PASSING, Counted, count, table_names, without_passing
from answerable.actions.office.prepare import kind, open_database
from answerable.actions.office.present import open_present
from answerable.core.ledger.actors import COMMAND
from answerable.core.ledger.canonical import instant
from answerable.core.ledger.entry import Act
from answerable.core.terms.errors import InputError, OutputError
from answerable.outside.postgres import run_tool

PAYLOADS = {"sqlite": "database.sqlite3", "postgresql": "database.dump"}
_SCRATCH = ".backup-"
_LOCK = "lock"


@dataclass(frozen=True)
class Copied:
    """A consistent copy of the database as a file, and what it holds."""

    path: Path
    counted: Counted


def back_up(target: Path, *, at: datetime) -> Manifest:
    """Write a backup into a file that does not exist yet; what it holds.

    Raises InputError where there is no database with our tables, or no key to prove the backup by, and OutputError
    where nothing sound could be written. Nothing is made that was not there.
    """
    _require_record()
    from answerable import settings

    files = settings.DATA / FILES
    with _scratch(target) as scratch:
        copied = _copy(scratch / PAYLOADS[kind()])
        # The files come second: whatever a row of the copy names was written before it.
        manifest = proven(_manifest(copied, files=files, at=at), settings.SECRET_KEY)
        aside = scratch / "archive"
        aside.touch(mode=0o600)
        write_archive(aside, manifest, payload=copied.path, files=files)
        wrong = verify_archive(aside, read_manifest(aside))
        if wrong is not None:
            raise OutputError("backup_unverified", why=wrong)
        # A backup that the ledger does not know of has no name.
        note(Act.BACKUP, at=at)
        _give_name(aside, target)
    return manifest


def _require_record() -> None:
    open_present()
    from answerable import settings

    if not settings.SECRET_KEY:
        raise InputError("backup_without_key", path=str(settings.SECRET_KEY_FILE))
    open_database()


@contextmanager
def _scratch(target: Path) -> Iterator[Path]:
    """A folder beside the target that only its owner may read, for it holds everything; gone after the block."""
    if target.exists():
        raise OutputError("output_taken", path=str(target))
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        clear_left_over(target.parent)
        with (
            tempfile.TemporaryDirectory(dir=target.parent, prefix=_SCRATCH) as name,
            (Path(name) / _LOCK).open("w") as lock,
        ):
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield Path(name)
    except FileExistsError as error:
        raise OutputError("output_taken", path=str(target)) from error
    except OSError as error:
        raise OutputError("output_failed", path=str(target), why=error.strerror or str(error)) from error


def _give_name(aside: Path, target: Path) -> None:
    """By a link, not a renaming: whoever made a file of this name meanwhile keeps it. Raises FileExistsError then."""
    try:
        os.link(aside, target)
    except FileExistsError:
        raise
    except OSError:
        # A disk that knows no links.
        if target.exists():
            raise FileExistsError(target) from None
        aside.rename(target)
    sync(target.parent)


def clear_left_over(folder: Path) -> None:
    """Remove what backups left that were killed: each holds the whole database. Those that still run hold a lock."""
    for left in folder.glob(f"{_SCRATCH}*"):
        with suppress(OSError), (left / _LOCK).open("r+") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            shutil.rmtree(left, ignore_errors=True)


def sync(path: Path) -> None:
    """Have a file, or the names in a folder, on the disk before going on."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def note(act: Act, *, at: datetime) -> None:
    """Enter in the ledger that a backup was taken or restored: it holds everything, so somebody may ask."""
    from django.db import transaction

    from answerable.actions.office.entries import append_entry

    with transaction.atomic():
        append_entry(act, at=at, by=COMMAND)


def _manifest(copied: Copied, *, files: Path, at: datetime) -> Manifest:
    hashes = hashes_below(files)
    sizes = {member_of(name): (files / name).stat().st_size for name in hashes}
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
        sizes={copied.path.name: copied.path.stat().st_size, **sizes},
        key="",
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
            # As one file, without a log beside it, and without what passes, not even in pages that are free.
            copy.execute("PRAGMA journal_mode=DELETE")
            _leave_behind(copy)
    except sqlite3.DatabaseError as error:
        raise OutputError("backup_unverified", why=type(error).__name__) from error
    return Copied(path, counted_of_sqlite(path))


def _leave_behind(copy: sqlite3.Connection) -> None:
    held = table_names(copy.cursor(), "sqlite")
    with copy:
        for name in PASSING:
            if name in held:
                copy.execute(f"DELETE FROM {name}")  # noqa: S608 - one of our own list
    copy.execute("VACUUM")


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
        counted = without_passing(count(cursor, "postgresql"))
        version = server_version()
        cursor.execute("SELECT current_schema()")
        schema = cursor.fetchone()[0]
        words = (
            "--format=custom",
            "--no-owner",
            "--no-privileges",
            f"--snapshot={snapshot}",
            f"--file={path}",
            *(f"--exclude-table-data={schema}.{name}" for name in PASSING),
        )
        run_tool("pg_dump", words, at_least=version, database=connection.settings_dict)
    listed = run_tool("pg_restore", ("--list", str(path)), at_least=version)
    held = counted.tables.keys() - set(PASSING)
    lacking = [name for name in sorted(held) if f"TABLE DATA {schema} {name} " not in listed]
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
