"""A decision of the boundary question in parts that a page shows, every text in both languages."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from answerable.core.rulebook.boundary import Boundary, FollowingDuty, Ground, InForce
from answerable.core.rulebook.conditions import Condition, Every
from answerable.core.rulebook.facts import Facts, Value
from answerable.core.scope.decide import Decision
from answerable.core.scope.turning import turns
from answerable.core.tables.declare import Both
from answerable.core.terms.verdict import Verdict
from answerable.render.scope.phrases import article_phrase, condition_phrase, facts_phrase, value_phrase


@dataclass(frozen=True)
class GroundPart:
    """A law and its article, how the text was read, and where it stands if that is known."""

    law: Both
    article: Both
    reading: str
    provenance: str
    address: str | None


@dataclass(frozen=True)
class RulePart:
    """A rule that holds, with what it says and why."""

    id: str
    title: Both
    because: Both
    verdict: str | None
    since: date
    grounds: tuple[GroundPart, ...]


@dataclass(frozen=True)
class FactPart:
    """A fact that is known, in words."""

    id: str
    title: Both
    value: Both


@dataclass(frozen=True)
class TurnPart:
    """Were this so, the verdict would be this one."""

    condition: Both
    verdict: str


@dataclass(frozen=True)
class WouldPart:
    """Facts that would decide, and one answer with which they do."""

    facts: Both
    example: Both
    verdict: str


@dataclass(frozen=True)
class Parts:
    """The whole decision."""

    verdict: str
    on: date
    rulebook: Both
    since: date
    """From this day on the rules stand as they were applied."""
    deciding: tuple[RulePart, ...]
    also: tuple[RulePart, ...]
    depending: tuple[Both, ...]
    """Rules that may still add duties once more is known."""
    instead: tuple[Both, ...]
    duties: tuple[FollowingDuty, ...]
    facts: tuple[FactPart, ...]
    turns: tuple[TurnPart, ...]
    possible: tuple[str, ...]
    would: tuple[WouldPart, ...]
    matter: tuple[Both, ...]
    """Titles of the facts that still matter."""

    @property
    def means(self) -> str:
        """The key of the label that says what the verdict means."""
        return f"scope_means_{self.verdict}"


def both_of(said: Callable[[str], str]) -> Both:
    """What is said in either language."""
    return Both(said("zh"), said("en"))


def parts_of(decision: Decision) -> Parts:
    """The decision for a page."""
    boundary, rules = decision.boundary, (*decision.deciding, *decision.also)
    instead = (each.edition.instead for each in rules)
    return Parts(
        verdict=decision.verdict.value,
        on=decision.on,
        rulebook=boundary.title,
        since=boundary.on(decision.on).since,
        deciding=tuple(map(_rule, decision.deciding)),
        also=tuple(map(_rule, decision.also)),
        depending=_depending(decision),
        instead=tuple(dict.fromkeys(each for each in instead if each is not None)),
        duties=decision.duties,
        facts=facts_of(boundary, decision.facts),
        turns=tuple(
            TurnPart(condition_part(each.condition, boundary), each.verdict.value) for each in turns(decision)
        ),
        possible=tuple(each.value for each in decision.possible),
        would=tuple(_would(boundary, dict(each.answers), each.verdict) for each in decision.would_decide),
        matter=tuple(boundary.fact[name].title for name in decision.matter),
    )


def facts_of(boundary: Boundary, facts: Facts) -> tuple[FactPart, ...]:
    """The known facts in the order in which they are declared."""
    known = (fact for fact in boundary.facts if fact.id in facts)
    return tuple(
        FactPart(each.id, each.title, value_part(boundary, each.id, facts[each.id])) for each in known
    )


def value_part(boundary: Boundary, fact: str, value: Value) -> Both:
    """A value as people say it."""
    return both_of(lambda lang: value_phrase(boundary.fact[fact], value, lang))


def condition_part(condition: Condition, boundary: Boundary) -> Both:
    """A condition as a sentence without its full stop."""
    return both_of(lambda lang: condition_phrase(condition, boundary, lang))


def conditions(condition: Condition, boundary: Boundary) -> tuple[Both, ...]:
    """The parts of a condition that all have to hold, each as a sentence."""
    several = condition.parts if isinstance(condition, Every) and condition.parts else (condition,)
    return tuple(condition_part(part, boundary) for part in several)


def grounds_of(grounds: Iterable[Ground]) -> tuple[GroundPart, ...]:
    """Grounds with their marks."""
    return tuple(map(_ground, grounds))


def _ground(ground: Ground) -> GroundPart:
    english = ground.article_en or ground.article
    return GroundPart(
        law=ground.law.title,
        article=Both(article_phrase(ground.article, "zh"), article_phrase(english, "en")),
        reading=ground.read.value,
        provenance=ground.read.provenance.value,
        address=ground.law.address,
    )


def _rule(each: InForce) -> RulePart:
    return RulePart(
        id=each.id,
        title=each.rule.title,
        because=each.edition.because,
        verdict=None if each.verdict is None else each.verdict.value,
        since=each.edition.starts,
        grounds=grounds_of(each.edition.grounds),
    )


def _depending(decision: Decision) -> tuple[Both, ...]:
    """For work that may not go out they do not matter."""
    if decision.verdict in (Verdict.PROHIBITED, Verdict.NOT_APPLICABLE):
        return ()
    return tuple(each.rule.title for each in decision.depending if each.edition.duties)


def _would(boundary: Boundary, answers: Facts, verdict: Verdict) -> WouldPart:
    titles = [boundary.fact[name].title for name in answers]
    return WouldPart(
        facts=Both("、".join(each.zh for each in titles), ", ".join(each.en for each in titles)),
        example=both_of(lambda lang: facts_phrase(boundary, answers, lang)),
        verdict=verdict.value,
    )
