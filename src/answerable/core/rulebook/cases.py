"""Cases of a rulebook: facts with the verdict they have to give, on both sides of every rule, threshold and date."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

import yaml

from answerable.core.rulebook.boundary import Boundary
from answerable.core.rulebook.boundary_parts import name_of
from answerable.core.rulebook.facts import Facts, Value
from answerable.core.rulebook.reader import Reader, RulebookFault, RulebookFaultsError, shown, tag_of
from answerable.core.tables.declare import Both
from answerable.core.terms.verdict import Verdict

_Base = Mapping[str, Value | None]


@dataclass(frozen=True)
class Case:
    """Facts on a day, the verdict they give, rules that hold and rules that do not."""

    id: str
    about: Both | None
    on: date
    facts: Facts
    verdict: Verdict
    holds: tuple[str, ...]
    fails: tuple[str, ...]


def parse_cases(texts: Mapping[str, str], boundary: Boundary) -> tuple[Case, ...]:
    """The cases of all files, given by their path. Raises RulebookFaultsError with every mistake of every file."""
    faults: list[RulebookFault] = []
    cases: dict[str, Case] = {}
    for file in sorted(texts):
        reader = Reader(f"{boundary.name}/{file}", faults)
        fields = reader.mapping(
            reader.compose(texts[file]), required=("format", "rulebook", "cases"), optional=("bases",)
        )
        reader.one_of(fields.get("rulebook"), (boundary.name,))
        bases = _bases(reader, fields.get("bases"), boundary)
        for node in reader.sequence(fields.get("cases")):
            case = _case(reader, node, boundary, bases)
            if case.id in cases:
                reader.note(node, "rulebook_id_twice", id=case.id)
            cases[case.id] = case
    if faults:
        raise RulebookFaultsError(f"{boundary.name}/cases", faults)
    return tuple(cases.values())


def _bases(reader: Reader, node: yaml.Node | None, boundary: Boundary) -> dict[str, _Base]:
    if not isinstance(node, yaml.MappingNode):
        return {}
    return {shown(key): _facts(reader, value, boundary) for key, value in node.value}


def _case(reader: Reader, node: yaml.Node, boundary: Boundary, bases: Mapping[str, _Base]) -> Case:
    fields = reader.mapping(
        node, required=("id", "on", "verdict"), optional=("about", "base", "facts", "holds", "fails")
    )
    base = reader.one_of(fields["base"], tuple(bases)) if "base" in fields else None
    own = _facts(reader, fields["facts"], boundary) if "facts" in fields else {}
    facts = {**(bases[base] if base else {}), **own}
    return Case(
        id=name_of(reader, fields.get("id")),
        about=reader.both(fields["about"]) if "about" in fields else None,
        on=reader.day(fields.get("on")),
        facts={name: value for name, value in facts.items() if value is not None},
        verdict=Verdict(reader.one_of(fields.get("verdict"), tuple(Verdict)) or Verdict.UNDECIDED),
        holds=_rules(reader, fields.get("holds"), boundary),
        fails=_rules(reader, fields.get("fails"), boundary),
    )


def _rules(reader: Reader, node: yaml.Node | None, boundary: Boundary) -> tuple[str, ...]:
    if node is None or (isinstance(node, yaml.SequenceNode) and not node.value):
        return ()
    known = tuple(rule.id for rule in boundary.rules)
    return tuple(name for each in reader.sequence(node) if (name := reader.one_of(each, known)))


def _facts(reader: Reader, node: yaml.Node, boundary: Boundary) -> dict[str, Value | None]:
    facts: dict[str, Value | None] = {}
    for name, value in reader.mapping(node, required=(), optional=tuple(boundary.fact)).items():
        if name not in boundary.fact:
            continue
        if tag_of(value) == "null":
            facts[name] = None
            continue
        try:
            facts[name] = boundary.fact[name].parse(shown(value))
        except ValueError:
            known = tuple(boundary.fact[name].titles) or (
                f"{boundary.fact[name].low}–{boundary.fact[name].high}",
            )
            reader.note(value, "rulebook_value_unknown", found=shown(value), known=known)
    return facts
