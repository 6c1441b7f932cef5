"""What a site allows programs to read (RFC 9309), asked once per site and run."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from protego import Protego

from answerable.core.watch.health import Outcome
from answerable.outside.addresses import Address

TOKEN = "answerable"  # noqa: S105
"""The product token that a site names to speak to this program alone."""
SIZE = 500 * 1024
"""Bytes that are read of a robots.txt, as many as RFC 9309 asks for at least; the rest counts for nothing."""
_ALLOWED = frozenset({Outcome.GONE, Outcome.REFUSED, Outcome.REDIRECTS})
"""No rules to be had: everything is allowed."""


class Answer(Protocol):
    """What asking for a robots.txt gives."""

    @property
    def outcome(self) -> Outcome: ...
    @property
    def status(self) -> int | None: ...
    @property
    def body(self) -> bytes: ...
    @property
    def seconds(self) -> float: ...


@dataclass(frozen=True)
class Halt:
    """Why an address may not be asked for, and the seconds in which nothing answered, where that is why."""

    outcome: Outcome
    seconds: float = 0.0


@dataclass(frozen=True)
class _Rules:
    halt: Halt | None = None
    """Why nothing at all may be asked for now."""
    written: Protego | None = None


class Robots:
    """The rules of each site that was asked so far. Threads may share it: at worst, two ask the same."""

    def __init__(self, ask: Callable[[Address, bool], Answer]) -> None:
        self._ask = ask
        self._known: dict[tuple[str, bool], _Rules] = {}

    def stops(self, address: Address, *, inside: bool) -> Halt | None:
        """Why the address may not be asked for; None if it may. `inside` is whether inner networks are open to it."""
        rules = self._rules(address, inside)
        if rules.written is None:
            return rules.halt
        return None if rules.written.can_fetch(address.url, TOKEN) else Halt(Outcome.ROBOTS)

    def delay(self, address: Address) -> float:
        """Seconds the site wants between two requests, as far as it was asked yet; 0 where it wants none."""
        for inside in (True, False):
            rules = self._known.get((address.origin, inside))
            if rules is not None and rules.written is not None:
                return rules.written.crawl_delay(TOKEN) or 0.0
        return 0.0

    def _rules(self, address: Address, inside: bool) -> _Rules:
        key = (address.origin, inside)
        if key not in self._known:
            place = Address(address.scheme, address.host, address.port, "/robots.txt")
            self._known[key] = _read(self._ask(place, inside))
        return self._known[key]


def _read(answer: Answer) -> _Rules:
    if answer.outcome in _ALLOWED:
        return _Rules()
    if answer.outcome is not Outcome.OK:
        if answer.status is None:
            # Where nothing answers, a page would not either.
            return _Rules(Halt(answer.outcome, answer.seconds))
        # A site that fails over its rules is not asked for more (RFC 9309, 2.3.1.4).
        return _Rules(Halt(Outcome.ROBOTS))
    text = answer.body.decode("utf-8-sig", errors="replace")
    if len(answer.body) >= SIZE:
        text = text.rpartition("\n")[0]
    return _Rules(written=Protego.parse(text))
