"""Taking compressed bodies apart a little at a time, so that a small body that unpacks to a huge one is stopped."""

import zlib

from answerable.core.watch.health import Outcome
from answerable.outside.wire import Stop

_MEMBERS = 100
"""Members of one gzip body: thousands of empty ones would cost time and give nothing."""


class Unpacker:
    """Unpacks `identity`, `gzip` or `deflate`. Raises Stop (unreadable) for any other, or several at once."""

    def __init__(self, coding: str) -> None:
        named = [each for part in coding.lower().split(",") if (each := part.strip()) not in ("", "identity")]
        if len(named) > 1 or not {*named} <= {"gzip", "x-gzip", "deflate"}:
            raise Stop(Outcome.UNREADABLE)
        self._plain = not named
        self._gzip = bool(named) and named[0] != "deflate"
        self._inner: zlib._Decompress | None = None
        self._members = 0
        self._head = b""

    def feed(self, data: bytes, room: int) -> bytes:
        """What the data unpacks to, not much more than `room` bytes. Raises Stop (unreadable) if it does not."""
        if self._plain:
            return data
        parts: list[bytes] = []
        try:
            while data and room >= 0:
                part, data = self._step(data, room)
                parts.append(part)
                room -= len(part)
        except zlib.error:
            raise Stop(Outcome.UNREADABLE) from None
        return b"".join(parts)

    def finish(self) -> None:
        """Says that nothing follows. Raises Stop (cut) if the end of what was packed is missing."""
        if self._head if self._inner is None else not self._inner.eof:
            raise Stop(Outcome.CUT)

    def _step(self, data: bytes, room: int) -> tuple[bytes, bytes]:
        """One part that was unpacked, and the data that is left."""
        if self._inner is None or self._inner.eof:
            data = self._head + data
            if len(data) < 2:
                self._head = data
                return b"", b""
            self._head = b""
            if self._inner is not None and not (self._gzip and data.startswith(b"\x1f\x8b")):
                # Something after the end: browsers pass over it as well.
                return b"", b""
            self._inner = self._begin(data)
        part = self._inner.decompress(data, room + 1)
        return part, self._inner.unconsumed_tail or self._inner.unused_data

    def _begin(self, data: bytes) -> "zlib._Decompress":
        self._members += 1
        if self._members > _MEMBERS:
            raise Stop(Outcome.UNREADABLE)
        if self._gzip:
            return zlib.decompressobj(16 + zlib.MAX_WBITS)
        # Deflate is sent both with the zlib header (RFC 1950) and without it.
        headed = data[0] & 0x0F == 8 and (data[0] << 8 | data[1]) % 31 == 0
        return zlib.decompressobj(zlib.MAX_WBITS if headed else -zlib.MAX_WBITS)
