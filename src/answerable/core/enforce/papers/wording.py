"""Wordings: the text of a kind of paper, as a plain file that a body can edit.

- The first line is the title, then an empty line; after that every line that is not empty is a paragraph.
- `{name}` is a field; `{{` and `}}` are braces. `?name: …` is left out where the field, or the table, is empty.
- `# …` is a heading, left out with nothing below it. `[table:items]` places a table.
- `| label | {name} |` is a row of a form.

What the kind requires has to stand where it cannot be left out, and what may be empty where it can.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from answerable.core.enforce.papers.kinds import KINDS, KindRule
from answerable.core.enforce.papers.values import PaperFault, PaperFaultsError, PaperKind
from answerable.core.terms.message import Message, Param

MOST_CHARACTERS = 200_000
MOST_CELLS = 6
_HOLE = re.compile(r"\{\{|\}\}|\{([^{}]*)\}|[{}]")
_IF = re.compile(r"\?([^:：\s]*)[:：]")
_TABLE = re.compile(r"\[table:([^\]]*)\]")
_TABLE_LIKE = re.compile(r"\[\s*table\b", re.IGNORECASE)
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")


class PartKind(StrEnum):
    """What a line of a wording is."""

    TEXT = "text"
    HEADING = "heading"
    TABLE = "table"
    ROW = "row"


@dataclass(frozen=True)
class Part:
    """One line: its texts (the cells of a row; one otherwise), and the fields without which it is left out."""

    kind: PartKind
    texts: tuple[str, ...]
    conditions: tuple[str, ...] = ()


@dataclass(frozen=True)
class Wording:
    """A wording that holds all that its kind requires."""

    kind: PaperKind
    title: str
    parts: tuple[Part, ...]


def parse_wording(text: str, kind: PaperKind, *, file: str) -> Wording:
    """The wording of a file. Raises PaperFaultsError with everything that is wrong with it."""
    faults = list(_whole_file(text))
    lines = text.removeprefix("\ufeff").split("\n")
    title = lines[0].strip()
    numbered = [(number, _part(line)) for number, line in enumerate(lines[1:], start=2) if line.strip()]
    rule = KINDS[kind]
    faults += _title_faults(title, lines, rule)
    for number, part in numbered:
        faults += (PaperFault(number, message) for message in _part_faults(part, rule))
    parts = tuple(part for _, part in numbered)
    faults += (PaperFault(None, message) for message in _missing(parts, rule))
    if faults:
        raise PaperFaultsError(file, tuple(faults))
    return Wording(kind, title, parts)


def filled_in(template: str, value: Callable[[str], str]) -> str:
    """The template with `value(name)` in place of every placeholder."""

    def placed(found: re.Match[str]) -> str:
        return found[0][0] if found[1] is None else value(found[1])

    return _HOLE.sub(placed, template)


def _part(line: str) -> Part:
    """What a line is; anything can be read, and whether it is right is asked afterwards."""
    rest, conditions = line.strip(), []
    while found := _IF.match(rest):
        conditions.append(found[1])
        rest = rest[found.end() :].lstrip()
    if found := _TABLE.fullmatch(rest):
        return Part(PartKind.TABLE, (found[1].strip(),), tuple(conditions))
    if rest.startswith("# "):
        return Part(PartKind.HEADING, (rest[2:].strip(),), tuple(conditions))
    if rest.startswith("|"):
        cells = tuple(cell.strip(" \t") for cell in rest[1:].removesuffix("|").split("|"))
        return Part(PartKind.ROW, cells, tuple(conditions))
    return Part(PartKind.TEXT, (rest,), tuple(conditions))


def _whole_file(text: str) -> Iterator[PaperFault]:
    if len(text) > MOST_CHARACTERS:
        yield PaperFault(None, Message.of("wording_too_long", n=len(text), most=MOST_CHARACTERS))
    for number, line in enumerate(text.split("\n"), start=1):
        if _CONTROL.search(line.removesuffix("\r")):
            yield PaperFault(number, Message.of("wording_control_character"))


def _title_faults(title: str, lines: list[str], rule: KindRule) -> Iterator[PaperFault]:
    if not title:
        yield PaperFault(1, Message.of("wording_no_title"))
    elif len(lines) > 1 and lines[1].strip():
        yield PaperFault(2, Message.of("wording_title_not_apart"))
    for message in _text_faults(title, rule, conditions=()):
        yield PaperFault(1, message)


def _part_faults(part: Part, rule: KindRule) -> Iterator[Message]:
    for name in part.conditions:
        if name not in rule.fields | rule.all_tables:
            yield _unknown("wording_condition_unknown", name, rule.fields | rule.all_tables)
    if part.kind is not PartKind.TABLE:
        yield from _said_faults(part, rule)
    elif part.texts[0] not in rule.all_tables:
        yield _unknown("wording_table_unknown", part.texts[0], rule.all_tables)


def _said_faults(part: Part, rule: KindRule) -> Iterator[Message]:
    if part.kind is PartKind.ROW and len(part.texts) > MOST_CELLS:
        yield Message.of("wording_row_too_wide", n=len(part.texts), most=MOST_CELLS)
    if not any(part.texts):
        yield Message.of("wording_part_empty")
    for text in part.texts:
        if part.kind is not PartKind.ROW and _TABLE_LIKE.search(text):
            yield Message.of("wording_table_not_alone")
        # A cell of a form may be empty: it is there to be written into.
        may_be_empty = rule.optional if part.kind is PartKind.ROW else frozenset()
        yield from _text_faults(text, rule, conditions=part.conditions, may_be_empty=may_be_empty)


def _text_faults(
    text: str, rule: KindRule, *, conditions: tuple[str, ...], may_be_empty: frozenset[str] = frozenset()
) -> Iterator[Message]:
    if any(found[0] in "{}" for found in _HOLE.finditer(text)):
        yield Message.of("wording_brace_open")
    for name in _names((text,)):
        if name not in rule.fields:
            yield _unknown("wording_field_unknown", name, rule.fields)
        elif name in rule.optional and name not in may_be_empty and name not in conditions:
            yield Message.of("wording_field_bare", name=name)


def _names(texts: Iterable[str]) -> Iterator[str]:
    for text in texts:
        for found in _HOLE.finditer(text):
            if found[1] is not None:
                yield found[1]


def _missing(parts: tuple[Part, ...], rule: KindRule) -> Iterator[Message]:
    """What the kind requires and the wording lacks, or holds only where it may be left out."""
    certain = [part for part in parts if (rule.required | rule.tables).issuperset(part.conditions)]
    said = set(_names(text for part in certain if part.kind is not PartKind.TABLE for text in part.texts))
    for name in sorted(rule.required - said):
        yield Message.of("wording_field_missing", name=name)
    placed = {part.texts[0] for part in certain if part.kind is PartKind.TABLE}
    for key in sorted(rule.tables - placed):
        yield Message.of("wording_table_missing", name=key)


def _unknown(code: str, name: str, known: frozenset[str]) -> Message:
    params: dict[str, Param] = {"name": name, "known": tuple(sorted(known))}
    return Message.of(code, **params)
