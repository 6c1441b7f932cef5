"""One request and its answer: a connection to an address that was checked, by name only for certificate and Host."""

import http.client
import socket
import ssl
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import cast

from urllib3.connection import HTTPConnection
from urllib3.exceptions import HTTPError
from urllib3.response import HTTPResponse

from answerable.core.watch.health import Outcome
from answerable.outside.addresses import Address
from answerable.outside.unpack import Unpacker
from answerable.outside.wire import Stop, Time, Wire

Dial = Callable[[str, int, float], socket.socket]
"""Connect to a numeric address and port within so many seconds. Raises OSError; TimeoutError when they are up."""

REDIRECTS = frozenset({301, 302, 303, 307, 308})
_TRIED = 4
"""Addresses of one host that are tried, one after the other."""
_AT_ONCE = 65_536
_BY_STATUS = {
    200: Outcome.OK,
    203: Outcome.OK,
    204: Outcome.OK,
    # A part, where the whole was asked for.
    206: Outcome.CUT,
    # No page is in it: walls that keep programs out answer so.
    202: Outcome.REFUSED,
    404: Outcome.GONE,
    408: Outcome.SERVER_ERROR,
    410: Outcome.GONE,
    429: Outcome.LIMITED,
}


@dataclass(frozen=True)
class Sizes:
    """Bytes that are read at most: of the head, of the body as it travels, and of the body unpacked."""

    head: int
    wire: int
    body: int
    cut_short: bool = False
    """Whether a body beyond its size counts with what was read of it."""


@dataclass(frozen=True)
class Reply:
    """How one exchange ended; `first` is when the first byte came, by the clock."""

    outcome: Outcome
    status: int | None = None
    headers: Mapping[str, str] = field(default_factory=dict)
    """By name in small letters."""
    body: bytes = b""
    peer: str | None = None
    first: float | None = None
    received: int = 0

    @property
    def moved(self) -> str | None:
        """Where it redirects to, if it does."""
        return self.headers.get("location") if self.status in REDIRECTS else None


@dataclass(frozen=True)
class Caller:
    """How connections are made."""

    dial: Dial
    context: Callable[[], ssl.SSLContext]
    connect: float
    """Seconds that one connection may take."""

    def ask(
        self, address: Address, peers: Sequence[str], headers: Mapping[str, str], *, time: Time, sizes: Sizes
    ) -> Reply:
        """Ask the first of the addresses that answers. Whatever the server does is told in the reply."""
        try:
            sock, peer = self._connected(address, peers, time)
        except Stop as stop:
            return Reply(stop.outcome)
        wire = Wire(sock, time, sizes.head)
        try:
            reply = _told(address, headers, wire, sizes)
        finally:
            wire.end()
        return replace(reply, peer=peer, first=wire.first, received=wire.received)

    def _connected(self, address: Address, peers: Sequence[str], time: Time) -> tuple[socket.socket, str]:
        outcome = Outcome.UNREACHABLE
        for peer in peers[:_TRIED]:
            try:
                sock = self.dial(peer, address.port, min(self.connect, time.left()))
            except TimeoutError:
                outcome = Outcome.SLOW
            except OSError:
                continue
            else:
                return self._secured(sock, address, time), peer
        raise Stop(outcome)

    def _secured(self, sock: socket.socket, address: Address, time: Time) -> socket.socket:
        if address.scheme == "http":
            return sock
        try:
            sock.settimeout(time.left())
            return self.context().wrap_socket(sock, server_hostname=address.host)
        except TimeoutError:
            raise Stop(Outcome.SLOW) from None
        except (OSError, ValueError):
            raise Stop(Outcome.TLS) from None
        finally:
            # Wrapped or not, this end of it is done with; a wrapped socket lives on by itself.
            sock.close()


def dial(peer: str, port: int, seconds: float) -> socket.socket:
    """Connect to a numeric address. Raises OSError; TimeoutError when the seconds are up."""
    return socket.create_connection((peer, port), timeout=seconds)


def _told(address: Address, headers: Mapping[str, str], wire: Wire, sizes: Sizes) -> Reply:
    """Ask and read. The libraries below raise much on what a hostile server sends; all of it is told here."""
    reply = Reply(Outcome.UNREADABLE)
    try:
        response = _asked(address, headers, wire)
        reply = replace(
            reply, status=response.status, headers={k.lower(): v for k, v in response.headers.items()}
        )
        outcome = _by_status(response.status, conditional=_conditional(headers))
        body = _body(response, wire, sizes) if outcome is Outcome.OK else b""
        response.close()
        return replace(reply, outcome=outcome, body=body)
    except Stop as stop:
        return replace(reply, outcome=stop.outcome)
    except TimeoutError:
        return replace(reply, outcome=Outcome.SLOW)
    except (HTTPError, OSError):
        return replace(reply, outcome=Outcome.CUT)
    except http.client.HTTPException as error:
        # A head without end: a line too long, or too many of them.
        endless = type(error) in (http.client.LineTooLong, http.client.HTTPException)
        return replace(reply, outcome=Outcome.TOO_LARGE if endless else Outcome.UNREADABLE)
    except Exception:
        # Parsers of hostile bytes raise what nobody listed; no server may end a run by that.
        return replace(reply, outcome=Outcome.UNREADABLE)


def _asked(address: Address, headers: Mapping[str, str], wire: Wire) -> HTTPResponse:
    """The answer's head."""
    connection = HTTPConnection(address.host, address.port)
    connection.sock = cast(socket.socket, wire)
    connection.request(
        "GET",
        address.target,
        headers={"Host": address.authority, **headers},
        preload_content=False,
        decode_content=False,
    )
    return connection.getresponse()


def _conditional(headers: Mapping[str, str]) -> bool:
    return "If-None-Match" in headers or "If-Modified-Since" in headers


def _by_status(status: int, *, conditional: bool) -> Outcome:
    if status == 304 and conditional:
        return Outcome.NOT_MODIFIED
    if status in _BY_STATUS:
        return _BY_STATUS[status]
    return Outcome.REFUSED if 400 <= status < 500 else Outcome.SERVER_ERROR


def _body(response: HTTPResponse, wire: Wire, sizes: Sizes) -> bytes:
    """The body, unpacked. Raises Stop, and what the libraries raise where it breaks off."""
    announced = response.length_remaining
    if announced is not None and announced > sizes.wire and not sizes.cut_short:
        raise Stop(Outcome.TOO_LARGE)
    wire.most = wire.received + sizes.wire
    unpacker = Unpacker(response.headers.get("content-encoding", ""))
    parts: list[bytes] = []
    room = sizes.body
    for data in response.stream(_AT_ONCE, decode_content=False):
        part = unpacker.feed(data, room)
        parts.append(part)
        room -= len(part)
        if room < 0:
            if sizes.cut_short:
                return b"".join(parts)[: sizes.body]
            raise Stop(Outcome.TOO_LARGE)
    unpacker.finish()
    if announced is not None and wire.left_over:
        raise Stop(Outcome.CUT)
    return b"".join(parts)
