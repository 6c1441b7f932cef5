"""Import 1 M ratings while people use the pages, on SQLite and on PostgreSQL, beside Python's csv reader alone.

The system runs as in earnest (`answerable serve`); the import is a process of its own. Requests come at a steady rate,
whether or not earlier ones were answered, and are timed from the moment they were due. Before the rows become visible
all at once, nobody sees any of them.

    python -m bench.import_under_load [--rows 1000000] [--rate 20] [--kinds sqlite,postgresql]
"""

import argparse
import contextlib
import csv
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from bench.measure import contestant, run
from tests.drills.clients import Readers, sign_in
from tests.drills.conftest import fill
from tests.drills.ratings import ACCOUNT, seen, staged, write_ratings
from tests.drills.system import Deployment, postgres_deployment, sqlite_deployment
from tools.postgres import server

ROWS, RATE = 1_000_000, 20.0
OPEN = ("/", "/health/live", "/health/ready", "/account/sign-in/")
WORK = ("/duties/", "/contracts/")
TARGET = 1.5
QUIET = 10.0
"""Seconds of the same requests before the import begins, as a measure for them."""


@contestant
def csv_reader(path: str) -> int:
    """Python's csv reader alone: rows are counted and thrown away."""
    with Path(path).open(encoding="utf-8", newline="") as file:
        return sum(1 for _ in csv.reader(file))


def main() -> None:
    """Each database in turn."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--rows", type=int, default=ROWS)
    options.add_argument("--rate", type=float, default=RATE)
    options.add_argument("--kinds", default="sqlite,postgresql")
    asked = options.parse_args()
    with tempfile.TemporaryDirectory(prefix="answerable-bench-") as scratch:
        folder = Path(scratch)
        model = folder / "district"
        program = Path(sys.executable).with_name("answerable")
        subprocess.run([program, "model", model, "--seed", "1"], check=True, capture_output=True)
        for kind in asked.kinds.split(","):
            with deployment_of(kind, folder / kind) as deployment:
                _measure(kind, fill(deployment, model), folder, rows=asked.rows, rate=asked.rate)


@contextmanager
def deployment_of(kind: str, folder: Path) -> Iterator[Deployment]:
    """A deployment on a database of this kind, ended afterwards."""
    with contextlib.ExitStack() as stack:
        if kind == "sqlite":
            made = sqlite_deployment(folder / "data", folder / "logs")
        else:
            running = stack.enter_context(server(durable=True))
            made = postgres_deployment(folder / "data", folder / "logs", running, name="bench")
        try:
            yield made
        finally:
            made.stop()


def _measure(kind: str, deployment: Deployment, folder: Path, *, rows: int, rate: float) -> None:
    file, notes = folder / f"{kind}.csv", folder / f"{kind}.notes"
    write_ratings(file, deployment, rows=rows, name="bench")
    deployment.start()
    pages = OPEN + WORK + tuple(f"/contracts/{id}/" for (id,) in deployment.read(_SOME_CONTRACT))
    readers = Readers(deployment.url, pages, rate, sign_in(deployment.url, ACCOUNT), threads=8)
    print(f"\n{kind}: {rows:,} ratings, {file.stat().st_size / 1e6:.0f} MB of CSV, {rate:g} requests/s")
    with readers.asking():
        time.sleep(QUIET)
    _tell("before the import", readers)
    readers.answers.clear()
    before = seen(deployment)
    with readers.asking():
        importer = deployment.spawn("import", "tests.drills.importer", str(file), ACCOUNT, str(notes))
        looked = _Looks(deployment, importer, before)
        peaks = looked.until_it_ends()
    if importer.returncode != 0:
        raise SystemExit((deployment.logs / "import.log").read_text()[-3000:])
    _tell("during the import", readers)
    after, seconds = seen(deployment), float(notes.read_text().split()[-1])
    reader = statistics.median(run(csv_reader, (str(file),)).seconds for _ in range(3))
    print(
        f"  rows seen: {before:,} before, {looked.between} partly there in {looked.times} looks, "
        f"{after - before:,} more after, {staged(deployment):,} staged\n"
        f"  import {seconds:.1f} s, {rows / seconds:,.0f} rows/s, {seconds / reader:.1f} × the csv reader alone "
        f"({reader:.2f} s; target {TARGET}: {'met' if seconds <= TARGET * reader else 'MISSED'})\n"
        f"  memory of the import in MiB, at each tenth of its time: {', '.join(f'{each:.0f}' for each in peaks)}"
    )


_SOME_CONTRACT = "SELECT id FROM contracts WHERE body = 'urban' ORDER BY id LIMIT 1"


class _Looks:
    """Looks at what everybody sees, and at the memory of the import, while it runs."""

    def __init__(self, deployment: Deployment, importer: subprocess.Popen[bytes], before: int) -> None:
        self._deployment, self._importer, self._before = deployment, importer, before
        self.times = self.between = 0

    def until_it_ends(self) -> list[float]:
        """Resident memory at each tenth of the time it took, and its peak."""
        sizes: list[float] = []
        ended = threading.Event()
        threading.Thread(target=self._wait, args=(ended,), daemon=True).start()
        while not ended.wait(0.5):
            with contextlib.suppress(OSError, StopIteration):
                sizes.append(_resident(self._importer.pid))
            self.times += 1
            count = seen(self._deployment)
            # All or nothing: the last look may see all of them.
            self.between += count != self._before and staged(self._deployment) > 0
        return [sizes[len(sizes) * tenth // 10] for tenth in range(10)] + [max(sizes)]

    def _wait(self, ended: threading.Event) -> None:
        self._importer.wait()
        ended.set()


def _resident(pid: int) -> float:
    lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    return int(next(line for line in lines if line.startswith("VmRSS")).split()[1]) / 1024


def _tell(when: str, readers: Readers) -> None:
    times = sorted(seconds for _, _, seconds in readers.answers)
    failed = sum(status == 0 or status >= 500 for _, status, _ in readers.answers)
    p95 = times[int(len(times) * 0.95)]
    worst = max(readers.answers, key=lambda each: each[2])
    print(
        f"  {when:18} {len(times):6} requests, {failed} failed, p50 {statistics.median(times) * 1e3:.0f} ms, "
        f"p95 {p95 * 1e3:.0f} ms, max {worst[2] * 1e3:.0f} ms ({worst[0]})"
    )


if __name__ == "__main__":
    main()
