"""What is wrong with this deployment, and what to do: every check, none of which changes anything."""

import logging
import secrets
from collections.abc import Callable, Iterator, Mapping
from datetime import datetime

from answerable.actions.office.doctor.values import Check, check
from answerable.actions.office.secrets import read_settings
from answerable.actions.office.start import start

__all__ = ["Check", "examine"]

Examine = Callable[[datetime], Check]


def examine(*, at: datetime) -> tuple[Check, ...]:
    """Every check in its order. Where the database is away, only what needs none.

    Raises InputError where the settings cannot be read at all.
    """
    _open()
    from answerable.actions.office.doctor import (
        cases,
        database,
        machine,
        work,
    )  # the settings are read by now

    found = list(_run(machine.CHECKS, at))
    (reached,) = _run({"database": database.reached}, at)
    found.append(reached)
    if reached.state == "fail":
        return tuple(found)
    (tables,) = _run({"migrations": database.migrations}, at)
    found += [tables, *_run(database.CHECKS, at)]
    if tables.state == "ok":
        found += _run({**work.CHECKS, **cases.CHECKS}, at)
    return tuple(found)


def _open() -> None:
    read_settings()
    from answerable import settings

    if not settings.SECRET_KEY:
        # Without one Django does not start; that there is none is a finding of its own.
        settings.SECRET_KEY = secrets.token_hex()
    start()
    # What is wrong is said by the checks.
    logging.getLogger("django").setLevel(logging.CRITICAL)


def _run(checks: Mapping[str, Examine], at: datetime) -> Iterator[Check]:
    """A check that breaks down is a failure of what it looks at, and the others go on."""
    for name, look in checks.items():
        try:
            yield look(at)
        except Exception as error:  # the doctor says what it can, whatever is broken
            yield check("fail", name, "doctor_broke", error=type(error).__name__)
