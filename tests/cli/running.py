"""Our own commands as processes, in a deployment of their own below a scratch folder."""

import os
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

ANSWERABLE = Path(sys.executable).with_name("answerable")
PATIENCE = 120


def environment(data: Path, **more: str) -> dict[str, str]:
    """Of a deployment with its own data, on SQLite unless `DATABASE_URL` is given."""
    kept = {
        name: text
        for name, text in os.environ.items()
        if not name.startswith("ANSWERABLE_") and name not in ("DATABASE_URL", "DJANGO_SETTINGS_MODULE")
    }
    return {**kept, "ANSWERABLE_DATA": str(data), "ANSWERABLE_LANG": "en", **more}


def run(*words: str, data: Path, **more: str) -> subprocess.CompletedProcess[str]:
    """One command, to its end."""
    return subprocess.run(
        [ANSWERABLE, *words],
        env=environment(data, **more),
        capture_output=True,
        text=True,
        check=False,
        timeout=PATIENCE,
    )


def python(code: str, *, data: Path, **more: str) -> str:
    """What a few lines print, with the deployment's database open."""
    opened = "from answerable.actions.office.prepare import open_database\nopen_database()\n"
    ended = subprocess.run(
        [sys.executable, "-c", opened + code],
        env=environment(data, **more),
        capture_output=True,
        text=True,
        check=False,
        timeout=PATIENCE,
    )
    assert ended.returncode == 0, ended.stderr
    return ended.stdout


@contextmanager
def serving(*words: str, data: Path, port: int, **more: str) -> Iterator[subprocess.Popen[bytes]]:
    """`answerable serve`, from the moment its pages answer; stopped afterwards, with all its processes."""
    with (data.parent / f"log-{port}").open("wb") as log:
        process = subprocess.Popen(
            [ANSWERABLE, "serve", "--port", str(port), *words],
            env=environment(data, **more),
            stdout=log,
            stderr=log,
        )
        try:
            assert within(60, lambda: status(port, "/health/live") == 200), log.name
            yield process
        finally:
            process.send_signal(signal.SIGTERM)
            try:
                process.wait(20)
            finally:
                process.kill()


def log_of(data: Path, port: int) -> str:
    return (data.parent / f"log-{port}").read_text(encoding="utf-8", errors="replace")


def status(port: int, path: str, **headers: str) -> int:
    """The status of a page; 0 where nobody answers."""
    request = urllib.request.Request(f"http://127.0.0.1:{port}{path}", headers=headers)
    try:
        with urllib.request.urlopen(request, timeout=5) as response:  # noqa: S310 - this machine, by HTTP
            return int(response.status)
    except urllib.error.HTTPError as error:
        error.close()
        return error.code
    except OSError:
        return 0


def within(seconds: float, holds: Callable[[], bool]) -> bool:
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        if holds():
            return True
        time.sleep(0.1)
    return False


def children(pid: int) -> dict[int, str]:
    """The living processes below one, with their command lines."""
    listed = subprocess.run(
        ["ps", "-eo", "pid=,ppid=,stat=,args="], capture_output=True, text=True, check=True
    )
    rows = [line.split(None, 3) for line in listed.stdout.splitlines()]
    found: dict[int, str] = {}
    parents = {pid}
    while parents:
        below = {int(row[0]): row[3] for row in rows if int(row[1]) in parents and "Z" not in row[2]}
        found |= below
        parents = set(below)
    return found


def lives(pid: int) -> bool:
    listed = ["ps", "-o", "stat=", "-p", str(pid)]
    state = subprocess.run(listed, capture_output=True, text=True, check=False).stdout.strip()
    return state[:1] not in ("", "Z")
