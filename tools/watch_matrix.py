"""Texts as rows of n-gram counts, hashed as the program hashes them, and a logistic regression that becomes a model."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from importlib import import_module
from typing import Any

import numpy as np
from numpy.typing import NDArray

from answerable.core.watch.text.features import buckets, spelled
from answerable.core.watch.text.model import TextModel, parse_model
from answerable.core.watch.text.normalise import read
from tools.watch_examples import Example

SCALE = 64
"""Weights are kept in 64ths."""
_ALL = 1_000_000
"""Characters of a passage when each example is read whole."""
_ON_A_LINE = 64
Numbers = NDArray[np.float64]


@dataclass(frozen=True)
class Layout:
    """How a model reads: as in its file."""

    name: str
    channels: tuple[tuple[str, tuple[int, ...], int], ...]
    marks: bool
    quotes: bool
    passage: int
    pool: str
    damp: int
    alone: int | None = None

    @property
    def size(self) -> int:
        return sum(1 << bits for _, _, bits in self.channels)


def matrix(texts: Sequence[str], layout: Layout) -> tuple[Any, NDArray[np.int64]]:
    """Counts over the square root of the length, a row for each text with anything to read, and which those are."""
    sparse: Any = import_module("scipy.sparse")
    stream = read(texts, marks=layout.marks, passage=_ALL, quotes=layout.quotes)
    lengths = np.bincount(stream.passages)
    rows, columns, first = [], [], 0
    for channel, grams, bits in layout.channels:
        points = spelled(stream, channel)
        for n, bucket in buckets(points, grams=grams, bits=bits):
            row = stream.passages[: len(bucket)]
            whole = row == stream.passages[n - 1 :]
            rows.append(row[whole])
            columns.append(bucket[whole].astype(np.int64) + first)
        first += 1 << bits
    all_rows = np.concatenate(rows)
    share = (1 / np.sqrt(lengths + layout.damp))[all_rows]
    shape = (len(lengths), layout.size)
    return sparse.csr_matrix((share, (all_rows, np.concatenate(columns))), shape=shape), stream.owners


def groups_of(words: Mapping[str, Sequence[str]], layout: Layout) -> Any:
    """Which buckets the words of each group fall in, a column for each group; words of other lengths are left out."""
    sparse: Any = import_module("scipy.sparse")
    found = {
        (bucket, at)
        for at, group in enumerate(words.values())
        for word in group
        for bucket in _whole(word, layout)
    }
    rows, columns = zip(*sorted(found), strict=True)
    return sparse.csr_matrix((np.ones(len(rows)), (rows, columns)), shape=(layout.size, len(words)))


def _whole(word: str, layout: Layout) -> Iterator[int]:
    stream = read([word], marks=layout.marks, passage=_ALL)
    n, first = len(stream.points), 0
    for channel, grams, bits in layout.channels:
        if n in grams:
            points = spelled(stream, channel)
            for _, bucket in buckets(points, grams=(n,), bits=bits):
                yield first + int(bucket[0])
        first += 1 << bits


def fit(
    examples: Sequence[Example], layout: Layout, *, c: float, groups: Any = None, rarity: bool = False
) -> tuple[Numbers, float]:
    """Weights of all buckets and the bias. A group's weight is given to each of its buckets: no group is left over.

    With `rarity`, rare n-grams count more, by the logarithm of inverse frequency.
    """
    from sklearn.linear_model import LogisticRegression

    sparse: Any = import_module("scipy.sparse")
    counts, owners = matrix([each.text for each in examples], layout)
    labels = np.array([each.label for each in examples])[owners]
    weights = _balanced(labels, np.array([each.weight for each in examples])[owners])
    scales = _rarity(counts) if rarity else np.ones(layout.size)
    columns = [counts @ sparse.diags(scales)]
    if groups is not None:
        columns.append(counts @ groups)
    model = LogisticRegression(C=c, solver="liblinear", tol=1e-4, max_iter=1000)
    model.fit(sparse.hstack(columns).tocsr(), labels, sample_weight=weights)
    found = np.asarray(model.coef_[0], np.float64)
    own = found[: layout.size] * scales
    if groups is not None:
        own = own + groups @ found[layout.size :]
    return own, float(model.intercept_[0])


def _balanced(labels: NDArray[np.int64], weights: Numbers) -> Numbers:
    """The weights with those of label 1 made to add up to as much as those of label 0."""
    ones = labels == 1
    return np.where(ones, weights * weights[~ones].sum() / weights[ones].sum(), weights)


def _rarity(counts: Any) -> Numbers:
    """1 on average over the n-grams seen; 0 for buckets that nothing fell in."""
    seen = np.bincount(counts.indices, minlength=counts.shape[1])
    scales = np.log((1 + counts.shape[0]) / (1 + seen)) + 1
    scales[seen == 0] = 0
    return np.asarray(scales / scales[seen > 0].mean(), np.float64)


def model_text(layout: Layout, weights: Numbers, bias: float, *, threshold: Fraction) -> str:
    """The model file: whole numbers, some on each line."""
    head = {
        "format": 1,
        "name": layout.name,
        "marks": layout.marks,
        "quotes": layout.quotes,
        "passage": layout.passage,
        "pool": layout.pool,
        "damp": layout.damp,
        "scale": SCALE,
        "bias": round(bias * SCALE),
        "threshold": f"{float(threshold):.2f}",
    }
    if layout.alone is not None:
        head["alone"] = layout.alone
    lines = [f"{json.dumps(key)}: {json.dumps(value)}" for key, value in head.items()]
    body, first = [], 0
    for channel, grams, bits in layout.channels:
        whole = np.rint(weights[first : first + (1 << bits)] * SCALE).astype(int).tolist()
        rows = [",".join(map(str, whole[at : at + _ON_A_LINE])) for at in range(0, len(whole), _ON_A_LINE)]
        head_of = f'{{"of": "{channel}", "grams": {json.dumps(list(grams))}, "bits": {bits}, "weights": ['
        body.append(head_of + "\n" + ",\n".join(rows) + "\n]}")
        first += 1 << bits
    return "{" + ",\n".join(lines) + ',\n"channels": [\n' + ",\n".join(body) + "\n]}\n"


def model_of(layout: Layout, weights: Numbers, bias: float) -> TextModel:
    """The model as the program reads it, with a threshold of a half."""
    return parse_model(model_text(layout, weights, bias, threshold=Fraction(1, 2)))
