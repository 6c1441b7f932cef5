"""Values of parameters in words, in either language."""

from decimal import Decimal

import pytest

from answerable.core.rulebook.parameters import UNITS, Value, load_parameters, shipped_rulebooks
from answerable.core.tables.declare import Both
from answerable.render.rulebook import parameter_value
from answerable.render.words.catalogue import terms


@pytest.mark.parametrize(
    ("value", "unit", "said"),
    [
        (Decimal("0.90"), "share", Both("0.9", "0.9")),
        (Decimal(1), "number", Both("1", "1")),
        (10, "workdays", Both("10 个工作日", "10 working days")),
        (12_000, "ratings", Both("12,000 条评价", "12,000 ratings")),
        ((1, 2), "levels", Both("1、2 级", "1, 2 (levels)")),
        ((Decimal("0.10"), Decimal("0.9")), "shares", Both("0.1、0.9", "0.1, 0.9")),
        (None, "days", Both("不作规定", "no such rule is set")),
    ],
)
def test_a_value_is_said_with_its_unit(value: Value, unit: str, said: Both) -> None:
    assert parameter_value(value, unit) == said


def test_every_unit_has_its_word_and_every_shipped_value_can_be_said() -> None:
    assert terms()["parameter_unit"].keys() == set(UNITS)
    for rulebook in shipped_rulebooks():
        for parameter in load_parameters(rulebook).parameters:
            for edition in parameter.editions:
                assert parameter_value(edition.value, parameter.unit).zh
