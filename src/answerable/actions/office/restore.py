"""An empty deployment becomes what a backup holds, or stays as it was: checked before, counted before it stands.

The files come first and the database second, for a row may name a file. Whatever fails, both are taken out again; what
a kill in between leaves is files without a row, and a folder by which the doctor knows.
"""

import json
import os
import shutil
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import datetime
from pathlib import Path

from answerable import __version__
from answerable.actions.office.archive import (
    FILES,
    Manifest,
    extract,
    is_proven,
    member_of,
    read_manifest,
    verify_archive,
)
from answerable.actions.office.backup import counted_of_sqlite, note, server_version, sync
from answerable.actions.office.counted import Counted, count, table_names
from answerable.actions.office.emptied import empty_again, functions_of
from answerable.actions.office.prepare import kind, open_database
from answerable.core.ledger.entry import Act
from answerable.core.terms.errors import InputError, OutputError
from answerable.outside.postgres import run_tool
from answerable.outside.sealed import fingerprint

SCRATCH = ".restore-"
"""How the folder begins in which a restore works; one that is left was not finished."""
RESTORED = "restored-files.json"
"""In the data folder: SHA-256 of every file that the last restore brought."""
_FACTORS = "mfa_authenticator"


def restore(source: Path, *, at: datetime, address: str | None = None, new_key: bool = False) -> Manifest:
    """Restore a backup into an empty database and an empty folder of files; what it holds.

    `new_key` goes on where second factors were sealed with a key that is not here. Raises InputError, with nothing
    changed, for a damaged backup, one of a newer version, another database or another key, and for a target that is
    not empty; OutputError, with everything taken out again, where the result is not what the backup says. `at` is when
    it is done.
    """
    manifest = read_manifest(source)
    if (wrong := verify_archive(source, manifest)) is not None:
        raise InputError("backup_damaged", path=str(source), why=wrong)
    if address is not None:
        os.environ["DATABASE_URL"] = address
    _require_key(source, manifest, new_key=new_key)
    _require_no_newer(source, manifest)
    open_database()
    from answerable import settings
    from answerable.actions.office.figures import missing

    files = settings.DATA / FILES
    if kind() != manifest.kind:
        raise InputError("backup_other_kind", path=str(source), kind=manifest.kind, other=kind())
    _require_empty(files)
    _require_room(source, manifest, settings.DATA)
    with tempfile.TemporaryDirectory(dir=settings.DATA, prefix=SCRATCH) as scratch:
        aside = Path(scratch)
        _extract_files(source, manifest, aside)
        payload = aside / "payload"
        extract(source, manifest, name=manifest.payload, target=payload)
        with _files_in_place(aside, files, manifest):
            (_into_sqlite if manifest.kind == "sqlite" else _into_postgres)(payload, manifest)
    if missing() == ():
        # Tables of an older version are brought to this one first, by `serve`.
        note(Act.RESTORE, at=at)
    return manifest


def another_key(manifest: Manifest) -> bool:
    """Whether second factors of the backup are sealed with a key that is not the one here."""
    from answerable import settings

    same = bool(settings.SECRET_KEY) and fingerprint(settings.SECRET_KEY) == manifest.key
    return not same and bool(manifest.tables.get(_FACTORS))


def _require_key(source: Path, manifest: Manifest, *, new_key: bool) -> None:
    """Before a key is made here: the one under which second factors are sealed, and by which the manifest is proven."""
    from answerable.actions.office.secrets import read_settings

    read_settings()
    from answerable import settings

    if another_key(manifest) and not new_key:
        raise InputError("restore_other_key", path=str(source), key=str(settings.SECRET_KEY_FILE))
    key = settings.SECRET_KEY
    if key and fingerprint(key) == manifest.key and not is_proven(manifest, key):
        raise InputError("backup_damaged", path=str(source), why="proof")


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


def _require_room(source: Path, manifest: Manifest, folder: Path) -> None:
    """Twice the database, for it is copied into its place; a manifest that states too much fills no disk."""
    need = sum(manifest.sizes.values()) + manifest.sizes[manifest.payload]
    free = shutil.disk_usage(folder).free
    if need > free:
        raise InputError("restore_no_room", path=str(source), megabytes=need // 1024**2, free=free // 1024**2)


def _extract_files(source: Path, manifest: Manifest, aside: Path) -> None:
    for name in manifest.files:
        target = aside / FILES / name
        target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        extract(source, manifest, name=member_of(name), target=target)
    _write(aside / RESTORED, json.dumps(manifest.files, ensure_ascii=False, indent=1, sort_keys=True))


def _write(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8")
    sync(path)


@contextmanager
def _files_in_place(aside: Path, files: Path, manifest: Manifest) -> Iterator[None]:
    """The files, and the list of them, where they belong; taken out again if the block fails."""
    listed = files.parent / RESTORED
    try:
        if manifest.files:
            if files.exists():
                files.rmdir()
            (aside / FILES).rename(files)
            (aside / RESTORED).replace(listed)
            sync(files.parent)
        yield
    except BaseException:
        if manifest.files:
            shutil.rmtree(files, ignore_errors=True)
            listed.unlink(missing_ok=True)
        raise


def _into_sqlite(payload: Path, manifest: Manifest) -> None:
    """Verified beside its place, then renamed into it."""
    from django.db import connection

    place = Path(str(connection.settings_dict["NAME"]))
    connection.close()
    aside = place.with_name(f".{place.name}.restored")
    try:
        shutil.copyfile(payload, aside)
        aside.chmod(0o600)
        with closing(sqlite3.connect(aside)) as copy:
            copy.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        sync(aside)
        _require_same(counted_of_sqlite(aside), manifest)
        for ending in ("-wal", "-shm"):
            place.with_name(place.name + ending).unlink(missing_ok=True)
        aside.replace(place)
        sync(place.parent)
    finally:
        aside.unlink(missing_ok=True)


def _into_postgres(payload: Path, manifest: Manifest) -> None:
    """In one transaction of the database's own program, then counted; emptied again where it is not the same."""
    from django.db import connection

    version = server_version()
    database = connection.settings_dict
    with connection.cursor() as cursor:
        before = functions_of(cursor)
    connection.close()
    words = ("--exit-on-error", "--single-transaction", "--no-owner", "--no-privileges")
    run_tool(
        "pg_restore",
        (*words, f"--dbname={database['NAME']}", str(payload)),
        at_least=version,
        database=database,
    )
    with connection.cursor() as cursor:
        try:
            _require_same(count(cursor, "postgresql"), manifest)
        except BaseException:
            empty_again(cursor, kept=before)
            raise


def _require_same(counted: Counted, manifest: Manifest) -> None:
    for name in sorted(counted.tables.keys() | manifest.tables.keys()):
        if counted.tables.get(name) != manifest.tables.get(name):
            raise OutputError("restore_unverified", why=name)
    if (counted.entries, counted.digest) != (manifest.entries, manifest.entries_digest):
        raise OutputError("restore_unverified", why="entries")
