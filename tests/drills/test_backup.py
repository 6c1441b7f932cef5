"""Backup while clients write, restore elsewhere, and refusals that leave everything as it was."""

import random
import shutil
from collections.abc import Callable
from pathlib import Path

from tests.drills.clients import Readers, Writers
from tests.drills.conftest import Make
from tests.drills.inspection import inspect
from tests.drills.system import Deployment, rows_of

ROUNDS, ALTERED = 2, 10
"""Backups, and damaged copies of each, for each database at SCALE=1."""
KEY = "secret-key"
"""In the data folder; not in a backup."""
REFUSED = 2
"""Exit code of what the program refuses to take."""


def test_a_backup_under_load_holds_everything_acknowledged_before_it(
    make: Make, scale: int, chance: random.Random, say: Callable[[str], None], tmp_path: Path
) -> None:
    deployment = make()
    writers = Writers(deployment, deployment.logs / "notes")
    held = 0
    readers = Readers(deployment.url)
    deployment.start()
    with readers.asking():
        for turn in range(ROUNDS * scale):
            writers.start()
            writers.wait_for_more(10, within=60)
            before = writers.noted("acknowledged")
            file = tmp_path / f"{turn}.backup"
            deployment.run("backup", str(file))
            writers.wait_for_more(3, within=60)
            writers.stop()
            _refuses_without_the_key(make(empty=True), file)
            _restores(make, file, key=deployment.data / KEY, before=before, tried=writers.noted("tried"))
            for _ in range(ALTERED):
                _refuses_damaged(_with_key(make(empty=True), deployment.data / KEY), file, chance)
            held += len(before)
    deployment.stop()
    say(
        f"{ROUNDS * scale} backups under load, {held} acknowledged before them, 0 lost, 0 invented, "
        f"{ROUNDS * scale * ALTERED} damaged archives and {ROUNDS * scale} filled databases refused"
    )
    assert not readers.broken


def _with_key(deployment: Deployment, key: Path) -> Deployment:
    shutil.copy2(key, deployment.data / KEY)
    return deployment


def _refuses_without_the_key(other: Deployment, file: Path) -> None:
    """Second factors would be lost, so nobody could sign in."""
    ended = other.run("restore", str(file), check=False)
    assert (ended.returncode, "Put that key in place" in ended.stderr) == (REFUSED, True), ended.stderr
    assert _tables(other) == []


def _restores(make: Make, file: Path, *, key: Path, before: list[str], tried: list[str]) -> None:
    other = _with_key(make(empty=True), key)
    other.run("restore", str(file))
    inspect(other, acknowledged=before, tried=tried).require_sound()
    # A second time there is something already, and it stays what it is.
    entries = rows_of(other.address, "SELECT id, number FROM entries ORDER BY id")
    again = other.run("restore", str(file), check=False)
    assert (again.returncode, "Traceback" in again.stderr) == (REFUSED, False), again.stderr
    assert rows_of(other.address, "SELECT id, number FROM entries ORDER BY id") == entries
    # What was restored is a system that runs.
    other.start()
    other.stop()
    inspect(other, acknowledged=before, tried=tried).require_sound()


def _refuses_damaged(other: Deployment, file: Path, chance: random.Random) -> None:
    """Cut short, or one byte changed: refused, and the database is as empty as before."""
    content = bytearray(file.read_bytes())
    if chance.random() < 0.5:
        content = content[: chance.randrange(len(content))]
    else:
        content[chance.randrange(len(content))] ^= 1 << chance.randrange(8)
    damaged = other.data / "damaged.backup"
    damaged.write_bytes(content)
    ended = other.run("restore", str(damaged), check=False)
    assert (ended.returncode, "Traceback" in ended.stderr) == (REFUSED, False), ended.stderr
    assert _tables(other) == []


def _tables(deployment: Deployment) -> list[tuple[str, ...]]:
    if deployment.server is None:
        return rows_of(deployment.address, "SELECT name FROM sqlite_master")
    return rows_of(deployment.address, "SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
