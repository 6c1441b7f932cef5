"""One deployment as it runs in earnest: `answerable serve`, its database, and ways to end it that are no way at all."""

import contextlib
import os
import shutil
import signal
import socket
import sqlite3
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import psycopg

from tools.postgres import Server, descendants

ROOT = Path(__file__).parents[2]
PROGRAM = Path(sys.executable).with_name("answerable")
READY_WITHIN = 10.0
"""Seconds in which a system that was killed has to be ready again."""
_GIVEN_UP = 60.0


def free_port() -> int:
    """A port of this machine where nobody listens."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@dataclass
class Deployment:
    """A data folder and a database; `server` is the PostgreSQL server, where there is one."""

    data: Path
    address: str
    logs: Path
    server: Server | None = None
    more: Mapping[str, str] = field(default_factory=dict)
    """Further environment of whatever runs here."""
    port: int = field(default_factory=free_port)
    process: subprocess.Popen[bytes] | None = None
    beside: list[subprocess.Popen[bytes]] = field(default_factory=list)
    """What was started beside the system."""

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def environment(self) -> dict[str, str]:
        kept = {
            name: text
            for name, text in os.environ.items()
            if not name.startswith(("ANSWERABLE_", "DJANGO_", "PYTEST_"))
        }
        own = {"ANSWERABLE_DATA": str(self.data), "DATABASE_URL": self.address, "ANSWERABLE_LANG": "en"}
        # What a killed process leaves goes with the drill.
        own["TMPDIR"] = str(self.logs)
        return kept | own | {"PYTHONPATH": str(ROOT)} | dict(self.more)

    def run(self, *words: str, check: bool = True, stdin: str = "") -> subprocess.CompletedProcess[str]:
        """Run one command of the program here."""
        ended = subprocess.run(
            [PROGRAM, *words],
            env=self.environment,
            input=stdin,
            capture_output=True,
            text=True,
            check=False,
            timeout=300,
        )
        assert not check or ended.returncode == 0, ended.stdout + ended.stderr[-3000:]
        return ended

    def spawn(self, name: str, *words: str) -> subprocess.Popen[bytes]:
        """Start a Python module beside the system; what it says goes into a log of that name."""
        with (self.logs / f"{name}.log").open("ab") as log:
            started = subprocess.Popen(
                [sys.executable, "-m", *words],
                env=self.environment,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                cwd=ROOT,
                start_new_session=True,
            )
        self.beside.append(started)
        return started

    def start(self) -> float:
        """Start the system, and wait until it is ready; the seconds that took. Raises TimeoutError."""
        begun = time.monotonic()
        self.process = self._begin()
        while self.status("/health/ready") != 200:
            if time.monotonic() - begun > _GIVEN_UP or self.process.poll() is not None:
                raise TimeoutError((self.logs / "serve.log").read_text(errors="replace")[-3000:])
            time.sleep(0.02)
        return time.monotonic() - begun

    def kill_while_it_starts(self, after: float) -> None:
        """Start the system, and end its first process alone soon after its children are there; none may stay."""
        self.process = self._begin()
        until = time.monotonic() + _GIVEN_UP
        while not descendants(self.process.pid) and time.monotonic() < until:
            time.sleep(0.01)
        time.sleep(after)
        born = descendants(self.process.pid)
        self.process.kill()
        self.process.wait()
        self.process = None
        _wait_until_gone(list(born))

    def _begin(self) -> subprocess.Popen[bytes]:
        with (self.logs / "serve.log").open("ab") as log:
            return subprocess.Popen(
                [PROGRAM, "serve", "--port", str(self.port)],
                env=self.environment,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )

    def status(self, path: str) -> int:
        """The status of a page, 0 where nobody answers."""
        try:
            with urllib.request.urlopen(self.url + path, timeout=10) as answer:  # noqa: S310 - our own
                return int(answer.status)
        except urllib.error.HTTPError as error:
            error.close()
            return error.code
        except OSError:
            return 0

    def kill(self) -> None:
        """End the system and what runs beside it at once, every process by SIGKILL."""
        mine = [each for each in (self.process, *self.beside) if each is not None and each.poll() is None]
        doomed = [pid for each in mine for pid in (each.pid, *descendants(each.pid))]
        for pid in doomed:
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        for each in mine:
            each.wait()
        self.process, self.beside = None, []
        _wait_until_gone(doomed)

    def stop(self) -> None:
        """End the system in good order."""
        if self.process is not None and self.process.poll() is None:
            self.process.terminate()
            with contextlib.suppress(subprocess.TimeoutExpired):
                self.process.wait(30)
        self.kill()

    def remove(self) -> None:
        """End the system, and take its database away from the server."""
        self.kill()
        if self.server is not None and self.server.runs():
            self.server.ask(f"DROP DATABASE {self.address.rpartition('/')[2]} WITH (FORCE)")

    def read(self, statement: str) -> list[tuple[Any, ...]]:
        """Rows of the database, read past the program."""
        return rows_of(self.address, statement)


def rows_of(address: str, statement: str) -> list[tuple[Any, ...]]:
    """What a statement returns, in a connection of its own."""
    if address.startswith("sqlite:///"):
        path = address.removeprefix("sqlite:///")
        with contextlib.closing(sqlite3.connect(path, timeout=30)) as base:
            return base.execute(statement).fetchall()
    with psycopg.connect(address) as connection:
        return connection.execute(statement.encode()).fetchall()


def sqlite_deployment(data: Path, logs: Path, like: "Deployment | None" = None, **more: str) -> Deployment:
    """A deployment with an SQLite file in its data folder; a copy of another one where one is given."""
    logs.mkdir(parents=True, exist_ok=True)
    if like is not None:
        shutil.copytree(like.data, data, dirs_exist_ok=True)
    data.mkdir(parents=True, exist_ok=True)
    return Deployment(data, f"sqlite:///{data / 'answerable.sqlite3'}", logs, more=more)


def postgres_deployment(
    data: Path, logs: Path, server: Server, *, name: str, like: "Deployment | None" = None, **more: str
) -> Deployment:
    """A deployment with a new database on a server; a copy of another one of that server where one is given."""
    logs.mkdir(parents=True, exist_ok=True)
    template = ""
    if like is not None:
        shutil.copytree(like.data, data, dirs_exist_ok=True)
        template = f" TEMPLATE {like.address.rpartition('/')[2]}"
    data.mkdir(parents=True, exist_ok=True)
    server.ask(f"CREATE DATABASE {name}{template}")
    return Deployment(data, server.address(name), logs, server=server, more=more)


def end(process: subprocess.Popen[bytes], *, within: float = 20.0) -> int:
    """Ask a process of ours to end, and insist where it does not; its exit code."""
    if process.poll() is None:
        process.terminate()
        try:
            process.wait(within)
        except subprocess.TimeoutExpired:
            process.kill()
    return process.wait()


def _wait_until_gone(pids: list[int]) -> None:
    until = time.monotonic() + 10
    while left := [pid for pid in pids if _runs(pid)]:
        if time.monotonic() > until:
            raise TimeoutError(f"still there: {left}")
        time.sleep(0.02)


def _runs(pid: int) -> bool:
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except OSError:
        return False
    return state not in ("Z", "X")
