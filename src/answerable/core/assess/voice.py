"""The public's voice: ratings, surveys and matters, and when they are evidence against a provider.

Whether ratings are below the standard is a score test at a fixed number of ratings, decided in exact arithmetic:
below if the share p of n satisfied ratings has p < s and n·(p - s)² > z²·s·(1 - s) for the standard s
(E. B. Wilson, JASA 22 (1927) 209-212; the shown interval is the same test turned round).
"""

from collections.abc import Iterable, Iterator, Mapping
from fractions import Fraction
from math import isqrt

from answerable.core.assess.policy import Policy
from answerable.core.assess.results import MattersResult, RatingsResult, Reason, SurveyResult
from answerable.core.evidence.statistics import Delivered, LevelCount, MatterCount
from answerable.core.evidence.values import Survey
from answerable.core.terms.duty import Side
from answerable.core.terms.figures import quantise
from answerable.core.terms.message import Message, Param

_ROOT_SCALE = 10**12


def ratings(counts: Iterable[LevelCount], delivered: Iterable[Delivered], policy: Policy) -> RatingsResult:
    """Ratings of one contract since it began; defaulted ones are counted apart and never used."""
    asked: dict[str, list[int]] = {}
    defaulted = 0
    for each in counts:
        if each.origin == "default":
            defaulted += each.count
        else:
            asked.setdefault(each.tier, [0] * 5)[each.level - 1] += each.count
    levels = [sum(tier[at] for tier in asked.values()) for at in range(5)]
    n, low = sum(levels), sum(levels[level - 1] for level in policy.bad_levels)
    services = sum(each.count for each in delivered)
    return RatingsResult(
        levels=_five(levels),
        defaulted=defaulted,
        satisfied_from=policy.satisfied_from,
        low=low,
        share=Fraction(n - low, n) if n else None,
        interval=interval(n - low, n, z_squared=policy.z_squared) if n else None,
        standard=policy.ratings_standard,
        below_standard=_below(n - low, n, policy, least=policy.ratings_min_count),
        delivered=services,
        response=Fraction(n, services) if services else None,
        tiers=tuple((tier, _five(counts)) for tier, counts in sorted(asked.items())),
    )


def _five(levels: list[int]) -> tuple[int, int, int, int, int]:
    one, two, three, four, five = levels
    return one, two, three, four, five


def _below(satisfied: int, n: int, policy: Policy, *, least: int) -> bool | None:
    """Whether the share is below the standard beyond chance; None with too few answers to say."""
    if n < least:
        return None
    return below(satisfied, n, standard=policy.ratings_standard, z_squared=policy.z_squared)


def below(satisfied: int, n: int, *, standard: Fraction, z_squared: Fraction) -> bool:
    """The score test, exactly."""
    short = n * standard - satisfied
    return short > 0 and short**2 > z_squared * n * standard * (1 - standard)


def interval(satisfied: int, n: int, *, z_squared: Fraction) -> tuple[Fraction, Fraction]:
    """Wilson's score interval, its square root taken to twelve places."""
    share, spread = Fraction(satisfied, n), z_squared / n
    inside = spread * share * (1 - share) + spread**2 / 4
    scaled = inside * _ROOT_SCALE**2
    root = Fraction(isqrt(scaled.numerator // scaled.denominator), _ROOT_SCALE)
    centre, scale = share + spread / 2, 1 + spread
    low, high = (centre - root) / scale, (centre + root) / scale
    return (Fraction(0) if satisfied == 0 else low), (Fraction(1) if satisfied == n else high)


def survey(each: Survey) -> SurveyResult:
    """A survey as a result."""
    levels = (each.level_1, each.level_2, each.level_3, each.level_4, each.level_5)
    return SurveyResult(each.id, each.surveyed_on, each.frame, each.sample, each.responses, levels)


def matters(counts: Iterable[MatterCount], policy: Policy) -> MattersResult:
    """Matters of one contract: what is open, what is late, and what others say was put right."""
    each = list(counts)

    def total(**wanted: object) -> int:
        return sum(m.count for m in each if all(getattr(m, key) == value for key, value in wanted.items()))

    put_right = total(handled=True, outcome="put_right", contested=False)
    answered = sum(m.count for m in each if m.outcome in ("put_right", "partly", "not_put_right"))
    return MattersResult(
        raised=total(),
        open=total(handled=False),
        overdue=total(handled=False, late=True),
        handled_late=total(handled=True, late=True),
        put_right=put_right,
        partly=total(outcome="partly"),
        not_put_right=total(outcome="not_put_right"),
        no_ground=total(outcome="no_ground"),
        unconfirmed=total(handled=True, outcome=""),
        contested=total(contested=True),
        answered=answered,
        share=Fraction(put_right, answered) if answered else None,
        standard=policy.put_right_share,
    )


def reasons(
    rated: RatingsResult, latest: SurveyResult | None, raised: MattersResult, policy: Policy
) -> Iterator[Reason]:
    """What the public's voice says against the provider."""
    if rated.below_standard and rated.share is not None:
        yield _reason("ratings_below_standard", rated.share, rated.standard, n=rated.n, low=rated.low)
    if latest is not None:
        satisfied = sum(latest.levels[policy.satisfied_from - 1 :])
        if _below(satisfied, latest.responses, policy, least=policy.survey_min_responses):
            share = Fraction(satisfied, latest.responses)
            said: dict[str, Param] = {"survey": latest.id, "responses": latest.responses}
            yield _reason("survey_below_standard", share, policy.ratings_standard, **said)
    enough = raised.answered >= policy.matters_min_count
    if raised.share is not None and enough and raised.share < raised.standard:
        yield _reason("matters_below_share", raised.share, raised.standard, n=raised.answered)


def _reason(code: str, share: Fraction, standard: Fraction, **extra: Param) -> Reason:
    figures: Mapping[str, Param] = {"share": _per_cent(share), "standard": _per_cent(standard)}
    return Reason(Message.of(code, **figures, **extra), Side.PROVIDER)


def _per_cent(share: Fraction) -> str:
    return quantise(share * 100, places=2) + "%"
