"""A boundary rulebook read from its YAML files: all mistakes of all files at once, each with file and line."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from typing import Protocol, TypeVar

import yaml

from answerable.core.rulebook.boundary import Boundary
from answerable.core.rulebook.boundary_parts import contradiction, duty, fact, law, stage
from answerable.core.rulebook.reader import Reader, RulebookFault, RulebookFaultsError, shown
from answerable.core.rulebook.rules_yaml import Known, rule

MAIN = "rulebook.yaml"
RULES = "rules/"
"""Every file in this folder holds rules."""


class _Named(Protocol):
    @property
    def id(self) -> str: ...


Part = TypeVar("Part", bound=_Named)


@dataclass
class _Files:
    """The files of one rulebook, and the mistakes found in them so far."""

    name: str
    texts: Mapping[str, str]
    faults: list[RulebookFault] = field(default_factory=list)

    def open(
        self, file: str, *, required: Collection[str], optional: Collection[str] = ()
    ) -> tuple[Reader, dict[str, yaml.Node]]:
        reader = Reader(f"{self.name}/{file}", self.faults)
        root = reader.compose(self.texts.get(file, ""))
        fields = reader.mapping(root, required=("format", "rulebook", *required), optional=optional)
        reader.one_of(fields.get("format"), ("1",))
        if "rulebook" in fields:
            reader.one_of(fields["rulebook"], (self.name,))
        return reader, fields

    def items(
        self, file: str, key: str, read: Callable[[Reader, yaml.Node], Part], *, before: Collection[Part] = ()
    ) -> tuple[Part, ...]:
        """What `before` holds and then the items of a list file; an absent file has none."""
        if file not in self.texts:
            return tuple(before)
        reader, fields = self.open(file, required=(key,))
        return _distinct(reader, fields.get(key), read, before=before)


def parse_boundary(name: str, texts: Mapping[str, str], *, base: Boundary | None = None) -> Boundary:
    """Read a rulebook from its files, given by their path below the rulebook's folder.

    `base` is the rulebook that this one extends, see `extends`. Raises RulebookFaultsError with every mistake of
    every file.
    """
    files = _Files(name, texts)
    boundary = _boundary(files, base)
    if files.faults:
        raise RulebookFaultsError(name, files.faults)
    return boundary


def extends(texts: Mapping[str, str]) -> str | None:
    """The name of the rulebook that these files extend, if they say so readably."""
    return _stated(texts, "extends")


def stated_name(texts: Mapping[str, str]) -> str | None:
    """The name that these files give to their rulebook, if they do so readably."""
    return _stated(texts, "rulebook")


def _stated(texts: Mapping[str, str], wanted: str) -> str | None:
    root = Reader(MAIN, []).compose(texts.get(MAIN, ""))
    if not isinstance(root, yaml.MappingNode):
        return None
    return next((shown(value) for key, value in root.value if shown(key) == wanted), None)


def _boundary(files: _Files, base: Boundary | None) -> Boundary:
    own = ("extends",) if base else ("stages",)
    required = ("title", "about", "starts", *own)
    reader, fields = files.open(MAIN, required=required, optional=("contradictions",))
    if base:
        reader.one_of(fields.get("extends"), (base.name,))
    starts = reader.day(fields.get("starts"))
    stages = _distinct(reader, fields.get("stages"), stage, before=base.stages if base else ())
    facts = files.items("facts.yaml", "facts", fact, before=base.facts if base else ())
    laws = files.items("laws.yaml", "laws", law, before=base.laws if base else ())
    duties = files.items("duties.yaml", "duties", duty, before=base.duties if base else ())
    known = Known(
        rulebook=files.name,
        stages=tuple(each.id for each in stages),
        facts={each.id: each for each in facts},
        laws={each.id: each for each in laws},
        duties={each.id: each for each in duties},
    )
    rules = base.rules if base else ()
    for file in sorted(name for name in files.texts if name.startswith(RULES)):
        rules = files.items(file, "rules", lambda reader, node: rule(reader, node, known), before=rules)
    return Boundary(
        name=files.name,
        title=reader.both(fields.get("title")),
        about=reader.both(fields.get("about")),
        starts=max(starts, base.starts) if base else starts,
        stages=stages,
        facts=facts,
        laws=laws,
        duties=duties,
        rules=rules,
        contradictions=_distinct(
            reader,
            fields.get("contradictions"),
            lambda reader, node: contradiction(reader, node, known.facts),
            before=base.contradictions if base else (),
        ),
        extends=base,
    )


def _distinct(
    reader: Reader,
    node: yaml.Node | None,
    read: Callable[[Reader, yaml.Node], Part],
    *,
    before: Collection[Part],
) -> tuple[Part, ...]:
    """What `before` holds and then the items of the list; an id that is there already is a mistake."""
    parts = list(before)
    taken = {part.id for part in parts}
    for item in reader.sequence(node):
        part = read(reader, item)
        if part.id in taken:
            reader.note(item, "rulebook_id_twice", id=part.id)
        elif part.id:
            taken.add(part.id)
            parts.append(part)
    return tuple(parts)
