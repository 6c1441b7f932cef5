from datetime import date
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from answerable.core.assess.betting.bounds import STEPS, bounds
from answerable.core.assess.betting.judge import Bet
from answerable.core.assess.betting.portfolio import named
from answerable.core.assess.betting.wealth import Game, Levels, Wealth
from answerable.core.assess.policy import policy_on
from answerable.core.rulebook.parameters import load_parameters

SHIPPED = policy_on(load_parameters("cn"), date(2026, 6, 30)).bet
PLAIN = Bet(SHIPPED.standard, SHIPPED.scores, SHIPPED.alpha, Fraction(0), SHIPPED.gamblers)
TENTH = Bet(SHIPPED.standard, SHIPPED.scores, SHIPPED.alpha, Fraction(1, 10), SHIPPED.gamblers)

levels_of = st.tuples(*[st.integers(0, 300)] * 5)


def test_a_village_whose_ratings_are_bad_is_heard() -> None:
    assert SHIPPED.below((6, 8, 4, 10, 12))


def test_a_village_with_some_bad_ratings_is_not_held_against_anybody() -> None:
    assert not SHIPPED.below((2, 3, 5, 10, 20))


def test_with_a_handful_of_ratings_nothing_is_held_against_anybody() -> None:
    assert not SHIPPED.below((29, 0, 0, 0, 0))
    assert SHIPPED.below((30, 0, 0, 0, 0))


def test_a_nation_a_fifth_of_a_point_below_a_standard_with_its_margin_is_found() -> None:
    # 0.9 with a margin of 2 % is 0.882: 0.88 satisfied is below it, 0.884 is not.
    n = 10**9
    assert SHIPPED.below((0, n * 12 // 100, 0, 0, n * 88 // 100))
    assert not SHIPPED.below((0, n * 116 // 1000, 0, 0, n * 884 // 1000))


def test_the_margin_leaves_out_the_lowest_ratings_first() -> None:
    assert TENTH.without_margin((5, 5, 10, 30, 50)) == (0, 0, 10, 30, 50)
    assert TENTH.without_margin((5, 0, 0, 0, 14)) == (4, 0, 0, 0, 14)


@given(levels_of)
def test_a_margin_never_makes_it_likelier_to_be_below(levels: Levels) -> None:
    assert TENTH.wealth(levels).ln <= PLAIN.wealth(levels).ln + 1e-9


def test_a_burst_of_false_ratings_within_the_margin_accuses_nobody() -> None:
    # 900 genuine ratings at the standard, then 100 false ones in a row: together a tenth.
    genuine = (0, 90, 0, 0, 810)
    assert not TENTH.below(genuine)
    assert PLAIN.below((100, 90, 0, 0, 810))
    assert not TENTH.below((100, 90, 0, 0, 810))


@given(levels_of)
def test_the_bounds_are_where_the_gamblers_refute_the_claim(levels: Levels) -> None:
    ((low, high),) = bounds([levels], PLAIN)
    mirrored = tuple(1 - score for score in PLAIN.scores)
    for scores, edge in ((PLAIN.scores, high), (mirrored, 1 - low)):
        if edge < 1:
            assert Wealth(((Game(PLAIN.gamblers, scores, edge), levels),)).reaches(2 / PLAIN.alpha)
        inside = edge - Fraction(1, STEPS)
        if inside > 0:
            assert not Wealth(((Game(PLAIN.gamblers, scores, inside), levels),)).reaches(2 / PLAIN.alpha)
    mean = PLAIN.mean(levels)
    assert mean is None or low <= mean <= high


def test_bounds_of_many_are_those_of_each() -> None:
    every: list[Levels] = [(at, 2 * at, 3, 5 * at, 40) for at in range(50)]
    assert bounds(every, PLAIN) == [bounds([each], PLAIN)[0] for each in every]


def test_without_ratings_the_mean_may_be_anything() -> None:
    assert bounds([(0, 0, 0, 0, 0)], PLAIN) == [(Fraction(0), Fraction(1))]


# -- many contracts together ---------------------------------------------------------------------------------------


def test_named_are_the_most_for_which_each_has_enough_evidence() -> None:
    bad, mild, good = (60, 0, 0, 0, 140), (32, 0, 0, 0, 168), (2, 0, 0, 0, 198)
    evidence = {f"good-{at}": PLAIN.wealth(good) for at in range(8)}
    evidence |= {"bad": PLAIN.wealth(bad), "mild": PLAIN.wealth(mild)}
    assert named(evidence, delta=Fraction(1, 20)) == ("bad",)
    # With more failing ones the bar is lower for each of them.
    evidence |= {f"bad-{at}": PLAIN.wealth(bad) for at in range(30)}
    assert "mild" not in named({"mild": PLAIN.wealth(mild)}, delta=Fraction(1, 1000))
    assert "bad" in named(evidence, delta=Fraction(1, 20))
    assert not [id for id in named(evidence, delta=Fraction(1, 20)) if id.startswith("good")]


@given(st.lists(levels_of, min_size=1, max_size=12))
def test_the_procedure_is_the_published_one(several: list[Levels]) -> None:
    evidence = {f"c{at:02}": PLAIN.wealth(levels) for at, levels in enumerate(several)}
    delta, total = Fraction(1, 20), len(several)
    largest = 0
    for k in range(1, total + 1):
        if sum(each.reaches(Fraction(total, k) / delta) for each in evidence.values()) >= k:
            largest = k
    wanted = (
        [id for id, each in evidence.items() if each.reaches(Fraction(total, largest) / delta)]
        if largest
        else []
    )
    assert named(evidence, delta=delta) == tuple(sorted(wanted))
