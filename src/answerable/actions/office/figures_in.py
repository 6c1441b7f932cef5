"""Readings and scores as officials enter them: a month on one screen, corrected where one was wrong, never deleted."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import Count, Sum

from answerable.actions.office.actors import NotPermittedError, refuse_unless, subject
from answerable.actions.office.changing import RowMovedError
from answerable.actions.office.doing import do_duty
from answerable.actions.office.entries import append_entry, changed
from answerable.actions.office.owners import hold_contracts
from answerable.actions.office.rows_in_bulk import add_to_bulk
from answerable.actions.office.surroundings import surroundings
from answerable.core.evidence.entering import (
    Marks,
    SheetItem,
    There,
    reading_faults,
    reading_id,
    score_faults,
    sheet_of,
)
from answerable.core.evidence.values import Agreed
from answerable.core.ledger.entry import Act, Change
from answerable.core.register.permits import Act as Permit
from answerable.core.register.permits import Actor
from answerable.core.tables.district import BY_NAME
from answerable.core.tables.fault import Fault, UnsoundError
from answerable.core.tables.rows import check_rows
from answerable.core.tables.types import PERIOD
from answerable.core.terms.errors import InputError
from answerable.core.terms.period import Period
from answerable.records.cells import stored
from answerable.records.models import CaseState, Contract, ContractIndicator, Reading, Row, Score
from answerable.records.values import values_of

Cells = Mapping[str, str]
READINGS, SCORES = "readings.csv", "scores.csv"
FIRST = 2
"""The number of the first row, as below a header."""
CORRECTIONS = "corrections"
"""Under which the ledger keeps why a figure was corrected, and what it was before."""


@dataclass(frozen=True)
class Entering:
    """Who enters figures, when, on which day of the district."""

    by: Actor
    at: datetime
    on: date


def record_readings(
    contract: str,
    rows: Sequence[Cells],
    *,
    entering: Entering,
    source: str,
    more: bool = False,
    act: Act = Act.RECORD,
) -> tuple[str, ...]:
    """Record readings of a contract; their ids. With `more` they are meant to be added to what is there already.

    Raises UnsoundError with every fault, the first row being 2; NotPermittedError.
    """
    permitted(contract, entering)
    if not rows:
        raise InputError("figures_none")
    with transaction.atomic():
        hold_contracts(BY_NAME["readings"], [{"contract": contract}])
        _refuse_after_end(contract, [cells.get("period", "") for cells in rows])
        there = readings_there(contract, rows)
        whole = named(contract, rows, there, source=source)
        mine = reading_faults(_numbered(whole), there, file=READINGS, more=more, on=entering.on)
        _add("readings", whole, tuple(mine), entering, act=act)
        return tuple(cells["id"] for cells in whole)


def _refuse_after_end(contract: str, periods: Iterable[str]) -> None:
    """Raise InputError for a period that begins after the contract was ended: there was no service left to measure."""
    over = (
        CaseState.objects.filter(case__contract=contract, state__startswith="ended_")
        .order_by("starts")
        .first()
    )
    if over is None:
        return
    for period in periods:
        if PERIOD.matches(period) and Period.parse(period).start > over.starts:
            raise InputError("figures_after_end", field="period", period=period, ended=over.starts)


def record_scores(
    contract: str, period: str, points: Cells, *, entering: Entering, duties: Sequence[tuple[str, str]] = ()
) -> int:
    """Record what somebody scored of every item of a contract's sheet for a period; of how many items.

    Whoever enters them has scored them; `duties` are those to score that this does, each with its period. Raises
    UnsoundError with every fault, the rows in the order of the sheet from 2 on; InputError where the period is scored
    already; NotPermittedError.
    """
    permitted(contract, entering)
    with transaction.atomic():
        hold_contracts(BY_NAME["scores"], [{"contract": contract}])
        _refuse_after_end(contract, [period])
        if Score.objects.filter(contract=contract, period=period).exists():
            raise InputError("scored_already", field="period", period=period)
        rows = [
            {
                "contract": contract,
                "period": period,
                "item": each.item,
                "points": points.get(each.item, ""),
                "full": str(each.full),
                "scored_by": entering.by.person or "",
                "scored_on": entering.on.isoformat(),
                "deduction_minor": "",
            }
            for each in sheet(contract)
        ]
        mine = tuple(score_faults(_numbered(rows[:1]), file=SCORES, on=entering.on))
        _add("scores", rows, mine, entering)
        by, at, on = entering.by, entering.at, entering.on
        for duty, done in duties:
            do_duty(duty, period=done, done_on=on, note="", by=by, at=at, on=on)
        return len(rows)


def correct_reading(id: str, cells: Cells, *, seen: Cells, reason: str, entering: Entering) -> None:
    """Put another figure, day, source or document in the place of what a reading says, for a stated reason.

    What it was stands in the ledger with the reason. Raises UnsoundError, RowMovedError, NotPermittedError.
    """
    row = Reading.objects.filter(id=id).first()
    if row is None:
        raise NotPermittedError(Permit.RECORD)
    permitted(row.contract_id, entering)
    after = {name: cells[name] for name in ("numerator", "denominator", "recorded", "source")}
    # Without another file the one that is there stays.
    after |= {"document": cells["document"]} if cells.get("document") else {}
    with transaction.atomic():
        _correct([row], [after], seen=seen, reason=reason, entering=entering)


def correct_score(row: int, points: str, *, seen: Cells, reason: str, entering: Entering) -> None:
    """Put other points in the place of those of one item, for a stated reason; whoever does has scored it now."""
    found = Score.objects.filter(row=row).first()
    if found is None:
        raise NotPermittedError(Permit.RECORD)
    permitted(found.contract_id, entering)
    after = {
        "points": points,
        "scored_by": entering.by.person or "",
        "scored_on": entering.on.isoformat(),
    }
    with transaction.atomic():
        _correct([found], [after], seen=seen, reason=reason, entering=entering)


def record_deduction(contract: str, period: str, minor: int, *, seen: int | None, entering: Entering) -> None:
    """Record what is deducted for a period that is scored, in minor units; it stands with the first item.

    Software says what was agreed, a person says what is taken. `seen` is what was recorded of the whole period when
    it was shown, None where nothing was. Raises RowMovedError and InputError.
    """
    permitted(contract, entering)
    with transaction.atomic():
        hold_contracts(BY_NAME["scores"], [{"contract": contract}])
        rows = list(Score.objects.filter(contract=contract, period=period).order_by("row"))
        if not rows:
            raise InputError("not_scored", period=period)
        if deducted(rows) != seen:
            raise RowMovedError("scores", (contract, period))
        amounts = [str(minor), *[""] * (len(rows) - 1)]
        after = [{"deduction_minor": text} for text in amounts]
        _correct(rows, after, seen={}, reason="", entering=entering)


def deducted(rows: Iterable[Score]) -> int | None:
    """What is recorded to be deducted for a period, over its items; None where nothing is recorded."""
    stated = [each.deduction_minor for each in rows if each.deduction_minor is not None]
    return sum(stated) if stated else None


def permitted(contract: str, entering: Entering) -> str:
    """The body of a contract of which the actor may record things. Raises NotPermittedError."""
    body = Contract.objects.filter(id=contract).values_list("body", flat=True).first()
    if body is None:
        raise NotPermittedError(Permit.RECORD)
    refuse_unless(entering.by, Permit.RECORD, subject("contract", body=body, on=entering.on))
    return str(body)


def sheet(contract: str) -> tuple[SheetItem, ...]:
    """The items that a contract is scored by, in the order of the latest sheet, or of the indicators."""
    latest = Score.objects.filter(contract=contract).order_by("-scored_on", "-period").values("period")[:1]
    scored = Score.objects.filter(contract=contract, period__in=latest).order_by("row")
    marks = [Marks(Period.parse(each.period), each.item, each.full) for each in scored]
    agreed = values_of(Agreed, ContractIndicator.objects.filter(contract=contract).order_by("row"))
    return sheet_of(marks, agreed)


def readings_there(contract: str, rows: Iterable[Cells]) -> dict[tuple[str, str], There]:
    """What is on record of the indicators and periods of these rows, added up."""
    indicators, periods = zip(*((each["indicator"], each["period"]) for each in rows), strict=True)
    found = Reading.objects.filter(contract=contract, indicator__in=indicators, period__in=periods)
    sums = found.values_list("indicator", "period").annotate(
        Sum("numerator"), Sum("denominator"), Count("id")
    )
    return {(indicator, period): There(*figures) for indicator, period, *figures in sums.order_by()}


def named(
    contract: str, rows: Iterable[Cells], there: Mapping[tuple[str, str], There], *, source: str
) -> list[dict[str, str]]:
    """Rows of readings with everything that follows from the others: id, contract, source."""
    known = {key: each.n for key, each in there.items()}
    return [
        {
            **{column.name: cells.get(column.name, "") for column in BY_NAME["readings"].columns},
            "id": reading_id(contract, *key, known.get(key, 0)),
            "contract": contract,
            "source": source,
        }
        for cells in rows
        for key in [(cells["indicator"], cells["period"])]
    ]


def _numbered(rows: Sequence[Cells]) -> list[tuple[int, Cells]]:
    return list(enumerate(rows, start=FIRST))


def _add(
    table: str,
    rows: Sequence[Cells],
    mine: tuple[Fault, ...],
    entering: Entering,
    *,
    act: Act = Act.RECORD,
) -> None:
    """Add the rows, or say all that is wrong with them, what the table's own checks find and `mine` together."""
    try:
        add_to_bulk(table, rows, by=entering.by, at=entering.at, on=entering.on, act=act)
    except UnsoundError as error:
        raise UnsoundError(f"{table}.csv", (*error.faults, *mine)) from error
    if mine:
        raise UnsoundError(f"{table}.csv", mine)


def _correct(
    rows: Sequence[Row], afters: Sequence[Cells], *, seen: Cells, reason: str, entering: Entering
) -> None:
    """Change rows of one table within the caller's transaction, if the first still is as it was seen."""
    declared = rows[0].table()
    hold_contracts(declared, [{"contract": rows[0].contract_id}])  # type: ignore[attr-defined]
    befores = [_cells(each) for each in rows]
    if any(befores[0].get(name) != text for name, text in seen.items() if name in befores[0]):
        raise RowMovedError(declared.name, tuple(befores[0][name] for name in declared.key))
    changes: list[Change] = []
    for row, before, after in zip(rows, befores, afters, strict=True):
        new = {**before, **after}
        if new == before:
            continue
        _refuse_unsound(declared.name, new)
        _write(row, before, after)
        key = tuple(before[name] for name in declared.key)
        was = {name: text for name, text in before.items() if new[name] != text}
        changes += [
            changed(declared.name, new),
            Change(CORRECTIONS, (declared.name, *key), {"before": was, "reason": reason}),
        ]
    if not changes:
        raise InputError("figures_same")
    append_entry(Act.CHANGE, at=entering.at, by=entering.by.account, changes=changes)


def _cells(row: Row) -> dict[str, str]:
    """The row as cells. These tables hold neither instants nor yes and no."""
    columns = row.table().columns
    values: dict[str, Any] = {
        each.name: getattr(row, f"{each.name}_id" if _is_link(row, each.name) else each.name)
        for each in columns
    }
    return {name: "" if value is None else str(value) for name, value in values.items()}


def _is_link(row: Row, name: str) -> bool:
    return bool(row._meta.get_field(name).is_relation)


def _write(row: Row, before: Cells, after: Cells) -> None:
    """Compare and set. Raises RowMovedError where the row is not any more what it was."""
    declared = row.table()
    as_it_was = {name: stored(declared.by_name[name], before[name]) for name in after}
    conditions = {
        (f"{name}__isnull" if value is None else name): (True if value is None else value)
        for name, value in as_it_was.items()
    }
    rows = type(row)._default_manager.filter(pk=row.pk, **conditions)
    if rows.update(**{name: stored(declared.by_name[name], text) for name, text in after.items()}) != 1:
        raise RowMovedError(declared.name, tuple(before[name] for name in declared.key))


def _refuse_unsound(table: str, cells: Cells) -> None:
    declared = BY_NAME[table]
    names = [column.name for column in declared.columns]
    around = surroundings(declared, [cells])
    found = check_rows(declared, [(FIRST, cells)], file=f"{table}.csv", present=names, around=around)
    if found.faults:
        raise UnsoundError(f"{table}.csv", found.faults)
