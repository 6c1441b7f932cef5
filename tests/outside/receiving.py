"""A gateway on loopback that takes what is posted and answers as it is told; it ends with the block that opened it."""

import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, HTTPServer

HOST = "127.0.0.1"


@dataclass
class Posted:
    """One request."""

    path: str
    headers: Mapping[str, str]
    body: bytes


@dataclass
class Gateway:
    """What came so far, and what is answered."""

    port: int = 0
    status: int = 200
    answer: bytes = b"{}"
    headers: tuple[tuple[str, str], ...] = ()
    posted: list[Posted] = field(default_factory=list)

    def url(self, path: str = "/send", *, user: str = "") -> str:
        return f"http://{user}{HOST}:{self.port}{path}"


@contextmanager
def receiving() -> Iterator[Gateway]:
    """A gateway while the block runs."""
    gateway = Gateway()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length", "0")))
            headers = {name.lower(): text for name, text in self.headers.items()}
            gateway.posted.append(Posted(self.path, headers, body))
            self.send_response(gateway.status)
            for name, text in gateway.headers:
                self.send_header(name, text)
            self.send_header("Content-Length", str(len(gateway.answer)))
            self.end_headers()
            self.wfile.write(gateway.answer)

        def log_message(self, format: str, *args: object) -> None:
            """Nothing: a test says what it has to say."""

    with HTTPServer((HOST, 0), Handler) as server:
        gateway.port = server.server_address[1]
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        try:
            yield gateway
        finally:
            server.shutdown()
            thread.join(10)
