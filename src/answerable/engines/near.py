"""Groups of posts that say nearly the same, among a million, as core.watch.text.shingles judges pairs.

Texts that are the same are one text first. Of every other, minima of its shingles in 60 fixed orders are put together
to 12 keys (MinHash with banding: Broder 1997; Indyk and Motwani 1998), and texts that share a key are compared. Before
two are compared on their characters, bits that their shingles set tell whether they can be so alike at all (a bitmap
filter: Sandes, Teodoro and Melo 2020), which spares most comparisons and loses no pair. The oldest of a key is compared
with all, the next only where some still stand apart, so that a family of thousands takes thousands of steps, not
millions. What is slow is a large family whose members are each half to four fifths alike: all its pairs are looked at.

Why so, and not with a library: rensa and datasketch want every shingle as a Python string, which alone takes about as
long as all this does; at their usual keys they overlook many pairs just above 0.8, and what they find is an estimate.
An exact join on rare shingles finds everything, but official language repeats itself so much that too many texts share
a rare one. `python -m bench.watch` has the figures. A million posts of 120 characters take some 1.2 GiB: two bytes for
each character, 280 for each text, and the texts themselves.
"""

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from fractions import Fraction
from itertools import starmap
from math import ceil, log, log1p
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from answerable.core.watch.text.shingles import WIDTH, similarity
from answerable.engines.near_texts import Ints, Map, Texts, may_reach, overlap, read

T = TypeVar("T")

_MISSED = 0.01
"""The share of pairs just as alike as asked that may stay unseen."""
_ROWS, _BANDS, _ORDERS = 8, 17, 72
"""At most so many minima to a key, so many keys, and so many minima in all."""
_FEW = 256
"""So few texts are all compared with one another."""
_LOOKED, _JUDGED = 1 << 12, 1 << 12
"""Pairs that are looked at, and pairs that are compared exactly, at a time."""
_TURNS, _REST = 8, 1 << 22
"""After so many turns pairs are compared at once if there are not more than half so many."""
_THREADS = 4


@dataclass(frozen=True)
class Group:
    """Positions of texts that say nearly the same, in order: two at least.

    Each is as alike as asked to another of the group, and all hang together. `similarity` is that of the first and
    the one least like it, so that it can lie below what was asked where texts changed step by step.
    """

    members: tuple[int, ...]
    similarity: Fraction


@dataclass(frozen=True)
class Pair:
    """Two texts and how alike they are, exactly."""

    earlier: int
    later: int
    similarity: Fraction


def near_groups(
    texts: Sequence[str], *, least: Fraction = Fraction(4, 5), fold: bool = False
) -> tuple[Group, ...]:
    """The groups of texts that hang together by pairs at least so alike, in the order of their first texts.

    A group that is found is exact. Of the pairs that are just as alike as asked, fewer than one in a hundred is
    overlooked, of closer ones hardly any, and none among at most 256 different texts. Blank texts are in no group.
    `fold` takes all numbers for one, and all days of the week. Raises ValueError unless 0 < least ≤ 1.
    """
    if not 0 < least <= 1:
        raise ValueError(least)
    distinct = list(dict.fromkeys(texts))
    places = dict(zip(distinct, range(len(distinct)), strict=True))
    kind = np.fromiter(map(places.__getitem__, texts), np.int64, len(texts))
    del places
    bands, rows = bands_for(least)
    with ThreadPoolExecutor(min(_THREADS, os.cpu_count() or 1)) as pool:
        bare = read(distinct, bands=bands, rows=rows, fold=fold, over=pool.map)
        forest = _Forest(bare, least, pool.map)
        forest.grow()
        lowest = forest.lowest()
    blank = [at for at in np.flatnonzero(bare.sizes == 0).tolist() if not distinct[at].strip()]
    return tuple(_groups(forest.tops[kind], lowest, blank))


def pairs_of(group: Group, texts: Sequence[str], *, fold: bool = False) -> tuple[Pair, ...]:
    """The first text of the group beside each of the others, judged exactly."""
    first, *others = group.members
    return tuple(Pair(first, each, similarity(texts[first], texts[each], fold=fold)) for each in others)


def _groups(tops: Ints, lowest: dict[int, Fraction], blank: Sequence[int]) -> Iterator[Group]:
    order = np.argsort(tops, kind="stable")
    edges = np.flatnonzero(np.diff(tops[order], prepend=-1, append=-1))
    for start, end in zip(edges[:-1][np.diff(edges) > 1], edges[1:][np.diff(edges) > 1], strict=True):
        top = int(tops[order[start]])
        if top not in blank:
            yield Group(tuple(order[start:end].tolist()), lowest.get(top, Fraction(1)))


def bands_for(least: Fraction) -> tuple[int, int]:
    """How many keys, and how many minima to a key, find pairs as alike as asked but for those that may be missed."""
    for rows in range(_ROWS, 0, -1):
        hit = float(least) ** rows
        bands = 1 if hit == 1 else ceil(log(_MISSED) / log1p(-hit))
        if bands <= _BANDS and bands * rows <= _ORDERS:
            return bands, rows
    return _ORDERS, 1


class _Forest:
    """Texts that hang together: from each a way leads up to the first of its group."""

    def __init__(self, texts: Texts, least: Fraction, over: Map) -> None:
        self.texts, self.least, self.pooled = texts, least, over
        n = len(texts.sizes)
        self.up = np.arange(n)
        self.beside, self.common, self.either = np.full(n, -1), np.ones(n, np.int64), np.ones(n, np.int64)

    @property
    def tops(self) -> Ints:
        """The first text of each one's group."""
        return self._top(np.arange(len(self.up)))

    def grow(self) -> None:
        """Find the pairs that are so alike, and let them hang together."""
        self._join(*_same(self.texts))
        usable = np.flatnonzero(self.texts.shingles)
        if len(self.up) <= _FEW:
            self._grow_in(0, usable, np.array([len(usable)]))
            return

        def runs(band: int) -> tuple[Ints, Ints]:
            return _runs(self.texts.keys[usable, band], usable)

        for band, (ids, sizes) in enumerate(self.pooled(runs, range(self.texts.keys.shape[1]))):
            self._grow_in(band, ids, sizes)

    def lowest(self) -> dict[int, Fraction]:
        """By the first text of a group, how like it the text is that is least like it."""
        tops = self.tops
        repeats = np.flatnonzero((tops != np.arange(len(tops))) & (self.texts.shingles > 0))
        asked = repeats[self.beside[repeats] != tops[repeats]]
        for ids, common, either in self._over(self._measured, _slices(tops[asked], asked, _JUDGED)):
            self.common[ids], self.either[ids] = common, either
        order = repeats[np.lexsort((self.common[repeats] / self.either[repeats], tops[repeats]))]
        firsts = order[np.flatnonzero(np.diff(tops[order], prepend=-1))]
        measures = zip(self.common[firsts].tolist(), self.either[firsts].tolist(), strict=True)
        return dict(zip(tops[firsts].tolist(), starmap(Fraction, measures), strict=True))

    def _measured(self, pairs: tuple[Ints, Ints]) -> tuple[Ints, Ints, Ints]:
        return pairs[1], *overlap(self.texts, *pairs)

    def _grow_in(self, band: int, ids: Ints, sizes: Ints) -> None:
        """In every run, compare the first with all others, then the second with all after it, while any stand apart.

        Once few pairs are left, they are compared at once.
        """
        turn = 0
        while len(sizes) and sizes[0]:
            tops, starts = self._top(ids), np.cumsum(sizes) - sizes
            apart = np.minimum.reduceat(tops, starts) != np.maximum.reduceat(tops, starts)
            kept = np.repeat(apart, sizes)
            ids, tops, sizes = ids[kept], tops[kept], sizes[apart]
            last = turn >= _TURNS and int((sizes * (sizes - 1)).sum()) <= _REST
            one, other = _pairs(sizes) if last else _first_pairs(sizes)
            apart = tops[one] != tops[other]
            self._compare(band, ids[one[apart]], ids[other[apart]])
            if last:
                break
            ids, sizes, turn = np.delete(ids, np.cumsum(sizes) - sizes), sizes - 1, turn + 1

    def _compare(self, band: int, one: Ints, other: Ints) -> None:
        """Let those of the pairs hang together that are so alike."""

        def kept(pairs: tuple[Ints, Ints]) -> NDArray[np.bool_]:
            return self._worth_judging(band, *pairs)

        worth = np.concatenate([np.zeros(0, np.bool_), *self._over(kept, _slices(one, other, _LOOKED))])
        one, other = one[worth], other[worth]
        for a, b, common, either in self._over(self._judged, _slices(one, other, _JUDGED)):
            self.beside[b], self.common[b], self.either[b] = a, common, either
            self._join(a, b)

    def _worth_judging(self, band: int, one: Ints, other: Ints) -> NDArray[np.bool_]:
        """Which pairs may be so alike, and were not judged for an earlier band."""
        keys = self.texts.keys
        near = may_reach(self.texts, one, other, least=self.least)
        one, other = one[near], other[near]
        near[near] = ~(keys[one, :band] == keys[other, :band]).any(axis=1)
        return near

    def _judged(self, pairs: tuple[Ints, Ints]) -> tuple[Ints, Ints, Ints, Ints]:
        """Those of the pairs that are so alike, and what they share."""
        common, either = overlap(self.texts, *pairs)
        good = common * self.least.denominator >= either * self.least.numerator
        return pairs[0][good], pairs[1][good], common[good], either[good]

    def _over(
        self, function: Callable[[tuple[Ints, Ints]], T], slices: Sequence[tuple[Ints, Ints]]
    ) -> Iterable[T]:
        # Handing over a single slice, of thousands, takes longer than working on it.
        return map(function, slices) if len(slices) < 2 else self.pooled(function, slices)

    def _top(self, nodes: Ints) -> Ints:
        top = self.up[nodes]
        while not np.array_equal(above := self.up[top], top):
            top = above
        self.up[nodes] = top
        return top

    def _join(self, one: Ints, other: Ints) -> None:
        """Let the later group of each pair hang on the earlier, until no pair stands apart."""
        while len(one):
            a, b = self._top(one), self._top(other)
            apart = a != b
            np.minimum.at(self.up, np.maximum(a, b)[apart], np.minimum(a, b)[apart])
            one, other = one[apart], other[apart]


def _first_pairs(sizes: Ints) -> tuple[Ints, Ints]:
    """Places of the first of every run, beside those of the run's others."""
    first = np.repeat(np.cumsum(sizes) - sizes, sizes)
    other = np.flatnonzero(first != np.arange(len(first)))
    return first[other], other


def _pairs(sizes: Ints) -> tuple[Ints, Ints]:
    """Places of all pairs within each run."""
    after = np.repeat(np.cumsum(sizes), sizes) - np.arange(int(sizes.sum())) - 1
    one = np.repeat(np.arange(len(after)), after)
    return one, one + 1 + np.arange(len(one)) - np.repeat(np.cumsum(after) - after, after)


def _slices(one: Ints, other: Ints, size: int) -> list[tuple[Ints, Ints]]:
    return [(one[at : at + size], other[at : at + size]) for at in range(0, len(one), size)]


def _same(texts: Texts) -> tuple[Ints, Ints]:
    """Neighbouring pairs of texts that are the same and shorter than a shingle, but not empty."""
    short = np.flatnonzero((texts.sizes > 0) & (texts.sizes < WIDTH))
    starts, ends = texts.starts[short], texts.starts[short] + texts.sizes[short] - 1
    keys = np.stack([texts.sizes[short], texts.numbers[starts], texts.numbers[ends]])
    order = np.lexsort(keys)
    same = (keys[:, order[1:]] == keys[:, order[:-1]]).all(axis=0)
    return short[order[:-1][same]], short[order[1:][same]]


def _runs(keys: NDArray[np.uint64], ids: Ints) -> tuple[Ints, Ints]:
    """Texts that share a key with others, key by key and in order, and how many there are of each key."""
    # One plain sort of key and text together is many times as quick as sorting places.
    width = np.uint64(max(1, int(ids.max(initial=0)).bit_length()))
    mask = (np.uint64(1) << width) - np.uint64(1)
    packed = np.sort((keys & ~mask) | ids.astype(np.uint64))
    heads = packed >> width
    starts = np.flatnonzero(np.concatenate([[len(heads) > 0], heads[1:] != heads[:-1]]))
    sizes = np.diff(starts, append=len(packed))
    several = sizes > 1
    return (packed[np.repeat(several, sizes)] & mask).astype(np.int64), sizes[several]
