"""`answerable load`, `dump` and `import`: a folder becomes a system of record, and the record a folder again."""

import argparse
import sys
from argparse import Namespace
from pathlib import Path

from answerable.cli.asking import password_and_code
from answerable.cli.speech import Speech
from answerable.cli.verbs import Verbs, now, verb_of


def add(verbs: "Verbs[argparse.ArgumentParser]", common: argparse.ArgumentParser) -> None:
    """Add the verbs to the command line."""
    about = "take a district folder into this deployment's empty database 载入数据文件夹"
    loaded = verb_of(verbs, common, "load", about=about, run=load)
    loaded.add_argument("dir", type=Path, metavar="DIR", help="a sound district folder")
    _database(loaded)
    about = "write the whole record as a district folder 导出为数据文件夹"
    dumped = verb_of(verbs, common, "dump", about=about, run=dump)
    dumped.add_argument("dir", type=Path, metavar="DIR", help="a folder that does not exist yet, or is empty")
    _database(dumped)
    about = "add the rows of a CSV file to a table of the record, all or none 导入表格"
    imported = verb_of(verbs, common, "import", about=about, run=import_rows)
    imported.add_argument("table", metavar="TABLE", help="the table, such as ratings")
    imported.add_argument("file", type=Path, metavar="FILE", help="a CSV file with the table's header")
    imported.add_argument("--account", required=True, metavar="NAME", help="who imports; asked to sign in")
    imported.add_argument(
        "--password-stdin",
        action="store_true",
        help="read password and code, a line each, from standard input",
    )
    _database(imported)


def _database(verb: argparse.ArgumentParser) -> None:
    verb.add_argument(
        "--database",
        metavar="URL",
        help="address of the database (default: DATABASE_URL, or the data folder)",
    )


def load(options: Namespace, speech: Speech) -> None:
    """`answerable load`."""
    from answerable.actions.office.prepare import open_database

    open_database(options.database)
    from answerable.actions.office.load import load as load_folder
    from answerable.actions.office.start import migrate

    migrate()
    loaded = load_folder(options.dir, at=now(), progress=_progress)
    speech.say("loaded", rows=sum(loaded.rows.values()), tables=len(loaded.rows))
    if loaded.legacy:
        speech.say("loaded_legacy", n=loaded.legacy)


def _progress(table: str, rows: int) -> None:
    """Say how far a big table is, on a terminal only."""
    if sys.stderr.isatty():
        sys.stderr.write(f"\r{table} {rows:,}\x1b[K")
        sys.stderr.flush()


def dump(options: Namespace, speech: Speech) -> None:
    """`answerable dump`."""
    from answerable.actions.office.present import open_present

    open_present(options.database)
    from answerable.actions.office.dump import dump as dump_folder

    dump_folder(options.dir)
    speech.say("made_folder", path=str(options.dir))


def import_rows(options: Namespace, speech: Speech) -> None:
    """`answerable import`."""
    from answerable.actions.office.prepare import open_database

    open_database(options.database)
    from answerable.actions.office.authenticating import authenticated
    from answerable.actions.office.day import district_day
    from answerable.actions.office.imports import import_file

    # Asking for password and code takes its time: it is the day on which the rows come in that counts.
    secrets = password_and_code(from_stdin=options.password_stdin)
    at = now()
    on = district_day(at)
    actor = authenticated(options.account, *secrets, on=on)
    n = import_file(
        options.table,
        options.file,
        by=actor,
        at=at,
        on=on,
        progress=lambda rows: _progress(options.table, rows),
    )
    speech.say("imported", n=n, table=options.table)
