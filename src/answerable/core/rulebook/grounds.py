"""Grounds in law for ending a contract, dated, read from `rulebooks/<name>/grounds.yaml`.

A ground agreed in a contract is one of its exit clauses; here stand those that the law gives without any clause.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache, cached_property
from importlib.resources import files

import yaml

from answerable.core.rulebook.citing import citation
from answerable.core.rulebook.parameters import Status, shipped_rulebooks
from answerable.core.rulebook.reader import Reader, RulebookFaultsError
from answerable.core.tables.declare import Both
from answerable.core.terms.citation import Citation
from answerable.core.terms.errors import InputError

_FILE = "grounds.yaml"


class Need(StrEnum):
    """What has to be shown before a ground may be used."""

    DEMAND_EXPIRED = "demand_expired"
    """A written demand set a reasonable period, and it ended without performance."""
    REFUSAL_SHOWN = "refusal_shown"
    PURPOSE_DEFEATED = "purpose_defeated"
    FORCE_MAJEURE = "force_majeure"
    OPEN_ENDED = "open_ended"
    """The contract runs on and has no agreed end."""
    NOTICE_GIVEN = "notice_given"
    """A reasonable time before."""
    MANDATE_CONTRACT = "mandate_contract"
    COMPENSATION_OFFERED = "compensation_offered"
    PUBLIC_HARM = "public_harm"
    CHANGE_CONSIDERED = "change_considered"
    """Changing the contract was looked at first and does not help."""
    ADMINISTRATIVE_AGREEMENT = "administrative_agreement"


@dataclass(frozen=True)
class GroundEdition:
    """The ground as it is from a day on; a repealed edition needs and means nothing."""

    starts: date
    status: Status
    needs: tuple[Need, ...]
    means: Both | None
    citation: Citation


@dataclass(frozen=True)
class EndingGround:
    """A ground in law and its editions, oldest first."""

    id: str
    title: Both
    editions: tuple[GroundEdition, ...]

    def at(self, on: date) -> GroundEdition | None:
        """The edition in force at the end of the day; None before the first, after a repeal, or if only proposed."""
        begun = [each for each in self.editions if each.starts <= on and each.status is not Status.PROPOSED]
        return begun[-1] if begun and begun[-1].status is not Status.REPEALED else None


@dataclass(frozen=True)
class EndingGrounds:
    """All grounds in law of a rulebook."""

    rulebook: str
    grounds: tuple[EndingGround, ...]

    @cached_property
    def by_id(self) -> Mapping[str, EndingGround]:
        return {ground.id: ground for ground in self.grounds}

    def in_force(self, on: date) -> Mapping[str, GroundEdition]:
        """Every ground in force at the end of the day, by its id."""
        return {each.id: edition for each in self.grounds if (edition := each.at(on)) is not None}


@cache
def load_grounds(rulebook: str) -> EndingGrounds:
    """The grounds of a shipped rulebook; none where it states none.

    Raises `InputError` (`unknown_rulebook`), and `RulebookFaultsError` with all faults of the file at once.
    """
    if rulebook not in shipped_rulebooks():
        raise InputError("unknown_rulebook", name=rulebook, known=shipped_rulebooks())
    file = files("answerable.rulebooks").joinpath(rulebook, _FILE)
    if not file.is_file():
        return EndingGrounds(rulebook, ())
    return parse_grounds(file.read_text(encoding="utf-8"), file=f"{rulebook}/{_FILE}")


def parse_grounds(text: str, *, file: str) -> EndingGrounds:
    """Read a file of grounds; `file` is the name faults speak of. Raises `RulebookFaultsError`."""
    reader = Reader(file)
    fields = reader.mapping(reader.compose(text), required=("format", "rulebook", "grounds"))
    reader.one_of(fields.get("format"), ("1",))
    grounds: dict[str, EndingGround] = {}
    for node in reader.sequence(fields.get("grounds")):
        ground = _ground(reader, node)
        if ground.id in grounds:
            reader.note(node, "rulebook_id_twice", id=ground.id)
        grounds.setdefault(ground.id, ground)
    rulebook = reader.text(fields.get("rulebook"))
    if reader.faults:
        raise RulebookFaultsError(file, reader.faults)
    return EndingGrounds(rulebook, tuple(grounds.values()))


def _ground(reader: Reader, node: yaml.Node) -> EndingGround:
    fields = reader.mapping(node, required=("id", "title", "editions"))
    editions: dict[date, GroundEdition] = {}
    for item in reader.sequence(fields.get("editions")):
        edition = _edition(reader, item)
        if edition.starts in editions and edition.starts != date.min:
            reader.note(item, "rule_edition_twice", starts=edition.starts)
        editions[edition.starts] = edition
    return EndingGround(
        id=reader.text(fields.get("id")),
        title=reader.both(fields.get("title")),
        editions=tuple(editions[starts] for starts in sorted(editions)),
    )


def _edition(reader: Reader, node: yaml.Node) -> GroundEdition:
    fields = reader.mapping(node, required=("starts", "status", "ground"), optional=("needs", "means"))
    status = Status(reader.one_of(fields.get("status"), tuple(Status)) or Status.IN_FORCE)
    for name in ("needs", "means"):
        if status is not Status.REPEALED and name not in fields:
            reader.note(node, "rulebook_key_missing", key=name)
        elif status is Status.REPEALED and name in fields:
            reader.note(fields[name], "rule_repealed_with", key=name)
    named = (reader.one_of(each, tuple(Need)) for each in reader.sequence(fields.get("needs")))
    return GroundEdition(
        starts=reader.day(fields.get("starts")),
        status=status,
        needs=tuple(Need(name) for name in named if name),
        means=reader.both(fields["means"]) if "means" in fields else None,
        citation=citation(reader, fields.get("ground")),
    )
