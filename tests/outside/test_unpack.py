"""Compressed bodies come apart in whatever pieces they arrive, and never become more than there is room for."""

import gzip
import socket
import zlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from answerable.core.watch.health import Outcome
from answerable.outside.fetch import Bounds, Fetcher
from answerable.outside.unpack import Unpacker
from answerable.outside.wire import Stop

TEXT = "监看 watch ".encode() * 200


def unpacked(coding: str, data: bytes, size: int, room: int = 1 << 20) -> bytes:
    unpacker = Unpacker(coding)
    parts = [unpacker.feed(data[at : at + size], room) for at in range(0, len(data), size)]
    unpacker.finish()
    return b"".join(parts)


@pytest.mark.parametrize("size", [1, 2, 7, 1 << 16])
@pytest.mark.parametrize(
    ("coding", "data"),
    [
        ("", TEXT),
        ("identity", TEXT),
        ("gzip", gzip.compress(TEXT, mtime=0)),
        ("X-GZIP", gzip.compress(TEXT, mtime=0)),
        ("gzip", gzip.compress(TEXT[:50], mtime=0) + gzip.compress(TEXT[50:], mtime=0)),
        ("gzip", gzip.compress(TEXT, mtime=0) + b"\0\0 trailing"),
        ("deflate", zlib.compress(TEXT)),
        ("deflate", zlib.compress(TEXT)[2:-4]),
    ],
)
def test_a_body_comes_apart_in_whatever_pieces_it_arrives(coding: str, data: bytes, size: int) -> None:
    assert unpacked(coding, data, size) == TEXT


def test_nothing_packed_is_nothing() -> None:
    assert unpacked("gzip", b"", 1) == b""


def test_a_small_body_that_becomes_a_large_one_is_stopped_at_the_room() -> None:
    packed = gzip.compress(b"\0" * (1 << 24))
    assert len(Unpacker("gzip").feed(packed, 1000)) == 1001


@pytest.mark.parametrize("coding", ["br", "zstd", "compress", "gzip, gzip", "gzip, br", "\xff"])
def test_what_cannot_be_unpacked_is_said_so(coding: str) -> None:
    with pytest.raises(Stop) as stop:
        Unpacker(coding)
    assert stop.value.outcome is Outcome.UNREADABLE


# ---------------------------------------------------------------- anything at all

BOUNDS = Bounds(whole=2, quiet=1, connect=1, robots=1, wire=1 << 16, body=1 << 16, head=1 << 14)
PIECES = st.sampled_from(
    [
        b"HTTP/1.1 200 OK\r\n", b"HTTP/1.0 301 \r\n", b"HTTP/1.1 100 Continue\r\n\r\n", b"HTTP/9.9 -1 x\r\n",
        b"Content-Length: 5\r\n", b"Content-Length: -5\r\n", b"Content-Length: x\r\n", b"Content-Encoding: gzip\r\n",
        b"Content-Encoding: deflate\r\n", b"Transfer-Encoding: chunked\r\n", b"Transfer-Encoding: gzip\r\n",
        b"Location: http://[\r\n", b"Location: \xff\xfe\r\n", b"Location: /robots.txt\r\n", b"\r\n", b"\r\n\r\n",
        b"5\r\nabcde\r\n", b"-1\r\n", b"ffffffffffffffff\r\n", b"0\r\n\r\n", b": \r\n", b" folded\r\n", b"\0", b"\n",
        b"ETag: \x00\r\n", b"\x1f\x8b\x08\0\0\0\0\0\0\3", b"HTTP/1.1 99999 x\r\n", b"HTTP/1.1 304 x\r\n",
    ]
)  # fmt: skip


@given(st.lists(st.one_of(PIECES, st.binary(max_size=20)), max_size=12))
@settings(max_examples=300)
@pytest.mark.allow_hosts(["127.0.0.1"])
def test_no_bytes_whatever_raise(pieces: list[bytes]) -> None:
    far: list[socket.socket] = []

    def dial(_peer: str, _port: int, _seconds: float) -> socket.socket:
        near, other = socket.socketpair()
        other.sendall(b"".join(pieces))
        other.shutdown(socket.SHUT_WR)
        far.append(other)
        return near

    fetcher = Fetcher(allow=["10.0.0.1:80"], bounds=BOUNDS, dial=dial)
    try:
        assert fetcher.get("http://10.0.0.1/").outcome in Outcome
    finally:
        for each in far:
            each.close()
