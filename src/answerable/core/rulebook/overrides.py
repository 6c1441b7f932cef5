"""Parameters to try: a rulebook's own, with some of them replaced by those of a file."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal

import yaml

from answerable.core.rulebook.parameters import (
    COUNTED,
    Parameter,
    ParameterEdition,
    Parameters,
    Status,
    Value,
    parse_parameters,
)
from answerable.core.rulebook.portfolio_yaml import PortfolioError
from answerable.core.rulebook.reader import Reader, RulebookFaultsError, tag_of
from answerable.core.tables.rows import nearest
from answerable.core.terms.citation import Citation, Provenance

TRIED = (
    "ratings.standard",
    "ratings.alpha",
    "ratings.margin",
    "ratings.min_count",
    "ratings.scores",
    "ratings.bets",
    "ratings.bet_weights",
    "portfolio.false_discovery",
)
"""What a simulation depends on, and a short file may set."""
_INSIDE = ("ratings.standard", "ratings.alpha", "portfolio.false_discovery")
"""Shares that must be above 0 and below 1."""


def with_overrides(base: Parameters, text: str, *, file: str, on: date) -> Parameters:
    """The base with what the file sets: a parameter file in the rulebooks' own form, or `set:` with values by id.

    A short file's values hold from the beginning of time, so that the day plays no part in them. Raises
    PortfolioError with all faults of the file.
    """
    root = Reader(file).compose(text)
    if isinstance(root, yaml.MappingNode) and any(key.value == "parameters" for key, _ in root.value):
        return _whole_file(base, text, file=file)
    reader = Reader(file)
    fields = reader.mapping(reader.compose(text), required=("format", "set"))
    reader.one_of(fields.get("format"), ("1",))
    found = _set(reader, fields.get("set"), base)
    if reader.faults:
        raise PortfolioError(file, reader.faults)
    return _merged(base, {id: _edition(base.by_id[id], value, file) for id, value in found.items()})


def _whole_file(base: Parameters, text: str, *, file: str) -> Parameters:
    try:
        stated = parse_parameters(text, file=file)
    except RulebookFaultsError as error:
        raise PortfolioError(file, error.faults) from None
    return _merged(base, dict(stated.by_id))


def _merged(base: Parameters, stated: Mapping[str, Parameter]) -> Parameters:
    return replace(base, parameters=tuple(stated.get(each.id, each) for each in base.parameters))


def _edition(parameter: Parameter, value: Value, file: str) -> Parameter:
    ground = Citation(source=file, article="", how=Provenance.POLICY, address=None)
    return replace(parameter, editions=(ParameterEdition(date.min, value, ground, Status.IN_FORCE),))


def _set(reader: Reader, node: yaml.Node | None, base: Parameters) -> dict[str, Value]:
    found: dict[str, Value] = {}
    if not isinstance(node, yaml.MappingNode):
        reader.mapping(node, required=())
        return found
    for key, value in node.value:
        id = str(key.value)
        if id not in TRIED or id not in base.by_id:
            reader.note(key, "override_unknown", parameter=id, nearest=nearest(id, TRIED), known=TRIED)
        elif id in found:
            reader.note(key, "rulebook_key_twice", key=id)
        else:
            found[id] = _value(reader, value, base.by_id[id])
    return found


def _value(reader: Reader, node: yaml.Node, parameter: Parameter) -> Value:
    if tag_of(node) == "null" and parameter.id == "ratings.scores":
        return None
    if parameter.unit in COUNTED:
        return reader.whole(node, low=0)
    if parameter.unit == "shares":
        return tuple(reader.decimal(each, high=1) for each in reader.sequence(node))
    faults = len(reader.faults)
    value = reader.decimal(node, high=1)
    if len(reader.faults) == faults and not _allowed(parameter.id, value):
        reader.note(node, "override_out_of_range", parameter=parameter.id, found=str(value))
    return value


def _allowed(id: str, value: Decimal) -> bool:
    return (value > 0 if id in _INSIDE else True) and value < 1
