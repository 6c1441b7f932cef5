"""Rules with their editions, grounds and duties, read from YAML nodes."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

import yaml

from answerable.core.rulebook.boundary import (
    FollowingDuty,
    Ground,
    Law,
    Reading,
    Rule,
    RuleEdition,
    excepting,
)
from answerable.core.rulebook.boundary_parts import name_of
from answerable.core.rulebook.conditions import ALWAYS, NEVER
from answerable.core.rulebook.conditions_yaml import condition
from answerable.core.rulebook.facts import Fact
from answerable.core.rulebook.parameters import Status
from answerable.core.rulebook.reader import Reader, shown
from answerable.core.tables.declare import Both
from answerable.core.terms.verdict import RULE_VERDICTS, Verdict

_EDITION = ("starts", "status", "because", "grounds")
_WHILE_IN_FORCE = ("when", "unless", "verdict", "duties", "instead")
_NOBODY = Law("", Both("", ""), date.min, None)


@dataclass(frozen=True)
class Known:
    """What rules may refer to, by id."""

    rulebook: str
    stages: tuple[str, ...]
    facts: Mapping[str, Fact]
    laws: Mapping[str, Law]
    duties: Mapping[str, FollowingDuty]


def rule(reader: Reader, node: yaml.Node, known: Known) -> Rule:
    """A rule; one with a stage gives a verdict, one without only adds duties."""
    fields = reader.mapping(node, required=("id", "title", "editions"), optional=("stage",))
    stage = reader.one_of(fields["stage"], known.stages) if "stage" in fields else None
    editions: dict[date, RuleEdition] = {}
    for item in reader.sequence(fields.get("editions")):
        edition = _edition(reader, item, known, decides="stage" in fields)
        if edition.starts in editions and edition.starts != date.min:
            reader.note(item, "rule_edition_twice", starts=edition.starts)
        editions[edition.starts] = edition
    return Rule(
        id=name_of(reader, fields.get("id")),
        rulebook=known.rulebook,
        stage=stage,
        title=reader.both(fields.get("title")),
        editions=tuple(editions[starts] for starts in sorted(editions)),
    )


def _edition(reader: Reader, node: yaml.Node, known: Known, *, decides: bool) -> RuleEdition:
    fields = reader.mapping(node, required=_EDITION, optional=_WHILE_IN_FORCE)
    status = Status(reader.one_of(fields.get("status"), tuple(Status)) or Status.IN_FORCE)
    if status is Status.REPEALED:
        _nothing_but_the_end(reader, fields)
    elif decides and "verdict" not in fields:
        reader.note(node, "rule_without_verdict")
    elif not decides and "verdict" in fields:
        reader.note(fields["verdict"], "rule_without_stage")
    verdict = reader.one_of(fields["verdict"], RULE_VERDICTS) if "verdict" in fields else None
    when = condition(reader, fields["when"], known.facts) if "when" in fields else ALWAYS
    unless = condition(reader, fields["unless"], known.facts) if "unless" in fields else None
    return RuleEdition(
        starts=reader.day(fields.get("starts")),
        status=status,
        condition=NEVER if status is Status.REPEALED else excepting(when, unless),
        verdict=Verdict(verdict) if verdict else None,
        because=reader.both(fields.get("because")),
        grounds=tuple(ground(reader, each, known.laws) for each in reader.sequence(fields.get("grounds"))),
        duties=_duties(reader, fields.get("duties"), known),
        instead=reader.both(fields["instead"]) if "instead" in fields else None,
    )


def _nothing_but_the_end(reader: Reader, fields: Mapping[str, yaml.Node]) -> None:
    for name in _WHILE_IN_FORCE:
        if name in fields:
            reader.note(fields[name], "rule_repealed_with", key=name)


def ground(reader: Reader, node: yaml.Node, laws: Mapping[str, Law]) -> Ground:
    """A law with its article and how the text was read."""
    fields = reader.mapping(node, required=("law", "article", "read"))
    law = reader.one_of(fields.get("law"), tuple(laws))
    article, english = _article(reader, fields.get("article"))
    return Ground(
        law=laws[law] if law else _NOBODY,
        article=article,
        read=Reading(reader.one_of(fields.get("read"), tuple(Reading)) or Reading.DERIVED),
        article_en=english,
    )


def _article(reader: Reader, node: yaml.Node | None) -> tuple[str, str | None]:
    """As numbered, or in words of both languages."""
    if isinstance(node, yaml.MappingNode):
        words = reader.both(node)
        return words.zh, words.en
    return (shown(node) if node is not None and reader.filled(node) else ""), None


def _duties(reader: Reader, node: yaml.Node | None, known: Known) -> tuple[FollowingDuty, ...]:
    if node is None or (isinstance(node, yaml.SequenceNode) and not node.value):
        return ()
    names = [reader.one_of(each, tuple(known.duties)) for each in reader.sequence(node)]
    return tuple(known.duties[name] for name in names if name)
