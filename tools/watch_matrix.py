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
from answerable.core.watch.text.normalise import Places, Stream, read
from tools.watch_examples import Example

SCALE = 64
"""Weights are kept in 64ths."""
_FINE = 31
"""Bits that hardly any two n-grams share, so that n-grams can be counted one by one."""
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

    @property
    def size(self) -> int:
        return sum(1 << bits for _, _, bits in self.channels)


def matrix(
    texts: Sequence[str], layout: Layout, *, often: int = 1
) -> tuple[Any, NDArray[np.int64], NDArray[np.bool_]]:
    """Counts over the square root of the length, a row for each text with anything to read.

    Also which texts those are, and which buckets hold an n-gram that at least `often` of them have.
    """
    sparse: Any = import_module("scipy.sparse")
    stream = read(texts, marks=layout.marks, passage=_ALL, quotes=layout.quotes)
    lengths = np.bincount(stream.passages)
    rows, columns, known, first = [], [], [], 0
    for channel, grams, bits in layout.channels:
        row, fine = _found(stream, channel, grams)
        rows.append(row)
        columns.append((fine >> (_FINE - bits)) + first)
        known.append(_known(row, fine, often=often, bits=bits))
        first += 1 << bits
    row = np.concatenate(rows)
    share = (1 / np.sqrt(lengths + layout.damp))[row]
    shape = (len(lengths), layout.size)
    counts = sparse.csr_matrix((share, (row, np.concatenate(columns))), shape=shape)
    return counts, stream.owners, np.concatenate(known)


def _found(stream: Stream, channel: str, grams: Sequence[int]) -> tuple[Places, Places]:
    """The row and the bucket, among many, of each n-gram."""
    rows, found = [], []
    for n, bucket in buckets(spelled(stream, channel), grams=grams, bits=_FINE):
        row = stream.passages[: len(bucket)]
        whole = row == stream.passages[n - 1 :]
        rows.append(row[whole])
        found.append(bucket[whole].astype(np.int64))
    return np.concatenate(rows), np.concatenate(found)


def _known(rows: Places, fine: Places, *, often: int, bits: int) -> NDArray[np.bool_]:
    once = np.unique((rows << _FINE) + fine) & ((1 << _FINE) - 1)
    grams, texts = np.unique(once, return_counts=True)
    known = np.zeros(1 << bits, np.bool_)
    known[grams[texts >= often] >> (_FINE - bits)] = True
    return known


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
    examples: Sequence[Example],
    layout: Layout,
    *,
    c: float,
    groups: Any,
    rarity: bool = False,
    often: int = 1,
) -> tuple[Numbers, float]:
    """Weights of all buckets and the bias. A group's weight is given to each of its buckets: no group is left over.

    With `rarity`, rare n-grams count more, by the logarithm of inverse frequency. Buckets of which no n-gram is in at
    least `often` texts get no weight: what is rarer than that teaches nothing, and others would fall in its bucket.
    """
    from sklearn.linear_model import LogisticRegression

    sparse: Any = import_module("scipy.sparse")
    counts, owners, known = matrix([each.text for each in examples], layout, often=often)
    labels = np.array([each.label for each in examples])[owners]
    weights = np.array([each.weight for each in examples])[owners]
    scales = _rarity(counts) if rarity else known.astype(np.float64)
    columns = [counts @ sparse.diags(scales), counts @ groups]
    model = LogisticRegression(C=c, solver="liblinear", tol=1e-4, max_iter=1000)
    model.fit(sparse.hstack(columns).tocsr(), labels, sample_weight=weights)
    found = np.asarray(model.coef_[0], np.float64)
    own = found[: layout.size] * scales + groups @ found[layout.size :]
    return own, float(model.intercept_[0])


def _rarity(counts: Any) -> Numbers:
    """1 on average over the n-grams seen; 0 for buckets that nothing fell in."""
    seen = np.bincount(counts.indices, minlength=counts.shape[1])
    scales = np.log((1 + counts.shape[0]) / (1 + seen)) + 1
    scales[seen == 0] = 0
    return np.asarray(scales / scales[seen > 0].mean(), np.float64)


def model_text(
    layout: Layout, weights: Numbers, bias: float, *, threshold: Fraction, alone: int | None = None
) -> str:
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
    if alone is not None:
        head["alone"] = alone
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
    """The model as the program reads it, with a threshold of a half, and no sentence read alone."""
    return parse_model(model_text(layout, weights, bias, threshold=Fraction(1, 2)))
