"""Who holds which post does not change in the histories: it is read once, so that thousands of them take minutes.

Every tenth history does without (`running.PLAIN`): there each act reads it anew.
"""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any
from unittest.mock import patch

from answerable.actions.office import dump, people
from tests.drills.histories import cast

_KEPT: dict[tuple[str, object], Any] = {}


def forget() -> None:
    """What was read belongs to a database that is gone."""
    _KEPT.clear()


@contextmanager
def kept_register() -> Iterator[None]:
    """Within the block the register, the accounts and the district are read once for all."""
    kept: list[tuple[Callable[..., Any], Callable[..., object]]] = [
        (people.around, _around),
        (people.everybody, _everybody),
        (dump.held_district, _district),
        (cast.actor, _actor),
    ]
    with _everywhere({function: _once(function, key) for function, key in kept}):
        yield


def _once(function: Callable[..., Any], key: Callable[..., object]) -> Callable[..., Any]:
    def read(*args: Any, **more: Any) -> Any:
        name = (function.__name__, key(*args, **more))
        if name not in _KEPT:
            _KEPT[name] = function(*args, **more)
        return _KEPT[name]

    return read


def _around(person: str | None, contracts: Any = ()) -> object:
    return person, tuple(contracts)


def _everybody(contracts: Any = ()) -> object:
    return tuple(contracts)


def _district() -> object:
    return None


def _actor(name: str, on: object) -> object:
    return name, on


@contextmanager
def _everywhere(instead: dict[Callable[..., Any], Callable[..., Any]]) -> Iterator[None]:
    """Every module that has one of these functions under some name has the other one."""
    patches = [
        patch.object(module, name, instead[value])
        for module in list(sys.modules.values())
        if getattr(module, "__name__", "").startswith(("answerable.", "tests."))
        for name, value in list(vars(module).items())
        if callable(value) and isinstance(value, type(forget)) and value in instead
    ]
    for each in patches:
        each.start()
    try:
        yield
    finally:
        for each in patches:
            each.stop()
