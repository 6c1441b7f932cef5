"""The clause library: wording for contracts of outsourced services, read from `rulebooks/catalogue/clauses.yaml`."""

from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files

import yaml

from answerable.core.rulebook.reader import Reader, RulebookFaultsError
from answerable.core.tables.declare import Both
from answerable.core.tables.register import CLAUSE_KINDS, CLAUSES
from answerable.core.terms.citation import Citation, Provenance

_FILE = "clauses.yaml"
_READ = (Provenance.SEEN, Provenance.SECOND_HAND, Provenance.POLICY)
EXITS = CLAUSES.by_name["ground"].type.choices
"""Agreed grounds for ending that a clause may state."""


@dataclass(frozen=True)
class ModelClause:
    """One clause, in use from `starts` to `ends`, both inclusive; without an end it still is.

    `exit` is the ground for ending that it agrees, if it agrees one; what stands in brackets is to be filled in.
    """

    id: str
    kind: str
    exit: str | None
    starts: date
    ends: date | None
    title: Both
    text: Both
    why: Both
    ground: Citation

    def used_on(self, on: date) -> bool:
        """Whether contracts of the day take it."""
        return self.starts <= on and (self.ends is None or on <= self.ends)


@cache
def load_clauses() -> tuple[ModelClause, ...]:
    """The clauses that come with the program, those no longer in use among them."""
    text = files("answerable.rulebooks").joinpath("catalogue", _FILE).read_text(encoding="utf-8")
    return parse_clauses(text)


def clauses_on(on: date) -> tuple[ModelClause, ...]:
    """The clauses in use on the day, in the order of the library."""
    return tuple(each for each in load_clauses() if each.used_on(on))


def parse_clauses(text: str, *, file: str = f"catalogue/{_FILE}") -> tuple[ModelClause, ...]:
    """The clauses of a file of this form. Raises RulebookFaultsError with all its mistakes at once."""
    reader = Reader(file)
    root = reader.mapping(reader.compose(text), required=("format", "clauses"))
    if "format" in root:
        reader.whole(root["format"], low=1, high=1)
    clauses: dict[str, ModelClause] = {}
    for node in reader.sequence(root.get("clauses")):
        clause = _clause(reader, node)
        if clause.id in clauses:
            reader.note(node, "rulebook_id_twice", id=clause.id)
        clauses[clause.id] = clause
    if reader.faults:
        raise RulebookFaultsError(file, reader.faults)
    return tuple(clauses.values())


def _clause(reader: Reader, node: yaml.Node) -> ModelClause:
    required = ("id", "kind", "starts", "title", "text", "why", "ground")
    fields = reader.mapping(node, required=required, optional=("exit", "ends"))
    return ModelClause(
        id=reader.text(fields.get("id")),
        kind=reader.one_of(fields.get("kind"), CLAUSE_KINDS) or "other",
        exit=reader.one_of(fields["exit"], EXITS) if "exit" in fields else None,
        starts=reader.day(fields.get("starts")),
        ends=reader.day(fields["ends"]) if "ends" in fields else None,
        title=reader.both(fields.get("title")),
        text=reader.both(fields.get("text")),
        why=reader.both(fields.get("why")),
        ground=_ground(reader, fields.get("ground")),
    )


def _ground(reader: Reader, node: yaml.Node | None) -> Citation:
    fields = reader.mapping(node, required=("source", "article", "how"), optional=("address",))
    return Citation(
        source=reader.text(fields.get("source")),
        article=reader.text(fields.get("article")),
        how=Provenance(reader.one_of(fields.get("how"), _READ) or Provenance.POLICY),
        address=reader.text(fields["address"]) if "address" in fields else None,
    )
