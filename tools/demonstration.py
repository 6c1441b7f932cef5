"""The model district as a running system on a free port of this machine: what browser tests and screenshots look at.

Everything lies in a temporary folder and ends with the block, or with this process, however that ends. Days may pass in
it: the system starts again on a later day, on the same data, and does what its clock asks for on that day.
"""

import base64
import ctypes
import hashlib
import hmac
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

ZONE = ZoneInfo("Asia/Shanghai")
"""Of the model district."""
LAST_DAY = date(2026, 6, 30)
"""Where the model district ends; for whoever looks at it, that is today."""
STEP = 30
"""Seconds that a code of the second factor is shown."""
_WITHIN = 60.0
_PROGRAM = Path(sys.executable).with_name("answerable")
_ROOT = Path(__file__).parents[1]
_PR_SET_PDEATHSIG = 1


def today() -> date:
    """The day in the model district: by it the clock is put back, as in serve.sh, whatever day it is on the machine."""
    return datetime.now(ZONE).date()


@dataclass
class Demonstration:
    """A running system with one account for each role."""

    folder: Path
    port: int
    passwords: Mapping[str, str] = field(default_factory=dict)
    """Password of each account; its name is that of its role."""
    secrets: Mapping[str, str] = field(default_factory=dict)
    """Secret of the second factor, of accounts whose secret is known; of the others the program tells the code."""
    on: date = LAST_DAY
    """What day it is in it."""
    _shown: dict[str, str] = field(default_factory=dict)
    _serving: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def district(self) -> Path:
        """The model district as a folder."""
        return self.folder / "district"

    @property
    def environment(self) -> dict[str, str]:
        """What a command has to be told to work on this system."""
        kept = {
            name: text
            for name, text in os.environ.items()
            if not name.startswith(("ANSWERABLE_", "DJANGO_", "PYTEST_", "DATABASE_URL"))
        }
        return kept | {
            "ANSWERABLE_DATA": str(self.folder / "system"),
            "ANSWERABLE_DEMO": "yes",
            "ANSWERABLE_DEMO_DAYS_BACK": str((today() - self.on).days),
            "ANSWERABLE_IDLE_MINUTES": "600",
            "ANSWERABLE_LANG": "en",
            "TMPDIR": str(self.folder),
        }

    def run(self, *words: str) -> str:
        """Run one command of the program on this system; what it printed. Raises OSError."""
        return self._told(_PROGRAM, *words)

    def let_pass(self, to: date) -> None:
        """It is a later day: the system starts again, and its clock does what is due. Raises ValueError, OSError."""
        last = today()
        if not self.on < to <= last:
            raise ValueError(f"days pass from {self.on} on, and to {last} at the latest: {to}")
        self.stop()
        self.on = to
        self.tick()
        self.start()

    def tick(self, *jobs: str) -> None:
        """The clock does these jobs, or those that a day begins with. Raises OSError."""
        self._told(sys.executable, "-m", "tools.clock", *jobs)

    def start(self) -> None:
        """Start the system, and wait until it answers. Raises TimeoutError with what it said."""
        with (self.folder / "serve.log").open("ab") as log:
            self._serving = subprocess.Popen(
                [_PROGRAM, "serve", "--port", str(self.port)],
                env=self.environment,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                preexec_fn=_end_with_parent,  # noqa: PLW1509 - nothing else runs in the child yet
            )
        until = time.monotonic() + _WITHIN
        while not self._answers():
            if self._serving.poll() is not None or time.monotonic() > until:
                raise TimeoutError(self.log())
            time.sleep(0.1)

    def stop(self) -> None:
        """Ask the system to end: it ends its own children first, and the kernel sees to it where it cannot."""
        process, self._serving = self._serving, None
        if process is None:
            return
        process.terminate()
        try:
            process.wait(20)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()

    def _told(self, *words: str | Path) -> str:
        ended = subprocess.run(
            words,
            env=self.environment,
            cwd=_ROOT,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            check=False,
            text=True,
            timeout=300,
        )
        if ended.returncode != 0:
            raise OSError(f"{' '.join(map(str, words))}: {ended.stdout}{ended.stderr}")
        return ended.stdout

    def code(self, role: str) -> str:
        """A code of the second factor that this account has not used yet: each serves once."""
        until = time.monotonic() + 2 * STEP
        while (found := self._code(role)) == self._shown.get(role):
            if time.monotonic() > until:
                raise TimeoutError(f"no new code for {role}")
            time.sleep(1)
        self._shown[role] = found
        return found

    def _code(self, role: str) -> str:
        if role in self.secrets:
            return _code_of(self.secrets[role], at=time.time())
        return self.run("account", "code", role).strip()

    def log(self) -> str:
        """The end of what the running system said."""
        return (self.folder / "serve.log").read_text(encoding="utf-8", errors="replace")[-4000:]

    def _fill(self) -> None:
        self.run("model", str(self.district), "--seed", "1")
        self.run("load", str(self.district))
        rows = [line.split() for line in self.run("account", "demo").splitlines()[1:]]
        self.passwords = {words[0]: words[-1] for words in rows if words}
        self.run("worker", "--once")

    def _answers(self) -> bool:
        try:
            with urllib.request.urlopen(f"{self.url}/health/ready", timeout=5) as answer:  # noqa: S310 - our own
                return int(answer.status) == 200
        except (OSError, urllib.error.HTTPError):
            return False


@contextmanager
def filled() -> Iterator[Demonstration]:
    """The district and its accounts on record, with nothing running: `demonstration(like=…)` begins with a copy."""
    with tempfile.TemporaryDirectory(prefix="answerable-demo-", ignore_cleanup_errors=True) as scratch:
        made = Demonstration(Path(scratch), _free_port())
        made._fill()
        yield made


@contextmanager
def demonstration(like: Demonstration | None = None) -> Iterator[Demonstration]:
    """The system, once it answers; ended and removed afterwards. Raises TimeoutError with what it said."""
    with tempfile.TemporaryDirectory(prefix="answerable-demo-", ignore_cleanup_errors=True) as scratch:
        made = Demonstration(Path(scratch), _free_port())
        if like is None:
            made._fill()
        else:
            shutil.copytree(like.folder, made.folder, dirs_exist_ok=True)
            made.passwords, made.secrets = like.passwords, like.secrets
        try:
            made.start()
            yield made
        finally:
            made.stop()


def _code_of(secret: str, *, at: float) -> str:
    """The code of a second factor at an instant (RFC 6238)."""
    key, count = base64.b32decode(secret), int(at // STEP).to_bytes(8, "big")
    digest = hmac.new(key, count, hashlib.sha1).digest()
    start = digest[-1] & 15
    number = int.from_bytes(digest[start : start + 4], "big") & 0x7FFFFFFF
    return f"{number % 10**6:06}"


def _end_with_parent() -> None:
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGTERM, 0, 0, 0)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
