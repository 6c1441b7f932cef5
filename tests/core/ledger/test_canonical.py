"""Canonical JSON: the same value gives the same bytes, another value gives others, and nothing inexact gets in."""

import json
import math
import shutil
import subprocess
from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from answerable.core.ledger.canonical import (
    DEEPEST,
    LARGEST,
    CanonicalError,
    Plain,
    canonical,
    instant,
    read_canonical,
    read_instant,
)

VECTORS: list[tuple[Plain, str]] = [
    (None, "null"),
    (True, "true"),
    ([], "[]"),
    ({}, "{}"),
    (0, "0"),
    (-LARGEST, "-9007199254740991"),
    ("", '""'),
    ('\b\t\n\f\r"\\/', '"\\b\\t\\n\\f\\r\\"\\\\/"'),
    ("\x00\x0b\x1f\x7f\u2028", '"\\u0000\\u000b\\u001f\x7f\u2028"'),
    ("€ 责任 😂", '"€ 责任 😂"'),
    (
        {"b": [1, {"z": False, "a": None}], "a": ()},
        '{"a":[],"b":[1,{"a":None,"z":false}]}'.replace("None", "null"),
    ),
    ({"10": 1, "2": 2, "": 3, "A": 4, "a": 5}, '{"":3,"10":1,"2":2,"A":4,"a":5}'),
    (Decimal("0.10"), '"0.1"'),
    (Decimal("1.2E+3"), '"1200"'),
    (Decimal("-0.00"), '"0"'),
    (Decimal("1E-7"), '"0.0000001"'),
    (Fraction(4, 6), '"2/3"'),
    (Fraction(3), '"3/1"'),
    (date(2026, 6, 30), '"2026-06-30"'),
    (datetime(2026, 6, 30, 8, 0, tzinfo=timezone(timedelta(hours=8))), '"2026-06-30T00:00:00Z"'),
    (datetime(2026, 6, 30, 8, 0, 0, 5, tzinfo=UTC), '"2026-06-30T08:00:00.000005Z"'),
]


@pytest.mark.parametrize(("value", "text"), VECTORS)
def test_a_value_is_written_in_its_one_form(value: Plain, text: str) -> None:
    assert canonical(value) == text.encode("utf-8")


def test_keys_are_ordered_by_utf_16_code_units_and_not_by_code_points() -> None:
    keys = ["\u20ac", "\r", "\ufb33", "1", "\U0001f600", "\x80", "\u00f6"]
    written = json.loads(canonical(dict.fromkeys(keys, 0)))
    assert list(written) == ["\r", "1", "\x80", "\u00f6", "\u20ac", "\U0001f600", "\ufb33"]
    assert list(written) != sorted(keys)


@pytest.mark.parametrize(
    "value",
    [
        0.5,
        math.nan,
        LARGEST + 1,
        -LARGEST - 1,
        Decimal("NaN"),
        Decimal("Infinity"),
        Decimal("1E+999999"),
        b"bytes",
        {1: "one"},
        {None: 1},
        "\ud800",
        {"\udfff": 1},
        {1, 2},
        datetime(2026, 6, 30),  # noqa: DTZ001 - an instant without a zone is what is refused
    ],
    ids=repr,
)
def test_what_has_no_exact_form_is_refused(value: object) -> None:
    for wrapped in (value, [value], {"a": {"b": value}}):
        with pytest.raises(CanonicalError):
            canonical(wrapped)  # type: ignore[arg-type]


def test_a_value_nested_without_bound_is_refused_and_one_at_the_bound_is_not() -> None:
    def nest(times: int) -> Plain:
        value: Plain = 1
        for _ in range(times):
            value = [value]
        return value

    assert canonical(nest(DEEPEST)).count(b"[") == DEEPEST
    for times in (DEEPEST + 1, 3000):
        with pytest.raises(CanonicalError):
            canonical(nest(times))
    with pytest.raises(CanonicalError):
        read_canonical(b"[" * 100_000 + b"]" * 100_000)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{",
        "1 ",
        '{"b":1,"a":2}',
        '{"a":1,"a":1}',
        "1.0",
        "1e3",
        "-0",
        "NaN",
        '"\\u0041"',
        '"\\/"',
        "\ufeff1",
    ],
)
def test_bytes_in_any_other_form_are_not_read(text: str) -> None:
    with pytest.raises(CanonicalError):
        read_canonical(text.encode("utf-8"))


def test_bytes_that_are_no_utf_8_are_not_read() -> None:
    with pytest.raises(CanonicalError):
        read_canonical(b'"\xff"')


TEXTS = st.text(st.characters(exclude_categories=["Cs"]))
LEAVES = st.none() | st.booleans() | st.integers(-LARGEST, LARGEST) | TEXTS
VALUES = st.recursive(LEAVES, lambda inner: st.lists(inner) | st.dictionaries(TEXTS, inner), max_leaves=20)


@given(VALUES)
def test_what_was_written_is_read_back(value: Plain) -> None:
    assert read_canonical(canonical(value)) == value


@given(st.dictionaries(TEXTS, VALUES, max_size=8), st.randoms(use_true_random=False))
def test_the_order_in_which_keys_came_does_not_matter(value: dict[str, Plain], chance: object) -> None:
    items = list(value.items())
    chance.shuffle(items)  # type: ignore[attr-defined]
    assert canonical(dict(items)) == canonical(value)


@given(st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**9), max_value=10**9, places=6))
def test_equal_decimals_give_equal_bytes_and_lose_nothing(value: Decimal) -> None:
    written = json.loads(canonical(value))
    assert Decimal(written) == value
    assert canonical(value.normalize()) == canonical(value)


@given(st.datetimes(timezones=st.sampled_from([UTC, timezone(timedelta(hours=8, minutes=30))])))
def test_an_instant_comes_back_whatever_zone_it_was_said_in(at: datetime) -> None:
    if 2 < at.year < 9998:
        assert read_instant(instant(at)) == at


@pytest.mark.parametrize(
    "text", ["2026-06-30T08:00:00", "2026-06-30", "2026-06-30T08:00:00.000000Z", "soon", ""]
)
def test_an_instant_in_another_form_is_not_read(text: str) -> None:
    with pytest.raises(CanonicalError):
        read_instant(text)


_SCRIPT = """
const write = v => Array.isArray(v) ? '[' + v.map(write).join(',') + ']' : v && typeof v === 'object'
  ? '{' + Object.keys(v).sort().map(k => JSON.stringify(k) + ':' + write(v[k])).join(',') + '}' : JSON.stringify(v);
const lines = require('fs').readFileSync(0, 'utf8').split('\\n').filter(Boolean);
process.stdout.write(lines.map(l => write(JSON.parse(l))).join('\\n'));
"""


@pytest.mark.skipif(shutil.which("node") is None, reason="no JavaScript to compare with")
@settings(max_examples=20, deadline=None)
@given(st.lists(VALUES, min_size=1, max_size=6))
def test_javascript_from_which_the_form_was_taken_writes_the_same(values: list[Plain]) -> None:
    lines = "\n".join(json.dumps(value) for value in values)
    done = subprocess.run(["node", "-e", _SCRIPT], input=lines.encode(), capture_output=True, check=True)
    assert done.stdout.decode().split("\n") == [canonical(value).decode() for value in values]
