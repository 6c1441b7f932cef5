"""`answerable serve`: makes ready, then keeps web, worker and signer running until it is told to stop."""

import argparse
import os
import shlex
import sys
from argparse import Namespace

from answerable.cli.speech import Speech
from answerable.cli.verbs import Verbs, verb_of
from answerable.core.terms.errors import InputError
from answerable.outside.environments import of_signer, of_web
from answerable.outside.logs import SERVER_LOG
from answerable.outside.processes import Command, Supervisor, answers, port_is_free

WORKER = ("-m", "answerable.jobs")


def add(verbs: "Verbs[argparse.ArgumentParser]", common: argparse.ArgumentParser) -> None:
    """Add the verb to the command line."""
    about = "run the system: web, worker and signer 运行系统"
    verb = verb_of(verbs, common, "serve", about=about, run=serve)
    verb.add_argument("--host", default="127.0.0.1", help="address to listen at (default 127.0.0.1)")
    verb.add_argument("--port", type=port, default=8000, help="port to listen at (default 8000)")
    verb.add_argument("--no-worker", action="store_true", help="the web alone; a worker runs somewhere else")


def port(text: str) -> int:
    """A port of the command line."""
    if text.isascii() and text.isdigit() and 1 <= int(text) <= 65535:
        return int(text)
    raise argparse.ArgumentTypeError(f"{text!r}: write a port from 1 to 65535 端口应为 1 至 65535")


def serve(options: Namespace, speech: Speech) -> None:
    """`answerable serve`."""
    from answerable.actions.office.prepare import prepare  # loads Django

    _require_port(options.host, options.port)
    ready = prepare()
    if ready.key_made:
        speech.say("key_made", path=str(ready.data / "secret-key"))
    if not ready.styled:
        speech.say("look_missing")
    commands = [_web(options, processes=ready.processes, threads=ready.threads)]
    if not options.no_worker:
        commands.append(Command("worker", (sys.executable, *WORKER), of_web(os.environ)))
    if ready.signer:
        commands.append(Command("signer", _split(ready.signer), of_signer(os.environ)))
    _Saying(options, speech).run(commands)
    speech.say("serve_ended")


class _Saying:
    """Says where the pages are as soon as they are there."""

    def __init__(self, options: Namespace, speech: Speech) -> None:
        self._options, self._speech, self._said = options, speech, False

    def run(self, commands: list[Command]) -> None:
        Supervisor(commands).run(self._tick)

    def _tick(self) -> None:
        host = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(self._options.host, self._options.host)  # noqa: S104
        if not self._said and answers(host, self._options.port):
            self._said = True
            shown = f"[{host}]" if ":" in host else host
            self._speech.say("serving", address=f"http://{shown}:{self._options.port}/")


def _require_port(host: str, port: int) -> None:
    try:
        free = port_is_free(host, port)
    except OSError as error:
        raise InputError(
            "port_unusable", host=host, port=str(port), why=error.strerror or str(error)
        ) from error
    if not free:
        raise InputError("port_taken", host=host, port=str(port))


def _web(options: Namespace, *, processes: int, threads: int) -> Command:
    words = (
        *(sys.executable, "-m", "granian", "--interface", "wsgi", "--no-ws", "--no-access-log"),
        *("--host", options.host, "--port", str(options.port)),
        *("--workers", str(processes), "--blocking-threads", str(threads)),
        *(
            "--respawn-failed-workers",
            "--workers-kill-timeout",
            "5",
            "--log-level",
            "warning",
            "--log-config",
            str(SERVER_LOG),
        ),
        "answerable.web.wsgi:application",
    )
    return Command("web", words, of_web(os.environ))


def _split(line: str) -> tuple[str, ...]:
    try:
        words = tuple(shlex.split(line))
    except ValueError as error:
        raise InputError("signer_unreadable", why=str(error)) from error
    if not words:
        raise InputError("signer_unreadable", why=line)
    return words
