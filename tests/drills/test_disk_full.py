"""The disk of the database fills up while clients write, and has room again later."""

import contextlib
import os
import subprocess
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.drills.clients import Readers, Writers
from tests.drills.conftest import fill
from tests.drills.inspection import inspect
from tests.drills.system import Deployment, postgres_deployment, sqlite_deployment
from tools.postgres import Server

SQLITE_SIZE, POSTGRES_SIZE = "40m", "160m"
"""Of the disk. PostgreSQL's own files take the most of the larger one."""
FULL_FOR = 5.0
"""Seconds that the disk stays full."""
RECOVERS_WITHIN = 60.0
ROUNDS = 1
SMALL_LOG = ("wal_keep_size=0", "max_wal_size=32MB", "min_wal_size=32MB", "checkpoint_timeout=30s")


@contextmanager
def small_disk(size: str) -> Iterator[Path]:
    """A disk of its own in memory, where any user may go. Skips where this machine does not let us mount one."""
    place = Path(tempfile.mkdtemp(prefix="answerable-disk-"))
    words = ["mount", "-t", "tmpfs", "-o", f"size={size},mode=755", "tmpfs", str(place)]
    if subprocess.run(words, check=False, capture_output=True).returncode != 0:
        place.rmdir()
        pytest.skip("mounting a small disk needs root")
    try:
        yield place
    finally:
        subprocess.run(["umount", "-l", place], check=True)
        place.rmdir()


def fill_up(ballast: Path) -> None:
    """Write until there is no room, down to the last block."""
    with contextlib.suppress(OSError), ballast.open("ab", buffering=0) as file:
        while True:
            file.write(bytes(1 << 16))
    with contextlib.suppress(OSError), ballast.open("ab", buffering=0) as file:
        while True:
            file.write(bytes(512))


def test_sqlite_on_a_full_disk_refuses_loses_nothing_and_recovers(
    filled_sqlite: Deployment, tmp_path: Path, scale: int, say: Callable[[str], None]
) -> None:
    with small_disk(SQLITE_SIZE) as disk:
        deployment = sqlite_deployment(disk / "data", tmp_path / "logs", filled_sqlite)
        try:
            _drill(deployment, disk, rounds=ROUNDS * scale, size=SQLITE_SIZE, say=say)
        finally:
            deployment.kill()


def test_postgresql_on_a_full_disk_refuses_loses_nothing_and_recovers(
    model: Path, tmp_path: Path, scale: int, say: Callable[[str], None]
) -> None:
    with small_disk(POSTGRES_SIZE) as disk:
        server = Server(disk, durable=True, options=SMALL_LOG)
        try:
            server.make("--wal-segsize=1")
            server.start()
            deployment = postgres_deployment(tmp_path / "data", tmp_path / "logs", server, name="model")
            fill(deployment, model)
            try:
                _drill(deployment, disk, rounds=ROUNDS * scale, size=POSTGRES_SIZE, say=say)
            finally:
                deployment.kill()
        finally:
            server.stop()


def _drill(deployment: Deployment, disk: Path, *, rounds: int, size: str, say: Callable[[str], None]) -> None:
    writers = Writers(deployment, deployment.logs / "notes")
    readers = Readers(deployment.url)
    slowest, restarted = 0.0, 0
    deployment.start()
    with readers.asking():
        writers.start()
        for _ in range(rounds):
            writers.wait_for_more(10, within=60)
            ballast = disk / "ballast"
            fill_up(ballast)
            until = time.monotonic() + FULL_FOR
            while time.monotonic() < until:
                # Room that the database gives back is taken at once.
                fill_up(ballast)
                time.sleep(0.1)
            _speaks_clearly(deployment, disk)
            os.truncate(ballast, 0)
            ballast.unlink()
            begun = time.monotonic()
            if deployment.server is not None and not deployment.server.runs():
                # PostgreSQL ends itself where it cannot write its log; its service manager starts it again.
                deployment.server.start()
                restarted += 1
            writers.wait_for_more(5, within=RECOVERS_WITHIN)
            slowest = max(slowest, time.monotonic() - begun)
        writers.stop()
    assert deployment.status("/health/ready") == 200
    refused = Counter(writers.noted("refused"))
    assert refused
    _wait_for_numbers(deployment)
    found = inspect(
        deployment,
        acknowledged=writers.noted("acknowledged"),
        tried=writers.noted("tried"),
        all_numbered=True,
    )
    found.require_sound()
    deployment.stop()
    assert "Traceback" not in (deployment.logs / "serve.log").read_text(errors="replace")
    say(
        f"{rounds} times a disk of {size} full, {len(writers.noted('acknowledged'))} acknowledged, 0 lost, "
        f"0 invented, refused as {dict(refused)}, slowest recovery {slowest:.1f} s, "
        f"server started again {restarted} times, answers {Counter(status for _, status, _ in readers.answers)}"
    )


def _speaks_clearly(deployment: Deployment, disk: Path) -> None:
    """What a person would do at such a moment is refused in words."""
    ended = deployment.run("backup", str(disk / "full.backup"), check=False)
    assert ended.returncode in (2, 3), ended.stderr
    assert "Traceback" not in ended.stderr, ended.stderr
    assert ended.stderr.strip()
    assert not (disk / "full.backup").exists()


def _wait_for_numbers(deployment: Deployment) -> None:
    """Until the worker has numbered everything."""
    until = time.monotonic() + 60
    while deployment.read("SELECT count(*) FROM entries WHERE number IS NULL") != [(0,)]:
        assert time.monotonic() < until, "entries wait for a number"
        time.sleep(0.2)
