"""What the public said: ratings with the whole arithmetic of the bets, surveys, matters."""

from collections.abc import Iterator
from fractions import Fraction

from answerable.core.assess.betting.wealth import stake
from answerable.core.assess.results import POOLED, RatingsTest
from answerable.core.enforce.explain.values import Known, per_cent
from answerable.core.terms.figures import quantise
from answerable.core.terms.message import Message


def ratings(known: Known) -> Iterator[Message]:
    """Every question put to the ratings: the counts, the mean, the margin, the evidence, when it was first enough."""
    rated = known.result.ratings
    if not rated.n:
        yield Message.of("explain_no_ratings", defaulted=rated.defaulted)
        return
    for test in rated.tests:
        yield from _question(test, known)
    if rated.defaulted:
        yield Message.of("explain_defaulted", n=rated.defaulted)


def _question(test: RatingsTest, known: Known) -> Iterator[Message]:
    if test.mean is None or test.interval is None:
        yield Message.of("explain_ratings_none", since=test.since)
        return
    bet = known.bet
    total = sum((c * s for c, s in zip(test.levels, bet.scores, strict=True)), Fraction(0))
    yield Message.of(
        "explain_ratings" if test.tier == POOLED else "explain_ratings_tier",
        since=test.since,
        tier=test.tier,
        levels=" ".join(map(str, test.levels)),
        scores=" ".join(quantise(score) for score in bet.scores),
        total=quantise(total),
        n=test.n,
        mean=per_cent(test.mean),
        low=per_cent(test.interval[0]),
        high=per_cent(test.interval[1]),
        sure=per_cent(1 - bet.alpha),
        response=None if test.response is None else per_cent(test.response),
        delivered=test.delivered or None,
    )
    few = test.n < bet.least
    yield Message.of(
        "explain_bets_few" if few else "explain_bets_below" if test.below else "explain_bets_not_below",
        n=test.n,
        standard=per_cent(bet.standard),
        margin=per_cent(bet.margin),
        lenient=per_cent(bet.standard * (1 - bet.margin)),
        out=test.n * bet.margin.numerator // bet.margin.denominator,
        stake=stake(test.evidence),
        wanted=quantise(test.wanted, places=1),
        chance=per_cent(bet.alpha / test.risk_shared),
        least=bet.least,
    )
    if test.tier == POOLED:
        yield from _first_day(test, known)
    if not test.counts:
        yield Message.of("explain_only_shown" if test.tier else "explain_superseded")


def _first_day(test: RatingsTest, known: Known) -> Iterator[Message]:
    point = dict(known.crossings).get(test.since)
    if point is not None:
        n = sum(point.levels)
        yield Message.of("explain_crossed" if test.below else "explain_crossed_once", day=point.day, n=n)


def surveys(known: Known) -> Iterator[Message]:
    """Every survey: frame, sample, response, the weighted mean."""
    for each in known.result.surveys:
        yield Message.of(
            "explain_survey",
            survey=each.id,
            day=each.surveyed_on,
            frame=each.frame,
            sample=each.sample,
            responses=each.responses,
            response=per_cent(Fraction(each.responses, each.sample)) if each.sample else None,
            strata=len(each.strata) or None,
            share=None if each.share is None else per_cent(each.share),
            low=None if each.interval is None else per_cent(each.interval[0]),
            high=None if each.interval is None else per_cent(each.interval[1]),
        )
        code = {
            True: "explain_survey_below",
            False: "explain_survey_not_below",
            None: "explain_survey_unknown",
        }
        yield Message.of(code[each.below], standard=per_cent(known.bet.standard))


def matters(known: Known) -> Iterator[Message]:
    """What was raised, what became of it, and what became of low ratings."""
    found, low = known.result.matters, known.result.low_ratings
    if not found.raised:
        yield Message.of("explain_no_matters")
        return
    yield Message.of(
        "explain_matters",
        raised=found.raised,
        open=found.open,
        overdue=found.overdue,
        late=found.handled_late,
        unconfirmed=found.unconfirmed,
    )
    if found.share is not None:
        yield Message.of(
            "explain_put_right",
            put_right=found.put_right,
            answered=found.answered,
            share=per_cent(found.share),
            standard=per_cent(found.standard),
            contested=found.contested,
        )
    if low.low:
        yield Message.of("explain_low", low=low.low, taken_up=low.taken_up, put_right=low.put_right)
    for cause in low.causes:
        if cause.repeats:
            yield Message.of("explain_repeats", cause=cause.cause, raised=cause.raised, repeats=cause.repeats)
