"""What rows of the register must be like together: nobody unknown answers, no gap goes unsaid, exits exist.

A vacancy that was written down is sound data and a notice; one that nobody wrote down is a fault (DESIGN, law 6).
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta

from answerable.core.register.posts import ANSWERING
from answerable.core.register.safeguards import safeguard_faults
from answerable.core.register.succession import Bodies
from answerable.core.register.values import Succession
from answerable.core.tables.fault import Fault, Level
from answerable.core.tables.rows import Row
from answerable.core.terms.message import Message

Tables = Mapping[str, tuple[Row, ...]]
_DAY = timedelta(days=1)


def register_faults(tables: Tables, *, files: Mapping[str, str]) -> Iterator[Fault]:
    """All faults and notices of bodies, people, contracts, assignments and clauses together."""
    yield from _assignments(tables, files=files)
    yield from _exits(tables, files=files)
    yield from safeguard_faults(tables, files=files)


def _assignments(tables: Tables, *, files: Mapping[str, str]) -> Iterator[Fault]:
    mine: dict[object, list[Row]] = defaultdict(list)
    for row in tables.get("assignments", ()):
        if isinstance(row.values.get("starts"), date) and "person" in row.values:
            mine[row.values.get("contract")].append(row)
    held = _held(tables.get("posts", ()))
    bodies = Bodies((), _successions(tables.get("successions", ())))
    staff: dict[object, object] = {
        row.values.get("id"): row.values.get("staff") for row in tables.get("people", ())
    }
    file = files.get("assignments", "assignments.csv")
    for contract in tables.get("contracts", ()):
        starts = contract.values.get("starts")
        if not isinstance(starts, date) or "ends" not in contract.values:
            continue
        rows = sorted(mine.get(contract.values.get("id"), []), key=_starts)
        yield from _unanswered(contract, rows, file=files.get("contracts", ""))
        for row, until in zip(rows, _untils(contract, rows), strict=True):
            span = max(_starts(row), starts), until
            stretches = _counting(held, row, str(contract.values.get("body")), bodies)
            yield from _one(row, span, stretches=stretches, staff=staff, file=file)


def _starts(row: Row) -> date:
    starts = row.values["starts"]
    return starts if isinstance(starts, date) else date.max


def _untils(contract: Row, rows: list[Row]) -> Iterator[date]:
    """The last day of each assignment: the day before the next one, or the contract's end."""
    ends = contract.values["ends"]
    last = ends if isinstance(ends, date) else date.max
    for following in rows[1:]:
        yield min(_starts(following) - _DAY, last)
    if rows:
        yield last


def _unanswered(contract: Row, rows: list[Row], *, file: str) -> Iterator[Fault]:
    starts, first = _starts(contract), _starts(rows[0]) if rows else None
    if first is None or first > starts:
        ends = contract.values["ends"]
        to = first - _DAY if first is not None else ends if isinstance(ends, date) else None
        message = Message.of("silent_vacancy", start=starts, end=to)
        yield Fault(file, contract.number, "id", message)


Stretch = tuple[date, date]
Held = Mapping[object, tuple[tuple[str, Stretch], ...]]


def _held(posts: Iterable[Row]) -> Held:
    """Where and when each person was leader or head."""
    held: dict[object, list[tuple[str, Stretch]]] = defaultdict(list)
    for row in posts:
        starts, ends = row.values.get("starts"), row.values.get("ends", "bad")
        if row.values.get("role") in ANSWERING and isinstance(starts, date) and ends != "bad":
            end = ends if isinstance(ends, date) else date.max
            held[row.values.get("person")].append((str(row.values.get("body")), (starts, end)))
    return {person: tuple(posts) for person, posts in held.items()}


def _counting(held: Held, row: Row, body: str, bodies: Bodies) -> tuple[Stretch, ...]:
    """Stretches in which the person's posts count in the body: from the day on which both are one."""
    stretches = []
    for where, (starts, ends) in held.get(row.values.get("person"), ()):
        joined = bodies.one_since(where, body)
        if joined is not None and joined <= ends:
            stretches.append((max(starts, joined), ends))
    return tuple(sorted(stretches))


def _successions(rows: Iterable[Row]) -> Iterator[Succession]:
    for row in rows:
        body, starts, successor = (row.values.get(name) for name in ("body", "starts", "successor"))
        if isinstance(body, str) and isinstance(starts, date) and isinstance(successor, str):
            yield Succession(body, starts, successor, None)


def _one(
    row: Row,
    span: Stretch,
    *,
    stretches: tuple[Stretch, ...],
    staff: Mapping[object, object],
    file: str,
) -> Iterator[Fault]:
    person, start = row.values.get("person"), span[0]
    if start > span[1]:
        return
    if person is None:
        notice = Message.of("vacancy_recorded_notice", since=start)
        yield Fault(file, row.number, "person", notice, Level.NOTICE)
        return
    if person not in staff:
        return  # a dangling reference, reported as such
    if staff[person] not in ("public", None):
        message = Message.of("leader_not_public", person=str(person), staff=str(staff[person]))
        yield Fault(file, row.number, "person", message)
        return
    gap = _first_gap(span, stretches)
    if gap is not None:
        # Posts end without asking the registers: the contract is vacant from that day, and that is to be seen to.
        message = Message.of("leader_without_post", person=str(person), start=gap)
        yield Fault(file, row.number, "person", message, Level.NOTICE)


def _first_gap(span: Stretch, stretches: tuple[Stretch, ...]) -> date | None:
    """The first day of the span on which no stretch holds."""
    day = span[0]
    for starts, ends in stretches:
        if starts <= day <= ends:
            if ends >= span[1]:
                return None
            day = ends + _DAY
    return day


def _exits(tables: Tables, *, files: Mapping[str, str]) -> Iterator[Fault]:
    file = files.get("contracts", "")
    for row in tables.get("clauses", ()):
        if row.values.get("kind") == "exit" and row.values.get("ground", "bad") is None:
            message = Message.of("empty_required", column="ground")
            yield Fault(files.get("clauses", ""), row.number, "ground", message)
    with_exit = {
        row.values.get("contract") for row in tables.get("clauses", ()) if row.values.get("kind") == "exit"
    }
    for row in tables.get("contracts", ()):
        if row.values.get("id") is not None and row.values.get("id") not in with_exit:
            yield Fault(file, row.number, "id", Message.of("no_exit_clause_notice"), Level.NOTICE)
