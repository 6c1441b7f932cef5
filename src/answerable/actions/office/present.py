"""A database that is read has to be there already: reading makes no file, no folder and no table."""

import os
from pathlib import Path

from answerable.actions.office.prepare import first_line
from answerable.actions.office.secrets import read_settings
from answerable.actions.office.start import start
from answerable.core.terms.errors import InputError

_NO_FILE = (":memory:", "file:")
"""How names begin of SQLite databases that are no plain file, such as one in memory."""


def open_present(address: str | None = None) -> None:
    """Make Django ready for a database that is only read; `address` stands in place of DATABASE_URL.

    Raises InputError where there is no such database, it does not answer, or it has no tables of ours.
    """
    if address is not None:
        os.environ["DATABASE_URL"] = address
    read_settings()
    start()
    from django.db import DatabaseError, connection

    from answerable.records.models import Held

    name = str(connection.settings_dict["NAME"])
    file = None if connection.vendor != "sqlite" or name.startswith(_NO_FILE) else Path(name)
    if file is not None and not file.is_file():
        raise InputError("database_missing", path=name)
    try:
        # An empty file would be written to by being opened.
        empty = file is not None and not file.stat().st_size
        tables = [] if empty else connection.introspection.table_names()
    except DatabaseError as error:
        raise InputError("database_unreachable", why=first_line(error)) from error
    if Held._meta.db_table not in tables:
        raise InputError("database_without_tables", name=name)
