"""What rows of evidence must be like together: bands tile the line, weights add up, nobody re-checks himself."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from itertools import pairwise

from answerable.core.evidence.inspection.soundness import inspection_faults
from answerable.core.tables.fault import Fault
from answerable.core.tables.rows import Row
from answerable.core.terms.message import Message
from answerable.core.terms.period import Period

Tables = Mapping[str, tuple[Row, ...]]
FULL_WEIGHT = Decimal(100)


def evidence_faults(tables: Tables, *, files: Mapping[str, str]) -> Iterator[Fault]:
    """All faults of indicators, bands, weights, cases, orders, re-checks and inspections together."""
    if "indicators" in files and "bands" in files:
        yield from _bands(tables, files=files)
    yield from _weights(tables, file=files.get("contract_indicators", ""))
    yield from _deductions(tables, file=files.get("deductions", ""))
    yield from _cases(tables, files=files)
    yield from _done(tables, file=files.get("duties_done", ""))
    yield from _rechecks(tables, file=files.get("rechecks", ""))
    yield from inspection_faults(tables, files=files)


def _bands(tables: Tables, *, files: Mapping[str, str]) -> Iterator[Fault]:
    bands: dict[tuple[object, object], list[Row]] = defaultdict(list)
    for row in tables.get("bands", ()):
        bands[row.values.get("indicator"), row.values.get("starts")].append(row)
    for edition in tables.get("indicators", ()):
        rows = bands.get((edition.values.get("id"), edition.values.get("starts")), [])
        if not rows:
            yield Fault(files["indicators"], edition.number, "id", Message.of("no_bands"))
        else:
            yield from band_faults(rows, better=edition.values.get("better"), file=files["bands"])


def band_faults(rows: list[Row], *, better: object, file: str) -> Iterator[Fault]:
    """All faults of the bands of one edition together; rows that are unsound by themselves are left to their own."""
    if all({"low", "high", "target"} <= row.values.keys() for row in rows):
        yield from _tiling(rows, file=file)
        yield from _targets(rows, file=file)
        yield from _points(rows, better=better, file=file)


def _points(rows: list[Row], *, better: object, file: str) -> Iterator[Fault]:
    """All bands earn points or none does, and a better band never earns fewer."""
    if any("points" not in row.values for row in rows):
        return
    without = [row for row in rows if row.values["points"] is None]
    if 0 < len(without) < len(rows):
        for row in without:
            yield Fault(file, row.number, "points", Message.of("points_missing", band=_name(row)))
        return
    if without or better not in ("higher", "lower"):
        return
    best_last = sorted(rows, key=lambda row: _edge(row, "low"), reverse=better == "lower")
    for worse, row in pairwise(best_last):
        params = {name: str(row.values["points"]) for name, row in (("fewer", row), ("more", worse))}
        if Decimal(params["fewer"]) < Decimal(params["more"]):
            message = Message.of("points_fall", band=_name(row), worse=_name(worse), **params)
            yield Fault(file, row.number, "points", message)


def _name(row: Row) -> str:
    return str(row.values.get("band", ""))


def _deductions(tables: Tables, *, file: str) -> Iterator[Fault]:
    """The ranges of one agreement hold something, and no score lies in two of them."""
    agreements: dict[tuple[object, object], list[Row]] = defaultdict(list)
    for row in tables.get("deductions", ()):
        low, high = row.values.get("low"), row.values.get("high")
        if low is None or high is None or not {"contract", "starts"} <= row.values.keys():
            continue
        if low == high:
            yield Fault(file, row.number, "high", Message.of("deduction_empty", low=str(low), high=str(high)))
        elif _edge(row, "low") < _edge(row, "high"):
            agreements[row.values["contract"], row.values["starts"]].append(row)
    for rows in agreements.values():
        for below, above in pairwise(sorted(rows, key=lambda row: _edge(row, "low"))):
            if _edge(above, "low") < _edge(below, "high"):
                ends = {"start": str(above.values["low"]), "end": str(below.values["high"])}
                message = Message.of("deduction_overlap", other=below.number, **ends)
                yield Fault(file, above.number, "low", message)


def _tiling(rows: list[Row], *, file: str) -> Iterator[Fault]:
    """Low inclusive, high exclusive, from minus to plus infinity, without gap or overlap."""
    upside_down = [row for row in rows if not _edge(row, "low") < _edge(row, "high")]
    for row in upside_down:
        message = Message.of("band_empty", low=str(row.values["low"]), high=str(row.values["high"]))
        yield Fault(file, row.number, "high", message)
    if upside_down:
        return
    line = sorted(rows, key=lambda row: _edge(row, "low"))
    if line[0].values["low"] is not None:
        yield Fault(file, line[0].number, "low", Message.of("band_open_end", side="low"))
    for below, above in pairwise(line):
        yield from _seam(below, above, file=file)
    if line[-1].values["high"] is not None:
        yield Fault(file, line[-1].number, "high", Message.of("band_open_end", side="high"))


def _seam(below: Row, above: Row, *, file: str) -> Iterator[Fault]:
    end, start = _edge(below, "high"), _edge(above, "low")
    if end == start:
        return
    code = "band_gap" if end < start else "band_overlap"
    low, high = sorted((below.values["high"], above.values["low"]), key=lambda v: (v is None, v or 0))
    yield Fault(file, above.number, "low", Message.of(code, start=_shown(low), end=_shown(high)))


def _shown(edge: object) -> str | None:
    return None if edge is None else str(edge)


def _edge(row: Row, side: str) -> tuple[int, Decimal]:
    """A band's edge; an open one lies beyond every number."""
    value = row.values[side]
    if isinstance(value, Decimal):
        return (0, value)
    return (-1, Decimal(0)) if side == "low" else (1, Decimal(0))


def _targets(rows: list[Row], *, file: str) -> Iterator[Fault]:
    targets = [row for row in rows if row.values["target"] is True]
    if not targets:
        yield Fault(file, rows[0].number, "target", Message.of("no_target"))
    for row in targets[1:]:
        yield Fault(file, row.number, "target", Message.of("several_targets", n=len(targets)))


def _weights(tables: Tables, *, file: str) -> Iterator[Fault]:
    weights: dict[object, list[Row]] = defaultdict(list)
    for row in tables.get("contract_indicators", ()):
        weights[row.values.get("contract")].append(row)
    for rows in weights.values():
        stated = [row.values.get("weight", "bad") for row in rows]
        if "bad" in stated or all(weight is None for weight in stated):
            continue
        total = sum((weight for weight in stated if isinstance(weight, Decimal)), Decimal(0))
        if total != FULL_WEIGHT or None in stated:
            yield Fault(file, rows[0].number, "weight", Message.of("weights", total=str(total)))


def _cases(tables: Tables, *, files: Mapping[str, str]) -> Iterator[Fault]:
    opened = {row.values.get("id"): row for row in tables.get("cases", ())}
    states = tables.get("case_states", ())
    file = files.get("case_states", "")
    for row in states:
        state, ground = row.values.get("state"), row.values.get("ground", "bad")
        if isinstance(state, str) and state.startswith("ended_") and ground is None:
            yield Fault(file, row.number, "ground", Message.of("ending_without_ground", state=state))
        case, starts = opened.get(row.values.get("case")), row.values.get("starts")
        day = None if case is None else case.values.get("opened_on")
        if isinstance(day, date) and isinstance(starts, date) and starts < day:
            message = Message.of("state_before_opening", starts=starts, opened=day)
            yield Fault(file, row.number, "starts", message)
    stateless = opened.keys() - {row.values.get("case") for row in states} - {None}
    for id in sorted(map(str, stateless)):
        message = Message.of("case_without_state", case=id)
        yield Fault(files.get("cases", ""), opened[id].number, "id", message)


def _done(tables: Tables, *, file: str) -> Iterator[Fault]:
    """What was done belongs to a period of the kind in which the duty comes round."""
    every = {row.values.get("id"): row.values.get("every") for row in tables.get("duties", ())}
    for row in tables.get("duties_done", ()):
        kind, period = every.get(row.values.get("duty")), row.values.get("period")
        if isinstance(kind, str) and kind != "once" and isinstance(period, Period) and period.kind != kind:
            yield Fault(file, row.number, "period", Message.of("period_kind", value=str(period), wanted=kind))


def _rechecks(tables: Tables, *, file: str) -> Iterator[Fault]:
    authors = {row.values.get("id"): row.values.get("author") for row in tables.get("orders", ())}
    for row in tables.get("rechecks", ()):
        person = row.values.get("checked_by")
        if person is not None and authors.get(row.values.get("order")) == person:
            yield Fault(file, row.number, "checked_by", Message.of("own_recheck", person=str(person)))
