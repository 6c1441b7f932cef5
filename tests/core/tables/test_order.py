"""Rows have one order, by the key of their table: numbers as numbers, instants as instants, all else as text."""

from collections.abc import Iterable

from hypothesis import given
from hypothesis import strategies as st

from answerable.core.tables.declare import Both, Column, Table
from answerable.core.tables.order import row_order
from answerable.core.tables.types import DATE, DECIMAL, INSTANT, INTEGER, TEXT, Type

SAID = Both("一", "one")


def ordered(kind: Type, cells: Iterable[str]) -> list[str]:
    table = Table("t", SAID, SAID, key=("a",), columns=(Column("a", kind, SAID, SAID),))
    return [row["a"] for row in sorted(({"a": cell} for cell in cells), key=row_order(table))]


def test_numbers_are_ordered_as_numbers() -> None:
    assert ordered(INTEGER, ["10", "9", "-1"]) == ["-1", "9", "10"]
    assert ordered(DECIMAL, ["10.5", "9.75", "9.8"]) == ["9.75", "9.8", "10.5"]


def test_instants_are_ordered_in_time_whatever_their_zone() -> None:
    later, earlier = "2025-03-02T08:00+08:00", "2025-03-02T00:30+01:00"
    assert ordered(INSTANT, [later, earlier]) == [earlier, later]
    assert ordered(INSTANT, ["2025-03-02T08:00:01+08:00", later]) == [later, "2025-03-02T08:00:01+08:00"]


def test_texts_are_ordered_by_code_point_and_dates_with_them() -> None:
    assert ordered(TEXT, ["单位", "b", "B", "a10", "a9"]) == ["B", "a10", "a9", "b", "单位"]
    assert ordered(DATE, ["2025-10-01", "2025-09-30"]) == ["2025-09-30", "2025-10-01"]


def test_cells_that_are_empty_come_first_and_broken_ones_last() -> None:
    assert ordered(INTEGER, ["x", "7", "", "a"]) == ["", "7", "a", "x"]
    assert ordered(INSTANT, ["yesterday", "2025-03-02T08:00Z", ""]) == ["", "2025-03-02T08:00Z", "yesterday"]


def test_columns_of_the_key_count_in_their_order_and_others_not_at_all() -> None:
    columns = tuple(Column(name, INTEGER, SAID, SAID) for name in ("note", "one", "two"))
    table = Table("t", SAID, SAID, key=("two", "one"), columns=columns)
    rows = [
        {"note": note, "one": one, "two": two}
        for note, one, two in (("1", "1", "2"), ("3", "10", "1"), ("2", "9", "1"))
    ]
    assert [row["note"] for row in sorted(rows, key=row_order(table))] == ["2", "3", "1"]


@given(st.permutations(["", "1", "02", "-3", "10", "x", "9"]))
def test_the_order_rows_came_in_makes_no_difference(cells: list[str]) -> None:
    assert ordered(INTEGER, cells) == ["", "-3", "1", "9", "10", "02", "x"]
