"""The parts of a boundary rulebook, each read from one YAML node: facts, laws, duties, stages, contradictions."""

import re
from collections.abc import Mapping

import yaml

from answerable.core.rulebook.boundary import Check, Contradiction, FollowingDuty, Law, Stage, Who
from answerable.core.rulebook.conditions_yaml import RESERVED, condition
from answerable.core.rulebook.facts import DIRECTIONS, YES_NO, Fact, FactKind, Option, Worse
from answerable.core.rulebook.reader import Reader, shown

_FACT = ("id", "kind", "title", "question", "help", "find_out")
_LARGEST = 10**15


def fact(reader: Reader, node: yaml.Node) -> Fact:
    """A fact with its domain: a choice needs options, a number a unit and its bounds."""
    fields = reader.mapping(node, required=_FACT, optional=("worse", "options", "unit", "from", "to"))
    kind = FactKind(reader.one_of(fields.get("kind"), tuple(FactKind)) or FactKind.YES_NO)
    needed = {FactKind.CHOICE: ("options",), FactKind.NUMBER: ("unit", "from", "to"), FactKind.YES_NO: ()}[
        kind
    ]
    for name in ("options", "unit", "from", "to"):
        if name in needed and name not in fields:
            reader.note(node, "rulebook_key_missing", key=name)
        elif name in fields and name not in needed:
            reader.note(fields[name], "rulebook_key_unknown", key=name, known=(*_FACT, "worse", *needed))
    worse = reader.one_of(fields["worse"], DIRECTIONS[kind]) if "worse" in fields else None
    low = reader.whole(fields["from"], low=0, high=_LARGEST) if "from" in fields else 0
    high = reader.whole(fields["to"], low=0, high=_LARGEST) if "to" in fields else 0
    if "from" in fields and "to" in fields and low >= high:
        reader.note(fields["to"], "rulebook_out_of_range", found=str(high), low=low + 1, high=None)
    return Fact(
        id=name_of(reader, fields.get("id"), reserved=RESERVED),
        kind=kind,
        title=reader.both(fields.get("title")),
        question=reader.both(fields.get("question")),
        help=reader.both(fields.get("help")),
        find_out=reader.both(fields.get("find_out")),
        worse=Worse(worse) if worse else Worse.NONE,
        options=_options(reader, fields.get("options"), kind),
        unit=reader.text(fields["unit"]) if "unit" in fields else None,
        low=low,
        high=high,
    )


def _options(reader: Reader, node: yaml.Node | None, kind: FactKind) -> tuple[Option, ...]:
    if kind is FactKind.YES_NO:
        return tuple(Option(id, title) for id, title in YES_NO.items())
    options: dict[str, Option] = {}
    for item in reader.sequence(node):
        fields = reader.mapping(item, required=("id", "title"))
        option = Option(name_of(reader, fields.get("id")), reader.both(fields.get("title")))
        if option.id in options:
            reader.note(item, "rulebook_id_twice", id=option.id)
        options[option.id] = option
    return tuple(options.values())


def law(reader: Reader, node: yaml.Node) -> Law:
    """A law or document, with its first day and, if one is known, its official address."""
    fields = reader.mapping(node, required=("id", "title", "starts"), optional=("address",))
    return Law(
        id=name_of(reader, fields.get("id")),
        title=reader.both(fields.get("title")),
        starts=reader.day(fields.get("starts")),
        address=reader.text(fields["address"]) if "address" in fields else None,
    )


def duty(reader: Reader, node: yaml.Node) -> FollowingDuty:
    """A duty: who, what, when, and which later check looks at it."""
    fields = reader.mapping(node, required=("id", "who", "what", "when", "check"))
    return FollowingDuty(
        id=name_of(reader, fields.get("id")),
        who=Who(reader.one_of(fields.get("who"), tuple(Who)) or Who.BODY),
        what=reader.both(fields.get("what")),
        when=reader.both(fields.get("when")),
        check=Check(reader.one_of(fields.get("check"), tuple(Check)) or Check.FILES),
    )


def stage(reader: Reader, node: yaml.Node) -> Stage:
    """A stage of the rulebook."""
    fields = reader.mapping(node, required=("id", "title"))
    return Stage(name_of(reader, fields.get("id")), reader.both(fields.get("title")))


def contradiction(reader: Reader, node: yaml.Node, facts: Mapping[str, Fact]) -> Contradiction:
    """Facts that cannot be true together, and why."""
    fields = reader.mapping(node, required=("id", "when", "because"))
    return Contradiction(
        id=name_of(reader, fields.get("id")),
        when=condition(reader, fields.get("when"), facts),
        because=reader.both(fields.get("because")),
    )


def name_of(reader: Reader, node: yaml.Node | None, *, reserved: tuple[str, ...] = ()) -> str:
    """An id: small letters, digits, hyphens and underscores. What is none is noted and comes back empty."""
    if node is None:
        return ""
    name = shown(node)
    if not re.fullmatch("[a-z][a-z0-9_-]{0,63}", name) or name in reserved:
        reader.note(node, "rulebook_bad_id", found=name)
        return ""
    return name
