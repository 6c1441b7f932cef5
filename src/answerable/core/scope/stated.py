"""Facts as people state them: texts by fact, checked all at once before anything is decided."""

from collections.abc import Iterator, Mapping

from answerable.core.rulebook.boundary import Boundary
from answerable.core.rulebook.conditions import holds, leaves
from answerable.core.rulebook.facts import Fact, FactKind, Facts, Value
from answerable.core.terms.errors import InputError
from answerable.core.terms.message import Message

UNKNOWN = ("", "?", "unknown", "不清楚", "未知")
"""How people write that they do not know."""


class StatedFactsError(InputError):
    """Facts cannot be used as they are stated; `faults` holds everything that is wrong with them."""

    def __init__(self, faults: tuple[Message, ...]) -> None:
        self.faults = faults
        super().__init__("stated_facts", count=len(faults))


def read_facts(stated: Mapping[str, str], boundary: Boundary) -> Facts:
    """The known facts. Raises StatedFactsError with all unknown facts, wrong values and contradictions."""
    faults: list[Message] = []
    facts: dict[str, Value] = {}
    by_title = _by_title(boundary)
    for stated_name, text in stated.items():
        name = by_title.get(stated_name, stated_name)
        if name not in boundary.fact:
            faults.append(Message.of("fact_unknown", fact=name, known=tuple(boundary.fact)))
        elif text.strip() not in UNKNOWN:
            try:
                value = boundary.fact[name].parse(text.strip())
            except ValueError:
                faults.append(_outside(boundary.fact[name], text.strip()))
                continue
            if facts.setdefault(name, value) != value:
                faults.append(Message.of("fact_twice", fact=name))
    faults.extend(contradictions(facts, boundary))
    if faults:
        raise StatedFactsError(tuple(faults))
    return facts


def _by_title(boundary: Boundary) -> Mapping[str, str]:
    """Facts by their titles, as people read them on the screen."""
    return {title: fact.id for fact in boundary.facts for title in (fact.title.zh, fact.title.en)}


def contradictions(facts: Facts, boundary: Boundary) -> Iterator[Message]:
    """What the known facts say that cannot be true together."""
    for each in boundary.contradictions:
        named = {leaf.fact: None for leaf in leaves(each.when)}
        if named.keys() <= facts.keys() and holds(each.when, facts):
            told = [_told(boundary.fact[name], facts[name]) for name in named]
            yield Message.of(
                "facts_contradict",
                named=tuple(named),
                facts=tuple(zh for zh, _ in told),
                facts_en=tuple(en for _, en in told),
                because=each.because.zh,
                because_en=each.because.en,
            )


def _told(fact: Fact, value: Value) -> tuple[str, str]:
    """A fact as it was stated, with its title in either language."""
    return f"{fact.title.zh}（{fact.id}={value}）", f"{fact.title.en} ({fact.id}={value})"


def _outside(fact: Fact, text: str) -> Message:
    params = {"fact": fact.id, "value": text[:60], "title": fact.title.zh, "title_en": fact.title.en}
    if fact.kind is FactKind.NUMBER:
        return Message.of("fact_out_of_range", low=fact.low, high=fact.high, **params)
    return Message.of("fact_not_an_option", known=tuple(fact.titles), **params)
