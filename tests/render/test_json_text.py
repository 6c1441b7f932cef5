"""JSON of one fixed form."""

import json
from decimal import Decimal
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from answerable.render.json_text import json_text

LEAVES = st.none() | st.booleans() | st.integers() | st.text()
VALUES = st.recursive(
    LEAVES, lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner), max_leaves=20
)


@given(VALUES)
def test_what_is_written_reads_back_as_the_same(value: object) -> None:
    text = json_text(value)  # type: ignore[arg-type]
    assert json.loads(text) == value
    assert text.endswith("\n")


@given(st.fractions())
def test_a_fraction_is_written_as_its_exact_decimal_digits(value: Fraction) -> None:
    written = json.loads(json_text({"v": value}), parse_float=Decimal, parse_int=Decimal)["v"]
    assert abs(Fraction(written) - value) <= Fraction(1, 20_000)


def test_a_big_figure_keeps_every_digit() -> None:
    assert json_text([Fraction(123_456_789_012_345_678), Fraction(19, 20)]) == "[123456789012345678, 0.95]\n"


def test_leaves_stand_on_one_line_and_keys_keep_their_order() -> None:
    assert (
        json_text({"b": [{"y": 1, "x": "样"}], "a": {}})
        == '{\n "b": [\n  {"y": 1, "x": "样"}\n ],\n "a": {}\n}\n'
    )
