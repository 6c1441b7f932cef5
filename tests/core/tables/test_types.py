from datetime import date
from decimal import Decimal

import pytest

from answerable.core.tables.rows import date_hint, nearest
from answerable.core.tables.types import (
    COUNT,
    DATE,
    DECIMAL,
    HASH,
    IDENT,
    INSTANT,
    INTEGER,
    PERIOD,
    SHARE,
    TEXT,
    YES_NO,
    Type,
    choice,
)


@pytest.mark.parametrize(
    ("kind", "good", "bad"),
    [
        (
            IDENT,
            ["a", "合同-1", "C2026.07", "x" * 64],
            ["a b", "a,b", "a/b", "x" * 65, "a\u3000", '"a"', "a\tb"],
        ),
        (
            DATE,
            ["2024-02-29", "1900-01-01"],
            ["2025-02-29", "2025-2-3", "20250203", "2025-02-03T00:00", "1899-12-31"],
        ),
        (
            INSTANT,
            ["2026-05-01T09:30+08:00", "2026-05-01T09:30:59Z"],
            ["2026-05-01T09:30", "2026-05-01 09:30Z"],
        ),
        (PERIOD, ["2026", "2026-05", "2026-Q2", "2026-W53", "2026-05-01"], ["2025-W53", "2026-5", "2026-13"]),
        (
            INTEGER,
            ["0", "-7", "999999999999999"],
            ["007", "1.0", "1e3", "+1", "１", "1000000000000000", "--1"],
        ),
        (DECIMAL, ["0.5", "-11.1", "100"], [".5", "1.", "1,5", "1.1234567", "1e3"]),
        (YES_NO, ["yes", "no"], ["是", "Yes", "true", "1"]),
        (HASH, ["sha256:" + "0" * 64], ["0" * 64, "sha256:" + "0" * 63, "sha256:" + "A" * 64]),
        (choice("head", "leader"), ["head", "leader"], ["heads", "Head", "head|leader", ""]),
        (TEXT, ["任何文字\n都行", "x" * 20_000], ["x" * 20_001]),
    ],
    ids=lambda each: each.kind if isinstance(each, Type) else "",
)
def test_a_cell_has_the_form_of_its_column_or_not(kind: Type, good: list[str], bad: list[str]) -> None:
    assert [text for text in good if not kind.matches(text)] == []
    assert [text for text in bad if kind.matches(text)] == []


def test_bounds_are_inclusive() -> None:
    assert COUNT.within(0)
    assert not COUNT.within(-1)
    assert SHARE.within(Decimal(1))
    assert not SHARE.within(Decimal("1.000001"))


def test_an_empty_cell_is_not_stated_whatever_its_type() -> None:
    assert [kind.parse("") for kind in (TEXT, COUNT, DATE, YES_NO)] == [None, None, None, None]


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("2026/5/1", "2026-05-01"),
        ("2026-5-1", "2026-05-01"),
        ("2026年5月1日", "2026-05-01"),
        ("2026.05.01", "2026-05-01"),
        ("20260501", "2026-05-01"),
        ("46143", "2026-05-01"),
        ("2026/2/30", None),
        ("1.5.2026", None),
        ("soon", None),
        ("5", None),
    ],
)
def test_the_remedy_names_the_date_that_was_meant(text: str, meant: str | None) -> None:
    assert date_hint(text) == meant
    assert meant is None or DATE.parse(meant) == date(2026, 5, 1)


def test_the_nearest_word_is_named_only_if_it_is_near() -> None:
    assert nearest("departement", ("department", "town")) == "department"
    assert nearest("xyz", ("department", "town")) is None
