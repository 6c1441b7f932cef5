"""Near-duplicates among a million posts beside rensa and datasketch; the detector's speed; a paper of 100 pages.

    python -m bench.watch [--n 1000000] [--peers rensa datasketch]

Every contestant is a process of its own, its imports and its reading counted, and gives the groups that hang
together by pairs alike from 0.8 on. Recall is the share of known pairs, exactly that alike, that end up in one group;
what a peer finds is verified by nobody, ours is all exact. Peers are given sets of shingles, as their documentation
has it. datasketch is run on a tenth and told at ten times that, for it is linear.
"""

import argparse
import tempfile
import time
from collections.abc import Iterable, Sequence
from datetime import date
from fractions import Fraction
from pathlib import Path

from answerable.core.rulebook.watch import load_watch
from answerable.core.watch.papers.producers import look_at_paper
from answerable.core.watch.papers.values import Held, Home
from answerable.core.watch.text.shingles import bare, similarity
from answerable.core.watch.values import Limits
from bench.measure import Run, contestant, run
from bench.watch_posts import pairs_of, texts_of, write

LEAST = Fraction(4, 5)
_ORDERS = 128
_BATCH = 20_000


def recall(groups: Iterable[Sequence[int]], folder: str) -> str:
    """The share of the known pairs alike enough that are in one group, and how many groups there are."""
    owner: dict[int, int] = {}
    count = 0
    for count, group in enumerate(groups, start=1):
        for member in group:
            owner[member] = count
    texts = texts_of(folder)
    alike = [pair for pair in pairs_of(folder) if similarity(texts[pair[0]], texts[pair[1]]) >= LEAST]
    found = sum(first in owner and owner.get(first) == owner.get(second) for first, second in alike)
    return f"recall {found / max(1, len(alike)):.4f} of {len(alike):,} pairs, {count:,} groups"


class _Joined:
    """Places that hang together."""

    def __init__(self, n: int) -> None:
        self._of = list(range(n))

    def root(self, place: int) -> int:
        while self._of[place] != place:
            self._of[place] = self._of[self._of[place]]
            place = self._of[place]
        return place

    def join(self, one: int, other: int) -> None:
        first, second = sorted((self.root(one), self.root(other)))
        self._of[second] = first

    def groups(self) -> list[list[int]]:
        found: dict[int, list[int]] = {}
        for place in range(len(self._of)):
            found.setdefault(self.root(place), []).append(place)
        return [group for group in found.values() if len(group) > 1]


def _timed(begun: float, groups: Iterable[Sequence[int]], folder: str) -> str:
    """The seconds until now, and then the recall, which is not counted."""
    return f"{time.perf_counter() - begun:.2f} {recall(groups, folder)}"


@contestant
def ours(folder: str) -> str:
    """Groups as the watch finds them, every pair exact."""
    begun = time.perf_counter()
    from answerable.engines.near import near_groups

    groups = near_groups(texts_of(folder), least=LEAST)
    return _timed(begun, [group.members for group in groups], folder)


@contestant
def rensa(folder: str) -> str:
    """Rensa's MinHash and index in batches."""
    begun = time.perf_counter()
    from rensa import RMinHash, RMinHashLSH

    texts = texts_of(folder)
    index = RMinHashLSH(threshold=float(LEAST), num_perm=_ORDERS, num_bands=16)
    joined = _Joined(len(texts))
    for start in range(0, len(texts), _BATCH):
        sets = [_shingles(text) for text in texts[start : start + _BATCH]]
        sketches = RMinHash.from_token_sets(sets, _ORDERS, 42)
        index.insert_many(sketches, start)
        for place, others in enumerate(index.query_all(sketches), start=start):
            for other in others:
                joined.join(place, other)
    return _timed(begun, joined.groups(), folder)


@contestant
def datasketch(folder: str) -> str:
    """Datasketch's MinHash in bulk and its index."""
    begun = time.perf_counter()
    from datasketch import MinHash, MinHashLSH

    texts = texts_of(folder)
    index = MinHashLSH(threshold=float(LEAST), num_perm=_ORDERS)
    joined = _Joined(len(texts))
    sets = ([shingle.encode() for shingle in _shingles(text)] for text in texts)
    for place, sketch in enumerate(MinHash.generator(sets, num_perm=_ORDERS)):
        for other in index.query(sketch):
            joined.join(place, other)
        index.insert(place, sketch, check_duplication=False)
    return _timed(begun, joined.groups(), folder)


def _shingles(text: str) -> list[str]:
    signs = bare(text)
    return list({signs[at : at + 3] for at in range(max(1, len(signs) - 2))})


def near(n: int, peers: Sequence[str]) -> None:
    """Print the contestants at so many posts."""
    known = {"rensa": rensa, "datasketch": datasketch}
    print(f"\nnear-duplicates among {n:,} posts")
    with tempfile.TemporaryDirectory() as scratch, tempfile.TemporaryDirectory() as tenth:
        write(Path(scratch), n)
        write(Path(tenth), n // 10)
        mine = _row("ours", run(ours, [scratch]), 1)
        others = [
            _row(
                name,
                run(known[name], [tenth if name == "datasketch" else scratch]),
                10 if name == "datasketch" else 1,
            )
            for name in peers
        ]
    if others:
        met = "met" if mine <= min(others) else "MISSED"
        print(f"  {mine / min(others):.2f} × the faster peer; target ≤ 1: {met}")


def _row(name: str, done: Run, times: int) -> float:
    seconds, _, told = str(done.result).partition(" ")
    whole = float(seconds) * times
    mark = " (a tenth of the posts, × 10)" if times > 1 else ""
    print(f"  {name:<12}{whole:8.1f} s  peak {done.mebibytes:6.0f} MiB  {told}{mark}")
    return whole


def detector() -> None:
    """Print how quick the hostile model is."""
    from bench.watch_detector import TARGET, detector_speed

    speed = detector_speed()
    met = "no texts to read" if not speed else "met" if speed >= TARGET else "MISSED"
    print(f"\nhostile model: {speed:,.0f} short texts a second; target ≥ {TARGET:,}: {met}")


def long_paper() -> None:
    """Print how long a paper of 100 pages takes, from its bytes through all rules."""
    import docx

    from answerable.sources.papers.open import read_paper

    document = docx.Document()
    document.add_paragraph("样例县人民政府关于2026年上半年工作情况的报告")
    for page in range(100):
        document.add_heading(f"第{page + 1}部分 重点工作", level=2)
        for item in range(12):
            document.add_paragraph(
                f"{item + 1}. 截至2026年{item % 6 + 1}月，县有关部门完成第{page * 12 + item}项任务，"
                f"投入资金{page + item}万元，组织检查三次，发现问题逐项整改，下一步继续压实责任。"
            )
        table = document.add_table(rows=4, cols=4)
        for number, cell in enumerate(cell for row in table.rows for cell in row.cells):
            cell.text = f"{page}-{number}"
    limits = Limits(load_watch("cn").thresholds(date(2026, 6, 30)))
    with tempfile.TemporaryDirectory() as scratch:
        path = Path(scratch) / "long.docx"
        document.save(str(path))
        begun = time.perf_counter()
        paper = read_paper(path)
        read = time.perf_counter() - begun
        look_at_paper(paper, Held(date(2026, 6, 30), Home(("样例县",))), limits)
        whole = time.perf_counter() - begun
    met = "met" if whole < 2 else "MISSED"
    print(
        f"\n100 pages, {len(paper.text):,} characters: read {read:.2f} s, "
        f"with all rules {whole:.2f} s; target < 2 s: {met}"
    )


def main() -> None:
    """All rows."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--n", type=int, default=1_000_000)
    options.add_argument("--peers", nargs="*", default=["rensa", "datasketch"])
    asked = options.parse_args()
    near(asked.n, asked.peers)
    detector()
    long_paper()


if __name__ == "__main__":
    main()
