from dataclasses import replace
from datetime import date
from fractions import Fraction
from math import isclose, sqrt

from hypothesis import given
from hypothesis import strategies as st

from answerable.core.assess.policy import Policy, policy_on
from answerable.core.assess.surveys import below, interval, survey
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


@given(st.integers(1, 5000).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
def test_below_is_the_same_question_as_a_standard_above_the_interval(counts: tuple[int, int]) -> None:
    satisfied, n = counts
    mean, spread = Fraction(satisfied, n), Fraction(1, n)
    _, high = interval(mean, Z2 * spread)
    standard = POLICY.bet.standard
    if abs(high - standard) > Fraction(1, 10**9):
        assert below(mean, spread, POLICY) is (high < standard)
