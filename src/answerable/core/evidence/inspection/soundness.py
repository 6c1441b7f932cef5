"""What rows of inspections must be like together: drawn as committed, by public staff, true to their checks."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import fields
from datetime import date
from typing import Any, TypeVar

from answerable.core.evidence.inspection.checklist import CLAUSE, INDICATOR, NO_FAULTS, NOT_MET, NOT_POSSIBLE
from answerable.core.evidence.inspection.values import Chance, Inspection, Plan
from answerable.core.evidence.inspection.verify import verify
from answerable.core.tables.fault import Fault
from answerable.core.tables.rows import Row
from answerable.core.tables.types import Value
from answerable.core.terms.message import Message

Tables = Mapping[str, tuple[Row, ...]]
Found = tuple[Row, str, Message]
"""A row, the column, and what is wrong there."""
V = TypeVar("V")
_CAUSE = "cause"
_ONE_LINE = ("id", "seed_source", "secret", "public_seed")


def inspection_faults(tables: Tables, *, files: Mapping[str, str]) -> Iterator[Fault]:
    """All faults of plans, frames, inspections and checks together."""
    staff = {row.values.get("id"): row.values.get("staff") for row in tables.get("people", ())}
    checks = {
        "inspection_plans": _plans(tables, staff),
        "inspections": _inspections(tables, staff),
        "inspection_checks": _checks(tables),
    }
    for table, found in checks.items():
        for row, column, message in found:
            yield Fault(files.get(table, f"{table}.csv"), row.number, column, message)


def _plans(tables: Tables, staff: Mapping[Value, Value]) -> Iterator[Found]:
    frames = _by(_values(Chance, tables.get("inspection_frame", ())), "plan")
    inspections = _by(_values(Inspection, tables.get("inspections", ())), "plan")
    for row in tables.get("inspection_plans", ()):
        yield from _lines(row)
        yield from _after_commitment(row)
        yield from _public(row, "committed_by", staff)
        for plan in _values(Plan, (row,)):
            for message in verify(plan, frames[plan.id], inspections[plan.id]):
                yield row, "commitment", message


def _lines(row: Row) -> Iterator[Found]:
    """The plan's text is read line by line: a line break within a cell would make two of one."""
    for column in _ONE_LINE:
        text = row.values.get(column)
        if isinstance(text, str) and not text.isprintable():
            yield row, column, Message.of("inspection_one_line", column=column)


def _after_commitment(row: Row) -> Iterator[Found]:
    committed, published = row.values.get("committed_on"), row.values.get("seed_on")
    if isinstance(committed, date) and isinstance(published, date) and published <= committed:
        message = Message.of("inspection_seed_known", committed=committed, published=published)
        yield row, "seed_on", message


def _public(row: Row, column: str, staff: Mapping[Value, Value]) -> Iterator[Found]:
    """Only public staff inspects, never the provider's or dispatched people."""
    person = row.values.get(column)
    whose = staff.get(person)
    if person is not None and whose not in ("public", None):
        message = Message.of("inspector_not_public", person=str(person), staff=str(whose))
        yield row, column, message


def _inspections(tables: Tables, staff: Mapping[Value, Value]) -> Iterator[Found]:
    drawn = {row.values.get("id"): row.values.get("drawn_on") for row in tables.get("inspection_plans", ())}
    for row in tables.get("inspections", ()):
        yield from _public(row, "inspector", staff)
        yield from _why(row)
        inspected, since = row.values.get("inspected_on"), drawn.get(row.values.get("plan"))
        if isinstance(inspected, date) and isinstance(since, date) and inspected < since:
            message = Message.of("inspected_before_draw", inspected=inspected, drawn=since)
            yield row, "inspected_on", message
        if row.values.get("outcome") == NOT_POSSIBLE and row.values.get("note", "bad") is None:
            yield row, "note", Message.of("inspection_not_possible_why")


def _why(row: Row) -> Iterator[Found]:
    """One for a cause states it and belongs to no plan; one that was drawn belongs to a plan and states none."""
    chosen, plan, cause = (row.values.get(name, "bad") for name in ("chosen_by", "plan", "cause"))
    if "bad" in (chosen, plan, cause):
        return
    if chosen == _CAUSE and (cause is None or plan is not None):
        yield row, "cause" if cause is None else "plan", Message.of("inspection_cause")
    if chosen != _CAUSE and (plan is None or cause is not None):
        yield row, "plan" if plan is None else "cause", Message.of("inspection_drawn")


def _checks(tables: Tables) -> Iterator[Found]:
    inspections = {row.values.get("id"): row for row in tables.get("inspections", ())}
    agreed = _agreed(tables)
    of_findings = {row.values.get("id"): row.values.get("contract") for row in tables.get("findings", ())}
    for row in tables.get("inspection_checks", ()):
        inspection = inspections.get(row.values.get("inspection"))
        if inspection is None:
            continue
        contract, outcome = (inspection.values.get(name, "bad") for name in ("contract", "outcome"))
        not_met = row.values.get("result") == NOT_MET
        if outcome in (None, NOT_POSSIBLE) or (outcome == NO_FAULTS and not_met):
            message = Message.of("check_against_outcome", inspection=str(row.values.get("inspection")))
            yield row, "result", message
        basis, item = row.values.get("basis"), row.values.get("item")
        if basis in agreed and (contract, item) not in agreed[basis]:
            message = Message.of("check_of_nothing", item=str(item), contract=str(contract))
            yield row, "item", message
        finding = row.values.get("finding")
        if finding is not None and (not not_met or of_findings.get(finding, contract) != contract):
            yield row, "finding", Message.of("check_finding", finding=str(finding))


def _agreed(tables: Tables) -> Mapping[Value, frozenset[tuple[Value, Value]]]:
    """What contracts agreed, by basis: pairs of a contract and the id of a clause or an indicator."""
    clauses = tables.get("clauses", ())
    indicators = tables.get("contract_indicators", ())
    return {
        CLAUSE: frozenset((row.values.get("contract"), row.values.get("id")) for row in clauses),
        INDICATOR: frozenset((row.values.get("contract"), row.values.get("indicator")) for row in indicators),
    }


def _values(kind: type[V], rows: Iterable[Row]) -> Iterator[V]:
    """The values of rows whose cells are all sound; those of others are reported where they stand."""
    names = [field.name for field in fields(kind)]  # type: ignore[arg-type]
    for row in rows:
        if all(name in row.values for name in names):
            cells: dict[str, Any] = {name: row.values[name] for name in names}
            yield kind(**cells)


def _by(values: Iterable[V], name: str) -> Mapping[str, list[V]]:
    groups: dict[str, list[V]] = defaultdict(list)
    for value in values:
        groups[getattr(value, name)].append(value)
    return groups
