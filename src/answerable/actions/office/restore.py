"""An empty deployment becomes what a backup holds: everything is checked before, and counted afterwards."""

import os
import shutil
import sqlite3
import tempfile
from contextlib import closing
from datetime import datetime
from pathlib import Path

from answerable import __version__
from answerable.actions.office.archive import FILES, Manifest, extract, read_manifest, verify_archive
from answerable.actions.office.backup import counted_of_sqlite, note, server_version
from answerable.actions.office.counted import Counted, count, table_names
from answerable.actions.office.prepare import kind, open_database
from answerable.core.ledger.entry import Act
from answerable.core.terms.errors import InputError, OutputError
from answerable.outside.postgres import run_tool


def restore(source: Path, *, address: str | None = None, at: datetime) -> Manifest:
    """Restore a backup into an empty database and an empty folder of files; what it holds.

    Raises InputError, with nothing changed, for a damaged backup, one of a newer version or another database, and for
    a target that is not empty; OutputError where the result is not what the backup says. `at` is when it is done.
    """
    manifest = read_manifest(source)
    if (wrong := verify_archive(source, manifest)) is not None:
        raise InputError("backup_damaged", path=str(source), why=wrong)
    if address is not None:
        os.environ["DATABASE_URL"] = address
    _require_no_newer(source, manifest)
    open_database()
    from answerable import settings
    from answerable.actions.office.figures import missing

    files = settings.DATA / FILES
    if kind() != manifest.kind:
        raise InputError("backup_other_kind", path=str(source), kind=manifest.kind, other=kind())
    _require_empty(files)
    with tempfile.TemporaryDirectory(dir=settings.DATA, prefix=".restore-") as scratch:
        aside = Path(scratch)
        _extract_files(source, manifest, aside)
        payload = aside / "payload"
        extract(source, manifest.payload, payload)
        (_into_sqlite if manifest.kind == "sqlite" else _into_postgres)(payload, manifest)
        if manifest.files:
            if files.exists():
                files.rmdir()
            (aside / FILES).rename(files)
    if missing() == ():
        # Tables of an older version are brought to this one first, by `serve`.
        note(Act.RESTORE, at=at)
    return manifest


def _require_no_newer(source: Path, manifest: Manifest) -> None:
    from answerable.actions.office.secrets import ensure_key
    from answerable.actions.office.start import start

    ensure_key()
    start()
    from django.db.migrations.loader import MigrationLoader

    known = {f"{app}.{name}" for app, name in MigrationLoader(None).disk_migrations}
    if _numbers(manifest.version) > _numbers(__version__) or set(manifest.migrations) - known:
        raise InputError("backup_newer", path=str(source), version=manifest.version, known=__version__)


def _numbers(version: str) -> tuple[int, ...]:
    return tuple(int(part) for part in version.split(".") if part.isdigit())


def _require_empty(files: Path) -> None:
    from django.db import connection

    with connection.cursor() as cursor:
        if table_names(cursor, kind()):
            raise InputError("restore_not_empty", what=str(connection.settings_dict["NAME"]))
    if files.is_dir() and any(files.iterdir()):
        raise InputError("restore_not_empty", what=str(files))


def _extract_files(source: Path, manifest: Manifest, aside: Path) -> None:
    for name in manifest.files:
        target = aside / FILES / name
        target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        extract(source, f"{FILES}/{name}", target)


def _into_sqlite(payload: Path, manifest: Manifest) -> None:
    """Verified beside its place, then renamed into it."""
    from django.db import connection

    place = Path(str(connection.settings_dict["NAME"]))
    _require_same(counted_of_sqlite(payload), manifest)
    connection.close()
    aside = place.with_name(f".{place.name}.restored")
    try:
        shutil.copyfile(payload, aside)
        aside.chmod(0o600)
        with closing(sqlite3.connect(aside)) as copy:
            copy.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        _sync(aside)
        for ending in ("-wal", "-shm"):
            place.with_name(place.name + ending).unlink(missing_ok=True)
        aside.replace(place)
        _sync(place.parent)
    finally:
        aside.unlink(missing_ok=True)
    _require_same(counted_of_sqlite(place), manifest)


def _sync(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _into_postgres(payload: Path, manifest: Manifest) -> None:
    """In one transaction of the database's own program, then counted."""
    from django.db import connection

    version = server_version()
    database = connection.settings_dict
    connection.close()
    words = ("--exit-on-error", "--single-transaction", "--no-owner", "--no-privileges")
    run_tool(
        "pg_restore",
        (*words, f"--dbname={database['NAME']}", str(payload)),
        at_least=version,
        database=database,
    )
    with connection.cursor() as cursor:
        _require_same(count(cursor, "postgresql"), manifest)


def _require_same(counted: Counted, manifest: Manifest) -> None:
    for name in sorted(counted.tables.keys() | manifest.tables.keys()):
        if counted.tables.get(name) != manifest.tables.get(name):
            raise OutputError("restore_unverified", why=name)
    if (counted.entries, counted.digest) != (manifest.entries, manifest.entries_digest):
        raise OutputError("restore_unverified", why="entries")
