"""What changes between two rulebooks or two days: over the whole fact space, or for the items of a file."""

import re
import tempfile
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from answerable.actions.offline.scope.batch import sound_items
from answerable.actions.offline.scope.decide import open_boundary
from answerable.core.rulebook.shipped import shipped_boundaries
from answerable.core.scope.difference import Difference, Side, compiled_sides, difference
from answerable.core.terms.errors import InputError
from answerable.engines.duck import DuckEngine
from answerable.engines.scope_changes import ItemChange, item_changes

_DATED = re.compile(r"(.+)@([0-9]{4}-[0-9]{2}-[0-9]{2})")


def open_side(text: str, *, otherwise: date) -> Side:
    """A rulebook with its day, as in `cn@2021-07-15`; without one, as of `otherwise`.

    Raises InputError and UndecidableError.
    """
    name, on = text, otherwise
    if found := _DATED.fullmatch(text):
        name = found[1]
        try:
            on = date.fromisoformat(found[2])
        except ValueError:
            raise InputError("unknown_edition", text=text) from None
    elif "@" in text:
        raise InputError("unknown_edition", text=text)
    boundary = open_boundary(name)
    boundary.on(on)
    return Side(boundary, on, "" if name in shipped_boundaries() else name)


def compare_scope(one: Side, other: Side) -> Difference:
    """What changes from one side to the other, for any facts at all."""
    return difference(one, other)


def compare_items(one: Side, other: Side, items: Path) -> Iterator[ItemChange]:
    """The items of a file whose verdict changes from one side to the other, in order.

    Raises UnsoundError with every fault of the file, InputError if there is none.
    """
    wider = max(one.boundary, other.boundary, key=lambda each: len(each.facts))
    with tempfile.TemporaryDirectory(prefix="answerable-") as folder, DuckEngine(Path(folder)) as engine:
        file = sound_items(items, wider, engine=engine, scratch=Path(folder))
        yield from item_changes(engine, file, *compiled_sides(one, other))
