"""Features of texts: character and syllable n-grams, hashed into a fixed number of buckets, all texts at once.

Hashing instead of a word list (Weinberger et al. 2009) needs no dictionary, and a model of any size has one form.
Syllables are toneless, so that 煞笔 and 傻逼 have the same ones.
"""

from collections.abc import Iterator, Sequence
from functools import cache
from importlib.resources import files

import numpy as np
from numpy.typing import NDArray

from answerable.core.watch.text.normalise import Points, Stream

CHARACTERS, SYLLABLES = "characters", "syllables"
CHANNELS = (CHARACTERS, SYLLABLES)
_MULTIPLY, _MIX = np.uint32(0x01000193), np.uint32(0x9E3779B1)
_BEYOND = 0x10000
"""Characters without a known syllable stand for themselves, above all syllables."""


def spelled(stream: Stream, channel: str) -> Points:
    """The stream as the channel sees it: code points, or numbers of syllables."""
    if channel == CHARACTERS:
        return stream.points
    low = np.minimum(stream.points, _BEYOND - 1)
    syllables = _syllables()[low]
    return np.where(
        (stream.points < _BEYOND) & (syllables > 0), syllables, stream.points + np.uint32(_BEYOND)
    )


def buckets(points: Points, *, grams: Sequence[int], bits: int) -> Iterator[tuple[int, NDArray[np.uint32]]]:
    """For each length of n-gram: the length, and the bucket of each n-gram by its start, from 0 to 2**bits - 1.

    With fewer bits the buckets are those of more bits thrown together: the lower bits are left out.
    """
    rolled = np.zeros(len(points), np.uint32)
    for n in range(1, max(grams) + 1):
        if n > len(points):
            return
        rolled = rolled[: len(points) - n + 1] * _MULTIPLY + points[n - 1 :]
        if n in grams:
            mixed = (rolled ^ np.uint32(n)) * _MIX
            yield n, (mixed ^ (mixed >> np.uint32(15))) * _MIX >> np.uint32(32 - bits)


@cache
def _syllables() -> Points:
    """The number of the syllable of each code point; 0 where it has none."""
    table = np.zeros(_BEYOND, np.uint32)
    text = files("answerable.rulebooks").joinpath("models", "syllables.csv").read_text(encoding="utf-8")
    for number, line in enumerate(text.splitlines()[1:], start=1):
        _, characters = line.split(",")
        table[[ord(each) for each in characters]] = number
    return table
