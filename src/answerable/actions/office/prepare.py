"""Make a deployment ready to be served: key, folder, tables, static files."""

import os
import tempfile
from dataclasses import dataclass
from pathlib import Path

from answerable.actions.office.secrets import ensure_key, read_settings
from answerable.actions.office.start import migrate, start
from answerable.core.terms.errors import InputError, OutputError


@dataclass(frozen=True)
class Ready:
    """What was found and made."""

    data: Path
    key_made: bool
    kind: str
    """`sqlite` or `postgresql`."""
    processes: int
    threads: int
    signer: str
    """Command line of the signer, empty where there is none."""
    styled: bool
    """Whether the style sheet of the pages was built."""


def open_database(address: str | None = None) -> bool:
    """Read the settings, make folder and key where there are none, and make Django ready; whether a key was made.

    `address` stands in place of the environment's DATABASE_URL. Raises InputError where a setting or the folder
    cannot be used, or the database does not answer.
    """
    if address is not None:
        os.environ["DATABASE_URL"] = address
    # Whatever this process and its children write, database and log beside it too, is for its owner alone.
    os.umask(0o077)
    read_settings()
    from answerable import settings

    _require_writable(settings.DATA)
    made = ensure_key()
    start()
    from django.db import DatabaseError, connection

    try:
        connection.ensure_connection()
    except DatabaseError as error:
        raise InputError("database_unreachable", why=first_line(error)) from error
    return made


def prepare() -> Ready:
    """Everything that has to be there before the first request. Raises InputError or OutputError with one reason."""
    made = open_database()
    from django.core.management import call_command
    from django.db import DatabaseError

    from answerable import settings

    try:
        _require_no_newer()
        migrate()
    except DatabaseError as error:
        raise InputError("database_unready", why=first_line(error)) from error
    try:
        call_command("collectstatic", interactive=False, verbosity=0)
    except OSError as error:
        raise OutputError(
            "output_failed", path=str(settings.STATIC_ROOT), why=error.strerror or str(error)
        ) from error
    return Ready(
        data=settings.DATA,
        key_made=made,
        kind=kind(),
        processes=_processes(),
        threads=_number("ANSWERABLE_THREADS"),
        signer=settings.value("ANSWERABLE_SIGNER"),
        styled=settings.STYLE_SHEET.is_file(),
    )


def _require_no_newer() -> None:
    """Tables that a newer version has changed are not written by this one."""
    unknown = newer_migrations()
    if unknown:
        raise InputError("database_newer", n=len(unknown))


def newer_migrations() -> frozenset[str]:
    """Steps that were done to the tables of this program, and that it does not know."""
    from django.db import connection
    from django.db.migrations.loader import MigrationLoader

    loader = MigrationLoader(connection, ignore_no_migrations=True)
    unknown = loader.applied_migrations.keys() - loader.disk_migrations.keys()
    return frozenset(name for app, name in unknown if app == "records")


def kind() -> str:
    """Which database this is: `sqlite` or `postgresql`."""
    from django.db import connection

    return connection.vendor


def _processes() -> int:
    """Web processes: as set; else one on SQLite, which has one writer, and one for each core on PostgreSQL."""
    from answerable import settings

    if settings.value("ANSWERABLE_WORKERS"):
        return _number("ANSWERABLE_WORKERS")
    return 1 if kind() == "sqlite" else os.cpu_count() or 1


def _number(name: str) -> int:
    from answerable import settings

    stated = settings.value(name)
    if not stated.isascii() or not stated.isdigit() or not 1 <= int(stated) <= 64:
        raise InputError("setting_no_number", name=name, stated=stated, low=1, high=64)
    return int(stated)


def _require_writable(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        with tempfile.TemporaryFile(dir=folder):
            pass
    except OSError as error:
        raise InputError("data_unusable", path=str(folder), why=error.strerror or str(error)) from error


def first_line(error: BaseException) -> str:
    """The first line of what a database said, without the rest that quotes rows."""
    lines = [line.strip() for line in str(error).splitlines() if line.strip()]
    return lines[0] if lines else type(error).__name__
