"""A boundary rulebook as values: laws, duties, stages, and rules in dated editions."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache, cached_property

from answerable.core.rulebook.conditions import Condition, Every, Not
from answerable.core.rulebook.facts import Fact
from answerable.core.rulebook.parameters import Status
from answerable.core.tables.declare import Both
from answerable.core.terms.citation import Provenance
from answerable.core.terms.errors import UndecidableError
from answerable.core.terms.verdict import Verdict


class Reading(StrEnum):
    """How the text of a ground was read, as finely as its source says."""

    FOUND = "found"
    MIRROR = "mirror"
    MEMORY_HIGH = "memory-high"
    MEMORY_MEDIUM = "memory-medium"
    MEMORY_LOW = "memory-low"
    DERIVED = "derived"

    @property
    def provenance(self) -> Provenance:
        """The same in the three ways in which grounds are read everywhere."""
        if self is Reading.FOUND:
            return Provenance.SEEN
        return Provenance.POLICY if self is Reading.DERIVED else Provenance.SECOND_HAND


class Who(StrEnum):
    """Who owes a duty."""

    BODY = "body"
    LEADER = "leader"
    HANDLER = "handler"
    HEAD = "head"
    LEGALITY = "legality"
    PROVIDER = "provider"


class Check(StrEnum):
    """Which later check looks at a duty."""

    PURCHASE = "purchase"
    SIGNING = "signing"
    CLAUSES = "clauses"
    OVERSIGHT_PLAN = "oversight_plan"
    ACCEPTANCE = "acceptance"
    PAYMENT = "payment"
    WATCH_ACCOUNTS = "watch_accounts"
    WATCH_PAPERS = "watch_papers"
    PUBLICATION = "publication"
    EVALUATION = "evaluation"
    DRILL = "drill"
    HAND_OVER = "hand_over"
    FILES = "files"


@dataclass(frozen=True)
class Law:
    """A law or document that grounds cite, in force from `starts`."""

    id: str
    title: Both
    starts: date
    address: str | None


@dataclass(frozen=True)
class Ground:
    """A law, its article as in `10(2)` or `48-49`, and how the text was read."""

    law: Law
    article: str
    read: Reading
    article_en: str | None = None
    """Where the document names the place by words and not by numbers."""


@dataclass(frozen=True)
class FollowingDuty:
    """What somebody owes once a rule holds for work that may go out."""

    id: str
    who: Who
    what: Both
    when: Both
    check: Check


@dataclass(frozen=True)
class Stage:
    """Rules of an earlier stage decide before those of a later one."""

    id: str
    title: Both


@dataclass(frozen=True)
class RuleEdition:
    """A rule as it is from `starts` on. A repealed one never holds."""

    starts: date
    status: Status
    condition: Condition
    verdict: Verdict | None
    """None: the rule only adds duties."""
    because: Both
    grounds: tuple[Ground, ...]
    duties: tuple[FollowingDuty, ...]
    instead: Both | None


@dataclass(frozen=True)
class Rule:
    """A rule with its editions, oldest first. `stage` is None for a rule that only adds duties."""

    id: str
    rulebook: str
    stage: str | None
    title: Both
    editions: tuple[RuleEdition, ...]

    def on(self, day: date) -> RuleEdition | None:
        """The edition that applies at the end of the day; None before the first, and once repealed."""
        begun = [each for each in self.editions if each.status is not Status.PROPOSED and each.starts <= day]
        return begun[-1] if begun and begun[-1].status is not Status.REPEALED else None


@dataclass(frozen=True)
class Contradiction:
    """Facts that cannot be true together."""

    id: str
    when: Condition
    because: Both


@dataclass(frozen=True, eq=False)
class Boundary:
    """A boundary rulebook. One that extends another holds the other's rules and facts as well, first."""

    name: str
    title: Both
    about: Both
    starts: date
    """Before this day nothing is decided."""
    stages: tuple[Stage, ...]
    facts: tuple[Fact, ...]
    laws: tuple[Law, ...]
    duties: tuple[FollowingDuty, ...]
    rules: tuple[Rule, ...]
    contradictions: tuple[Contradiction, ...]
    extends: "Boundary | None" = None

    @cached_property
    def fact(self) -> Mapping[str, Fact]:
        """Every fact by its id."""
        return {fact.id: fact for fact in self.facts}

    @cached_property
    def first_days(self) -> tuple[date, ...]:
        """The days on which what is in force changes, the rulebook's own first day included, in order."""
        days = {
            edition.starts
            for rule in self.rules
            for edition in rule.editions
            if edition.status is not Status.PROPOSED and edition.starts > self.starts
        }
        return (self.starts, *sorted(days))

    def on(self, day: date) -> "RulesInForce":
        """What is in force at the end of the day.

        Raises UndecidableError (`boundary_unknown_then`) before the rulebook's first day.
        """
        if day < self.starts:
            raise UndecidableError("boundary_unknown_then", rulebook=self.name, on=day, first=self.starts)
        return _in_force(self, max(first for first in self.first_days if first <= day))


@dataclass(frozen=True)
class InForce:
    """A rule with the edition that applies."""

    rule: Rule
    edition: RuleEdition

    @property
    def id(self) -> str:
        return self.rule.id

    @property
    def stage(self) -> str | None:
        return self.rule.stage

    @property
    def verdict(self) -> Verdict | None:
        return self.edition.verdict


@dataclass(frozen=True, eq=False)
class RulesInForce:
    """The rules that apply from `since` on until the next change: by stage, then as written; duty rules last."""

    boundary: Boundary
    since: date
    rules: tuple[InForce, ...]


@cache
def _in_force(boundary: Boundary, since: date) -> RulesInForce:
    rank = {stage.id: at for at, stage in enumerate(boundary.stages)}
    found = [InForce(rule, edition) for rule in boundary.rules if (edition := rule.on(since)) is not None]
    found.sort(key=lambda each: rank.get(each.stage or "", len(rank)))
    return RulesInForce(boundary, since, tuple(found))


def excepting(when: Condition, unless: Condition | None) -> Condition:
    """`when` holds and `unless` does not."""
    return when if unless is None else Every((when, Not(unless)))
