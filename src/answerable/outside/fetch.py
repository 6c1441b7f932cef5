"""Fetching pages that strangers wrote, from machines that strangers run.

Every name is resolved once per request by us, every address it has must be public, and the connection goes to the
address that was checked: a name that changes its mind in between changes nothing. Redirects are followed by hand,
each checked anew. Proxies of the environment are not used, cookies are not kept. No behaviour of a server raises.
"""

import re
import ssl
import threading
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from queue import Empty, SimpleQueue

from answerable import __version__
from answerable.core.watch.health import Outcome
from answerable.outside.addresses import (
    Address,
    Resolve,
    address_of,
    is_public,
    joined,
    numeric,
    resolved,
)
from answerable.outside.exchange import REDIRECTS, Caller, Dial, Reply, Sizes, dial
from answerable.outside.robots import SIZE, TOKEN, Robots
from answerable.outside.wire import Clock, Stop, Time

AGENT = f"{TOKEN}/{__version__}"
_KIB, _MIB = 1024, 1024 * 1024
_WORD = re.compile(r"[\x20-\x7e]{1,256}\Z")


@dataclass(frozen=True)
class Bounds:
    """How much of anything is borne. Times in seconds, sizes in bytes."""

    whole: float = 60.0
    """From the first step to the last byte, redirects included, without what robots.txt takes."""
    quiet: float = 20.0
    """That a server may be silent; more than the 15 within which a page is to open, so that this is measured."""
    connect: float = 20.0
    robots: float = 20.0
    """The same for the robots.txt of one site."""
    delay: float = 10.0
    """The longest wait between two requests that a site may ask for."""
    head: int = 64 * _KIB
    wire: int = 16 * _MIB
    """A body as it travels."""
    body: int = 32 * _MIB
    """A body unpacked."""
    redirects: int = 5


@dataclass(frozen=True)
class Fetched:
    """How a fetch ended. Seconds and redirects count the page alone, without robots.txt; unknown is None."""

    outcome: Outcome
    address: str
    """Where it ended, after redirects."""
    status: int | None = None
    etag: str | None = None
    modified: str | None = None
    content_type: str | None = None
    body: bytes = field(default=b"", repr=False)
    """Unpacked; empty unless the outcome is ok."""
    first_byte: float | None = None
    """Seconds until the first byte of the last answer."""
    seconds: float = 0.0
    redirects: int = 0
    peer: str | None = None
    """The numeric address that was asked last."""
    received: int = 0
    """Bytes of the last answer as they travelled, head included."""

    @property
    def ok(self) -> bool:
        return self.outcome is Outcome.OK

    @property
    def sha256(self) -> str:
        """Of the body, as 64 digits."""
        return sha256(self.body).hexdigest()


@dataclass(frozen=True)
class _Ask:
    headers: Mapping[str, str]
    seconds: float
    sizes: Sizes
    inside: bool = True
    robots: bool = True


@dataclass
class _Way:
    """How far a fetch has come."""

    address: Address
    inside: bool
    spent: float = 0.0
    hops: int = 0
    passed: set[str] = field(default_factory=set)


class Fetcher:
    """Fetches, one run long: what sites allow is asked once. Threads may share it.

    `allow` names places as `host:port` that may lie inside, exactly as an address writes them, and only where it is
    named first or such a place redirects to it. `resolve`, `dial`, `clock`, `sleep` and `context` stand for the
    machine's own.
    """

    def __init__(
        self,
        *,
        allow: Iterable[str] = (),
        bounds: Bounds | None = None,
        resolve: Resolve = resolved,
        dial: Dial = dial,
        clock: Clock = time.monotonic,
        sleep: Callable[[float], None] = time.sleep,
        context: Callable[[], ssl.SSLContext] = ssl.create_default_context,
    ) -> None:
        self.bounds = bounds or Bounds()
        self.clock = clock
        self.sleep = sleep
        self._allow = frozenset(place.strip().lower() for place in allow)
        self._resolve = resolve
        self._caller = Caller(dial, _once(context), self.bounds.connect)
        self._robots = Robots(self._ask_robots)

    def get(
        self,
        url: str,
        *,
        etag: str | None = None,
        modified: str | None = None,
        deadline: float | None = None,
    ) -> Fetched:
        """Fetch a page; with `etag` or `modified` of an earlier answer, only if it has changed since.

        `deadline` is the seconds it may take in place of the bounds' own.
        """
        address = address_of(url)
        if address is None or not self._port_allowed(address):
            return Fetched(Outcome.BAD_ADDRESS, url)
        headers = {"If-None-Match": etag, "If-Modified-Since": modified}
        ask = _Ask(
            # They came from outside once: what is no plain word does not go back.
            {name: value for name, value in headers.items() if value and _WORD.match(value)},
            self.bounds.whole if deadline is None else deadline,
            Sizes(self.bounds.head, self.bounds.wire, self.bounds.body),
        )
        return self._follow(address, ask)

    def delay(self, url: str) -> float:
        """Seconds to wait before the next request to the same site, as its robots.txt asks, up to the bound."""
        address = address_of(url)
        return 0.0 if address is None else min(self._robots.delay(address), self.bounds.delay)

    def _ask_robots(self, address: Address, inside: bool) -> Fetched:
        sizes = Sizes(self.bounds.head, self.bounds.wire, SIZE, cut_short=True)
        return self._follow(address, _Ask({}, self.bounds.robots, sizes, inside=inside, robots=False))

    def _port_allowed(self, address: Address) -> bool:
        return address.usual_port or address.place in self._allow

    def _follow(self, address: Address, ask: _Ask) -> Fetched:
        way = _Way(address, ask.inside)
        while True:
            way.inside = way.inside and way.address.place in self._allow
            way.passed.add(way.address.url)
            halt = self._robots.stops(way.address, inside=way.inside) if ask.robots else None
            if halt is not None:
                return Fetched(
                    halt.outcome, way.address.url, seconds=way.spent + halt.seconds, redirects=way.hops
                )
            started = self.clock()
            reply = self._asked(way, ask, started)
            way.spent += self.clock() - started
            if reply.status not in REDIRECTS:
                return _fetched(reply, way, started)
            onward = self._onward(way, reply)
            if onward is None:
                return Fetched(
                    Outcome.REDIRECTS,
                    way.address.url,
                    reply.status,
                    seconds=way.spent,
                    redirects=way.hops,
                    peer=reply.peer,
                )
            way.address = onward
            way.hops += 1

    def _onward(self, way: _Way, reply: Reply) -> Address | None:
        """Where a redirect leads; None if it may not be followed: too many, in a circle, or out of what we speak."""
        found = None if reply.moved is None else joined(way.address, reply.moved)
        if found is None or way.hops >= self.bounds.redirects or found.url in way.passed:
            return None
        weaker = way.address.scheme == "https" and found.scheme == "http"
        return None if weaker or not self._port_allowed(found) else found

    def _asked(self, way: _Way, ask: _Ask, started: float) -> Reply:
        limit = Time(self.clock, started + ask.seconds - way.spent, self.bounds.quiet)
        headers = {
            "User-Agent": AGENT,
            "Accept": "*/*",
            "Accept-Encoding": "gzip, deflate",
            "Connection": "close",
            **ask.headers,
        }
        try:
            peers = self._peers(way, limit)
        except Stop as stop:
            return Reply(stop.outcome)
        return self._caller.ask(way.address, peers, headers, time=limit, sizes=ask.sizes)

    def _peers(self, way: _Way, limit: Time) -> Sequence[str]:
        """The numeric addresses of the host. Raises Stop where there are none, or one of them lies inside."""
        host, port = way.address.host, way.address.port
        peers = [host] if numeric(host) else self._looked_up(host, port, limit.left())
        if not peers:
            raise Stop(Outcome.NOT_RESOLVED)
        if not way.inside and not all(is_public(peer) for peer in peers):
            raise Stop(Outcome.PRIVATE)
        return peers

    def _looked_up(self, host: str, port: int, seconds: float) -> Sequence[str]:
        """The addresses of a name; none if it has none, or they were not told in time."""
        found: SimpleQueue[Sequence[str]] = SimpleQueue()

        def look() -> None:
            try:
                found.put(self._resolve(host, port))
            except Exception:
                found.put(())

        # The system's resolver knows no deadline. A thread left behind ends when the resolver gives up.
        threading.Thread(target=look, daemon=True).start()
        try:
            return found.get(timeout=seconds)
        except Empty:
            return ()


def _fetched(reply: Reply, way: _Way, started: float) -> Fetched:
    headers = reply.headers
    return Fetched(
        outcome=reply.outcome,
        address=way.address.url,
        status=reply.status,
        etag=_word(headers.get("etag")),
        modified=_word(headers.get("last-modified")),
        content_type=_word(headers.get("content-type")),
        body=reply.body,
        first_byte=None if reply.first is None else reply.first - started,
        seconds=way.spent,
        redirects=way.hops,
        peer=reply.peer,
        received=reply.received,
    )


def _word(value: str | None) -> str | None:
    return value if value and _WORD.match(value) else None


def _once(context: Callable[[], ssl.SSLContext]) -> Callable[[], ssl.SSLContext]:
    """The same context each time: reading a machine's certificates is slow, and plain http needs none."""
    made: list[ssl.SSLContext] = []
    lock = threading.Lock()

    def given() -> ssl.SSLContext:
        with lock:
            if not made:
                made.append(context())
        return made[0]

    return given
