"""Run contestants in turn, each in a process of its own, and print medians, ratios and peak memory.

A contestant's time is taken inside its process, after Python has started and before it ends, so that imports the
contestant makes for itself are counted and the interpreter's own start is not.
"""

import importlib
import json
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

Contestant = Callable[..., object]
_ROOT = Path(__file__).resolve().parents[1]


@dataclass(frozen=True)
class Run:
    """One run: seconds, peak resident memory in MiB, and what it returned."""

    seconds: float
    mebibytes: float
    result: object


def contestant(function: Contestant) -> Contestant:
    """Mark a function of a bench that can be run in a process of its own; its arguments are texts."""
    function.contestant = True  # type: ignore[attr-defined]
    return function


def run(function: Contestant, arguments: Sequence[str]) -> Run:
    """Run one contestant once, in a fresh process."""
    module = function.__module__ if function.__module__ != "__main__" else f"bench.{Path(sys.argv[0]).stem}"
    command = [sys.executable, "-m", "bench.measure", module, function.__name__, *arguments]
    done = subprocess.run(command, cwd=_ROOT, capture_output=True, text=True, check=False)
    if done.returncode:
        raise SystemExit(done.stderr)
    return Run(**json.loads(done.stdout.splitlines()[-1]))


def compare(
    contestants: Sequence[Contestant],
    *,
    arguments: Sequence[str],
    beside: Contestant,
    target: float | None,
    runs: int,
    of: Contestant | None = None,
) -> dict[str, float]:
    """Run all in turn, so often; print a table of medians; return each one's seconds."""
    results: dict[str, list[Run]] = {each.__name__: [] for each in contestants}
    for _ in range(runs):
        for each in contestants:
            results[each.__name__].append(run(each, arguments))
    seconds = {name: statistics.median(each.seconds for each in found) for name, found in results.items()}
    base = seconds[beside.__name__]
    print(
        f"  {'':22}{'median s':>9}{'min s':>8}{'max s':>8}{'× ' + beside.__name__:>16}{'peak MiB':>10}   result"
    )
    for name, found in results.items():
        times, peak = [each.seconds for each in found], max(each.mebibytes for each in found)
        print(
            f"  {name:22}{seconds[name]:9.3f}{min(times):8.3f}{max(times):8.3f}{seconds[name] / base:16.2f}"
            f"{peak:10.0f}   {found[0].result}"
        )
    ours = (of or contestants[0]).__name__
    if target is not None:
        verdict = "met" if seconds[ours] / base <= target else "MISSED"
        print(f"  target: {ours} ≤ {target} × {beside.__name__}: {seconds[ours] / base:.2f}, {verdict}")
    return seconds


def _child(module: str, name: str, arguments: Sequence[str]) -> None:
    function = getattr(importlib.import_module(module), name)
    begun = time.perf_counter()
    result = function(*arguments)
    seconds = time.perf_counter() - begun
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps({"seconds": seconds, "mebibytes": peak, "result": result}))


if __name__ == "__main__":
    _child(sys.argv[1], sys.argv[2], sys.argv[3:])
