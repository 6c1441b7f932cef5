"""Dated parameters, each edition with the ground it rests on.

A rulebook keeps them in `rulebooks/<name>/parameters.yaml`. Editions stay side by side for ever: a question
is asked of a date, and the edition in force on that date answers it (DESIGN, law 5).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from functools import cache, cached_property
from importlib.resources import files

import yaml

from answerable.core.rulebook.reader import Reader, RulebookFaultsError, shown, tag_of
from answerable.core.tables.declare import Both
from answerable.core.terms.citation import Citation, Provenance
from answerable.core.terms.errors import InputError, UndecidableError

Value = Decimal | int | tuple[int, ...] | tuple[Decimal, ...] | None
COUNTED = (
    "workdays", "days", "periods", "months", "bands", "findings", "ratings", "matters", "responses", "contracts",
    "times", "inspections",
)  # fmt: skip
"""Units of whole numbers."""
_READ = (Provenance.SEEN, Provenance.SECOND_HAND, Provenance.POLICY)
"""How the ground of a rule may have been read; what a district states about itself is no ground of a rule."""
UNITS = ("share", "number", "levels", "shares", *COUNTED)
"""`share` is a number from 0 to 1, `number` any decimal number, `levels` a list of rating levels 1 to 5, `shares` a
list of numbers from 0 to 1."""


class Status(StrEnum):
    """What an edition is on and after its first day."""

    IN_FORCE = "in_force"
    DEVIATION = "deviation"
    """In force, and knowingly different from the rule above it."""
    PROPOSED = "proposed"
    """Put up for discussion; never used."""
    REPEALED = "repealed"
    """From this day there is no such rule any more; the value is null."""


@dataclass(frozen=True)
class ParameterEdition:
    """The value from a day on. None means that this rulebook sets no such rule."""

    starts: date
    value: Value
    ground: Citation
    status: Status


@dataclass(frozen=True)
class Parameter:
    """A parameter and its editions, oldest first. The unit, one of `UNITS`, says what its values are."""

    id: str
    title: Both
    unit: str
    editions: tuple[ParameterEdition, ...]


@dataclass(frozen=True)
class Parameters:
    """All parameters of a rulebook."""

    rulebook: str
    parameters: tuple[Parameter, ...]

    @cached_property
    def by_id(self) -> Mapping[str, Parameter]:
        return {parameter.id: parameter for parameter in self.parameters}

    def at(self, id: str, *, on: date) -> ParameterEdition:
        """The edition in force at the end of the day.

        Raises `InputError` (`unknown_parameter`) if the rulebook does not have it, and `UndecidableError`
        (`parameter_unknown_then`) before its first edition.
        """
        if id not in self.by_id:
            raise InputError("unknown_parameter", parameter=id, rulebook=self.rulebook)
        editions = [edition for edition in self.by_id[id].editions if edition.status is not Status.PROPOSED]
        begun = [edition for edition in editions if edition.starts <= on]
        if not begun:
            first = editions[0].starts if editions else None
            raise UndecidableError("parameter_unknown_then", parameter=id, on=on, first=first)
        return begun[-1]

    def share(self, id: str, *, on: date) -> Fraction | None:
        """A share, or a decimal number, exactly; None where no such rule is set. Raises as `at` does."""
        value = self.at(id, on=on).value
        if value is None or isinstance(value, Decimal):
            return None if value is None else Fraction(value)
        raise TypeError(f"{id} is no decimal number")

    def count(self, id: str, *, on: date) -> int | None:
        """A whole number, such as of working days; None where no such rule is set. Raises as `at` does."""
        value = self.at(id, on=on).value
        if value is None or isinstance(value, int):
            return value
        raise TypeError(f"{id} is no whole number")

    def levels(self, id: str, *, on: date) -> tuple[int, ...]:
        """Rating levels in order; none where no such rule is set. Raises as `at` does."""
        value = self.at(id, on=on).value
        if value is None or self.by_id[id].unit == "levels":
            return tuple(int(level) for level in _listed(value))
        raise TypeError(f"{id} is no list of levels")

    def shares(self, id: str, *, on: date) -> tuple[Fraction, ...] | None:
        """A list of shares, exactly; None where no such rule is set. Raises as `at` does."""
        value = self.at(id, on=on).value
        if value is None or self.by_id[id].unit == "shares":
            return None if value is None else tuple(Fraction(share) for share in _listed(value))
        raise TypeError(f"{id} is no list of shares")


def _listed(value: Value) -> tuple[Decimal | int, ...]:
    return value if isinstance(value, tuple) else ()


@cache
def load_parameters(rulebook: str) -> Parameters:
    """The parameters of a shipped rulebook.

    Raises `InputError` (`unknown_rulebook`), and `RulebookFaultsError` with all faults of the file at once.
    """
    if rulebook not in shipped_rulebooks():
        raise InputError("unknown_rulebook", name=rulebook, known=shipped_rulebooks())
    text = files("answerable.rulebooks").joinpath(rulebook, "parameters.yaml").read_text(encoding="utf-8")
    return parse_parameters(text, file=f"{rulebook}/parameters.yaml")


@cache
def shipped_rulebooks() -> tuple[str, ...]:
    """The names of the rulebooks that come with the program."""
    folders = files("answerable.rulebooks").iterdir()
    return tuple(sorted(folder.name for folder in folders if (folder / "parameters.yaml").is_file()))


def parse_parameters(text: str, *, file: str) -> Parameters:
    """Read a parameter file; `file` is the name faults speak of. Raises `RulebookFaultsError`."""
    reader = Reader(file)
    parameters = _parameters(reader, reader.compose(text))
    if reader.faults:
        raise RulebookFaultsError(file, reader.faults)
    return parameters


def _parameters(reader: Reader, root: yaml.Node | None) -> Parameters:
    fields = reader.mapping(root, required=("format", "rulebook", "parameters"))
    reader.one_of(fields.get("format"), ("1",))
    lines: dict[str, int] = {}
    parameters = []
    for node in reader.sequence(fields.get("parameters")):
        parameter = _parameter(reader, node)
        if parameter.id in lines:
            reader.note(node, "parameter_twice", parameter=parameter.id, first=lines[parameter.id])
        if parameter.id:
            lines.setdefault(parameter.id, node.start_mark.line + 1)
        parameters.append(parameter)
    return Parameters(reader.text(fields.get("rulebook")), tuple(parameters))


def _parameter(reader: Reader, node: yaml.Node) -> Parameter:
    fields = reader.mapping(node, required=("id", "title", "unit", "editions"))
    unit = reader.one_of(fields.get("unit"), UNITS) or ""
    id = reader.text(fields.get("id"))
    editions: dict[date, ParameterEdition] = {}
    for item in reader.sequence(fields.get("editions")):
        edition = _edition(reader, item, unit)
        if edition.starts in editions and edition.starts != date.min:
            reader.note(item, "parameter_edition_twice", parameter=id, starts=edition.starts)
        editions[edition.starts] = edition
    return Parameter(
        id, reader.both(fields.get("title")), unit, tuple(editions[starts] for starts in sorted(editions))
    )


def _edition(reader: Reader, node: yaml.Node, unit: str) -> ParameterEdition:
    fields = reader.mapping(node, required=("starts", "value", "ground", "status"))
    status = Status(reader.one_of(fields.get("status"), tuple(Status)) or Status.IN_FORCE)
    value = _value(reader, fields.get("value"), unit)
    if status is Status.REPEALED and value is not None:
        reader.note(fields["value"], "parameter_repealed_with_value", found=shown(fields["value"]))
    return ParameterEdition(
        starts=reader.day(fields.get("starts")),
        value=value,
        ground=_ground(reader, fields.get("ground")),
        status=status,
    )


def _value(reader: Reader, node: yaml.Node | None, unit: str) -> Value:
    if node is None or tag_of(node) == "null" or not unit:
        return None
    if unit in COUNTED:
        return reader.whole(node, low=0)
    if unit in {"share", "number"}:
        return reader.decimal(node, high=1 if unit == "share" else None)
    if unit == "shares":
        return tuple(reader.decimal(share, high=1) for share in reader.sequence(node))
    faults = len(reader.faults)
    levels = tuple(reader.whole(level, low=1, high=5) for level in reader.sequence(node))
    if len(reader.faults) == faults and levels != tuple(sorted(set(levels))):
        reader.note(node, "parameter_levels_unordered", found=" ".join(map(str, levels)))
    return levels


def _ground(reader: Reader, node: yaml.Node | None) -> Citation:
    fields = reader.mapping(node, required=("source", "how"), optional=("article", "address"))
    return Citation(
        source=reader.text(fields.get("source")),
        article=reader.text(fields.get("article")),
        how=Provenance(reader.one_of(fields.get("how"), _READ) or Provenance.POLICY),
        address=reader.text(fields["address"]) if "address" in fields else None,
    )
