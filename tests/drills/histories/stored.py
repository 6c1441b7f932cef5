"""What the database holds of a case, read past the product's own models: counts, every cell, and what is compared."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import connection

_OF_CASE = {
    "case_steps": "case",
    "case_turns": "case",
    "case_states": "case",
    "case_findings": "case",
    "orders": "case",
    "papers": "case",
}
_ALL = ("entries", "disclosed", "cases", "case_courses", "approvals", "amendments", "rechecks")
_COUNTS = (
    *(f'(SELECT count(*) FROM {name} WHERE "{key}" = %(case)s)' for name, key in _OF_CASE.items()),  # noqa: S608
    *(f"(SELECT count(*) FROM {name})" for name in _ALL),  # noqa: S608 - names of this module
)
_COUNTED = "SELECT " + ", ".join(_COUNTS)
_CELLS = {
    **{table: f'SELECT * FROM {table} WHERE "{column}" = %(case)s' for table, column in _OF_CASE.items()},  # noqa: S608
    "case_courses": "SELECT * FROM case_courses WHERE case_id = %(case)s",
    "rechecks": 'SELECT * FROM rechecks WHERE "order" IN (SELECT id FROM orders WHERE "case" = %(case)s)',
    "findings": "SELECT * FROM findings WHERE contract IN (SELECT contract FROM cases WHERE id = %(case)s)",
    "contracts": "SELECT * FROM contracts WHERE id IN (SELECT contract FROM cases WHERE id = %(case)s)",
    "approvals": "SELECT * FROM approvals WHERE contract IN (SELECT contract FROM cases WHERE id = %(case)s)",
}
_COURSE = "SELECT stage, state, final, version, since, route FROM case_courses WHERE case_id = %s"
_TURNS = 'SELECT key, what, side, owner, since, "by", paused_until, step FROM case_turns WHERE "case" = %s'
_STATES = 'SELECT starts, state FROM case_states WHERE "case" = %s ORDER BY starts'
_ORDERS = (
    "SELECT o.id, o.due_on, o.reported_on, r.result FROM orders o"
    ' LEFT JOIN rechecks r ON r."order" = o.id WHERE o."case" = %s'
)


@dataclass(frozen=True)
class Turn:
    """What waits, as its row says."""

    key: str
    what: str
    side: str
    owner: str
    since: date
    by: date
    paused_until: date | None
    step: int | None


@dataclass(frozen=True)
class Kept:
    """The rows of a case that its steps have to agree with."""

    course: tuple[Any, ...]
    turns: tuple[Turn, ...]
    states: tuple[tuple[date, str], ...]
    orders: dict[str, tuple[date | None, date | None, str | None]]
    """Of each item its last day, when it was reported, and what the re-check found."""


def counted(case: str) -> tuple[int, ...]:
    """How many rows there are of everything that a step touches."""
    return tuple(int(each) for each in _asked(_COUNTED, {"case": case})[0])


def whole(case: str) -> tuple[object, ...]:
    """Every cell of the case and its contract, and the counts."""
    cells = (sorted(map(str, _asked(statement, {"case": case}))) for statement in _CELLS.values())
    return (counted(case), *cells)


def kept(case: str) -> Kept:
    """The rows of the case."""
    stage, state, final, version, since, route = _asked(_COURSE, [case])[0]
    return Kept(
        (stage, state, bool(final), version, _day(since), route),
        tuple(
            Turn(key, what, side, owner, _some(since), _some(by), _day(paused), step)
            for key, what, side, owner, since, by, paused, step in _asked(_TURNS, [case])
        ),
        tuple((_some(starts), state) for starts, state in _asked(_STATES, [case])),
        {id: (_day(due), _day(reported), result) for id, due, reported, result in _asked(_ORDERS, [case])},
    )


def _asked(statement: str, given: Any) -> list[Any]:
    with connection.cursor() as cursor:
        cursor.execute(statement, given)
        return list(cursor.fetchall())


def _some(value: Any) -> date:
    found = _day(value)
    if found is None:
        raise ValueError("no day")
    return found


def _day(value: Any) -> date | None:
    """SQLite keeps days as texts."""
    return date.fromisoformat(value) if isinstance(value, str) else value
