"""Many texts as arrays: their bare characters as numbers, a sketch of their shingles, and exact overlaps of pairs.

Everything here is what core.watch.text.shingles says, for all texts at once. The sketch only proposes; what two texts
share is counted on the characters themselves, so that no two shingles are ever taken for one.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from numpy.typing import NDArray

from answerable.core.watch.text.shingles import BREAK, CUT, FOLD, FOLDED, WIDTH, sign

Ints = NDArray[np.int64]
Words = NDArray[np.uint64]
Halves = NDArray[np.uint32]
Map = Callable[[Callable[[Any], Any], Iterable[Any]], Iterable[Any]]

CHUNK = 1 << 21
"""Characters that are read at a time."""
_BLOCK = 1 << 17
"""Elements that are worked on at a time; they stay in a processor's own memory."""
_CODES = 0x110000
_NEW, _DROPPED, _BREAK = 0xFFFFFFFF, 0, 1
_BITS = np.uint64(20)
_MARKS = 1024
"""Bits of a text's marks."""
_GOLDEN = np.uint64(0x9E3779B97F4A7C15)


@dataclass(frozen=True)
class Texts:
    """Bare texts, one after the other, as numbers that stand for letters."""

    numbers: NDArray[np.uint16] | Halves
    starts: Ints
    sizes: Ints
    shingles: Ints
    """How many shingles each text has, repeated ones counted again; 0 for those shorter than a shingle."""
    keys: Words
    """A key of each text for every band: texts of one key may be alike."""
    marks: Words
    """Bits that a text's shingles set."""


def read(texts: Sequence[str], *, bands: int, rows: int, fold: bool, over: Map) -> Texts:
    """The bare texts, folded if so asked, with `rows` minima of their shingles to a key (Broder 1997).

    Takes two bytes a character unless there are 65,536 different ones, and 128 bytes and eight a band for each text.
    The next part is read while `over` works on those before.
    """
    alphabet, parts = _Alphabet(), list[_Part]()
    orders = _mixed(np.arange(1, bands * rows + 1, dtype=np.uint64)).astype(np.uint32) | np.uint32(1)
    keys, marks = (np.zeros((len(texts), width), np.uint64) for width in (bands, _MARKS // 64))

    def numbered() -> Iterator[tuple[_Part, Sequence[Halves], slice]]:
        start = 0
        for chunk in _chunks(texts):
            parts.append(alphabet.read(chunk, fold=fold))
            end = start + len(chunk)
            yield parts[-1], _salts(alphabet.letters), slice(start, end)
            start = end

    def sketched(given: tuple[_Part, Sequence[Halves], slice]) -> None:
        part, salts, place = given
        _sketch(part, salts, orders.reshape(bands, rows), keys=keys[place], marks=marks[place])

    list(over(sketched, numbered()))
    sizes = np.concatenate([np.zeros(0, np.int64), *(part.sizes for part in parts)])
    # What follows the last text lets every text be read as if it were as long as the longest.
    padding = np.zeros(sizes.max(initial=0) + WIDTH, np.uint16)
    return Texts(
        numbers=np.concatenate([*(part.numbers for part in parts), padding]),
        starts=np.cumsum(sizes) - sizes,
        sizes=sizes,
        shingles=_shingles(sizes),
        keys=keys,
        marks=marks,
    )


def overlap(texts: Texts, one: Ints, other: Ints) -> tuple[Ints, Ints]:
    """How many shingles the two texts of each pair both have, and how many either has; all have one at least."""
    common, either = np.zeros(len(one), np.int64), np.zeros(len(one), np.int64)
    longest = np.maximum(texts.shingles[one], texts.shingles[other])
    for rows in _blocks(longest, _BLOCK // 2):
        ids = np.stack([one[rows], other[rows]], axis=1).reshape(-1)
        packed = _packed(texts, ids, int(longest[rows[-1]]))
        packed[1::2] |= np.uint64(1)
        common[rows], either[rows] = _counted(packed.reshape(len(rows), -1))
    return common, either


def may_reach(texts: Texts, one: Ints, other: Ints, *, least: Fraction) -> NDArray[np.bool_]:
    """Which pairs may be so alike, by their marks alone. No pair that is so alike is lost.

    Every bit that one text alone has set was set by a shingle that it alone has, and of two texts so alike such
    shingles are at most (1 - least) / (1 + least) of the shingles of both.
    """
    bits = np.bitwise_count(texts.marks[one] ^ texts.marks[other])
    # Adding columns is many times as quick as adding along rows of eight.
    alone = sum((bits[:, at].astype(np.int64) for at in range(1, bits.shape[1])), bits[:, 0].astype(np.int64))
    total = texts.shingles[one] + texts.shingles[other]
    allowed, of = least.denominator - least.numerator, least.denominator + least.numerator
    found: NDArray[np.bool_] = alone * of <= total * allowed
    return found


@dataclass(frozen=True)
class _Part:
    numbers: NDArray[np.uint16] | Halves
    sizes: Ints


class _Alphabet:
    """Numbers for the letters and figures that occur, in the order in which they are met."""

    def __init__(self) -> None:
        self.numbers = {"": _DROPPED, BREAK: _BREAK}
        self.table = np.full(_CODES, _NEW, np.uint32)
        self.table[ord(BREAK)] = _BREAK

    @property
    def letters(self) -> Halves:
        return np.array([ord(each or " ") for each in self.numbers], np.uint32)

    def read(self, texts: Sequence[str], *, fold: bool) -> _Part:
        whole = BREAK.join(texts)
        if whole.count(BREAK) >= len(texts):
            whole = BREAK.join(text.replace(BREAK, "\n") for text in texts)
        found = self._numbered(CUT.sub("", whole))
        if fold:
            bare = self.letters[found].tobytes().decode("utf-32-le", "surrogatepass")
            found = self._numbered(FOLDED.sub(FOLD, bare))
        breaks = np.flatnonzero(found == _BREAK)
        lengths = np.diff(breaks, prepend=-1, append=len(found)) - 1
        kept = found[found != _BREAK]
        return _Part(kept.astype(np.uint16) if len(self.numbers) <= 1 << 16 else kept, lengths)

    def _numbered(self, text: str) -> Halves:
        codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32)
        found = self.table.take(codes)
        new = np.unique(codes[found == _NEW]).tolist()
        for code in new:
            self.table[code] = self.numbers.setdefault(sign(chr(code)), len(self.numbers))
        if new:
            found = self.table.take(codes)
        kept: Halves = found[found != _DROPPED]
        return kept


def _chunks(texts: Sequence[str]) -> Iterator[Sequence[str]]:
    """Parts of about so many characters."""
    ends = np.cumsum(np.fromiter(map(len, texts), np.int64, len(texts)))
    inner = np.searchsorted(ends, np.arange(CHUNK, int(ends[-1]) if len(ends) else 0, CHUNK))
    cuts = np.unique(np.concatenate([[0], inner, [len(texts)]])).tolist()
    return (texts[start:end] for start, end in pairwise(cuts))


def _shingles(sizes: Ints) -> Ints:
    return np.maximum(sizes - (WIDTH - 1), 0)


def _blocks(sizes: Ints, most: int) -> Iterator[Ints]:
    """Rows by size, smallest first; as many together as have `most` elements when all are as long as the last."""
    order = np.argsort(sizes, kind="stable")
    at = int(np.searchsorted(sizes[order], 1))
    while at < len(order):
        n = max(1, min(len(order) - at, most // int(sizes[order[at]])))
        n = max(1, min(n, most // int(sizes[order[at + n - 1]])))
        yield order[at : at + n]
        at += n


def _sketch(part: _Part, salts: Sequence[Halves], orders: Halves, *, keys: Words, marks: Words) -> None:
    """Fill in the keys and marks of these texts."""
    starts, counts = np.cumsum(part.sizes) - part.sizes, _shingles(part.sizes)
    hashes = _hashes(part.numbers, salts)
    for rows in _blocks(counts, _BLOCK):
        # A short text's last shingle stands for those that it lacks: minima do not change.
        steps = np.minimum(np.arange(counts[rows[-1]])[:, None], counts[rows] - 1)
        block = hashes[steps + starts[rows]]
        keys[rows], marks[rows] = _keys(block, orders), _marks(block)


def _hashes(numbers: NDArray[np.uint16] | Halves, salts: Sequence[Halves]) -> Halves:
    """Tabulation hashing (Zobrist 1970) of the shingle that begins at each place."""
    hashes = salts[0].take(numbers)
    for at, salt in enumerate(salts[1:], start=1):
        hashes[:-at] ^= salt.take(numbers[at:])
    return hashes


def _keys(block: Halves, orders: Halves) -> Words:
    lowest = np.empty((*orders.shape, block.shape[1]), np.uint64)
    turned = np.empty_like(block)
    for at in np.ndindex(orders.shape):
        np.multiply(block, orders[at], out=turned)
        lowest[at] = turned.min(axis=0)
    keys = np.zeros((len(orders), block.shape[1]), np.uint64)
    for row in range(orders.shape[1]):
        keys = keys * _GOLDEN + lowest[:, row]
    return _mixed(keys).T


def _marks(block: Halves) -> Words:
    n = block.shape[1]
    bits = np.zeros((n, _MARKS), np.bool_)
    bits.reshape(-1)[block % np.uint32(_MARKS) + np.arange(n, dtype=np.uint32) * np.uint32(_MARKS)] = True
    return np.packbits(bits, axis=1).view(np.uint64)


def _packed(texts: Texts, ids: Ints, width: int) -> Words:
    """A row of shingles for each text, as whole numbers; a short text's first shingle stands for those that it lacks.

    A shingle's three numbers have twenty bits each, for there are fewer letters than that; its last two bits are free.
    """
    rows = sliding_window_view(texts.numbers, width + WIDTH - 1)[texts.starts[ids]].astype(np.uint64)
    packed = rows[:, :width] << _BITS
    for at in range(1, WIDTH):
        packed |= rows[:, at : at + width]
        packed <<= _BITS if at < WIDTH - 1 else np.uint64(2)
    np.copyto(packed, packed[:, :1], where=np.arange(width) >= texts.shingles[ids][:, None])
    return packed


def _counted(rows: Words) -> tuple[Ints, Ints]:
    """In each row, how many shingles are on both sides (last bit), and how many there are."""
    rows.sort(axis=1)
    steps = np.diff(rows, axis=1)
    common = np.count_nonzero(steps == np.uint64(1), axis=1)
    return common, 1 + np.count_nonzero(steps, axis=1) - common


def _mixed(values: Words) -> Words:
    """Every bit of the result depends on every bit of the value (splitmix64, Steele et al. 2014)."""
    values = (values + np.uint64(1)) * _GOLDEN
    values = (values ^ (values >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    values = (values ^ (values >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return values ^ (values >> np.uint64(31))


def _salts(letters: Halves) -> list[Halves]:
    """For each place in a shingle a random number for every letter, which depends on nothing but these two."""
    codes = letters.astype(np.uint64)
    return [_mixed(codes + np.uint64(at << 32)).astype(np.uint32) for at in range(WIDTH)]
