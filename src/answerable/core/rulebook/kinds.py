"""Words by which goods, works and services are told apart, read from `rulebooks/catalogue/kinds.yaml`."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib.resources import files

import yaml

from answerable.core.rulebook.reader import Reader, RulebookFaultsError
from answerable.core.tables.declare import Both

_FILE = "kinds.yaml"
_HIGHEST = 5


class Kind(StrEnum):
    """What a purchase is; Order 102 art. 10(3) lets only services be bought as government purchase of services."""

    GOODS = "goods"
    WORKS = "works"
    SERVICES = "services"


@dataclass(frozen=True)
class KindWord:
    """A word or phrase that speaks for a kind. `*` at the end of an English word stands for any ending."""

    text: str
    kind: Kind
    weight: float
    about: Both
    """What the words of its group have in common."""


@dataclass(frozen=True)
class KindWords:
    """Words that speak, in the order of the file (a text may stand there once for each kind), and texts that do not."""

    speaking: tuple[KindWord, ...]
    silent: tuple[str, ...]
    """Names of bodies and words of the procedure; they hide the words in them."""


@cache
def load_kinds() -> KindWords:
    """The words that come with the program."""
    text = files("answerable.rulebooks").joinpath("catalogue", _FILE).read_text(encoding="utf-8")
    return parse_kinds(text)


def parse_kinds(text: str, *, file: str = f"catalogue/{_FILE}") -> KindWords:
    """The words of a file of this form. Raises RulebookFaultsError with all its mistakes at once."""
    reader = Reader(file)
    root = reader.mapping(reader.compose(text), required=("format", *Kind, "silent"))
    if "format" in root:
        reader.whole(root["format"], low=1, high=1)
    speaking = tuple(word for kind in Kind for word in _speaking(reader, root.get(kind), kind))
    fields = reader.mapping(root.get("silent"), required=("en", "zh"))
    silent = tuple(_texts(reader, fields, set()))
    if reader.faults:
        raise RulebookFaultsError(file, reader.faults)
    return KindWords(speaking, silent)


def _speaking(reader: Reader, node: yaml.Node | None, kind: Kind) -> Iterator[KindWord]:
    seen: set[str] = set()
    for group in reader.sequence(node):
        fields = reader.mapping(group, required=("about", "weight", "en", "zh"))
        about = reader.both(fields.get("about"))
        weight = reader.decimal(fields["weight"], high=_HIGHEST) if "weight" in fields else 0
        for text in _texts(reader, fields, seen):
            yield KindWord(text, kind, float(weight), about)


def _texts(reader: Reader, fields: Mapping[str, yaml.Node], seen: set[str]) -> Iterator[str]:
    """The texts of both languages in small letters; one that was seen before, in the same section, is noted."""
    for node in (node for lang in ("en", "zh") for node in reader.sequence(fields.get(lang))):
        text = reader.text(node)
        if text in seen:
            reader.note(node, "rulebook_id_twice", id=text)
        elif text != text.lower():
            reader.note(node, "rulebook_value_unknown", found=text, known=(text.lower(),))
        seen.add(text)
        yield text
