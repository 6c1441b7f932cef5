"""Long work that somebody asked for: a file is imported while the page goes on answering.

A task acts as the account that asked, with the roles it holds when the task runs; the same gates stand in its way.
"""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from django_tasks import task

from answerable.actions.office.actors import actor_of
from answerable.actions.office.day import district_day
from answerable.actions.office.imports import import_file
from answerable.core.tables.fault import UnsoundError
from answerable.core.terms.errors import AnswerableError
from answerable.core.terms.message import Message
from answerable.records.models import Account

MOST_FAULTS = 1_000
"""Faults that are kept with a task; whoever mends them asks again."""


@task()
def import_rows(table: str, path: str, account: str) -> dict[str, Any]:
    """Import a file for an account; how many rows came in, or every reason why none did."""
    at = datetime.now(UTC)
    on = district_day(at)
    actor = actor_of(Account.objects.get(username=account, is_active=True), on=on)
    try:
        return {"rows": import_file(table, Path(path), by=actor, at=at, on=on)}
    except UnsoundError as error:
        told = [
            {"file": fault.file, "row": fault.row, "column": fault.column, **_told(fault.message)}
            for fault in error.faults[:MOST_FAULTS]
        ]
        return {"rows": 0, "faults": told, "more": max(0, len(error.faults) - MOST_FAULTS)}
    except AnswerableError as error:
        return {"rows": 0, "faults": [_told(error.message)], "more": 0}


def _told(message: Message) -> dict[str, Any]:
    params = {
        name: list(value) if isinstance(value, tuple) else None if value is None else str(value)
        for name, value in message.params.items()
    }
    return {"code": message.code, "params": params}
