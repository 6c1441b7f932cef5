"""Series drawn by chance from a fixed seed, or given as figures."""

from dataclasses import replace
from fractions import Fraction

import numpy as np

from answerable.core.assess.results import IndicatorResult, IndicatorSeries
from answerable.core.terms.period import Period
from tests.render.sample import reading, series


def months(n: int, first: str = "2016-01") -> list[str]:
    """So many months running."""
    period, names = Period.parse(first), []
    for _ in range(n):
        names.append(str(period))
        period = period.next()
    return names


def shares(*figures: tuple[int, int]) -> tuple[IndicatorResult, ...]:
    """A month for each figure."""
    return tuple(reading(month, *figure) for month, figure in zip(months(len(figures)), figures, strict=True))


def ratios(*values: int) -> tuple[IndicatorResult, ...]:
    """A month of a ratio for each value."""
    points = (reading(month, value, 1) for month, value in zip(months(len(values)), values, strict=True))
    return tuple(replace(point, value=Fraction(point.numerator)) for point in points)


def ratio_series(*values: int) -> IndicatorSeries:
    """The same as a series."""
    return replace(series(*ratios(*values)), measure="ratio", unit="")


def steady(n: int, *, seed: int, moved: float = 0.0, at: int = 0, size: int = 2000) -> list[tuple[int, int]]:
    """Months around 85 %, over-dispersed (φ about 4), moved by so much from the index `at` on."""
    chance = np.random.default_rng(seed)
    spread = (3 * 0.85 * 0.15 / size) ** 0.5
    levels = 0.85 + spread * chance.standard_normal(n) + np.where(np.arange(n) >= at, moved, 0.0)
    return [(int(chance.binomial(size, level)), size) for level in levels]
