"""A client that writes through the actions of the office, as a process of its own.

    python -m tests.drills.writer KIND ACCOUNT NAME FOLDER

Before each act it notes in NAME.tried what it is about to write, and only after the act returned it notes the same in
NAME.acknowledged, on disk. What was refused goes into NAME.refused by its code. SIGTERM ends it after the act.
"""

import os
import signal
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any

FIRST, DAYS, STRETCH = date(1990, 1, 1), 30_000, 1_500
"""Duties are done for one day after the other, one duty after the other; each life has a stretch of them of its own."""
PAUSE = 0.1
"""Seconds after a refusal."""


@dataclass(frozen=True)
class Turn:
    """One act to do: by whom, when, under which name, and where to say beforehand what it will write."""

    actor: Any
    at: datetime
    name: str
    number: int
    about: Callable[[str], None]

    @property
    def body(self) -> str:
        return next(str(body) for role, body in sorted(self.actor.roles) if role == "handler")

    @property
    def on(self) -> date:
        return self.at.date()


def main(kind: str, account: str, name: str, folder: Path) -> None:
    """Write until told to stop."""
    from answerable.actions.office.start import start

    start()
    from django.db import DatabaseError, connection

    from answerable.core.terms.errors import AnswerableError

    stopped: list[int] = []
    signal.signal(signal.SIGTERM, lambda number, _: stopped.append(number))
    tried, done, refused = (_opened(folder / f"{name}.{end}") for end in ("tried", "acknowledged", "refused"))
    number = 0
    while not stopped:
        number += 1
        try:
            now = datetime.now(UTC)
            turn = Turn(_actor(account, now.date()), now, name, number, lambda key: _note(tried, key))
            key = KINDS[kind](turn)
        except AnswerableError as error:
            _note(refused, error.message.code)
            time.sleep(PAUSE)
        except DatabaseError as error:
            _note(refused, f"database:{type(error).__name__}")
            connection.close()
            time.sleep(PAUSE)
        else:
            _note(done, key)
            os.fsync(done)


def _opened(path: Path) -> int:
    return os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)


def _note(file: int, line: str) -> None:
    os.write(file, f"{line}\n".encode())


def _actor(account: str, on: date) -> Any:
    from answerable.actions.office.actors import actor_of
    from answerable.records.models import Account

    return actor_of(Account.objects.get(username=account), on=on)


@cache
def _contract(body: str) -> str:
    from answerable.records.models import Contract

    return str(Contract.objects.filter(body=body).order_by("id")[0].id)


@cache
def _plan(body: str) -> tuple[str, ...]:
    from answerable.records.models import PlannedDuty

    rows = PlannedDuty.objects.filter(contract__body=body).order_by("id")
    return tuple(rows.values_list("id", flat=True))


def _rows(turn: Turn) -> str:
    """Results of surveys."""
    from answerable.actions.office.rows import add_rows

    key = f"{turn.name}-{turn.number}"
    row = {"id": key, "contract": _contract(turn.body), "surveyed_on": "2026-01-15"}
    row |= {"frame": "9", "sample": "5", "responses": "5"} | {f"level_{level}": "1" for level in range(1, 6)}
    turn.about(f"surveys {key}")
    add_rows("surveys", [row], by=turn.actor, at=turn.at, on=turn.on)
    return f"surveys {key}"


def _duties(turn: Turn) -> str:
    """Duties of the oversight plan, done for one day after the other."""
    from answerable.actions.office.doing import do_duty

    place = (int(turn.name.rpartition("-")[2]) - 1) * STRETCH + turn.number
    duty, day = _plan(turn.body)[place // DAYS], FIRST + timedelta(days=place % DAYS)
    turn.about(f"duties_done {duty}/{day}")
    done_on = date(2025, 6, 30)
    do_duty(duty, period=str(day), done_on=done_on, note="drill", by=turn.actor, at=turn.at, on=turn.on)
    return f"duties_done {duty}/{day}"


def _proposals(turn: Turn) -> str:
    """Proposals of a decision; the program gives each its id."""
    from answerable.actions.office.approvals import Proposed, propose

    turn.about("approvals")
    proposed = Proposed("other", _contract(turn.body), {"what": f"{turn.name}-{turn.number}"})
    return f"approvals {propose(proposed, by=turn.actor, at=turn.at, on=turn.on)}"


KINDS: dict[str, Callable[[Turn], str]] = {"rows": _rows, "duties": _duties, "proposals": _proposals}

if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], sys.argv[3], Path(sys.argv[4]))
