"""A paper and a wording together: the text as it will be read, or everything that does not fit."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from answerable.core.enforce.papers.fields import AROUND, GIVEN
from answerable.core.enforce.papers.kinds import KINDS, KindRule
from answerable.core.enforce.papers.values import Paper, PaperFault, PaperFaultsError, PaperTable
from answerable.core.enforce.papers.wording import Part, PartKind, Wording, filled_in
from answerable.core.terms.message import Message

MOST_IN_FIELD = 200_000
MOST_ROWS = 10_000


@dataclass(frozen=True)
class Line:
    """A paragraph, a heading, a row of a form, or the place of a table, filled in."""

    kind: PartKind
    texts: tuple[str, ...]
    table: PaperTable | None = None


def filled(paper: Paper, wording: Wording, *, given: Mapping[str, str]) -> tuple[str, tuple[Line, ...]]:
    """The title and the lines of a paper; `given` are number, issuer, addressee and date, as they are said.

    A value with several lines makes several paragraphs. Raises PaperFaultsError with all that does not fit the kind.
    """
    faults = tuple(PaperFault(None, message) for message in paper_faults(paper))
    if paper.kind is not wording.kind:
        params = {"kind": paper.kind.value, "other": wording.kind.value}
        faults += (PaperFault(None, Message.of("paper_wording_of_other_kind", **params)),)
    if faults:
        raise PaperFaultsError(paper.number or paper.kind.value, faults)

    def value(name: str) -> str:
        return given[name] if name in GIVEN else paper.field(name)

    title = " ".join(filled_in(wording.title, value).split())
    lines = [line for part in wording.parts for line in _lines(part, paper, value=value)]
    below = [*lines[1:], Line(PartKind.HEADING, ("",))]
    return title, tuple(
        line
        for line, after in zip(lines, below, strict=True)
        if not (line.kind is after.kind is PartKind.HEADING)
    )


def _lines(part: Part, paper: Paper, *, value: Callable[[str], str]) -> Iterator[Line]:
    if not all(_stated(name, paper, value=value) for name in part.conditions):
        return
    if part.kind is PartKind.TABLE:
        table = paper.table(part.texts[0])
        if table is not None and table.rows:
            yield Line(part.kind, (table.key,), table)
        return
    texts = tuple(filled_in(text, value) for text in part.texts)
    if part.kind is PartKind.ROW:
        yield Line(part.kind, texts)
        return
    for text in texts[0].split("\n"):
        if text.strip():
            yield Line(part.kind, (text.strip(),))


def _stated(name: str, paper: Paper, *, value: Callable[[str], str]) -> bool:
    """Whether there is such a field, or, where the kind knows no such field, such a table."""
    table = None if name in KINDS[paper.kind].fields else paper.table(name)
    return bool(table.rows if table is not None else value(name))


def paper_faults(paper: Paper) -> tuple[Message, ...]:
    """Everything that keeps the paper from being what its kind asks for; none if it is sound."""
    rule = KINDS[paper.kind]
    return (*_of_fields(paper, rule), *_of_tables(paper, rule), *_of_heads(paper, rule))


def _of_fields(paper: Paper, rule: KindRule) -> Iterator[Message]:
    for name in sorted(rule.required):
        if not paper.field(name):
            yield Message.of("paper_field_missing", name=name)
    known = rule.required | rule.optional | AROUND
    for name in sorted(paper.fields.keys() - known):
        yield Message.of("paper_field_unknown", name=name, known=tuple(sorted(known)))
    for name, text in paper.fields.items():
        if len(text) > MOST_IN_FIELD:
            yield Message.of("paper_field_too_long", name=name, n=len(text), most=MOST_IN_FIELD)


def _of_tables(paper: Paper, rule: KindRule) -> Iterator[Message]:
    keys = [table.key for table in paper.tables]
    for key in sorted(rule.tables - {table.key for table in paper.tables if table.rows}):
        yield Message.of("paper_table_missing", name=key)
    for key in sorted(set(keys) - rule.all_tables):
        yield Message.of("paper_table_unknown", name=key, known=tuple(sorted(rule.all_tables)))
    for key in sorted({key for key in keys if keys.count(key) > 1}):
        yield Message.of("paper_table_twice", name=key)
    for table in paper.tables:
        yield from _of_rows(table)


def _of_rows(table: PaperTable) -> Iterator[Message]:
    if len(table.rows) > MOST_ROWS:
        yield Message.of("paper_table_too_long", name=table.key, n=len(table.rows), most=MOST_ROWS)
    for number, row in enumerate(table.rows, start=1):
        if len(row) != len(table.columns) or not row:
            params = {"row": number, "n": len(row), "columns": len(table.columns)}
            yield Message.of("paper_row_ragged", name=table.key, **params)


def _of_heads(paper: Paper, rule: KindRule) -> Iterator[Message]:
    if rule.letterhead and not paper.number.strip():
        yield Message.of("paper_number_missing")
    for name, said in (("issuer", paper.issuer), ("addressee", paper.addressee)):
        if not said.zh.strip() or not said.en.strip():
            yield Message.of("paper_name_missing", name=name)
