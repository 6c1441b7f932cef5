"""Dated parameters, each edition with the ground it rests on.

A rulebook keeps them in `rulebooks/<name>/parameters.yaml`. Editions stay side by side for ever: a question
is asked of a date, and the edition in force on that date answers it (DESIGN, law 5).
"""

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from functools import cache, cached_property
from importlib.resources import files

import yaml

from answerable.core.tables.declare import Both
from answerable.core.terms.citation import Citation, Provenance
from answerable.core.terms.errors import InputError, UndecidableError
from answerable.core.terms.message import Message, Param

Value = Decimal | int | tuple[int, ...] | None
COUNTED = ("workdays", "days", "periods", "bands", "findings", "ratings", "matters", "responses")
"""Units of whole numbers."""
_READ = (Provenance.SEEN, Provenance.SECOND_HAND, Provenance.POLICY)
"""How the ground of a rule may have been read; what a district states about itself is no ground of a rule."""
UNITS = ("share", "number", "levels", *COUNTED)
"""`share` is a number from 0 to 1, `number` any decimal number, `levels` a list of rating levels 1 to 5."""


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
        if value is None or isinstance(value, tuple):
            return value or ()
        raise TypeError(f"{id} is no list of levels")


@dataclass(frozen=True)
class RulebookFault:
    """One thing wrong in a file of a rulebook; `line` counts from 1."""

    file: str
    line: int
    message: Message


class RulebookFaultsError(InputError):
    """A file of a rulebook cannot be used; `faults` holds everything that is wrong with it, by line."""

    def __init__(self, file: str, faults: Iterable[RulebookFault]) -> None:
        self.faults = tuple(sorted(faults, key=lambda fault: fault.line))
        super().__init__("rulebook_faults", file=file, count=len(self.faults))


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
    reader = _Reader(file)
    parameters = _parameters(reader, reader.compose(text))
    if reader.faults:
        raise RulebookFaultsError(file, reader.faults)
    return parameters


class _Reader:
    """Takes values out of YAML nodes and notes every fault with its line.

    After a fault it goes on with a stand-in, so that all faults are found in one go; no stand-in gets out,
    because with any fault nothing is returned. A node that is None was missed before, and is not noted again.
    """

    def __init__(self, file: str) -> None:
        self.file = file
        self.faults: list[RulebookFault] = []

    def compose(self, text: str) -> yaml.Node | None:
        try:
            node = yaml.compose(text, Loader=yaml.SafeLoader)
        except yaml.YAMLError as error:
            mark = error.problem_mark if isinstance(error, yaml.MarkedYAMLError) else None
            self.note(mark.line + 1 if mark else 1, "rulebook_not_yaml")
            return None
        if node is None:
            self.note(1, "rulebook_empty")
        return node

    def note(self, at: yaml.Node | int, code: str, /, **params: Param) -> None:
        line = at if isinstance(at, int) else at.start_mark.line + 1
        self.faults.append(RulebookFault(self.file, line, Message.of(code, **params)))

    def mapping(
        self, node: yaml.Node | None, *, required: Collection[str], optional: Collection[str] = ()
    ) -> dict[str, yaml.Node]:
        if node is None:
            return {}
        if not isinstance(node, yaml.MappingNode):
            self.note(node, "rulebook_wrong_type", expected="mapping", found=_shown(node))
            return {}
        fields: dict[str, yaml.Node] = {}
        for key, value in node.value:
            name = _shown(key)
            if name in fields:
                self.note(key, "rulebook_key_twice", key=name)
            elif name not in required and name not in optional:
                self.note(key, "rulebook_key_unknown", key=name, known=(*required, *optional))
            fields[name] = value
        for name in required:
            if name not in fields:
                self.note(node, "rulebook_key_missing", key=name)
        return fields

    def sequence(self, node: yaml.Node | None) -> list[yaml.Node]:
        if node is None:
            return []
        if not isinstance(node, yaml.SequenceNode) or not node.value:
            self.note(node, "rulebook_wrong_type", expected="list", found=_shown(node))
            return []
        return list(node.value)

    def text(self, node: yaml.Node | None) -> str:
        if node is None:
            return ""
        if _tag(node) != "str" or not node.value.strip():
            self.note(node, "rulebook_wrong_type", expected="text", found=_shown(node))
        return str(node.value)

    def one_of(self, node: yaml.Node | None, known: Collection[str]) -> str | None:
        if node is None or _shown(node) in known:
            return None if node is None else _shown(node)
        self.note(node, "rulebook_value_unknown", found=_shown(node), known=tuple(known))
        return None

    def day(self, node: yaml.Node | None) -> date:
        if node is None:
            return date.min
        try:
            return date.fromisoformat(_shown(node))
        except ValueError:
            self.note(node, "rulebook_wrong_type", expected="date", found=_shown(node))
            return date.min

    def whole(self, node: yaml.Node, *, low: int, high: int | None = None) -> int:
        # Not every whole number of YAML 1.1 is meant as one: 010 is eight there, and 1:30 is ninety.
        if _tag(node) != "int" or not re.fullmatch("0|[1-9][0-9]*", node.value):
            self.note(node, "rulebook_wrong_type", expected="whole_number", found=_shown(node))
            return low
        if int(node.value) < low or (high is not None and int(node.value) > high):
            self.note(node, "rulebook_out_of_range", found=node.value, low=low, high=high)
        return int(node.value)

    def decimal(self, node: yaml.Node, *, high: int | None = None) -> Decimal:
        if _tag(node) not in {"int", "float"} or not re.fullmatch("[0-9]+([.][0-9]+)?", node.value):
            self.note(node, "rulebook_wrong_type", expected="decimal_number", found=_shown(node))
            return Decimal(0)
        if high is not None and Decimal(node.value) > high:
            self.note(node, "rulebook_out_of_range", found=node.value, low=0, high=high)
        return Decimal(node.value)


def _tag(node: yaml.Node) -> str:
    return str(node.tag).rpartition(":")[2]


def _shown(node: yaml.Node) -> str:
    """What stands there, for the reader of a fault."""
    return str(node.value) if isinstance(node, yaml.ScalarNode) else _tag(node)


def _parameters(reader: _Reader, root: yaml.Node | None) -> Parameters:
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


def _parameter(reader: _Reader, node: yaml.Node) -> Parameter:
    fields = reader.mapping(node, required=("id", "title", "unit", "editions"))
    title = reader.mapping(fields.get("title"), required=("zh", "en"))
    unit = reader.one_of(fields.get("unit"), UNITS) or ""
    id = reader.text(fields.get("id"))
    editions: dict[date, ParameterEdition] = {}
    for item in reader.sequence(fields.get("editions")):
        edition = _edition(reader, item, unit)
        if edition.starts in editions and edition.starts != date.min:
            reader.note(item, "parameter_edition_twice", parameter=id, starts=edition.starts)
        editions[edition.starts] = edition
    both = Both(zh=reader.text(title.get("zh")), en=reader.text(title.get("en")))
    return Parameter(id, both, unit, tuple(editions[starts] for starts in sorted(editions)))


def _edition(reader: _Reader, node: yaml.Node, unit: str) -> ParameterEdition:
    fields = reader.mapping(node, required=("starts", "value", "ground", "status"))
    status = Status(reader.one_of(fields.get("status"), tuple(Status)) or Status.IN_FORCE)
    value = _value(reader, fields.get("value"), unit)
    if status is Status.REPEALED and value is not None:
        reader.note(fields["value"], "parameter_repealed_with_value", found=_shown(fields["value"]))
    return ParameterEdition(
        starts=reader.day(fields.get("starts")),
        value=value,
        ground=_ground(reader, fields.get("ground")),
        status=status,
    )


def _value(reader: _Reader, node: yaml.Node | None, unit: str) -> Value:
    if node is None or _tag(node) == "null" or not unit:
        return None
    if unit in COUNTED:
        return reader.whole(node, low=0)
    if unit in {"share", "number"}:
        return reader.decimal(node, high=1 if unit == "share" else None)
    faults = len(reader.faults)
    levels = tuple(reader.whole(level, low=1, high=5) for level in reader.sequence(node))
    if len(reader.faults) == faults and levels != tuple(sorted(set(levels))):
        reader.note(node, "parameter_levels_unordered", found=" ".join(map(str, levels)))
    return levels


def _ground(reader: _Reader, node: yaml.Node | None) -> Citation:
    fields = reader.mapping(node, required=("source", "how"), optional=("article", "address"))
    return Citation(
        source=reader.text(fields.get("source")),
        article=reader.text(fields.get("article")),
        how=Provenance(reader.one_of(fields.get("how"), _READ) or Provenance.POLICY),
        address=reader.text(fields["address"]) if "address" in fields else None,
    )
