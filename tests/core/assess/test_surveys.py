from dataclasses import replace
from datetime import date
from fractions import Fraction
from math import comb, isclose, sqrt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from answerable.core.assess.policy import Policy, policy_on
from answerable.core.assess.surveys import interval, survey
from answerable.core.evidence.values import Stratum, Survey
from answerable.core.rulebook.parameters import load_parameters

POLICY: Policy = policy_on(load_parameters("cn"), date(2026, 6, 30))
Z2 = POLICY.survey_z_squared
PLAIN = Survey("s", "c", date(2026, 3, 1), 10_000, 400, 100, 0, 20, 0, 0, 80)


def stratum(name: str, *, frame: int, responses: int, low: int) -> Stratum:
    return Stratum("s", name, frame, responses, responses, low, 0, 0, 0, responses - low)


def test_a_plain_survey_far_below_the_standard_is_below_it() -> None:
    result = survey(PLAIN, (), POLICY)
    assert (result.share, result.below) == (Fraction(4, 5), True)


def test_too_few_answers_say_nothing() -> None:
    few = replace(PLAIN, responses=20, level_2=20, level_5=0)
    assert survey(few, (), POLICY).below is None


def test_strata_are_weighed_by_their_frames_not_by_who_answered() -> None:
    strata = (
        stratum("town", frame=9000, responses=50, low=0),
        stratum("hills", frame=1000, responses=50, low=20),
    )
    result = survey(PLAIN, strata, POLICY)
    # 0.9 × 1 + 0.1 × 0.6; unweighted it would be 0.8 and below the standard.
    assert (result.share, result.below) == (Fraction(96, 100), False)
    assert [part.stratum for part in result.strata] == ["hills", "town"]


def test_a_stratum_without_answers_leaves_the_mean_unknown() -> None:
    strata = (
        stratum("town", frame=9000, responses=100, low=40),
        stratum("hills", frame=1000, responses=0, low=0),
    )
    result = survey(PLAIN, strata, POLICY)
    assert (result.share, result.interval, result.below) == (None, None, None)


def test_if_everybody_was_asked_the_mean_itself_decides() -> None:
    everybody = replace(PLAIN, frame=100, sample=100, level_2=11, level_5=89)
    assert survey(everybody, (), POLICY).below is True
    assert survey(replace(everybody, level_2=10, level_5=90), (), POLICY).below is False


@given(st.integers(1, 5000).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
def test_of_a_large_frame_the_interval_is_wilsons_and_holds_the_mean(counts: tuple[int, int]) -> None:
    satisfied, n = counts
    low, high = interval(Fraction(satisfied, n), Z2 / n)
    share, z2 = satisfied / n, float(Z2)
    root = sqrt(z2 / n * share * (1 - share) + z2**2 / (4 * n * n))
    assert isclose(low, (share + z2 / (2 * n) - root) / (1 + z2 / n), abs_tol=1e-9)
    assert isclose(high, (share + z2 / (2 * n) + root) / (1 + z2 / n), abs_tol=1e-9)
    assert 0 <= low <= Fraction(satisfied, n) <= high <= 1


@pytest.mark.parametrize("n", [30, 31, 40, 81, 100, 300, 1000])
def test_a_plain_survey_accuses_whoever_is_at_the_standard_at_most_as_often_as_stated(n: int) -> None:
    standard = POLICY.bet.standard
    judged = [
        k
        for k in range(n + 1)
        if survey(replace(PLAIN, responses=n, sample=n, level_2=n - k, level_5=k), (), POLICY).below
    ]
    # Everything up to some number of satisfied answers is below, and the chance of that number or fewer is within α.
    assert judged == list(range(len(judged)))
    chance = sum(comb(n, k) * standard**k * (1 - standard) ** (n - k) for k in judged)
    further = comb(n, len(judged)) * standard ** len(judged) * (1 - standard) ** (n - len(judged))
    assert chance <= POLICY.survey_alpha < chance + further


def test_strata_that_differ_may_vary_more_than_if_they_were_alike() -> None:
    strata = (
        stratum("few", frame=5000, responses=20, low=6),
        stratum("many", frame=5000, responses=300, low=12),
    )
    # (0.7 + 0.96) / 2 = 0.83: within chance, because the twenty vary by themselves.
    asked = replace(PLAIN, responses=320, sample=400, level_2=18, level_5=302)
    assert survey(asked, strata, POLICY).below is False
