"""Exact chances, in decimals of a fixed precision: the same digits, and so the same decision, on every machine.

Tails are summed from their own terms, each made from its neighbour, so nothing is rounded but the last of forty
digits. Sources: Fisher (1935) for counts under fixed margins; Skellam (1948) for the beta-binomial; Ridout,
Demétrio and Firth (1999) for the moment estimator of its correlation; McCullagh and Nelder (1989, ch. 4.5) for a
Pearson statistic divided by its dispersion.
"""

from collections.abc import Callable, Sequence
from decimal import MAX_EMAX, MIN_EMIN, Context, Decimal
from fractions import Fraction

_EXACT = Context(prec=40, Emax=MAX_EMAX, Emin=MIN_EMIN)
_SPENT = Decimal(1).scaleb(-36)
"""A term this small beside the sum, and shrinking, ends the sum."""
_NEVER = Fraction(1, 10**30)
"""Chances below this are told as this one."""
_SURE = Fraction(1)
_TALLEST_CORRELATION = Fraction(1, 4)
"""Keeps the distribution with one peak: beyond it, its tail may rise again."""

_LOWEST_TENTH = Fraction(12816, 10**4)
"""So many standard deviations below its mean a normal variable has a tenth of its values."""

_Ratio = Callable[[int], Decimal]


def _upper_tail(at: int, low: int, high: int, ratio: _Ratio) -> Fraction:
    """P(X ≥ at) for X from low to high, where ratio(j) is P(j+1) / P(j), never rising again once below 1."""
    if at <= low:
        return _SURE
    if at > high:
        return Fraction(0)
    add, times, divide = _EXACT.add, _EXACT.multiply, _EXACT.divide
    above = term = Decimal(1)
    for j in range(at, high):
        factor = ratio(j)
        term = times(term, factor)
        above = add(above, term)
        if factor < 1 and term < times(above, _SPENT):
            break
    whole, term = above, Decimal(1)
    for j in range(at - 1, low - 1, -1):
        factor = ratio(j)
        term = divide(term, factor)
        whole = add(whole, term)
        if factor > 1 and term < times(whole, _SPENT):
            break
    return max(_NEVER, Fraction(divide(above, whole)))


def more_than_others(low: int, n: int, others_low: int, others: int) -> Fraction:
    """Fisher's exact test, one-sided: so many low ones or more among n, given the low ones of both together."""
    bad, total = low + others_low, n + others

    def ratio(j: int) -> Decimal:
        return _EXACT.divide(Decimal((bad - j) * (n - j)), Decimal((j + 1) * (total - bad - n + j + 1)))

    return _upper_tail(low, max(0, n + bad - total), min(n, bad), ratio)


def beta_binomial(low: int, n: int, *, mean: Fraction, correlation: Fraction) -> Fraction:
    """So many low ones or more among n, if providers differ around a mean with this intra-class correlation."""
    rho = min(correlation, _TALLEST_CORRELATION)
    if not rho or not 0 < mean < 1:
        raise ValueError(correlation, mean)
    weight = (1 - rho) / rho
    a, b = (_decimal(part * weight) for part in (mean, 1 - mean))

    def ratio(j: int) -> Decimal:
        up = _EXACT.multiply(Decimal(n - j), _EXACT.add(a, Decimal(j)))
        down = _EXACT.multiply(Decimal(j + 1), _EXACT.add(b, Decimal(n - j - 1)))
        return _EXACT.divide(up, down)

    return _upper_tail(low, 0, n, ratio)


def correlation(groups: Sequence[tuple[int, int]]) -> Fraction:
    """The intra-class correlation of (low, n) groups by the method of moments, from 0 to 1/4; 0 if it cannot be told.

    Equates the weighted sum of squares between groups with its expectation (Ridout and others 1999).
    """
    return _correlation(groups, Fraction(1))


def correlation_at_most(groups: Sequence[tuple[int, int]]) -> Fraction:
    """The largest correlation that goes with these groups: their spread is then among the lowest tenth of spreads.

    Few groups may look alike by luck. The tenth of the spread is that of a chi-square (Wilson and Hilferty 1931).
    """
    free = len(groups) - 1
    if free < 1:
        return Fraction(0)
    bend = Fraction(2, 9 * free)
    root = Fraction(_EXACT.sqrt(_decimal(bend))).limit_denominator(10**6)
    return _correlation(groups, max(Fraction(1, 100), (1 - bend - _LOWEST_TENTH * root) ** 3))


def _correlation(groups: Sequence[tuple[int, int]], part: Fraction) -> Fraction:
    """The correlation for which the spread seen is this part of the spread to expect."""
    total, bad = sum(n for _, n in groups), sum(low for low, _ in groups)
    free = len(groups) - 1
    if free < 1 or not 0 < bad < total:
        return Fraction(0)
    mean = Fraction(bad, total)
    between = sum(((low - n * mean) ** 2 / n for low, n in groups), Fraction(0)) / (mean * (1 - mean))
    room = total - Fraction(sum(n * n for _, n in groups), total) - free
    if room <= 0:
        return Fraction(0)
    return min(max((between / part - free) / room, Fraction(0)), _TALLEST_CORRELATION)


def pearson(rows: Sequence[Sequence[int]]) -> Fraction:
    """Pearson's statistic of homogeneity of a table; columns without any count are passed over."""
    columns = [sum(column) for column in zip(*rows, strict=True)]
    total = sum(columns)
    statistic = Fraction(0)
    for row in rows:
        size = sum(row)
        for count, column in zip(row, columns, strict=True):
            if size and column:
                expected = Fraction(size * column, total)
                statistic += (count - expected) ** 2 / expected
    return statistic


def other_than_before(month: Sequence[int], before: Sequence[Sequence[int]]) -> Fraction:
    """How likely a month's mix lies this far from earlier months, given how much those differ from one another.

    Pearson's statistic over the dispersion of the earlier months (at least 1), as an F statistic. For an odd number of
    degrees the next even one is taken, for which F has a closed form: the chance is then stated too high, never too
    low.
    """
    free = len(month) - 1
    base = [sum(column) for column in zip(*before, strict=True)]
    within = free * (len(before) - 1)
    if free < 1 or within < 1:
        return _SURE
    dispersion = max(Fraction(1), pearson(before) / within)
    return _f_tail(pearson([month, base]) / dispersion, free=free, within=within)


def _f_tail(statistic: Fraction, *, free: int, within: int) -> Fraction:
    """P(F ≥ statistic / d) with d = 2 or 4 degrees above and `within` below: y^a, or y^a (1 + a (1 - y))."""
    y = within / (within + statistic)
    power = _EXACT.power(_decimal(y), within // 2)
    if within % 2:
        power = _EXACT.multiply(power, _EXACT.sqrt(_decimal(y)))
    tail = Fraction(power)
    if free > 2:
        tail *= 1 + Fraction(within, 2) * (1 - y)
    return max(_NEVER, min(_SURE, tail))


def _decimal(value: Fraction) -> Decimal:
    return _EXACT.divide(Decimal(value.numerator), Decimal(value.denominator))


def shown(chance: Fraction) -> str:
    """A chance with two significant digits, such as 0.00042; below one in a million as `< 0.000001`.

    >>> shown(Fraction(1, 2400)), shown(Fraction(1, 10**9))
    ('0.00042', '< 0.000001')
    """
    if chance < Fraction(1, 10**6):
        return "< 0.000001"
    two = Context(prec=2).divide(Decimal(chance.numerator), Decimal(chance.denominator))
    return f"{two:f}"
