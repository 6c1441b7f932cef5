"""The rules of watching: each dated, with its thresholds, its grounds, its declared precision and an innocent reading.

A rulebook keeps them in `rulebooks/<name>/watch/*.yaml`; a rulebook without that folder sets no such rules. Editions
stay side by side, and the one in force on the day asked about answers (DESIGN, law 5).
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from functools import cache, cached_property
from importlib.resources import files

import yaml

from answerable.core.rulebook.parameters import Status
from answerable.core.rulebook.reader import Reader, RulebookFaultsError
from answerable.core.tables.declare import Both
from answerable.core.terms.citation import Citation, Provenance
from answerable.core.terms.duty import Side

_FOLDER = "watch"
_READ = (Provenance.SEEN, Provenance.SECOND_HAND, Provenance.POLICY)
SUBJECTS = ("account", "page", "paper")
SEVERITIES = ("minor", "ordinary", "serious")


@dataclass(frozen=True)
class WatchEdition:
    """A rule from a day on: its thresholds by name, and what it rests on. Repealed: no thresholds, never used."""

    starts: date
    status: Status
    thresholds: Mapping[str, Fraction]
    grounds: tuple[Citation, ...]


@dataclass(frozen=True)
class WatchRule:
    """One rule, with its editions, oldest first."""

    id: str
    subject: str
    side: Side
    """Whose conduct it speaks of."""
    title: Both
    severity: str
    """Of the finding it proposes: minor, ordinary or serious."""
    precision: Fraction
    """The share of its alerts that people are expected to confirm; below it the rule is proposed for silence."""
    innocent: Both
    """How the same can come about without any wrong."""
    editions: tuple[WatchEdition, ...]

    def at(self, on: date) -> WatchEdition | None:
        """The edition in force at the end of the day; None before the first, and once it is repealed."""
        begun = [each for each in self.editions if each.starts <= on and each.status is not Status.PROPOSED]
        return begun[-1] if begun and begun[-1].status is not Status.REPEALED else None


@dataclass(frozen=True)
class WatchRules:
    """All rules of a rulebook."""

    rulebook: str
    rules: tuple[WatchRule, ...]

    @cached_property
    def by_id(self) -> Mapping[str, WatchRule]:
        return {rule.id: rule for rule in self.rules}

    def thresholds(self, on: date, *, silent: Iterable[str] = ()) -> Mapping[str, Mapping[str, Fraction]]:
        """The thresholds in force on the day by rule, without the rules that people have silenced."""
        quiet = frozenset(silent)
        return {
            rule.id: edition.thresholds
            for rule in self.rules
            if rule.id not in quiet and (edition := rule.at(on)) is not None
        }


@cache
def load_watch(rulebook: str) -> WatchRules:
    """The rules of a shipped rulebook; none where it sets none. Raises RulebookFaultsError with all its faults."""
    folder = files("answerable.rulebooks").joinpath(rulebook, _FOLDER)
    if not folder.is_dir():
        return WatchRules(rulebook, ())
    texts = {
        f"{rulebook}/{_FOLDER}/{file.name}": file.read_text(encoding="utf-8")
        for file in sorted(folder.iterdir(), key=lambda each: each.name)
        if file.name.endswith(".yaml")
    }
    return parse_watch(rulebook, texts)


def parse_watch(rulebook: str, texts: Mapping[str, str]) -> WatchRules:
    """Read the files of a rulebook, by the name faults speak of. Raises RulebookFaultsError."""
    rules: dict[str, WatchRule] = {}
    faults = []
    for file, text in texts.items():
        reader = Reader(file)
        fields = reader.mapping(reader.compose(text), required=("format", "rulebook", "rules"))
        reader.one_of(fields.get("format"), ("1",))
        reader.one_of(fields.get("rulebook"), (rulebook,))
        for node in reader.sequence(fields.get("rules")):
            rule = _rule(reader, node)
            if rule.id in rules:
                reader.note(node, "watch_rule_twice", rule=rule.id)
            rules.setdefault(rule.id, rule)
        faults += reader.faults
    if faults:
        raise RulebookFaultsError(faults[0].file, faults)
    return WatchRules(rulebook, tuple(rules.values()))


def _rule(reader: Reader, node: yaml.Node) -> WatchRule:
    fields = reader.mapping(
        node,
        required=("id", "subject", "side", "title", "severity", "precision", "innocent", "editions"),
    )
    editions: dict[date, WatchEdition] = {}
    for item in reader.sequence(fields.get("editions")):
        edition = _edition(reader, item)
        if edition.starts in editions and edition.starts != date.min:
            reader.note(item, "watch_edition_twice", starts=edition.starts)
        editions[edition.starts] = edition
    precision = fields.get("precision")
    return WatchRule(
        id=reader.text(fields.get("id")),
        subject=reader.one_of(fields.get("subject"), SUBJECTS) or SUBJECTS[0],
        side=Side(reader.one_of(fields.get("side"), tuple(Side)) or Side.PROVIDER),
        title=reader.both(fields.get("title")),
        severity=reader.one_of(fields.get("severity"), SEVERITIES) or SEVERITIES[0],
        precision=Fraction(0) if precision is None else Fraction(reader.decimal(precision, high=1)),
        innocent=reader.both(fields.get("innocent")),
        editions=tuple(editions[starts] for starts in sorted(editions)),
    )


def _edition(reader: Reader, node: yaml.Node) -> WatchEdition:
    fields = reader.mapping(node, required=("starts", "status", "thresholds", "grounds"))
    status = Status(reader.one_of(fields.get("status"), tuple(Status)) or Status.IN_FORCE)
    return WatchEdition(
        starts=reader.day(fields.get("starts")),
        status=status,
        thresholds=_thresholds(reader, fields.get("thresholds")),
        grounds=tuple(_ground(reader, item) for item in reader.sequence(fields.get("grounds"))),
    )


def _thresholds(reader: Reader, node: yaml.Node | None) -> Mapping[str, Fraction]:
    """Named numbers; a rule that counts nothing has an empty mapping."""
    if not isinstance(node, yaml.MappingNode):
        if node is not None:
            reader.note(node, "rulebook_wrong_type", expected="mapping", found=str(node.value)[:60])
        return {}
    return {str(key.value): Fraction(reader.decimal(value)) for key, value in node.value}


def _ground(reader: Reader, node: yaml.Node) -> Citation:
    fields = reader.mapping(node, required=("source", "article", "how"), optional=("address",))
    return Citation(
        source=reader.text(fields.get("source")),
        article=reader.text(fields.get("article")),
        how=Provenance(reader.one_of(fields.get("how"), _READ) or Provenance.POLICY),
        address=reader.text(fields["address"]) if "address" in fields else None,
    )
