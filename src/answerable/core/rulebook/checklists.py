"""General checklists of inspections by line of work, read from `rulebooks/catalogue/checklists.yaml`."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files

import yaml

from answerable.core.rulebook.reader import Reader, RulebookFaultsError
from answerable.core.tables.declare import Both

_FILE = "checklists.yaml"


@dataclass(frozen=True)
class GeneralItem:
    """One thing to look at, in use from `starts` to `ends`, both inclusive; without an end it still is."""

    id: str
    text: Both
    starts: date
    ends: date | None

    def used_on(self, on: date) -> bool:
        """Whether it is looked at on the day."""
        return self.starts <= on and (self.ends is None or on <= self.ends)


@dataclass(frozen=True)
class GeneralList:
    """What one looks at in a line of work; `catalogue` are beginnings of codes, none means any work."""

    id: str
    title: Both
    catalogue: tuple[str, ...]
    items: tuple[GeneralItem, ...]

    def fits(self, code: str | None) -> bool:
        """Whether work under this catalogue code is looked at by the list."""
        return not self.catalogue or (code is not None and code.startswith(self.catalogue))


@cache
def load_checklists() -> tuple[GeneralList, ...]:
    """The lists that come with the program."""
    text = files("answerable.rulebooks").joinpath("catalogue", _FILE).read_text(encoding="utf-8")
    return parse_checklists(text)


def general_items(code: str | None, *, on: date) -> tuple[GeneralItem, ...]:
    """What is looked at on the day in work under this catalogue code, in the order of the lists."""
    return tuple(
        item for each in load_checklists() if each.fits(code) for item in each.items if item.used_on(on)
    )


@cache
def general_item(id: str) -> GeneralItem | None:
    """The item of this id, whether or not it is still in use."""
    return next((item for each in load_checklists() for item in each.items if item.id == id), None)


def parse_checklists(text: str, *, file: str = f"catalogue/{_FILE}") -> tuple[GeneralList, ...]:
    """The lists of a file of this form. Raises RulebookFaultsError with all its mistakes at once."""
    reader = Reader(file)
    root = reader.mapping(reader.compose(text), required=("format", "lists"))
    if "format" in root:
        reader.whole(root["format"], low=1, high=1)
    seen: set[str] = set()
    lists = tuple(_list(reader, node, seen) for node in reader.sequence(root.get("lists")))
    if reader.faults:
        raise RulebookFaultsError(file, reader.faults)
    return lists


def _list(reader: Reader, node: yaml.Node, seen: set[str]) -> GeneralList:
    fields = reader.mapping(node, required=("id", "title", "items"), optional=("catalogue",))
    return GeneralList(
        id=_id(reader, fields.get("id"), seen),
        title=reader.both(fields.get("title")),
        catalogue=tuple(reader.text(code) for code in reader.sequence(fields.get("catalogue"))),
        items=tuple(_items(reader, fields.get("items"), seen)),
    )


def _items(reader: Reader, node: yaml.Node | None, seen: set[str]) -> Iterator[GeneralItem]:
    for each in reader.sequence(node):
        fields = reader.mapping(each, required=("id", "starts", "text"), optional=("ends",))
        yield GeneralItem(
            id=_id(reader, fields.get("id"), seen),
            text=reader.both(fields.get("text")),
            starts=reader.day(fields.get("starts")),
            ends=reader.day(fields["ends"]) if "ends" in fields else None,
        )


def _id(reader: Reader, node: yaml.Node | None, seen: set[str]) -> str:
    """An id; one that stands there twice, for a list or an item, is noted."""
    id = reader.text(node)
    if node is not None and id in seen:
        reader.note(node, "rulebook_id_twice", id=id)
    seen.add(id)
    return id
