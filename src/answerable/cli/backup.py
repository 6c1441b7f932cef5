"""`answerable backup` and `answerable restore`: the whole deployment as one file, verified on both ways."""

import argparse
from argparse import Namespace
from datetime import UTC, datetime
from pathlib import Path

from answerable.cli.speech import Speech
from answerable.cli.verbs import Verbs, verb_of


def add(verbs: "Verbs[argparse.ArgumentParser]", common: argparse.ArgumentParser) -> None:
    """Add both verbs to the command line."""
    about = "write database and files into one verified file, while the system runs 备份"
    verb = verb_of(verbs, common, "backup", about=about, run=backup)
    verb.add_argument("file", type=Path, metavar="FILE", help="the file to write; it must not exist")
    about = "fill an empty database from a backup, and verify it 恢复"
    verb = verb_of(verbs, common, "restore", about=about, run=restore)
    verb.add_argument("file", type=Path, metavar="FILE", help="a file that backup wrote")
    verb.add_argument(
        "--database",
        metavar="URL",
        help="the empty database (default: DATABASE_URL, which is better: others on this machine can read a "
        "password that stands on a command line)",
    )
    verb.add_argument(
        "--new-key",
        action="store_true",
        help="go on without the secret key of the backup; all second factors have to be set up anew",
    )


def backup(options: Namespace, speech: Speech) -> None:
    """`answerable backup`."""
    from answerable.actions.office.backup import back_up  # loads Django

    manifest = back_up(options.file, at=datetime.now(UTC))
    speech.say(
        "backup_written",
        path=str(options.file),
        tables=len(manifest.tables),
        rows=sum(manifest.tables.values()),
        entries=manifest.entries,
        files=len(manifest.files),
    )
    if not manifest.tables.get("held"):
        speech.say("backup_without_district")


def restore(options: Namespace, speech: Speech) -> None:
    """`answerable restore`."""
    from answerable.actions.office.restore import another_key
    from answerable.actions.office.restore import restore as restored  # loads Django

    manifest = restored(options.file, address=options.database, new_key=options.new_key, at=datetime.now(UTC))
    speech.say(
        "backup_restored",
        path=str(options.file),
        tables=len(manifest.tables),
        rows=sum(manifest.tables.values()),
        entries=manifest.entries,
        files=len(manifest.files),
    )
    if another_key(manifest):
        speech.say("restore_new_key")
