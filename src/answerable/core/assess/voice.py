"""Matters that citizens raise; and when ratings, surveys and matters are evidence against a provider."""

from collections.abc import Iterable, Iterator, Mapping
from fractions import Fraction

from answerable.core.assess.policy import Policy
from answerable.core.assess.results import (
    CauseResult,
    LowRatingsResult,
    MattersResult,
    RatingsResult,
    RatingsTest,
    Reason,
    SurveyResult,
)
from answerable.core.evidence.statistics import CauseCount, MatterCount
from answerable.core.terms.duty import Side
from answerable.core.terms.figures import quantise
from answerable.core.terms.message import Message, Param


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


def low_ratings(low: int, counts: Iterable[MatterCount], causes: Iterable[CauseCount]) -> LowRatingsResult:
    """What became of low ratings: how many were taken up as matters and put right, and which causes come back."""
    taken = [each for each in counts if each.rated]
    put_right = [m for m in taken if m.handled and m.outcome == "put_right" and not m.contested]
    return LowRatingsResult(
        low=low,
        taken_up=sum(each.count for each in taken),
        put_right=sum(each.count for each in put_right),
        causes=tuple(CauseResult(c.cause, c.raised, c.put_right, c.repeats) for c in causes),
    )


def reasons(
    rated: RatingsResult, latest: SurveyResult | None, raised: MattersResult, policy: Policy
) -> Iterator[Reason]:
    """What the public's voice says against the provider."""
    for test in rated.tests:
        if test.counts and test.below and test.mean is not None:
            yield _ratings_below(test, policy)
    if latest is not None and latest.below and latest.share is not None:
        said: dict[str, Param] = {
            "survey": latest.id,
            "responses": latest.responses,
            "strata": len(latest.strata) or None,
        }
        yield _reason("survey_below_standard", latest.share, policy.bet.standard, **said)
    enough = raised.answered >= policy.matters_min_count
    if raised.share is not None and enough and raised.share < raised.standard:
        yield _reason("matters_below_share", raised.share, raised.standard, n=raised.answered)


def _ratings_below(test: RatingsTest, policy: Policy) -> Reason:
    low = sum(test.levels[level - 1] for level in policy.bad_levels)
    return _reason(
        "ratings_below_standard",
        test.mean or Fraction(0),
        policy.bet.standard,
        n=test.n,
        low=low,
        since=test.since,
        chance=_per_cent(policy.bet.alpha),
    )


def _reason(code: str, share: Fraction, standard: Fraction, **extra: Param) -> Reason:
    figures: Mapping[str, Param] = {"share": _per_cent(share), "standard": _per_cent(standard)}
    return Reason(Message.of(code, **figures, **extra), Side.PROVIDER)


def _per_cent(share: Fraction) -> str:
    return quantise(share * 100, places=2) + "%"
