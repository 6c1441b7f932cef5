"""Made-up histories of ratings whose truth is known, and the naive judgements shown beside ours."""

from collections.abc import Callable, Iterator, Sequence
from fractions import Fraction

import numpy as np
from numpy.typing import NDArray

from answerable.core.assess.betting.judge import Bet
from answerable.core.assess.betting.wealth import Gamblers
from answerable.core.assess.simulate.wealth import Counts, Flags, Floats

_AT_ONCE = 20
"""Histories judged in one go: more would not fit into the caches."""
LIKERT = tuple(Fraction(level - 1, 4) for level in range(1, 6))
SATISFIED = (Fraction(0), Fraction(0), Fraction(1), Fraction(1), Fraction(1))
GAMBLERS = Gamblers(
    tuple(Fraction(bet) for bet in ("0.0003", "0.001", "0.004", "0.02", "0.05", "0.12", "0.25", "0.6")),
    tuple(Fraction(part) for part in ("0.02", "0.02", "0.02", "0.12", "0.22", "0.25", "0.23", "0.12")),
)
ALPHA = Fraction(1, 100)
FEWEST = 30
"""Ratings from which on the naive test looks."""
Z = 2.3263478740408408
"""The one-sided 1 % quantile of the standard normal distribution."""

Mix = Sequence[float]
"""The chance of level 1 to 5."""
Ratings = NDArray[np.int8]
"""Levels 0 to 4; a row is a history."""


def bet_of(standard: str, *, margin: str = "0", scores: tuple[Fraction, ...] = LIKERT, least: int = 0) -> Bet:
    """A bet at α = .01 with the shipped gamblers."""
    return Bet(Fraction(standard), scores, ALPHA, Fraction(margin), GAMBLERS, least)


def mean_of(mix: Sequence[float], scores: Sequence[Fraction]) -> float:
    """The mean score of a mix of levels."""
    return sum(part * float(score) for part, score in zip(mix, scores, strict=True))


def drawn(mix: Sequence[float], *, histories: int, ratings: int, seed: int) -> Iterator[Ratings]:
    """Independent ratings, some histories at a time."""
    random = np.random.default_rng(seed)
    edges = np.cumsum(mix)[:-1]
    for start in range(0, histories, _AT_ONCE):
        size = (min(_AT_ONCE, histories - start), ratings)
        yield np.searchsorted(edges, random.random(size), side="right").astype(np.int8)


def bombed(batches: Iterator[Ratings], *, share: float, seed: int) -> Iterator[Ratings]:
    """Each rating is the lowest instead, with a chance of `share`."""
    random = np.random.default_rng(seed)
    for levels in batches:
        yield np.where(random.random(levels.shape) < share, 0, levels).astype(np.int8)


def dumped(counts: Counts) -> Counts:
    """After each genuine rating: the counts if all false ones came now, at once, and made up a tenth.

    Whoever saves up false ratings and waits for the worst moment gets no further than the worst of these.
    """
    found = counts.copy()
    found[..., 0] += counts.sum(axis=-1) // 9
    return found


def running(levels: Ratings) -> Counts:
    """The level counts after each rating."""
    marks = levels[..., None] == np.arange(5, dtype=np.int8)
    return np.cumsum(marks, axis=1, dtype=np.int64)


def ever(batches: Iterator[Ratings], judged: Callable[[Counts], Sequence[Flags]]) -> list[float]:
    """For each judgement: in what part of the histories it ever held, looking after each rating."""
    held: list[list[float]] = []
    for levels in batches:
        held.append([float(flags.any(axis=1).sum()) for flags in judged(running(levels))])
        held[-1].append(float(len(levels)))
    *found, n = np.sum(held, axis=0)
    return [float(each / n) for each in found]


def first(batches: Iterator[Ratings], judged: Callable[[Counts], Sequence[Flags]]) -> list[Floats]:
    """For each judgement and history: after how many ratings it first held; infinity if never."""
    found: list[list[Floats]] = []
    for levels in batches:
        found.append([_first(flags) for flags in judged(running(levels))])
    return [np.concatenate(parts) for parts in zip(*found, strict=True)]


def _first(flags: Flags) -> Floats:
    return np.where(flags.any(axis=1), flags.argmax(axis=1) + 1.0, np.inf)


def z_below(counts: Counts, scores: Sequence[Fraction], standard: float) -> Flags:
    """The naive test: the mean lies below the standard by 2.33 standard errors, as estimated from the ratings."""
    values = np.array([float(score) for score in scores])
    n = counts.sum(axis=-1)
    with np.errstate(invalid="ignore", divide="ignore"):
        mean = counts @ values / n
        deviation = np.sqrt(np.maximum(counts @ values**2 / n - mean**2, 0) * n / np.maximum(n - 1, 1))
        return np.asarray((n >= FEWEST) & (mean - standard < -Z * deviation / np.sqrt(n)))


def hoeffding_below(counts: Counts, scores: Sequence[Fraction], standard: float) -> Flags:
    """Beside the delay: a confidence sequence from Hoeffding's bound alone, right at every look.

    The predictable mixture of Hoeffding's supermartingales: weights λ_t = min(1, √(8 ln(2/α) / (t ln(t+1)))),
    upper edge (Σ λ_t s_t + ln(2/α) + Σ λ_t²/8) / Σ λ_t (I. Waudby-Smith, A. Ramdas, JRSS B 86 (2024), section 3.1).
    It needs the ratings in their order, so the counts are taken apart again.
    """
    values = np.array([float(score) for score in scores])
    each = np.diff(counts @ values, axis=1, prepend=0.0)
    t = np.arange(1, counts.shape[1] + 1, dtype=np.float64)
    wanted = np.log(2 / float(ALPHA))
    part = np.minimum(1.0, np.sqrt(8 * wanted / (t * np.log(t + 1))))
    edge = (np.cumsum(part * each, axis=1) + wanted + np.cumsum(part**2 / 8)) / np.cumsum(part)
    return np.asarray(edge < standard)


def stitched_below(counts: Counts, scores: Sequence[Fraction], standard: float) -> Flags:
    """The same by the stitched boundary, 1.7·√(v (ln ln 2v + .72 ln(5.2/α))), v = n/4.

    S. Howard, A. Ramdas, J. McAuliffe, J. Sekhon, Annals of Statistics 49 (2021) 1055-1080, equation (2).
    """
    values = np.array([float(score) for score in scores])
    n = np.arange(1, counts.shape[1] + 1, dtype=np.float64)
    v = np.maximum(n / 4, 1.0)
    bound = 1.7 * np.sqrt(v * (np.log(np.log(2 * v)) + 0.72 * np.log(5.2 / float(ALPHA))))
    return np.asarray(n * standard - counts @ values >= bound)


def mixture_below(counts: Counts, scores: Sequence[Fraction], standard: float) -> Flags:
    """The same by the normal mixture, two-sided, tightest at 500 ratings (the same paper, equation (14))."""
    values = np.array([float(score) for score in scores])
    n = np.arange(1, counts.shape[1] + 1, dtype=np.float64)
    v, alpha = n / 4, float(ALPHA)
    rho = 500 / 4 / (2 * np.log(1 / alpha) + np.log(1 + 2 * np.log(1 / alpha)))
    bound = np.sqrt((v + rho) * np.log((v + rho) / (rho * alpha**2)))
    return np.asarray(n * standard - counts @ values >= bound)
