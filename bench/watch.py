"""Near-duplicates among a million posts beside rensa and datasketch; the detector's speed; a paper of 100 pages.

    python -m bench.watch [--n 1000000] [--runs 1] [--peers rensa rensa_pairs datasketch]

Every contestant is a process of its own; its imports are counted, reading the posts is not. We are given the posts as
they were written; the peers are spared that, and are given bare texts, from which they have to make the same shingles.
rensa is run twice: as its own benchmark has it (the Rho sketch, and whether a post repeats another, but not which), and
for pairs. datasketch is run on a tenth of the posts and told at ten times that.

Recall is of known pairs that are, exactly, alike from 0.8 on: both in one group or, where only flags are given, the
later flagged. Precision is of a sample of the pairs that were named: whether they are, exactly, alike from 0.8 on.
"""

import argparse
import json
import random
import statistics
import tempfile
import time
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import cast

from answerable.core.rulebook.watch import load_watch
from answerable.core.watch.papers.producers import look_at_paper
from answerable.core.watch.papers.values import Held, Home
from answerable.core.watch.text.shingles import WIDTH, bare, similarity
from answerable.core.watch.values import Limits
from bench.measure import Run, contestant, run
from bench.watch_posts import pairs_of, texts_of, write

LEAST = Fraction(4, 5)
_ORDERS, _SEED = 128, 42
_BATCH = 20_000
_TENTH = 10
_SAMPLE = 2_000
_BARE, _FOUND = "bare.txt", "found.json"


@dataclass
class _Found:
    """What a contestant found: groups that hang together, or flags; and some of the pairs that it named."""

    group: list[int]
    named: list[tuple[int, int]]
    flags: bool = False

    def write(self, folder: str) -> None:
        (Path(folder) / _FOUND).write_text(json.dumps([self.group, self.named, self.flags]))

    @classmethod
    def read(cls, folder: str) -> "_Found":
        group, named, flags = json.loads((Path(folder) / _FOUND).read_text())
        return cls(group, [(one, other) for one, other in named], flags)

    def has(self, pair: tuple[int, int]) -> bool:
        one, other = pair
        return bool(self.group[other]) if self.flags else self.group[one] == self.group[other]


class _Joined:
    """Texts that hang together by pairs, and some of the pairs."""

    def __init__(self, n: int) -> None:
        self._of, self._named = list(range(n)), list[tuple[int, int]]()

    def root(self, place: int) -> int:
        while self._of[place] != place:
            self._of[place] = self._of[self._of[place]]
            place = self._of[place]
        return place

    def join(self, place: int, others: Iterable[int]) -> None:
        for other in others:
            first, second = sorted((self.root(place), self.root(other)))
            self._of[second] = first
            if place % 50 == 0 and place != other:
                self._named.append((place, other))

    def found(self) -> _Found:
        named = random.Random(1).sample(self._named, min(_SAMPLE, len(self._named)))
        return _Found([self.root(place) for place in range(len(self._of))], named)


@contestant
def ours(folder: str) -> float:
    """Groups as the watch finds them, from the posts as they were written."""
    texts = texts_of(folder)
    begun = time.perf_counter()
    from answerable.engines.near import near_groups

    groups = near_groups(texts, least=LEAST)
    seconds = time.perf_counter() - begun
    group = list(range(len(texts)))
    for each in groups:
        for member in each.members:
            group[member] = each.members[0]
    twos = [(each.members[0], each.members[1]) for each in groups if len(each.members) == 2]
    _Found(group, random.Random(1).sample(twos, min(_SAMPLE, len(twos)))).write(folder)
    return seconds


@contestant
def rensa(folder: str) -> float:
    """The Rho sketch of rensa's benchmark: which posts repeat another, but not which other."""
    texts = texts_of(folder, _BARE)
    begun = time.perf_counter()
    from rensa import RMinHash, RMinHashLSH

    sets = (_shingles(text) for text in texts)
    matrix = RMinHash.digest_matrix_from_token_sets_rho(sets, num_perm=_ORDERS, seed=_SEED)
    index = RMinHashLSH(threshold=float(LEAST), num_perm=_ORDERS, num_bands=8)
    flags = index.query_duplicate_flags_matrix_one_shot(matrix)
    seconds = time.perf_counter() - begun
    _Found([int(flag) for flag in flags], [], flags=True).write(folder)
    return seconds


@contestant
def rensa_pairs(folder: str) -> float:
    """Rensa's full sketches and its index, in batches: which posts may repeat which."""
    texts = texts_of(folder, _BARE)
    joined, spent = _Joined(len(texts)), 0.0
    begun = time.perf_counter()
    from rensa import RMinHash, RMinHashLSH

    index = RMinHashLSH(threshold=float(LEAST), num_perm=_ORDERS, num_bands=16)
    spent += time.perf_counter() - begun
    for start in range(0, len(texts), _BATCH):
        begun = time.perf_counter()
        sets = (_shingles(text) for text in texts[start : start + _BATCH])
        sketches = RMinHash.from_token_sets(sets, num_perm=_ORDERS, seed=_SEED)
        index.insert_many(sketches, start)
        named = index.query_all(sketches)
        spent += time.perf_counter() - begun
        for place, others in enumerate(named, start=start):
            joined.join(place, others)
    joined.found().write(folder)
    return spent


@contestant
def datasketch(folder: str) -> float:
    """Datasketch's MinHash in bulk and its index: which posts may repeat which."""
    texts = texts_of(folder, _BARE)
    begun = time.perf_counter()
    from datasketch import MinHash, MinHashLSH

    index = MinHashLSH(threshold=float(LEAST), num_perm=_ORDERS)
    sets = ([shingle.encode() for shingle in _shingles(text)] for text in texts)
    named = []
    for place, sketch in enumerate(MinHash.generator(sets, num_perm=_ORDERS)):
        named.append(index.query(sketch))
        index.insert(place, sketch, check_duplication=False)
    seconds = time.perf_counter() - begun
    joined = _Joined(len(texts))
    for place, others in enumerate(named):
        joined.join(place, others)
    joined.found().write(folder)
    return seconds


# These two are run like contestants, for a process starts with the peak of the one that started it: keep that small.
@contestant
def prepared(folder: str, n: str) -> None:
    """Write so many posts, and what of them is compared."""
    write(Path(folder), int(n))
    (Path(folder) / _BARE).write_bytes("\0".join(map(bare, texts_of(folder))).encode())


@contestant
def judged(folder: str) -> tuple[float, float | None]:
    """Recall and precision of what was found last, by the plain judge; None where no pairs were named."""
    texts, found = texts_of(folder), _Found.read(folder)
    alike = [pair for pair in pairs_of(folder) if similarity(texts[pair[0]], texts[pair[1]]) >= LEAST]
    right = [similarity(texts[one], texts[other]) >= LEAST for one, other in found.named]
    return statistics.mean(map(found.has, alike)), statistics.mean(right) if right else None


def _shingles(text: str) -> list[str]:
    return [text[at : at + WIDTH] for at in range(max(1, len(text) - WIDTH + 1))]


def near(n: int, peers: Sequence[str], runs: int) -> None:
    """Print the contestants at so many posts."""
    print(f"\nnear-duplicates among {n:,} posts")
    with tempfile.TemporaryDirectory() as whole, tempfile.TemporaryDirectory() as tenth:
        for folder, size in ((whole, n), (tenth, n // _TENTH)):
            run(prepared, [folder, str(size)])
        contestants = [ours, *(each for each in (rensa, rensa_pairs, datasketch) if each.__name__ in peers)]
        done: dict[str, list[Run]] = {each.__name__: [] for each in contestants}
        found: dict[str, tuple[float, float | None]] = {}
        for turn in range(runs):
            for each in contestants:
                if each is datasketch and turn:
                    continue
                folder = tenth if each is datasketch else whole
                done[each.__name__].append(run(each, [folder]))
                found[each.__name__] = cast(tuple[float, float | None], run(judged, [folder]).result)
    _print(done, found)


def _print(done: Mapping[str, Sequence[Run]], found: Mapping[str, tuple[float, float | None]]) -> None:
    """What everybody took and found, and whether the targets are met."""
    print(f"  {'':14}{'seconds':>9}{'× ours':>8}{'peak MiB':>10}{'recall':>9}{'precision':>12}")
    seconds = {
        name: statistics.median(float(str(one.result)) for one in runs) * _times(name)
        for name, runs in done.items()
    }
    mine = seconds.pop("ours")
    for name, runs in done.items():
        recall, precision = found[name]
        told = f"   (on a tenth of the posts; seconds × {_TENTH})" if _times(name) > 1 else ""
        named = f"{precision:.4f}" if precision is not None else "names none"
        taken = seconds.get(name, mine)
        peak = max(one.mebibytes for one in runs)
        print(f"  {name:14}{taken:9.1f}{taken / mine:8.2f}{peak:10.0f}{recall:9.4f}{named:>12}{told}")
    print(f"  target: recall ≥ 0.98: {found['ours'][0]:.4f}, {_met(found['ours'][0] >= 0.98)}")
    if seconds:
        ratio = mine / min(seconds.values())
        print(f"  target: ours ≤ 1 × the fastest peer: {ratio:.2f}, {_met(ratio <= 1)}")


def _times(name: str) -> int:
    return _TENTH if name == "datasketch" else 1


def _met(met: bool) -> str:
    return "met" if met else "MISSED"


def detector() -> None:
    """Print how quick the hostile model is."""
    from bench.watch_detector import TARGET, detector_speed

    speed = detector_speed()
    met = _met(speed >= TARGET) if speed else "no texts to read"
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
    print(
        f"\n100 pages, {len(paper.text):,} characters: read {read:.2f} s, "
        f"with all rules {whole:.2f} s; target < 2 s: {_met(whole < 2)}"
    )


def main() -> None:
    """All rows."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--n", type=int, default=1_000_000)
    options.add_argument("--runs", type=int, default=1)
    options.add_argument("--peers", nargs="*", default=["rensa", "rensa_pairs", "datasketch"])
    asked = options.parse_args()
    near(asked.n, asked.peers, asked.runs)
    detector()
    long_paper()


if __name__ == "__main__":
    main()
