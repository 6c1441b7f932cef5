"""What rows that keep responsibility from lapsing must be like together: stand-ins, successions, chains, amendments."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from itertools import pairwise

from answerable.core.tables.fault import Fault
from answerable.core.tables.rows import Row
from answerable.core.tables.types import Value
from answerable.core.terms.message import Message

Tables = Mapping[str, tuple[Row, ...]]
Found = tuple[Row, str, Message]
"""A row, the column, and what is wrong there."""

WEIGHTY = ("sign", "extend", "end", "amend")
"""Decisions that bind the body for long: law 4 says who takes part in them."""
FINAL = ("head", "collective")


def safeguard_faults(tables: Tables, *, files: Mapping[str, str]) -> Iterator[Fault]:
    """All faults of stand-ins, of the lines of bodies, of approval chains and of amendments."""
    checks = {
        "stand_ins": _stand_ins(tables.get("stand_ins", ()), tables.get("people", ())),
        "successions": _successions(tables.get("successions", ())),
        "bodies": _parents(tables.get("bodies", ())),
        "approval_steps": _chains(tables.get("approval_steps", ())),
        "amendments": _amendments(tables.get("amendments", ())),
    }
    for table, found in checks.items():
        for row, column, message in found:
            yield Fault(files.get(table, f"{table}.csv"), row.number, column, message)


def _stand_ins(rows: Iterable[Row], people: Iterable[Row]) -> Iterator[Found]:
    staff = {row.values.get("id"): row.values.get("staff") for row in people}
    for row in rows:
        for column in ("person", "stand_in"):
            who = row.values.get(column)
            whose = staff.get(who)
            if who is not None and whose not in ("public", None):
                message = Message.of("stand_in_not_public", person=str(who), staff=str(whose))
                yield row, column, message
        person = row.values.get("person")
        if person is not None and person == row.values.get("stand_in"):
            yield row, "stand_in", Message.of("stand_in_is_absent", person=str(person))


def _successions(rows: Iterable[Row]) -> Iterator[Found]:
    listed = list(rows)
    successors = {row.values.get("body"): row.values.get("successor") for row in listed}
    for row in listed:
        body = row.values.get("body")
        if body is None:
            continue
        if body == row.values.get("successor"):
            yield row, "successor", Message.of("succeeds_itself", body=str(body))
        elif (round_ := _round(body, successors)) is not None:
            yield row, "successor", Message.of("succession_cycle", bodies=round_)


def _parents(rows: Iterable[Row]) -> Iterator[Found]:
    listed = list(rows)
    parents = {row.values.get("id"): row.values.get("parent") for row in listed}
    for row in listed:
        body = row.values.get("id")
        round_ = None if body is None else _round(body, parents)
        if round_ is not None:
            yield row, "parent", Message.of("parent_cycle", bodies=round_)


def _round(start: Value, following: Mapping[Value, Value]) -> tuple[str, ...] | None:
    """The way from here back to here, if there is one."""
    way = [start]
    while (after := following.get(way[-1])) is not None and after not in way:
        way.append(after)
    return tuple(map(str, (*way, start))) if after == start else None


def _chains(rows: Iterable[Row]) -> Iterator[Found]:
    editions: dict[tuple[Value, ...], list[tuple[int, Row]]] = defaultdict(list)
    for row in rows:
        number, starts = row.values.get("number"), row.values.get("starts")
        if isinstance(number, int) and isinstance(starts, date) and "role" in row.values:
            editions[row.values.get("body"), row.values.get("decision"), starts].append((number, row))
    for (_, decision, _), numbered in editions.items():
        numbered.sort(key=lambda each: (each[0], each[1].number))
        yield from _gaps(numbered)
        if decision in WEIGHTY:
            yield from _participants(str(decision), [row for _, row in numbered])


def _gaps(numbered: list[tuple[int, Row]]) -> Iterator[Found]:
    for (before, _), (number, row) in pairwise([(0, numbered[0][1]), *numbered]):
        if number > before + 1:
            message = Message.of("chain_number_missing", wanted=before + 1, found=number)
            yield row, "number", message


def _participants(decision: str, steps: list[Row]) -> Iterator[Found]:
    """Who has to take part: the handler first, then legality review, the leader, and the head or all together."""
    roles = [str(row.values["role"]) for row in steps]
    if roles[0] != "handler":
        yield steps[0], "role", Message.of("chain_starts_otherwise", decision=decision, found=roles[0])
    lacking = [role for role in ("handler", "legality", "leader") if role not in roles]
    lacking += [] if set(roles) & set(FINAL) else ["head"]
    if lacking:
        yield steps[0], "role", Message.of("chain_lacks", decision=decision, roles=tuple(lacking))
    elif not _in_order(roles):
        yield steps[0], "role", Message.of("chain_out_of_order", decision=decision)


def _in_order(roles: list[str]) -> bool:
    """Whether review comes before the leader, and the leader before the head or the collective decision."""
    rest = iter(roles)
    return "legality" in rest and "leader" in rest and any(role in FINAL for role in rest)


def _amendments(rows: Iterable[Row]) -> Iterator[Found]:
    needed = {"extend": ("ends_before", "ends_after"), "amount": ("amount_before", "amount_after")}
    for row in rows:
        kind = str(row.values.get("kind"))
        columns = needed.get(kind, ())
        for column in columns:
            if row.values.get(column, "bad") is None:
                yield row, column, Message.of("amendment_lacks", kind=kind, column=column)
        before, after = (row.values.get(column) for column in needed["extend"])
        if kind == "extend" and before is not None and before == after:
            yield row, "ends_after", Message.of("extension_no_later", ends=str(before))
