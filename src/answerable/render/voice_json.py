"""The public's voice as JSON: ratings with every question put to them, surveys, matters, low ratings."""

from fractions import Fraction

from answerable.core.assess.results import (
    LowRatingsResult,
    MattersResult,
    RatingsResult,
    RatingsTest,
    StratumResult,
    SurveyResult,
)
from answerable.render.json_text import Json


def ratings_json(ratings: RatingsResult) -> Json:
    """The ratings of one contract."""
    return {
        "levels": list(ratings.levels),
        "n": ratings.n,
        "low": ratings.low,
        "satisfied_from": ratings.satisfied_from,
        "share": ratings.share,
        "interval": _interval(ratings.interval),
        "standard": ratings.standard,
        "below_standard": ratings.below_standard,
        "defaulted": ratings.defaulted,
        "delivered": ratings.delivered,
        "response": ratings.response,
        "tiers": {tier: list(levels) for tier, levels in ratings.tiers},
        "tests": [_test(test) for test in ratings.tests],
    }


def _test(test: RatingsTest) -> Json:
    return {
        "tier": test.tier or None,
        "since": test.since.isoformat(),
        "levels": list(test.levels),
        "share": test.mean,
        "interval": _interval(test.interval),
        "evidence": test.evidence,
        "below": test.below,
        "counts": test.counts,
        "share_of_risk": test.risk_shared,
        "delivered": test.delivered,
    }


def _interval(interval: tuple[Fraction, Fraction] | None) -> Json:
    return None if interval is None else list(interval)


def survey_json(survey: SurveyResult) -> Json:
    """One survey with its strata."""
    return {
        "id": survey.id,
        "surveyed_on": survey.surveyed_on.isoformat(),
        "frame": survey.frame,
        "sample": survey.sample,
        "responses": survey.responses,
        "levels": list(survey.levels),
        "share": survey.share,
        "interval": _interval(survey.interval),
        "below": survey.below,
        "strata": [_stratum(each) for each in survey.strata],
    }


def _stratum(stratum: StratumResult) -> Json:
    return {
        "stratum": stratum.stratum,
        "frame": stratum.frame,
        "sample": stratum.sample,
        "responses": stratum.responses,
        "levels": list(stratum.levels),
        "share": stratum.share,
    }


def matters_json(matters: MattersResult) -> Json:
    """The matters of one contract."""
    return {
        "raised": matters.raised,
        "open": matters.open,
        "overdue": matters.overdue,
        "handled_late": matters.handled_late,
        "put_right": matters.put_right,
        "partly": matters.partly,
        "not_put_right": matters.not_put_right,
        "no_ground": matters.no_ground,
        "unconfirmed": matters.unconfirmed,
        "contested": matters.contested,
        "answered": matters.answered,
        "share": matters.share,
        "standard": matters.standard,
    }


def low_ratings_json(low: LowRatingsResult) -> Json:
    """What became of low ratings."""
    return {
        "low": low.low,
        "taken_up": low.taken_up,
        "put_right": low.put_right,
        "causes": [
            {"cause": c.cause, "raised": c.raised, "put_right": c.put_right, "repeats": c.repeats}
            for c in low.causes
        ],
    }
