"""A web server on loopback that does what servers should not do; it ends with the block that opened it."""

import gzip
import socket
import ssl
import threading
import zlib
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from functools import cache

HOST = "127.0.0.1"
MEGABYTE = b"\0" * (1 << 20)
Answer = Callable[["Call"], object]


@dataclass
class Call:
    """One request, and the connection to answer on."""

    sock: socket.socket
    stop: threading.Event
    path: str
    headers: Mapping[str, str]

    def send(self, *parts: bytes) -> bool:
        """False once nobody listens any more."""
        if self.stop.is_set():
            return False
        try:
            self.sock.sendall(b"".join(parts))
        except OSError:
            return False
        return True

    def drip(self, data: bytes, pause: float = 0.02) -> None:
        """Byte by byte."""
        for byte in data:
            if not self.send(bytes([byte])) or self.stop.wait(pause):
                return


@dataclass
class Server:
    """What was asked so far, and where."""

    port: int
    asked: list[str] = field(default_factory=list)
    headers: list[Mapping[str, str]] = field(default_factory=list)
    connections: int = 0
    pages: dict[str, "Answer"] = field(default_factory=dict)
    """May be changed while it serves."""

    def url(self, path: str, *, host: str = HOST, scheme: str = "http") -> str:
        return f"{scheme}://{host}:{self.port}{path}"

    @property
    def allow(self) -> list[str]:
        return [f"{HOST}:{self.port}"]


def page(body: bytes, *headers: str, status: str = "200 OK", length: int | None = None) -> bytes:
    """An answer, which may lie about its length."""
    said = len(body) if length is None else length
    lines = [f"HTTP/1.1 {status}", f"Content-Length: {said}", *headers, "", ""]
    return "\r\n".join(lines).encode("latin-1") + body


def fixed(*parts: bytes) -> Answer:
    return lambda call: call.send(*parts)


def moved(to: str, status: str = "302 Found") -> Answer:
    return fixed(page(b"", f"Location: {to}", status=status))


def endless_headers(call: Call) -> None:
    number = 0
    call.send(b"HTTP/1.1 200 OK\r\n")
    while call.send(f"X-{number}: 1\r\n".encode()):
        number += 1


def endless_header(call: Call) -> None:
    call.send(b"HTTP/1.1 200 OK\r\nX: ")
    while call.send(b"x" * 4096):
        pass


def half_a_gigabyte(call: Call) -> None:
    call.send(b"HTTP/1.1 200 OK\r\n\r\n")
    for _ in range(500):
        if not call.send(MEGABYTE):
            return


@cache
def bomb() -> bytes:
    """16 MiB in 16 KiB."""
    packer = zlib.compressobj(9, wbits=31)
    return b"".join([*(packer.compress(MEGABYTE) for _ in range(16)), packer.flush()])


def unchanged(call: Call) -> None:
    same = call.headers.get("if-none-match") == '"one"'
    call.send(
        page(b"", status="304 Not Modified") if same else page(b"news", 'ETag: "one"', "Last-Modified: x")
    )


def silent(call: Call) -> None:
    call.stop.wait(10)


def slow_head(call: Call) -> None:
    call.drip(page(b"late", *(f"X-{n}: {n}" for n in range(40))))


def slow_body(call: Call) -> None:
    call.send(b"HTTP/1.1 200 OK\r\nContent-Length: 400\r\n\r\n")
    call.drip(b"x" * 400)


def slow_chunks(call: Call) -> None:
    call.send(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n")
    call.drip(b"1\r\nx\r\n" * 100 + b"0\r\n\r\n")


CHUNKED = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
NESTED = b"<a>" * 20_000
PAGES: dict[str, Answer] = {
    "/good": fixed(page("正常".encode(), "Content-Type: text/html")),
    "/gzip": fixed(page(gzip.compress("正常".encode()), "Content-Encoding: gzip")),
    "/deflate": fixed(page(zlib.compress(b"plain"), "Content-Encoding: deflate")),
    "/raw-deflate": fixed(page(zlib.compress(b"plain")[2:-4], "Content-Encoding: deflate")),
    "/chunked": fixed(CHUNKED, b"3\r\none\r\n3\r\ntwo\r\n0\r\n\r\n"),
    "/no-length": fixed(b"HTTP/1.0 200 OK\r\n\r\nto the end"),
    "/nested": fixed(page(NESTED, "Content-Type: text/xml")),
    "/unchanged": unchanged,
    "/silent": silent,
    "/slow-head": slow_head,
    "/slow-body": slow_body,
    "/slow-chunks": slow_chunks,
    "/cut": fixed(page(b"x" * 10, length=1000)),
    "/longer": fixed(page(b"x" * 1000, length=10)),
    "/two-lengths": fixed(b"HTTP/1.1 200 OK\r\nContent-Length: 3\r\nContent-Length: 5\r\n\r\nabcde"),
    "/cut-chunk": fixed(CHUNKED, b"ff\r\nabc"),
    "/cut-chunks": fixed(CHUNKED, b"3\r\nabc\r\n"),
    "/bad-chunk": fixed(CHUNKED, b"zz\r\nabc\r\n"),
    "/negative-chunk": fixed(CHUNKED, b"-5\r\nabc\r\n0\r\n\r\n"),
    "/cut-gzip": fixed(page(gzip.compress(b"x" * 1000)[:-12], "Content-Encoding: gzip")),
    "/hang-up": lambda call: None,
    "/part": fixed(page(b"part", "Content-Range: bytes 0-3/100", status="206 Partial Content")),
    "/endless-headers": endless_headers,
    "/endless-header": endless_header,
    "/large": half_a_gigabyte,
    "/large-said": fixed(page(b"x", length=1 << 40)),
    "/bomb": lambda call: call.send(page(bomb(), "Content-Encoding: gzip")),
    "/bombs": lambda call: call.send(page(gzip.compress(bomb()), "Content-Encoding: gzip, gzip")),
    "/members": lambda call: call.send(page(gzip.compress(b"") * 5000, "Content-Encoding: gzip")),
    "/not-gzip": fixed(page(b"plain words", "Content-Encoding: gzip")),
    "/brotli": fixed(page(b"\x0b\x02\x80abc\x03", "Content-Encoding: br")),
    "/garbage": fixed(b"\xff\xfe\x00 nothing of this is a head \r\n\r\n"),
    "/old": fixed(b"<html>no head at all</html>"),
    "/loop": moved("/loop-back"),
    "/loop-back": moved("/loop"),
    "/no-location": fixed(page(b"", status="302 Found")),
    "/file": moved("file:///etc/passwd"),
    "/gopher": moved("gopher://example.com/"),
    "/password": moved("http://user:secret@example.com/"),
    "/low-port": moved("http://example.com:22/"),
    "/moved": moved("/good"),
    "/moved-chinese": moved("/公告".encode().decode("latin-1")),
    "/%E5%85%AC%E5%91%8A": fixed(page(b"notice")),
    "/401": fixed(page(b"", status="401 Unauthorized")),
    "/403": fixed(page(b"", status="403 Forbidden")),
    "/412": fixed(page(b"", status="412 Precondition Failed")),
    "/202": fixed(page(b"<script>", status="202 Accepted")),
    "/404": fixed(page(b"", status="404 Not Found")),
    "/410": fixed(page(b"", status="410 Gone")),
    "/429": fixed(page(b"", status="429 Too Many Requests")),
    "/500": fixed(page(b"", status="500 Oops")),
    "/503": fixed(page(b"", status="503 Later")),
    "/304": fixed(b"HTTP/1.1 304 Not Modified\r\n\r\n"),
    "/999": fixed(b"HTTP/1.1 999 Wall\r\n\r\n"),
    "/100": fixed(b"HTTP/1.1 100 Continue\r\n\r\n" * 5000),
    "/odd-marks": fixed(page(b"x", "ETag: \"\xe9\x01\"", "Last-Modified: " + "9" * 400)),
}  # fmt: skip
for _number in range(6):
    PAGES[f"/hop{_number}"] = moved(f"/hop{_number + 1}")
PAGES["/hop6"] = fixed(page(b"far"))


@contextmanager
def serving(
    pages: Mapping[str, Answer] | None = None, *, context: ssl.SSLContext | None = None
) -> Iterator[Server]:
    """Serve the pages (404 for any other, robots.txt too) until the block ends; then no thread is left."""
    # Made before anybody's time runs.
    bomb()
    stop = threading.Event()
    listener = socket.create_server((HOST, 0))
    listener.settimeout(0.02)
    server = Server(listener.getsockname()[1], pages=PAGES | dict(pages or {}))
    threads: list[threading.Thread] = []

    def accept() -> None:
        while not stop.is_set():
            with suppress(OSError):
                sock, _ = listener.accept()
                server.connections += 1
                thread = threading.Thread(target=_answer, args=(sock, server.pages, server, stop, context))
                threads.append(thread)
                thread.start()

    accepting = threading.Thread(target=accept)
    accepting.start()
    try:
        yield server
    finally:
        stop.set()
        accepting.join(5)
        for thread in threads:
            thread.join(5)
        listener.close()
        assert not any(thread.is_alive() for thread in (accepting, *threads))


def _answer(
    sock: socket.socket,
    pages: Mapping[str, Answer],
    server: Server,
    stop: threading.Event,
    context: ssl.SSLContext | None,
) -> None:
    sock.settimeout(2)
    with suppress(OSError), sock:
        if context is not None:
            sock = context.wrap_socket(sock, server_side=True)
        with sock:
            head = b""
            while b"\r\n\r\n" not in head:
                data = sock.recv(4096)
                if not data:
                    return
                head += data
            first, *lines = head.decode("latin-1").split("\r\n")
            path = first.split(" ")[1]
            pairs = (line.partition(": ") for line in lines if line)
            headers = {name.lower(): value for name, _, value in pairs}
            server.asked.append(path)
            server.headers.append(headers)
            answer = pages.get(path, fixed(page(b"", status="404 Not Found")))
            answer(Call(sock, stop, path, headers))
