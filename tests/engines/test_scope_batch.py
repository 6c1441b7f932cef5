"""A file of items is decided as each item is by itself; with any fault nothing is written."""

import csv
import random
from datetime import date
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from answerable.actions.offline.scope.batch import decide_batch
from answerable.core.rulebook.boundary import Boundary
from answerable.core.rulebook.facts import FactKind
from answerable.core.rulebook.shipped import load_boundary
from answerable.core.scope.decide import decide
from answerable.core.scope.grid import grid_of
from answerable.core.scope.stated import StatedFactsError, read_facts
from answerable.core.tables.fault import UnsoundError
from answerable.core.terms.errors import InputError

ON = date(2026, 6, 30)


def items(book: Boundary, n: int, *, seed: int = 1) -> list[dict[str, str]]:
    """Items with a fifth of the facts unknown, none of them contradictory; numbers lie on and beside thresholds."""
    drawn = random.Random(seed)  # noqa: S311  # examples, not secrets
    rows: list[dict[str, str]] = []
    grid = grid_of(book)
    while len(rows) < n:
        row = {"id": f"i{len(rows)}"}
        for axis in grid:
            cell = drawn.randrange(axis.size)
            value = drawn.choice((axis.value(cell), axis.last(cell)))
            row[axis.fact.id] = "" if drawn.random() < 0.2 else str(value)
        try:
            read_facts({name: text for name, text in row.items() if name != "id"}, book)
            decide(book, read_facts({k: v for k, v in row.items() if k != "id"}, book), on=ON)
        except StatedFactsError:
            continue
        rows.append(row)
    return rows


def write_csv(path: Path, rows: list[dict[str, str]]) -> Path:
    with path.open("w", encoding="utf-8", newline="") as out:
        writer = csv.DictWriter(out, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
    return path


def answers(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_every_item_is_decided_as_it_is_alone(tmp_path: Path) -> None:
    book = load_boundary("cn")
    rows = items(book, 300)
    counts = decide_batch(write_csv(tmp_path / "in.csv", rows), tmp_path / "out.csv", rulebook="cn", on=ON)
    found = answers(tmp_path / "out.csv")
    assert sum(counts.values()) == len(rows) == len(found)
    for row, answer in zip(rows, found, strict=True):
        facts = read_facts({name: text for name, text in row.items() if name != "id"}, book)
        alone = decide(book, facts, on=ON)
        undecided = len(alone.possible) > 1
        assert answer == {
            "id": row["id"],
            "verdict": alone.verdict.value,
            "possible": ";".join(each.value for each in alone.possible) if undecided else "",
            "deciding": ";".join(each.id for each in alone.deciding),
            "also": ";".join(each.id for each in alone.also),
            "depending": ";".join(each.id for each in alone.depending),
            "duties": answer["duties"],
            "grounds": answer["grounds"],
        }
        assert set(answer["duties"].split(";")) == {duty.id for duty in alone.duties} or not alone.duties
        grounds = {f"{ground.law.id} {ground.article}" for ground in alone.grounds}
        assert set(answer["grounds"].split(";")) - {""} == grounds


def test_parquet_and_csv_give_the_same_answers(tmp_path: Path) -> None:
    book = load_boundary("cn")
    rows = items(book, 50, seed=2)
    numbers = {fact.id for fact in book.facts if fact.kind is FactKind.NUMBER}
    table = pa.table(
        {
            name: pa.array(
                [(int(row[name]) if name in numbers else row[name]) if row[name] else None for row in rows],
                pa.int64() if name in numbers else pa.string(),
            )
            for name in rows[0]
        }
    )
    pq.write_table(table, tmp_path / "in.parquet")
    write_csv(tmp_path / "in.csv", rows)
    for one, out in (("in.parquet", "a.csv"), ("in.csv", "b.csv"), ("in.csv", "c.parquet")):
        decide_batch(tmp_path / one, tmp_path / out, rulebook="cn", on=ON)
    assert (tmp_path / "a.csv").read_bytes() == (tmp_path / "b.csv").read_bytes()
    listed = pq.read_table(tmp_path / "c.parquet").to_pylist()
    assert [each["deciding"] for each in listed] == [
        each["deciding"].split(";") if each["deciding"] else [] for each in answers(tmp_path / "a.csv")
    ]


def test_facts_nobody_has_stated_may_be_left_out_as_columns(tmp_path: Path) -> None:
    source = write_csv(tmp_path / "in.csv", [{"id": "a", "task": "penalty"}, {"id": "b", "task": ""}])
    decide_batch(source, tmp_path / "out.csv", rulebook="cn", on=ON)
    assert [each["verdict"] for each in answers(tmp_path / "out.csv")] == ["undecided", "undecided"]


def test_all_faults_are_told_at_once_and_nothing_is_written(tmp_path: Path) -> None:
    rows = [
        {"id": "a", "task": "steal", "term_months": "12", "wether": ""},
        {"id": "a", "task": "penalty", "term_months": "0", "wether": ""},
    ]
    with pytest.raises(UnsoundError) as refused:
        decide_batch(write_csv(tmp_path / "in.csv", rows), tmp_path / "out.csv", rulebook="cn", on=ON)
    told = {(fault.row, fault.column, fault.message.code) for fault in refused.value.faults}
    assert {(row, column) for row, column, _ in told} >= {(1, "wether"), (2, "task"), (3, "term_months")}
    assert len(told) == 4
    assert not (tmp_path / "out.csv").exists()


def test_contradictory_facts_are_told_by_row_and_nothing_is_written(tmp_path: Path) -> None:
    rows = [
        {"id": "a", "paid": "no", "amount_yuan": "0"},
        {"id": "b", "paid": "no", "amount_yuan": "5"},
    ]
    with pytest.raises(UnsoundError) as refused:
        decide_batch(write_csv(tmp_path / "in.csv", rows), tmp_path / "out.csv", rulebook="cn", on=ON)
    assert [(fault.row, fault.message.code) for fault in refused.value.faults] == [(3, "facts_leave_nothing")]
    assert [path.name for path in tmp_path.iterdir()] == ["in.csv"]


def test_no_items_are_no_answers(tmp_path: Path) -> None:
    (tmp_path / "in.csv").write_text("id,task\n", encoding="utf-8")
    assert not decide_batch(tmp_path / "in.csv", tmp_path / "out.csv", rulebook="cn", on=ON)
    assert answers(tmp_path / "out.csv") == []


def test_a_missing_file_and_an_unclear_form_are_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError):
        decide_batch(tmp_path / "none.csv", tmp_path / "out.csv", rulebook="cn", on=ON)
    with pytest.raises(InputError):
        decide_batch(tmp_path / "none.csv", tmp_path / "out.xls", rulebook="cn", on=ON)
