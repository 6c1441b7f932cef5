"""A new set of indicators as a YAML file: bands, weights and rules to try before they bind anybody."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import yaml

from answerable.core.assess.trial.sets import Changes, Rules, weight_faults
from answerable.core.evidence.soundness import band_faults
from answerable.core.evidence.values import Agreed, Band
from answerable.core.rulebook.reader import Reader, RulebookFault, RulebookFaultsError, shown, tag_of
from answerable.core.tables.rows import Row, nearest
from answerable.core.tables.types import DECIMAL, IDENT, Value
from answerable.core.terms.errors import InputError
from answerable.core.terms.message import Message

_LARGEST = 1 << 20
_UNSETTABLE = ("worst_k", "worst_last", "trend_periods")
"""Rules that may be null: not set."""
_RULES = ("off_target_periods", "far_steps", *_UNSETTABLE)
_NO_DAY = date.min


@dataclass(frozen=True)
class Known:
    """What a new set is read against."""

    better: Mapping[str, str]
    """Of each indicator: higher or lower."""
    agreed: Mapping[str, tuple[Agreed, ...]]
    """By contract."""
    rules: Rules
    """In force."""


class IndicatorSetError(RulebookFaultsError):
    """A new set cannot be tried; `faults` holds everything that is wrong with its file, by line."""

    def __init__(self, file: str, faults: Iterable[RulebookFault]) -> None:
        super().__init__(file, faults)
        self.message = Message.of("set_faults", file=file, count=len(self.faults))


def read_indicator_set(path: Path, known: Known) -> Changes:
    """The set that the file states.

    Raises InputError if there is no such file, it is too large or not UTF-8; IndicatorSetError with all that is
    wrong with it, line by line.
    """
    if not path.is_file():
        raise InputError("source_missing_file", path=str(path))
    if path.stat().st_size > _LARGEST:
        raise InputError("source_too_large", path=str(path), limit=_LARGEST)
    try:
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        raise InputError("source_not_utf8", path=str(path)) from None
    return parse_indicator_set(text, file=path.name, known=known)


def parse_indicator_set(text: str, *, file: str, known: Known) -> Changes:
    """The set that the text states; `file` is the name faults speak of. Raises IndicatorSetError."""
    reader = Reader(file)
    root = reader.compose(text)
    fields = reader.mapping(root, required=("format", "indicators"), optional=("rules",))
    reader.one_of(fields.get("format"), ("1",))
    reading = _Reading(reader, known)
    for node in reader.sequence(fields.get("indicators")):
        reading.indicator(node)
    rules = _rules(reader, fields.get("rules"), known.rules)
    if not reading.unsound_weight:
        for fault in weight_faults(known.agreed, reading.weights, lines=reading.weight_lines, file=file):
            reader.note(fault.row or 1, fault.message.code, **fault.message.params)
    if reader.faults:
        raise IndicatorSetError(file, map(_of_this_file, reader.faults))
    return Changes(tuple(sorted(reading.lines)), rules, reading.bands, reading.weights)


@dataclass
class _Reading:
    """The indicators of one file as they are read."""

    reader: Reader
    known: Known
    lines: dict[str, int] = field(default_factory=dict)
    bands: dict[str, tuple[Band, ...]] = field(default_factory=dict)
    weights: dict[str, Decimal] = field(default_factory=dict)
    weight_lines: dict[str, int] = field(default_factory=dict)
    unsound_weight: bool = False
    """One of them cannot be read, so nothing is said of their sum."""

    def indicator(self, node: yaml.Node) -> None:
        fields = self.reader.mapping(node, required=("id",), optional=("bands", "weight"))
        id = self._id(fields.get("id"))
        if "bands" in fields:
            rows = [self._band(each) for each in self.reader.sequence(fields["bands"])]
            self._check(rows, better=self.known.better.get(id))
            self.bands[id] = tuple(_as_band(id, row) for row in rows)
        if "weight" in fields:
            weight = _number(self.reader, fields["weight"], high=100)
            self.unsound_weight |= weight is None
            if weight is not None:
                self.weights[id] = weight
                self.weight_lines[id] = fields["weight"].start_mark.line + 1

    def _id(self, node: yaml.Node | None) -> str:
        if node is None or not self.reader.filled(node):
            return ""
        id = shown(node)
        if id not in self.known.better:
            near = nearest(id, tuple(sorted(self.known.better)))
            self.reader.note(node, "set_indicator_unknown", indicator=id, nearest=near)
        elif id in self.lines:
            self.reader.note(node, "set_indicator_twice", indicator=id, first=self.lines[id])
        self.lines.setdefault(id, node.start_mark.line + 1)
        return id

    def _band(self, node: yaml.Node) -> Row:
        """A band as a row whose number is its line; what is unsound is noted and left out."""
        fields = self.reader.mapping(node, required=("band",), optional=("low", "high", "target", "points"))
        values: dict[str, Value] = {"low": None, "high": None, "points": None, "target": False}
        if "band" in fields and self.reader.filled(fields["band"]):
            values["band"] = shown(fields["band"])
            if not IDENT.matches(str(values["band"])):
                self.reader.note(fields["band"], "bad_id", value=str(values["band"])[:60])
        if "target" in fields:
            values["target"] = self.reader.one_of(fields["target"], ("true", "false")) == "true"
        for name in ("low", "high", "points"):
            each = fields.get(name)
            if each is not None and tag_of(each) != "null":
                values[name] = _number(self.reader, each, high=100 if name == "points" else None)
                if values[name] is None:
                    del values[name]
        return Row(node.start_mark.line + 1, values)

    def _check(self, rows: list[Row], *, better: str | None) -> None:
        names: set[Value] = set()
        for row in rows:
            name = row.values.get("band")
            if name in names:
                self.reader.note(row.number, "rulebook_id_twice", id=str(name))
            names |= {name} - {None}
        for fault in band_faults(rows, better=better, file=self.reader.file) if rows else ():
            self.reader.note(fault.row or 1, fault.message.code, **fault.message.params)


def _of_this_file(fault: RulebookFault) -> RulebookFault:
    """The same fault; an empty file is told what this kind of file holds."""
    return (
        replace(fault, message=Message.of("set_empty")) if fault.message.code == "rulebook_empty" else fault
    )


def _as_band(indicator: str, row: Row) -> Band:
    low, high, points = (row.values.get(name) for name in ("low", "high", "points"))
    return Band(
        indicator,
        _NO_DAY,
        str(row.values.get("band")),
        low if isinstance(low, Decimal) else None,
        high if isinstance(high, Decimal) else None,
        row.values["target"] is True,
        points if isinstance(points, Decimal) else None,
    )


def _number(reader: Reader, node: yaml.Node, *, high: int | None) -> Decimal | None:
    """A decimal number as tables have it, with `high` given one from 0 to that; else None, and noted."""
    value = shown(node)
    if tag_of(node) not in {"int", "float"} or not DECIMAL.matches(value):
        reader.note(node, "rulebook_wrong_type", expected="decimal_number", found=value)
        return None
    if high is not None and not 0 <= Decimal(value) <= high:
        reader.note(node, "rulebook_out_of_range", found=value, low=0, high=high)
        return None
    return Decimal(value)


def _rules(reader: Reader, node: yaml.Node | None, in_force: Rules) -> Rules:
    if node is None:
        return in_force
    before = len(reader.faults)
    stated: dict[str, int | None] = {}
    for name, value in reader.mapping(node, required=(), optional=_RULES).items():
        if name in _RULES:
            unset = name in _UNSETTABLE and tag_of(value) == "null"
            stated[name] = None if unset else reader.whole(value, low=1, high=1000)
    rules = replace(in_force, **stated)  # type: ignore[arg-type]
    k, last = rules.worst_k, rules.worst_last
    if len(reader.faults) > before:
        return rules
    if (k is None) != (last is None):
        reader.note(node, "set_worst_pair")
    elif k is not None and last is not None and k > last:
        reader.note(node, "set_worst_order", k=k, last=last)
    return rules
