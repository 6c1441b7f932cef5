"""Steps as texts, numbers and lists that JSON can hold, and back: the same step gives the same bytes."""

import types
import typing
from collections.abc import Iterable, Mapping
from dataclasses import MISSING, fields, is_dataclass
from datetime import UTC, date, datetime
from functools import cache
from typing import Any

from answerable.core.enforce.course.acts import Act
from answerable.core.enforce.course.steps import CLASSES, By, Kind, Step
from answerable.core.ledger.canonical import Plain, canonical

Cells = Mapping[str, object]


def as_cells(act: Act) -> dict[str, Plain]:
    """What the act states, by name; what is empty and need not be stated is left out."""
    return _cells(act)


def act_of(kind: str, cells: Cells) -> Act:
    """The act that `as_cells` wrote. Raises ValueError for anything else."""
    found = _built(CLASSES[Kind(kind)], cells)
    if not isinstance(found, Act):
        raise ValueError("no act")
    return found


def step_cells(step: Step) -> dict[str, Plain]:
    """The whole step: the act and what it states, who, and when."""
    by = step.by
    return {
        "act": step.kind.value,
        "at": step.at.astimezone(UTC).isoformat(),
        "on": step.on.isoformat(),
        "by": {name: value for name in _BY if (value := getattr(by, name))},
        "said": as_cells(step.act),
    }


def step_of(cells: Cells) -> Step:
    """The step that `step_cells` wrote. Raises ValueError, KeyError or TypeError for anything else."""
    by, said = cells["by"], cells["said"]
    if not isinstance(by, Mapping) or not isinstance(said, Mapping):
        raise ValueError("no step")
    return Step(
        act_of(str(cells["act"]), said),
        By(**{str(name): value for name, value in by.items()}),
        datetime.fromisoformat(str(cells["at"])),
        on=date.fromisoformat(str(cells["on"])),
    )


def step_bytes(steps: Iterable[Step]) -> bytes:
    """All steps in their order as canonical JSON (RFC 8785)."""
    return canonical([step_cells(step) for step in steps])


_BY = tuple(each.name for each in fields(By))


def _cells(value: Any) -> dict[str, Plain]:
    return {
        each.name: _plain(part)
        for each in fields(value)
        if (part := getattr(value, each.name)) not in ("", (), None) or each.default is MISSING
    }


def _plain(value: Any) -> Plain:
    if isinstance(value, tuple):
        return [_plain(each) for each in value]
    if isinstance(value, date):
        return value.isoformat()
    if is_dataclass(value):
        return _cells(value)
    plain: Plain = value
    return plain


@cache
def _hints(type_: type) -> Mapping[str, Any]:
    return typing.get_type_hints(type_)


def _built(type_: type, cells: Cells) -> object:
    hints = _hints(type_)
    odd = cells.keys() - hints.keys()
    if odd:
        raise ValueError(f"{type_.__name__} states nothing of {sorted(odd)}")
    missing = [each.name for each in fields(type_) if each.default is MISSING and each.name not in cells]
    if missing:
        raise ValueError(f"{type_.__name__} has to state {missing}")
    return type_(**{name: _value(hints[name], value) for name, value in cells.items()})


def _value(hint: Any, value: object) -> object:
    """The value as the field wants it. Raises ValueError for another."""
    origin = typing.get_origin(hint)
    if origin is tuple:
        if not isinstance(value, list):
            raise ValueError("no list where one should stand")
        return tuple(_value(typing.get_args(hint)[0], each) for each in value)
    if origin in (types.UnionType, typing.Union):
        return _value(typing.get_args(hint)[0], value)
    if hint is date:
        return date.fromisoformat(str(value))
    if is_dataclass(hint) and isinstance(hint, type) and isinstance(value, Mapping):
        return _built(hint, value)
    if type(value) is not hint:
        raise ValueError(f"{value!r} is not what should stand here")
    return value
