"""What a page asks of the register again and again is read once for it: bodies, successions, heads and their stand-ins.

Every question of permission climbs from a body to those above it, and every contract without a leader asks for a head.
While a page is only read, nothing changes them, and neither does a step in a case. Whatever changes the register reads
it anew: there is no block then.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, TypeVar

V = TypeVar("V")
_KEPT: ContextVar[dict[str, Any] | None] = ContextVar("register_kept", default=None)
"""What was read in this block, by name; None outside of any block."""


@contextmanager
def read_once() -> Iterator[None]:
    """Within the block each reading is made once."""
    token = _KEPT.set({})
    try:
        yield
    finally:
        _KEPT.reset(token)


def once(name: str, read: Callable[[], V]) -> V:
    """What `read` gives; in a block, what it gave the first time."""
    kept = _KEPT.get()
    if kept is None:
        return read()
    if name not in kept:
        kept[name] = read()
    found: V = kept[name]
    return found
