"""Decide work items by the Chinese boundary rulebook, beside GoRules ZEN with the same table.

Ours is the whole of `answerable scope batch`: read and check a Parquet file of a million items, decide each with every
rule that holds, its duties and grounds, and write the answers. ZEN gets its items ready in memory and only decides: one
by one, or many in one call on two threads, which is its fastest mode here. Both answers are compared item by item.

    python -m bench.scope [--items 1000000] [--zen 20000] [--runs 3]
"""

import argparse
import random
import statistics
import tempfile
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path
from time import perf_counter
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from answerable.core.rulebook.boundary import Boundary
from answerable.core.rulebook.facts import FactKind
from answerable.core.rulebook.shipped import load_boundary
from answerable.core.scope.grid import grid_of
from bench.measure import contestant, run

ON = date(2026, 6, 30)
ITEMS, FOR_ZEN, TARGET = 1_000_000, 20_000, 5
_CALL = 2_000


@contestant
def write_items(folder: str, items: str, for_zen: str) -> int:
    """The files of items: all, a tenth, and those for ZEN. In a process of its own, so that its memory is its own."""
    path, n = Path(folder), int(items)
    table = drawn_items(load_boundary("cn"), n)
    for name, rows in (("items", n), ("few", n // 10), ("zen", int(for_zen))):
        pq.write_table(table.slice(0, rows), path / f"{name}.parquet")
    return n


def drawn_items(book: Boundary, n: int) -> pa.Table:
    """Items with every fact known, drawn evenly over the cells of all facts, none of them contradictory."""
    drawn = random.Random(7)
    grid = grid_of(book)
    columns: dict[str, list[Any]] = {"id": [f"i{at:07}" for at in range(n)]}
    for axis in grid:
        columns[axis.fact.id] = [axis.value(cell) for cell in drawn.choices(range(axis.size), k=n)]
    for at in range(n):
        columns["amount_yuan"][at] = 0 if columns["paid"][at] == "no" else columns["amount_yuan"][at]
        columns["bond_cash"][at] = "no" if columns["bond_percent"][at] == 0 else columns["bond_cash"][at]
        if columns["occasion"][at] == "new":
            columns["supplement_percent"][at] = 0
    numbers = {fact.id for fact in book.facts if fact.kind is FactKind.NUMBER}
    kinds = {name: pa.int64() if name in numbers else pa.string() for name in columns}
    return pa.table({name: pa.array(each, kinds[name]) for name, each in columns.items()})


@contestant
def ours(folder: str) -> int:
    """The whole command, from file to file."""
    from answerable.actions.offline.scope.batch import decide_batch

    (Path(folder) / "out.parquet").unlink(missing_ok=True)
    return decide_batch(
        Path(folder) / "items.parquet", Path(folder) / "out.parquet", rulebook="cn", on=ON
    ).total()


@contestant
def ours_few(folder: str) -> int:
    """The same for a tenth of the items, to see whether memory grows with them."""
    from answerable.actions.offline.scope.batch import decide_batch

    (Path(folder) / "few-out.parquet").unlink(missing_ok=True)
    return decide_batch(
        Path(folder) / "few.parquet", Path(folder) / "few-out.parquet", rulebook="cn", on=ON
    ).total()


@contestant
def zen_many(folder: str) -> float:
    """Items decided per second by many in a call on two threads; reading them is not counted."""
    decision, items = _zen(folder, loop="items")
    calls = [{"items": items[at : at + _CALL]} for at in range(0, len(items), _CALL)]
    begun = perf_counter()
    with ThreadPoolExecutor(2) as pool:
        answers = list(pool.map(decision.evaluate, calls))
    seconds = perf_counter() - begun
    found = [each for answer in answers for each in answer["result"]["verdict"]]
    _same(folder, [each["verdict"] for each in found])
    return len(items) / seconds


@contestant
def zen_single(folder: str) -> float:
    """Items decided per second one by one."""
    decision, items = _zen(folder, loop=None)
    few = items[:2_000]
    begun = perf_counter()
    for item in few:
        decision.evaluate(item)
    return len(few) / (perf_counter() - begun)


def _zen(folder: str, *, loop: str | None) -> tuple[Any, list[dict[str, Any]]]:
    import zen

    from bench.jdm import model

    items = pq.read_table(Path(folder) / "zen.parquet").drop_columns(["id"]).to_pylist()
    return zen.ZenEngine().create_decision(model(load_boundary("cn").on(ON), loop=loop)), items


def _same(folder: str, verdicts: list[str]) -> None:
    expected = pq.read_table(Path(folder) / "out.parquet", columns=["verdict"]).column(0).to_pylist()
    assert verdicts == expected[: len(verdicts)], "the two do not agree"


def main() -> None:
    """Ours and ZEN in turn, so often; the medians of the rates."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--items", type=int, default=ITEMS)
    options.add_argument("--zen", type=int, default=FOR_ZEN)
    options.add_argument("--runs", type=int, default=3)
    asked = options.parse_args()
    book = load_boundary("cn")
    with tempfile.TemporaryDirectory() as folder:
        run(write_items, (folder, str(asked.items), str(asked.zen)))
        print(f"{len(book.on(ON).rules)} rules in force, {len(book.facts)} facts, {asked.items:,} items")
        rates: dict[str, list[float]] = {}
        peaks: dict[str, float] = {}
        for _ in range(asked.runs):
            for each in (ours, ours_few, zen_many, zen_single):
                found = run(each, (folder,))
                peaks[each.__name__] = max(peaks.get(each.__name__, 0), found.mebibytes)
                counted = found.result if each in (zen_many, zen_single) else found.result / found.seconds  # type: ignore[operator]
                rates.setdefault(each.__name__, []).append(float(counted))  # type: ignore[arg-type]
    medians = {name: statistics.median(found) for name, found in rates.items()}
    for name, rate in medians.items():
        print(
            f"  {name:12}{rate:12,.0f} items/s, {peaks[name]:5.0f} MiB, runs {[round(each) for each in rates[name]]}"
        )
    ratio = medians["ours"] / max(medians["zen_many"], medians["zen_single"])
    print(f"  target: ours ≥ {TARGET} × ZEN's fastest: {ratio:.1f}, {'met' if ratio >= TARGET else 'MISSED'}")
    grown = peaks["ours"] / peaks["ours_few"]
    print(f"  memory: ten times the items take {grown:.2f} × the memory")


if __name__ == "__main__":
    main()
