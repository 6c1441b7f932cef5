"""Conditions as people write them in YAML, read into nodes; every fault is noted with its line."""

import re
from collections.abc import Mapping

import yaml

from answerable.core.rulebook.conditions import Condition, Every, Not, OneOf, Some, Within
from answerable.core.rulebook.facts import Fact, FactKind
from answerable.core.rulebook.reader import Reader, shown

RESERVED = ("all", "any", "not")
_BOUNDS = ("over", "at_least", "under", "up_to")
_SHIFTS = {"over": 1, "under": -1}


def condition(reader: Reader, node: yaml.Node | None, facts: Mapping[str, Fact]) -> Condition:
    """A mapping of facts to values, or of `all`, `any`, `not` to conditions; all its entries have to hold."""
    if node is None:
        return Every(())
    if not isinstance(node, yaml.MappingNode) or not node.value:
        reader.note(node, "rulebook_wrong_type", expected="condition", found=shown(node))
        return Every(())
    names = [shown(key) for key, _ in node.value]
    for key, _ in node.value:
        if names.count(shown(key)) > 1:
            reader.note(key, "rulebook_key_twice", key=shown(key))
    parts = tuple(_entry(reader, key, value, facts) for key, value in node.value)
    return parts[0] if len(parts) == 1 else Every(parts)


def _entry(reader: Reader, key: yaml.Node, value: yaml.Node, facts: Mapping[str, Fact]) -> Condition:
    match shown(key):
        case "all":
            return Every(tuple(condition(reader, each, facts) for each in reader.sequence(value)))
        case "any":
            return Some(tuple(condition(reader, each, facts) for each in reader.sequence(value)))
        case "not":
            return Not(condition(reader, value, facts))
        case name if name in facts:
            return _about(reader, value, facts[name])
        case name:
            reader.note(key, "rule_fact_unknown", fact=name)
            return Every(())


def _about(reader: Reader, node: yaml.Node, fact: Fact) -> Condition:
    if fact.kind is not FactKind.NUMBER:
        nodes = reader.sequence(node) if isinstance(node, yaml.SequenceNode) else [node]
        named = {name for each in nodes if (name := reader.one_of(each, tuple(fact.titles)))}
        return OneOf(fact.id, tuple(option.id for option in fact.options if option.id in named))
    if isinstance(node, yaml.ScalarNode):
        exact = _number(reader, node, fact)
        return Within(fact.id, exact, exact)
    return _range(reader, node, fact)


def _range(reader: Reader, node: yaml.Node, fact: Fact) -> Condition:
    fields = reader.mapping(node, required=(), optional=_BOUNDS)
    bounds = {
        name: _number(reader, fields[name], fact) + _SHIFTS.get(name, 0) for name in _BOUNDS if name in fields
    }
    lows = [bounds[name] for name in ("over", "at_least") if name in bounds]
    highs = [bounds[name] for name in ("under", "up_to") if name in bounds]
    low, high = max(lows, default=None), min(highs, default=None)
    if not bounds or len(lows) > 1 or len(highs) > 1:
        reader.note(node, "rule_range_unclear", fact=fact.id)
    elif (fact.low if low is None else low) > (fact.high if high is None else high):
        reader.note(node, "rule_range_empty", fact=fact.id, low=fact.low, high=fact.high)
    return Within(fact.id, low, high)


def _number(reader: Reader, node: yaml.Node, fact: Fact) -> int:
    if isinstance(node, yaml.ScalarNode) and re.fullmatch("0|[1-9][0-9]*", node.value):
        return reader.whole(node, low=fact.low, high=fact.high)
    reader.note(node, "rulebook_wrong_type", expected="whole_number", found=shown(node))
    return fact.low
