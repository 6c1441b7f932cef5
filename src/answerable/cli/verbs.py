"""What every command's part of the command line is made with."""

import argparse
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path

from answerable.cli.speech import Speech
from answerable.core.tables.types import DATE

Command = Callable[[argparse.Namespace, Speech], int | None]
Verbs = argparse._SubParsersAction  # argparse gives this class no public name

SOURCE = "a district folder, or the address of a database"


class Address(str):
    """The address of a database, given where a SOURCE is asked for."""

    __slots__ = ()


def source(text: str) -> Path | Address:
    """A SOURCE of the command line: a district folder, or the address of a database."""
    return Address(text) if "://" in text else Path(text)


def verb_of(
    verbs: "Verbs[argparse.ArgumentParser]",
    common: argparse.ArgumentParser,
    name: str,
    *,
    about: str,
    run: Command,
) -> argparse.ArgumentParser:
    """A command with its one line of help, which runs `run`."""
    verb = verbs.add_parser(name, help=about, description=about, parents=[common])
    verb.set_defaults(run=run)
    return verb


def day(text: str) -> date:
    """A date of the command line."""
    try:
        return datetime.strptime(text if DATE.matches(text) else "", "%Y-%m-%d").date()  # noqa: DTZ007
    except ValueError:
        raise argparse.ArgumentTypeError(
            f"{text!r}: write the date as 2026-06-30 请写作 2026-06-30"
        ) from None


def today() -> date:
    """The machine's date, for a folder. In a record it is the district's day that counts: `office.day`."""
    return datetime.now(UTC).astimezone().date()


def now() -> datetime:
    """This instant."""
    return datetime.now(UTC)
