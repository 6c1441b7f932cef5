"""`answerable papers use`: put an edited wording in force for the papers of a body."""

import argparse
from argparse import Namespace
from collections.abc import Callable
from pathlib import Path

from answerable.cli.asking import password_and_code
from answerable.cli.speech import Speech
from answerable.cli.verbs import Command, day, now
from answerable.core.enforce.papers.values import PaperKind

_Verb = Callable[[str, str, Command], argparse.ArgumentParser]
KINDS = tuple(kind.value for kind in PaperKind)


def add(verb: _Verb) -> None:
    """Add the verb to those of `papers`."""
    used = verb("use", "put an edited wording in force from a day on 启用文书措辞", use)
    used.add_argument("kind", choices=KINDS, metavar="KIND", help=", ".join(KINDS))
    used.add_argument("file", type=Path, metavar="FILE", help="the edited wording, in the language of --lang")
    used.add_argument("--body", required=True, metavar="ID", help="the body whose papers it words")
    about = "the first day on which it counts, tomorrow at the earliest"
    used.add_argument("--starts", type=day, required=True, metavar="DATE", help=about)
    about = "who puts it in force: legality reviewer or head; asked to sign in"
    used.add_argument("--account", required=True, metavar="NAME", help=about)
    used.add_argument(
        "--password-stdin",
        action="store_true",
        help="read password and code, a line each, from standard input",
    )
    used.add_argument(
        "--database",
        metavar="URL",
        help="address of the database (default: DATABASE_URL, or the data folder)",
    )


def use(options: Namespace, speech: Speech) -> None:
    """`answerable papers use`."""
    from answerable.actions.office.prepare import open_database

    open_database(options.database)
    from answerable.actions.office.authenticating import authenticated
    from answerable.actions.office.day import district_day
    from answerable.actions.office.papers.wordings import Key, Proposed, put_in_force
    from answerable.actions.offline.papers.wordings import check_wording, text_of

    check_wording(options.file, PaperKind(options.kind))
    secrets = password_and_code(from_stdin=options.password_stdin)
    at = now()
    on = district_day(at)
    actor = authenticated(options.account, *secrets, on=on)
    proposed = Proposed(Key(options.body, options.kind, speech.lang), options.starts, text_of(options.file))
    put_in_force(proposed, by=actor, at=at, on=on)
    speech.say("papers_wording_kept", starts=options.starts)
