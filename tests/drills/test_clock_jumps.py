"""The clock jumps by a day and by a year, forth and back, while everything runs."""

import json
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.drills.clients import Readers, Writers
from tests.drills.conftest import Make
from tests.drills.inspection import inspect
from tests.drills.system import ROOT, Deployment

JUMPS = ("+1d", "+0", "-1d", "+0", "+365d", "+0", "-365d", "+0")
"""Offsets of the clock, one after the other; one round of them for each database at SCALE=1."""
STAYS = 4.0
"""Seconds at each."""
MOST_RUNS = 4
"""How often a job that is due by the hour or by the day may run after one jump."""
LIBRARIES = ("/usr/lib/*/faketime/libfaketimeMT.so.1", "/usr/local/lib/faketime/libfaketimeMT.so.1")


def _library() -> str:
    for pattern in LIBRARIES:
        for found in Path("/").glob(pattern[1:]):
            return str(found)
    pytest.skip("libfaketime is not installed (Debian: apt-get install faketime)")


def test_the_clock_jumps_and_nothing_is_lost_or_run_a_thousand_times(
    make: Make, scale: int, say: Callable[[str], None], tmp_path: Path
) -> None:
    offset = tmp_path / "offset"
    offset.write_text("+0")
    deployment = make(
        LD_PRELOAD=_library(),
        FAKETIME_TIMESTAMP_FILE=str(offset),
        FAKETIME_NO_CACHE="1",
        # A jump of the wall clock leaves the monotonic clock alone.
        FAKETIME_DONT_FAKE_MONOTONIC="1",
        PYTHONPATH=f"{ROOT / 'tests/drills/sleeping'}:{ROOT}",
    )
    writers = Writers(deployment, deployment.logs / "notes")
    readers = Readers(deployment.url)
    jumps = JUMPS * scale
    deployment.start()
    with readers.asking():
        writers.start()
        writers.wait_for_more(5, within=60)
        for jump in jumps:
            offset.write_text(jump)
            time.sleep(STAYS)
            writers.wait_for_more(5, within=60)
        writers.stop()
    _wait_for_numbers(deployment)
    deployment.stop()
    acknowledged = writers.noted("acknowledged")
    found = inspect(deployment, acknowledged=acknowledged, tried=writers.noted("tried"), all_numbered=True)
    found.require_sound()
    runs, died = _log(deployment)
    refused = set(writers.noted("refused"))
    say(
        f"{len(jumps)} jumps, {len(acknowledged)} acknowledged, {len(found.lost)} lost, "
        f"{len(found.invented)} invented, {found.entries} entries numbered without a gap, "
        f"runs {dict(runs)}, {died} children died"
    )
    assert died == 0
    assert max(times for job, times in runs.items() if job != "sequence") <= MOST_RUNS * (len(jumps) + 1)
    assert not refused
    assert not readers.broken


def _wait_for_numbers(deployment: Deployment) -> None:
    until = time.monotonic() + 60
    while deployment.read("SELECT count(*) FROM entries WHERE number IS NULL") != [(0,)]:
        assert time.monotonic() < until, "entries wait for a number"
        time.sleep(0.2)


def _log(deployment: Deployment) -> tuple[Counter[str], int]:
    """How often each job ran, as the log tells, and how many children died."""
    runs: Counter[str] = Counter()
    died = 0
    for line in (deployment.logs / "serve.log").read_text(errors="replace").splitlines():
        if line.startswith("{"):
            event = json.loads(line)
            runs[event.get("job", "")] += event["event"] in ("job.done", "job.failed")
            died += event["event"] == "child.ended"
    del runs[""]
    return runs, died
