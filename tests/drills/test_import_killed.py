"""kill -9 of a large import while it stages its rows."""

import random
import time
from collections.abc import Callable
from pathlib import Path

from tests.drills.conftest import Make
from tests.drills.ratings import ACCOUNT, seen, staged, write_ratings
from tests.drills.system import Deployment

ROWS, KILLS = 200_000, 2
"""Rows of the file, and kills for each database at SCALE=1."""


def test_nothing_of_a_killed_import_is_seen_and_the_next_one_succeeds(
    make: Make, scale: int, chance: random.Random, say: Callable[[str], None], tmp_path: Path
) -> None:
    deployment = make()
    deployment.start()
    cleared = 0
    before, entries = seen(deployment), _imports(deployment)
    for turn in range(KILLS * scale):
        file, notes = tmp_path / f"{turn}.csv", tmp_path / f"{turn}.notes"
        write_ratings(file, deployment, rows=ROWS, name=f"k{turn}")
        deployment.spawn("imports", "tests.drills.importer", str(file), ACCOUNT, str(notes))
        _wait_for(notes, rows=int(ROWS * chance.uniform(0.05, 0.9)))
        deployment.kill()
        assert 0 < staged(deployment) < ROWS
        cleared += staged(deployment)
        assert (seen(deployment), _imports(deployment)) == (before, entries)
        deployment.start()
        assert (seen(deployment), _imports(deployment)) == (before, entries)
        again = deployment.spawn("imports", "tests.drills.importer", str(file), ACCOUNT, str(notes))
        assert again.wait(300) == 0, (deployment.logs / "imports.log").read_text()[-3000:]
        before, entries = before + ROWS, entries + 1
        assert (seen(deployment), staged(deployment), _imports(deployment)) == (before, 0, entries)
    deployment.stop()
    say(
        f"{KILLS * scale} imports of {ROWS:,} rows killed while staging, 0 rows of them seen, "
        f"{cleared:,} cleared, and as many imports succeeded afterwards"
    )


def _imports(deployment: Deployment) -> int:
    return int(deployment.read("SELECT count(*) FROM entries WHERE act = 'import'")[0][0])


def _wait_for(notes: Path, *, rows: int) -> None:
    until = time.monotonic() + 120
    while True:
        lines = notes.read_text().split() if notes.exists() else []
        if lines and lines[-1].isdigit() and int(lines[-1]) >= rows:
            return
        assert time.monotonic() < until, lines[-3:]
        time.sleep(0.01)
