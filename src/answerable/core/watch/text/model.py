"""Linear text models of whole numbers: the same text gets the same score on every machine.

A model is a JSON file: how it reads, its channels with one small integer for each bucket, a bias, and the threshold it
ships with (docs/reference/models). The score of a passage is the logistic function of the sum of its weights over the
square root of its length. A text scores as its worst passage does, or as its passages do on the whole. Where the
worst counts, sentences may be read alone as well, so that a rude one is not drowned by civil ones around it.
"""

import json
import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from importlib.resources import files

import numpy as np
from numpy.typing import NDArray

from answerable.core.watch.text.features import CHANNELS, buckets, spelled
from answerable.core.watch.text.normalise import Places, Stream, read

WORST, WHOLE = "worst", "whole"
_AT_ONCE = 32_768
"""Characters that are read together: what is being counted then stays in the processor's cache."""
_PLACES = 6


@dataclass(frozen=True)
class Channel:
    """One kind of n-grams with its weights, one for each of 2**bits buckets."""

    of: str
    grams: tuple[int, ...]
    bits: int
    weights: NDArray[np.int32]


@dataclass(frozen=True)
class TextModel:
    """A model, ready to read texts."""

    name: str
    channels: tuple[Channel, ...]
    bias: int
    scale: int
    """Weights and bias are in this part of one."""
    threshold: Fraction
    """The score from which the model was made to speak of a text."""
    marks: bool
    """Whether punctuation is read."""
    quotes: bool
    """Whether words told of others are read."""
    passage: int
    """Characters within which clauses are read together."""
    pool: str
    """worst: a text scores as its worst passage; whole: as its passages on the whole, by length."""
    damp: int
    """Characters added to the length of every passage, so that very short ones are not sure."""
    alone: int | None = None
    """What the logit of a sentence read alone is lowered by, in parts of one; None: sentences are not read alone.

    A long text has many sentences, and with each the chance grows that one looks rude.
    """

    def score(self, texts: Sequence[str]) -> tuple[float, ...]:
        """The probability of each text, from 0 to 1, to six places; 0 for a text without any character to read."""
        found: list[float] = []
        for some in _batches(texts):
            found += self._score(some)
        return tuple(found)

    def passages(self, text: str) -> tuple[tuple[int, int, float], ...]:
        """Every passage of the text: start, end and probability. Sentences read alone are not among them."""
        stream = self._read([text])
        if not len(stream.points):
            return ()
        starts = np.flatnonzero(np.diff(stream.passages, prepend=-1))
        edges = [*stream.places[starts].tolist(), len(text)]
        (total,) = self._weights(stream, [stream.passages])
        scores = _logistic(self._sums(starts, total))
        return tuple(zip(edges, edges[1:], scores.round(_PLACES).tolist(), strict=False))

    def tells(self, text: str, n: int) -> tuple[tuple[int, int, int], ...]:
        """The n-grams that weigh most towards 1: start, end, weight; at most `n`, none over another."""
        stream = self._read([text])
        found = [
            (int(weight), at, at + length)
            for channel in self.channels
            for length, weights in self._grams(channel, stream)
            for at, weight in enumerate((weights * _within(stream.passages, length)).tolist())
            if weight > 0
        ]
        taken: list[tuple[int, int, int]] = []
        for weight, start, end in sorted(found, key=lambda each: (-each[0], each[1], each[2])):
            if len(taken) < n and all(end <= a or b <= start for a, b, _ in taken):
                taken.append((start, end, weight))
        places = stream.places
        return tuple((int(places[start]), int(places[end - 1]) + 1, weight) for start, end, weight in taken)

    def _score(self, texts: Sequence[str]) -> list[float]:
        stream = self._read(texts)
        scores = np.zeros(len(texts))
        if len(stream.points):
            starts = np.flatnonzero(np.diff(stream.owners, prepend=-1))
            pooled = self._worst if self.pool == WORST else self._whole
            scores[stream.owners[starts]] = pooled(stream, starts)
        return list(scores.round(_PLACES).tolist())

    def _worst(self, stream: Stream, texts: Places) -> NDArray[np.float64]:
        """The probability of each text from its worst passage or sentence; `texts` tells the first passage of each."""
        found = [(stream.passages, 0)]
        if self.alone is not None:
            found.append((stream.sentences, self.alone))
        owners = stream.owners[stream.passages]
        worst = np.full(len(texts), -np.inf)
        for (cuts, less), total in zip(
            found, self._weights(stream, [each for each, _ in found]), strict=True
        ):
            starts = np.flatnonzero(np.diff(cuts, prepend=-1))
            firsts = np.flatnonzero(np.diff(owners[starts], prepend=-1))
            logits = self._sums(starts, total) - less / self.scale
            worst = np.maximum(worst, np.maximum.reduceat(logits, firsts))
        return _logistic(worst)

    def _whole(self, stream: Stream, texts: Places) -> NDArray[np.float64]:
        """The probability of each text as the mean of its passages by length."""
        starts = np.flatnonzero(np.diff(stream.passages, prepend=-1))
        (total,) = self._weights(stream, [stream.passages])
        lengths = np.bincount(stream.passages)
        whole = np.add.reduceat(_logistic(self._sums(starts, total)) * lengths, texts)
        found: NDArray[np.float64] = whole / np.add.reduceat(lengths, texts)
        return found

    def _read(self, texts: Sequence[str]) -> Stream:
        return read(texts, marks=self.marks, passage=self.passage, quotes=self.quotes)

    def _weights(self, stream: Stream, cuts: Sequence[Places]) -> list[Places]:
        """For each way to cut the stream: the sum of the weights of all n-grams that begin at each character."""
        totals = [np.zeros(len(stream.points), np.int64) for _ in cuts]
        for channel in self.channels:
            for n, weights in self._grams(channel, stream):
                for cut, total in zip(cuts, totals, strict=True):
                    total[: len(weights)] += weights * _within(cut, n)
        return totals

    def _grams(self, channel: Channel, stream: Stream) -> Iterator[tuple[int, NDArray[np.int32]]]:
        points = spelled(stream, channel.of)
        for n, bucket in buckets(points, grams=channel.grams, bits=channel.bits):
            yield n, channel.weights[bucket]

    def _sums(self, starts: Places, weights: Places) -> NDArray[np.float64]:
        """The logit of each part that starts so."""
        lengths = np.diff(starts, append=len(weights))
        sums = np.add.reduceat(weights, starts)
        logits: NDArray[np.float64] = (sums / np.sqrt(lengths + self.damp) + self.bias) / self.scale
        return logits


def _within(cuts: Places, n: int) -> NDArray[np.bool_]:
    """Whether the n-gram that begins at each character lies in one part."""
    whole: NDArray[np.bool_] = cuts[: len(cuts) - n + 1] == cuts[n - 1 :]
    return whole


def _batches(texts: Sequence[str]) -> Iterator[Sequence[str]]:
    first = held = 0
    for at, text in enumerate(texts):
        held += len(text)
        if held >= _AT_ONCE:
            yield texts[first : at + 1]
            first, held = at + 1, 0
    if first < len(texts):
        yield texts[first:]


def _logistic(logits: NDArray[np.float64]) -> NDArray[np.float64]:
    return np.array([1 / (1 + math.exp(-max(-40.0, min(40.0, each)))) for each in logits.tolist()])


@cache
def shipped_model(name: str) -> TextModel:
    """A model that comes with the program: hostile or style. Raises FileNotFoundError for any other."""
    return parse_model(
        files("answerable.rulebooks").joinpath("models", f"{name}.json").read_text(encoding="utf-8")
    )


def parse_model(text: str) -> TextModel:
    """Read a model file of any size. Raises ValueError where it is not one."""
    try:
        fields = json.loads(text)
        model = TextModel(
            name=str(fields["name"]),
            channels=tuple(_channel(each) for each in fields["channels"]),
            bias=int(fields["bias"]),
            scale=int(fields["scale"]),
            threshold=Fraction(str(fields["threshold"])),
            marks=bool(fields["marks"]),
            quotes=bool(fields["quotes"]),
            passage=int(fields["passage"]),
            pool=str(fields["pool"]),
            damp=int(fields["damp"]),
            alone=None if fields.get("alone") is None else int(fields["alone"]),
        )
    except (ValueError, KeyError, TypeError, OverflowError, ZeroDivisionError) as why:
        raise ValueError(f"no text model: {why!r}") from why
    if fields.get("format") != 1 or not _sound(model):
        raise ValueError(f"no text model: format {fields.get('format')}, {model.name}")
    return model


def _sound(model: TextModel) -> bool:
    counts = min(model.scale, model.passage) >= 1 and min(model.damp, model.alone or 0) >= 0
    return counts and bool(model.channels) and 0 <= model.threshold <= 1 and model.pool in {WORST, WHOLE}


def _channel(fields: dict[str, object]) -> Channel:
    weights, grams, bits = fields["weights"], fields["grams"], fields["bits"]
    if not (isinstance(weights, list) and isinstance(grams, list) and isinstance(bits, int)):
        raise TypeError("weights, grams, bits")
    found = np.array(weights, np.int32)
    if fields["of"] not in CHANNELS or found.shape != (1 << bits,) or not grams or min(grams) < 1:
        raise ValueError(f"{fields['of']}: 2**{bits} weights")
    return Channel(str(fields["of"]), tuple(int(each) for each in grams), bits, found)
