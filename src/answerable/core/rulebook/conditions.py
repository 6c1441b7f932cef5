"""Conditions of rules, as frozen nodes. They are read from YAML and walked; nothing in them is run as code."""

from collections.abc import Iterator
from dataclasses import dataclass

from answerable.core.rulebook.facts import Facts


@dataclass(frozen=True)
class OneOf:
    """The fact has one of these values, written in the order of its options."""

    fact: str
    values: tuple[str, ...]


@dataclass(frozen=True)
class Within:
    """The number lies between `low` and `high`, both included; a bound that is None is open."""

    fact: str
    low: int | None
    high: int | None


@dataclass(frozen=True)
class Every:
    """All parts hold; with no part it always holds."""

    parts: tuple["Condition", ...]


@dataclass(frozen=True)
class Some:
    """At least one part holds; with no part it never does."""

    parts: tuple["Condition", ...]


@dataclass(frozen=True)
class Not:
    """The part does not hold."""

    part: "Condition"


Condition = OneOf | Within | Every | Some | Not
ALWAYS = Every(())
NEVER = Some(())


def holds(condition: Condition, facts: Facts) -> bool:
    """Whether the condition holds when all facts it speaks of are known. Raises KeyError where one is not."""
    match condition:
        case OneOf(fact, values):
            return facts[fact] in values
        case Within(fact, low, high):
            number = facts[fact]
            assert isinstance(number, int)  # noqa: S101  # the domain of a number says so
            return (low is None or low <= number) and (high is None or number <= high)
        case Every(parts):
            return all(holds(part, facts) for part in parts)
        case Some(parts):
            return any(holds(part, facts) for part in parts)
        case Not(part):
            return not holds(part, facts)


def leaves(condition: Condition) -> Iterator[OneOf | Within]:
    """Everything the condition says about single facts, in the order it stands there."""
    match condition:
        case Every(parts) | Some(parts):
            for part in parts:
                yield from leaves(part)
        case Not(part):
            yield from leaves(part)
        case _:
            yield condition
