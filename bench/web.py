"""The duty page and the contract page with 100,000 contracts in the tables, at 50 requests a second.

The system runs as in earnest (`answerable serve`), on SQLite and on PostgreSQL. Requests come at a steady rate, whether
or not earlier ones were answered, and are timed from the moment they were due. Beside them, in the same run: a page
that reads nothing from the database.

    python -m bench.web [--contracts 100000] [--rate 50] [--seconds 30] [--kinds sqlite,postgresql]
"""

import argparse
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from bench.import_under_load import deployment_of
from tests.drills.clients import Readers, sign_in
from tests.drills.conftest import fill
from tests.drills.ratings import ACCOUNT
from tests.drills.system import Deployment

CONTRACTS, RATE, SECONDS = 100_000, 50.0, 30.0
TARGET_MS = 150.0
PAGES = {
    "a page without a question": ("/health/live",),
    "my duties": ("/duties/",),
    "a contract": tuple(f"/contracts/many-{number}/" for number in range(0, 200, 20)),
    "the list of contracts": ("/contracts/", "/contracts/?page=2", "/contracts/?standing=watch"),
}


def main() -> None:
    """Each database in turn."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--contracts", type=int, default=CONTRACTS)
    options.add_argument("--rate", type=float, default=RATE)
    options.add_argument("--seconds", type=float, default=SECONDS)
    options.add_argument("--kinds", default="sqlite,postgresql")
    asked = options.parse_args()
    with tempfile.TemporaryDirectory(prefix="answerable-bench-") as scratch:
        folder = Path(scratch)
        model = folder / "district"
        program = Path(sys.executable).with_name("answerable")
        subprocess.run([program, "model", model, "--seed", "1"], check=True, capture_output=True)
        for kind in asked.kinds.split(","):
            with deployment_of(kind, folder / kind) as deployment:
                _measure(kind, fill(deployment, model), asked)


def _measure(kind: str, deployment: Deployment, asked: argparse.Namespace) -> None:
    filling = deployment.spawn("fill", "bench.many_contracts", str(asked.contracts))
    if filling.wait() != 0:
        raise SystemExit((deployment.logs / "fill.log").read_text()[-3000:])
    deployment.start()
    cookie = sign_in(deployment.url, ACCOUNT)
    ((held,),) = deployment.read("SELECT count(*) FROM contracts")
    print(f"\n{kind}: {held:,} contracts, {asked.rate:g} requests/s for {asked.seconds:g} s each")
    for name, pages in PAGES.items():
        readers = Readers(deployment.url, pages, asked.rate, cookie, threads=16)
        with readers.asking():
            time.sleep(3)
            readers.answers.clear()
            time.sleep(asked.seconds)
        _tell(name, readers)


def _tell(name: str, readers: Readers) -> None:
    times = sorted(seconds * 1e3 for _, _, seconds in readers.answers)
    wrong = sum(status != 200 for _, status, _ in readers.answers)
    p95 = times[int(len(times) * 0.95)]
    print(
        f"  {name:28} {len(times):5} requests, {wrong} not 200, p50 {statistics.median(times):5.0f} ms, "
        f"p95 {p95:5.0f} ms ({'met' if p95 < TARGET_MS and not wrong else 'MISSED'}), max {times[-1]:5.0f} ms"
    )


if __name__ == "__main__":
    main()
