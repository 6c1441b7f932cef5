"""Values of the rulebook in words."""

from decimal import Decimal

from answerable.core.rulebook.parameters import Value
from answerable.core.tables.declare import Both
from answerable.render.words import label, term


def parameter_value(value: Value, unit: str) -> Both:
    """A parameter's value with its unit; that no such rule is set is said in words."""
    return Both(_in(value, unit, "zh"), _in(value, unit, "en"))


def _in(value: Value, unit: str, lang: str) -> str:
    if value is None:
        return label("parameter_none", lang)
    parts = value if isinstance(value, tuple) else (value,)
    said = {"zh": "、", "en": ", "}[lang].join(map(_plain, parts))
    if unit in ("share", "shares", "number"):
        return said
    return label("parameter_value", lang, value=said, unit=term("parameter_unit", unit, lang))


def _plain(number: Decimal | int) -> str:
    return f"{number.normalize():f}" if isinstance(number, Decimal) else f"{number:,}"
