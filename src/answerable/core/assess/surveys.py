"""Sampled surveys, plain or stratified: the weighted mean, its bounds, and whether it is below the standard.

A survey is one look at a fixed number of answers. Where it has no strata and an answer counts as satisfied or
not, it is judged exactly: below if so few satisfied answers, or fewer, have a chance of at most α while everybody
together is just at the standard (the binomial distribution, which leaves out that nobody is asked twice and so
never accuses too easily).

The mean of strata weighs each by its frame, W_h = N_h / N, and is judged by the normal approximation: below the
standard s if p < s and (s - p)² > z²·V, where V = Σ W_h²·(1 - n_h / N_h)·v_h / n_h (W. G. Cochran, Sampling
Techniques, 3rd ed. 1977, ch. 5), with the larger of v_h = s(1 - s) throughout and v_h = q(1 - q), q = (y_h +
1)/(n_h + 2), of each stratum by itself: strata may differ. That is roughly the stated risk, not exactly.

The shown bounds are a score test turned round (E. B. Wilson, JASA 22 (1927) 209-212). People who did not answer
may think otherwise: the response is always shown beside it.
"""

from collections.abc import Iterable
from fractions import Fraction
from math import isqrt

from answerable.core.assess.policy import Policy
from answerable.core.assess.results import StratumResult, SurveyResult
from answerable.core.assess.series.exact import at_most
from answerable.core.evidence.values import Stratum, Survey

_ROOT_SCALE = 10**12


def survey(each: Survey, strata: Iterable[Stratum], policy: Policy) -> SurveyResult:
    """One survey as a result. Without strata the whole survey is one."""
    parts = [_stratum(part, policy) for part in strata]
    whole = _stratum(each, policy)
    asked = parts or [whole]
    share, spread = _weighted(asked)
    enough = share is not None and each.responses >= policy.survey_min_responses
    return SurveyResult(
        id=each.id,
        surveyed_on=each.surveyed_on,
        frame=each.frame,
        sample=each.sample,
        responses=each.responses,
        levels=whole.levels,
        share=share,
        interval=None if share is None else interval(share, policy.survey_z_squared * spread),
        below=_below(asked, share, policy) if share is not None and enough else None,
        strata=tuple(sorted(parts, key=lambda part: part.stratum)),
    )


def _below(asked: list[StratumResult], mean: Fraction, policy: Policy) -> bool:
    """Whether the mean is below the standard beyond chance. If everybody answered there is no chance in it."""
    standard = policy.bet.standard
    if mean >= standard:
        return False
    if all(part.responses == part.frame for part in asked):
        return True
    binary = set(policy.bet.scores) <= {Fraction(0), Fraction(1)}
    if len(asked) == 1 and binary:
        satisfied = int(mean * asked[0].responses)
        return at_most(satisfied, asked[0].responses, standard) <= policy.survey_alpha
    variance = max(_variance(asked, standard), _variance(asked, None))
    return (standard - mean) ** 2 > policy.survey_z_squared * variance


def _variance(asked: list[StratumResult], mean: Fraction | None) -> Fraction:
    """Of the weighted mean, where every stratum has this mean, or its own."""
    frame = sum(part.frame for part in asked)
    total = Fraction(0)
    for part in asked:
        if part.frame and part.share is not None:
            own = (part.share * part.responses + 1) / (part.responses + 2)
            q = own if mean is None else mean
            left = 1 - Fraction(part.responses, part.frame)
            total += Fraction(part.frame, frame) ** 2 * left * q * (1 - q) / part.responses
    return total


def _stratum(each: Survey | Stratum, policy: Policy) -> StratumResult:
    levels = (each.level_1, each.level_2, each.level_3, each.level_4, each.level_5)
    return StratumResult(
        stratum=each.stratum if isinstance(each, Stratum) else "",
        frame=each.frame,
        sample=each.sample,
        responses=each.responses,
        levels=levels,
        share=policy.bet.mean(levels),
    )


def _weighted(parts: list[StratumResult]) -> tuple[Fraction | None, Fraction]:
    """The weighted mean, and V. No mean where a stratum of people gave no answer: it cannot be filled in."""
    frame = sum(part.frame for part in parts)
    mean, spread = Fraction(0), Fraction(0)
    for part in parts:
        if not part.frame:
            continue
        if part.share is None:
            return None, Fraction(0)
        weight = Fraction(part.frame, frame)
        mean += weight * part.share
        spread += weight**2 * (1 - Fraction(part.responses, part.frame)) / part.responses
    return (mean, spread) if frame else (None, Fraction(0))


def interval(mean: Fraction, spread: Fraction) -> tuple[Fraction, Fraction]:
    """The means that the test does not refute, for z²·V as `spread`; the square root is taken to twelve places."""
    inside = spread * mean * (1 - mean) + spread**2 / 4
    scaled = inside * _ROOT_SCALE**2
    root = Fraction(isqrt(scaled.numerator // scaled.denominator), _ROOT_SCALE)
    centre, scale = mean + spread / 2, 1 + spread
    low, high = (centre - root) / scale, (centre + root) / scale
    return (Fraction(0) if mean == 0 else low), (Fraction(1) if mean == 1 else high)
