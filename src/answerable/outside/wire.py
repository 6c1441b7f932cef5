"""A connected socket that keeps to a deadline between any two reads, and counts what arrives."""

import io
import socket
import ssl
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from answerable.core.watch.health import Outcome

Clock = Callable[[], float]
"""A clock that never goes back, in seconds, such as time.monotonic."""
_AT_ONCE = 65_536


class Stop(Exception):
    """An exchange that ends here, and how. It never leaves this room."""

    def __init__(self, outcome: Outcome) -> None:
        super().__init__(outcome)
        self.outcome = outcome


@dataclass(frozen=True)
class Time:
    """Until when an exchange may last, and how long the other side may be silent, in seconds."""

    clock: Clock
    end: float
    quiet: float

    def left(self) -> float:
        """How long the next step may take. Raises Stop (slow) where the time is up."""
        left = self.end - self.clock()
        if left <= 0:
            raise Stop(Outcome.SLOW)
        return min(left, self.quiet)


class Wire:
    """What `http.client` wants of a socket, over one that is connected already. Whoever opened it calls `end`.

    Reading raises Stop: slow when the time is up or nothing comes, too_large once more than `most` bytes came,
    cut when the connection breaks, tls when its encryption does.
    """

    def __init__(self, sock: socket.socket, time: Time, most: int) -> None:
        self._sock = sock
        self._time = time
        self.most = most
        self.received = 0
        self.first: float | None = None
        """When the first byte came, by the clock."""
        self.left_over = False
        """Whether bytes came after the last that belonged to the answer."""
        self.over = False
        """Whether the answer was read to its end."""

    def sendall(self, data: bytes) -> None:
        """Send within the time."""
        self._sock.settimeout(self._time.left())
        self._sock.sendall(data)

    def makefile(self, _mode: str) -> io.BufferedReader:
        """What arrives, to be read."""
        return _Reader(self)

    def settimeout(self, _seconds: float | None) -> None:
        """The deadline rules, whatever the library above would set."""

    def close(self) -> None:
        """Asked for as soon as the head was read; the body still comes."""

    def end(self) -> None:
        """Close the connection."""
        self._sock.close()

    def receive(self, into: memoryview) -> int:
        """Read what is there, at least a byte; 0 is the end."""
        if self.over:
            return self._rest(into)
        if self.received >= self.most:
            raise Stop(Outcome.TOO_LARGE)
        try:
            self._sock.settimeout(self._time.left())
            count = self._sock.recv_into(into)
        except TimeoutError:
            raise Stop(Outcome.SLOW) from None
        except ssl.SSLError:
            raise Stop(Outcome.TLS) from None
        except OSError:
            raise Stop(Outcome.CUT) from None
        if self.first is None and count:
            self.first = self._time.clock()
        self.received += count
        return count

    def _rest(self, into: memoryview) -> int:
        """What came already after the end; nobody waits for it."""
        try:
            self._sock.settimeout(0)
            return self._sock.recv_into(into)
        except OSError:
            return 0


class _Raw(io.RawIOBase):
    def __init__(self, wire: Wire) -> None:
        self._wire = wire

    def readable(self) -> bool:
        return True

    def readinto(self, into: Any) -> int:
        # The type of what can be written into has no name before Python 3.12.
        return self._wire.receive(memoryview(into))


class _Reader(io.BufferedReader):
    """Notes on closing whether the other side sent more than it said."""

    def __init__(self, wire: Wire) -> None:
        super().__init__(_Raw(wire), _AT_ONCE)
        self._wire = wire

    def close(self) -> None:
        if not self.closed:
            self._wire.over = True
            self._wire.left_over = bool(self.peek(1))
        super().close()
