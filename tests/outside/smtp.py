"""A mail server on loopback that says what it is told to say; it ends with the block that opened it."""

import socket
import ssl
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field

HOST = "127.0.0.1"


@dataclass
class MailServer:
    """What was said to it so far. `answers` are by the first word of a command, in place of what is usual."""

    port: int = 0
    answers: Mapping[str, str] = field(default_factory=dict)
    extensions: tuple[str, ...] = ()
    context: ssl.SSLContext | None = None
    said: list[str] = field(default_factory=list)
    mails: list[bytes] = field(default_factory=list)

    @property
    def url(self) -> str:
        return f"smtp://{HOST}:{self.port}?from=desk@county.example"

    def talk(self, sock: socket.socket) -> None:
        """One connection, until it is closed."""
        sock.settimeout(10)
        sock.sendall(b"220 ready\r\n")
        while self._said(sock):
            if self.said[-1].upper() == "STARTTLS" and self.context is not None:
                with sock, self.context.wrap_socket(sock, server_side=True) as secured:
                    while self._said(secured):
                        pass
                return
        sock.close()

    def _said(self, sock: socket.socket) -> bool:
        """Answer one command; whether another may follow. Nothing is read ahead: what follows may be encrypted."""
        line = _line(sock).decode("utf-8").rstrip("\r\n")
        if not line:
            return False
        self.said.append(line)
        word = line.split(maxsplit=1)[0].upper()
        if word == "DATA" and word not in self.answers:
            sock.sendall(b"354 go on\r\n")
            self.mails.append(b"".join(iter(lambda: _line(sock), b".\r\n")))
            sock.sendall(b"250 taken\r\n")
        else:
            sock.sendall((self._answer(word) + "\r\n").encode())
        return word != "QUIT"

    def _answer(self, word: str) -> str:
        if word in self.answers:
            return self.answers[word]
        if word == "EHLO":
            lines = ("hello", *self.extensions)
            return "\r\n".join(
                f"250{'-' if n + 1 < len(lines) else ' '}{each}" for n, each in enumerate(lines)
            )
        return {"QUIT": "221 bye", "STARTTLS": "220 go on", "AUTH": "235 come in"}.get(word, "250 fine")


def _line(sock: socket.socket) -> bytes:
    """What comes up to the next end of a line; nothing where the connection ended."""
    line = b""
    while not line.endswith(b"\n"):
        byte = sock.recv(1)
        if not byte:
            return b""
        line += byte
    return line


@contextmanager
def mail_server(
    answers: Mapping[str, str] | None = None,
    *,
    extensions: tuple[str, ...] = (),
    context: ssl.SSLContext | None = None,
) -> Iterator[MailServer]:
    """A server that takes mail while the block runs."""
    server = MailServer(answers=answers or {}, extensions=extensions, context=context)
    with socket.create_server((HOST, 0)) as listening:
        server.port = listening.getsockname()[1]
        stop = threading.Event()

        def serve() -> None:
            while not stop.is_set():
                with suppress(OSError):
                    sock, _ = listening.accept()
                    server.talk(sock)

        thread = threading.Thread(target=serve, daemon=True)
        thread.start()
        try:
            yield server
        finally:
            stop.set()
            with suppress(OSError):
                listening.shutdown(socket.SHUT_RDWR)
    thread.join(10)
