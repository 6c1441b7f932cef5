"""Each kind of sign planted, nearly planted, and looking like it without any wrong."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest

from answerable.core.assess.signals.chance import more_than_others
from answerable.core.assess.signals.producers import PRODUCERS, look_for_signs, unrecorded
from answerable.core.assess.signals.values import Seen, Signal, SignalPolicy
from answerable.core.evidence.statistics import CauseCount, LevelCounts, MatterCount, RatingMonth
from answerable.core.terms.duty import Side
from tests.core.assess.signals.scenes import (
    GOOD,
    ON,
    delivered,
    every_month,
    finding,
    inspections,
    ordinary,
    rated,
    scores,
    seen,
    sight,
)

MAY, JUNE = date(2026, 5, 1), date(2026, 6, 1)
POLICY = SignalPolicy()


def found(*contracts: Seen, on: date = ON) -> tuple[Signal, ...]:
    return look_for_signs(sight(*contracts, on=on), POLICY)


def rules(*contracts: Seen, on: date = ON) -> list[str]:
    return [signal.rule for signal in found(*contracts, on=on)]


def with_months(change: dict[date, RatingMonth]) -> Seen:
    return seen((every_month() | change).values())


def burst(first: date, levels: tuple[int, int, int, int, int], busiest: int) -> RatingMonth:
    return rated(first, levels, busiest=busiest, busiest_levels=(0, 0, 0, 0, busiest))


def served(count: int, *firsts: date) -> Seen:
    """Sixty ratings a month against these services in some months and two hundred in the others."""
    months = every_month()
    return seen(
        months.values(),
        services=tuple(delivered(first, count if first in firsts else 200) for first in months),
    )


def hoarded(count: int, *, aged: int = 3, levels: tuple[int, int, int, int, int] = (0, 1, 4, 15, 60)) -> Seen:
    june = rated(
        JUNE, levels, aged=count + aged, aged_busiest=count, aged_busiest_on=date(2026, 6, 24), busiest=8
    )
    return with_months({JUNE: june})


def stopped(june: int, *, services: int = 200, bad: int = 5) -> Seen:
    rise = {first: rated(first, (bad, 2, 5, 14, 39 - bad)) for first in (date(2026, 4, 1), MAY)}
    months = every_month() | rise | {JUNE: rated(JUNE, (0, 0, 1, 2, june - 3))}
    return seen(
        months.values(), services=tuple(delivered(each, services if each == JUNE else 200) for each in months)
    )


def tiers(low: int, other_low: int) -> Seen:
    """Half a year of assisted and counter ratings, twenty each a month, with so many low ones in a month."""
    months = every_month(months=6)
    both = [
        rated(first, (0, count, 0, 0, 20 - count), tier=tier)
        for first in months
        for tier, count in (("assisted", low), ("counter", other_low))
    ]
    return seen(both)


def lows(low: int, taken_up: int) -> Seen:
    matters = MatterCount("care", True, False, "put_right", False, True, taken_up)
    return seen(
        ratings=(
            LevelCounts("care", "counter", "asked", (low, 0, 0, 0, 0)),
            LevelCounts("care", "counter", "default", (999, 0, 0, 0, 0)),
        ),
        matters=(matters,),
    )


def scored(points: list[float], *, low: int = 1, **other: object) -> Seen:
    months = every_month() | {MAY: rated(MAY, (low, 1, 5, 15, 38))}
    return seen(months.values(), scores=scores(points), **other)


def looked(
    times: int,
    *,
    unsolved: int = 6,
    solved: int = 0,
    source: str | None = None,
    year: int = 2026,
    month: int = 1,
) -> Seen:
    planned, done = inspections(*(date(year, month + at, 20) for at in range(times)))
    return seen(
        planned=planned,
        done=done,
        matters=(
            MatterCount("care", True, False, "not_put_right", False, False, unsolved),
            MatterCount("care", True, False, "put_right", False, False, solved),
        ),
        findings=() if source is None else (finding(date(2026, 3, 1), source=source),),
    )


def slightly_worse() -> Seen:
    """Many ratings: a rise of three points is beyond chance, and too small to be why ratings stopped."""
    many = {first: rated(first, (10, 10, 50, 150, 380)) for first in every_month()}
    rise = {first: rated(first, (20, 20, 50, 150, 360)) for first in (date(2026, 4, 1), MAY)}
    months = many | rise | {JUNE: rated(JUNE, (3, 3, 8, 25, 61))}
    return seen(months.values(), services=tuple(delivered(first, 2000) for first in months))


def few_and_worse() -> Seen:
    """Few ratings: three low ones of twenty-four may be chance."""
    few = {first: rated(first, (0, 1, 2, 6, 15)) for first in every_month()}
    rise = {first: rated(first, (1, 2, 2, 5, 14)) for first in (date(2026, 4, 1), MAY)}
    return seen((few | rise | {JUNE: rated(JUNE, (0, 0, 0, 2, 5))}).values())


PLANTED: list[tuple[str, Callable[[], Seen]]] = [
    ("low_ratings_not_followed", lambda: lows(20, 9)),
    ("cause_returns", lambda: seen(causes=(CauseCount("care", "late", 9, 3, 3),))),
    ("ratings_outnumber_services", lambda: served(50, MAY, JUNE)),
    ("burst_of_ratings", lambda: with_months({MAY: burst(MAY, (1, 1, 5, 15, 88), 50)})),
    ("level_mix", lambda: with_months({MAY: rated(MAY, (0, 0, 0, 0, 60))})),
    ("level_mix", lambda: with_months({MAY: rated(MAY, (30, 0, 0, 0, 30))})),
    ("tiers_disagree", lambda: tiers(0, 4)),
    ("codes_hoarded", lambda: hoarded(40)),
    ("ratings_stopped", lambda: stopped(15)),
    ("scores_never_vary", lambda: scored([92] * 7, low=12)),
    ("scores_never_vary", lambda: scored([92, 92.5] * 3, findings=(finding(date(2026, 4, 1)),))),
    ("inspections_find_nothing", lambda: looked(3)),
]

NEAR_MISSES: list[tuple[str, Callable[[], Seen]]] = [
    ("half of the low ratings were taken up", lambda: lows(20, 10)),
    ("a cause came back twice", lambda: seen(causes=(CauseCount("care", "late", 9, 3, 2),))),
    ("as many ratings as services", lambda: served(60, MAY, JUNE)),
    ("a busy day in a busy month", lambda: with_months({MAY: burst(MAY, (2, 2, 8, 25, 73), 11)})),
    ("a somewhat better month", lambda: with_months({MAY: rated(MAY, (0, 1, 3, 12, 44))})),
    ("tiers five points apart", lambda: tiers(1, 2)),
    ("nine late ratings on a day", lambda: hoarded(9)),
    ("a third of the ratings left", lambda: stopped(20)),
    ("five equal scores", lambda: scored([80, 92, 92, 92, 92, 92], low=12)),
    ("scores a point apart", lambda: scored([92, 93] * 4, low=12)),
    ("two inspections", lambda: looked(2)),
    ("four unsolved matters", lambda: looked(6, unsolved=4)),
    ("six unsolved matters of forty", lambda: looked(6, solved=34)),
    ("a rise that may be chance before ratings stop", few_and_worse),
    ("a small rise before ratings stop", slightly_worse),
]

INNOCENT: list[tuple[str, Callable[[], Seen]]] = [
    ("nine low ratings, none taken up", lambda: lows(9, 0)),
    ("a cause that was never put right", lambda: seen(causes=(CauseCount("care", "late", 9, 0, 0),))),
    ("a busy month is rated in the next one", lambda: served(50, JUNE)),
    ("ratings are entered once a month", lambda: seen(burst(m, GOOD, 60) for m in every_month())),
    ("a month's forms are entered on one day", lambda: with_months({MAY: burst(MAY, GOOD, 60)})),
    ("a provider who is always perfect", lambda: seen(every_month((0, 0, 0, 0, 60)).values())),
    ("late ratings that are not good", lambda: hoarded(40, levels=(4, 2, 4, 15, 60))),
    ("ratings fall as services fall", lambda: stopped(15, services=60)),
    ("ratings fall and were not bad", lambda: stopped(15, bad=1)),
    ("equal scores where all is the same", lambda: scored([92] * 9)),
    ("inspections that found something", lambda: looked(6, source="inspection")),
    ("matters that are not known to be of that half-year", lambda: looked(6, year=2025, month=7)),
    ("a finding of others does not count as theirs", lambda: looked(6, unsolved=0, source="audit")),
]


@pytest.mark.parametrize(("rule", "scene"), PLANTED)
def test_what_was_planted_is_found_and_nothing_else(rule: str, scene: Callable[[], Seen]) -> None:
    assert rules(scene()) == [rule]


@pytest.mark.parametrize("scene", [scene for _, scene in NEAR_MISSES], ids=[why for why, _ in NEAR_MISSES])
def test_a_near_miss_is_no_sign(scene: Callable[[], Seen]) -> None:
    assert rules(scene()) == []


@pytest.mark.parametrize("scene", [scene for _, scene in INNOCENT], ids=[why for why, _ in INNOCENT])
def test_what_only_looks_like_it_is_no_sign(scene: Callable[[], Seen]) -> None:
    assert rules(scene()) == []


def test_two_hundred_ordinary_providers_raise_no_sign_in_two_years() -> None:
    # The others keep 24 months of signs in sight; whether low ratings are taken up is not drawn here.
    policy = replace(POLICY, look_back_months=24, taken_up_low=10**6)
    raised = [
        signal.rule
        for seed in range(200)
        for signal in look_for_signs(sight(ordinary(seed, weekly=seed % 2 == 1)), policy)
    ]
    assert len(raised) <= 1, raised


def test_a_sign_that_goes_on_keeps_its_id_and_is_one_sign() -> None:
    better = rated(MAY, (0, 0, 0, 0, 60))
    on_may = found(with_months({MAY: better}), on=date(2026, 5, 31))
    on_june = found(with_months({MAY: better, JUNE: rated(JUNE, (0, 0, 0, 0, 60))}))
    assert [signal.id for signal in on_may] == [signal.id for signal in on_june]
    assert (on_may[0].to_day, on_june[0].to_day) == (date(2026, 5, 31), date(2026, 6, 30))
    assert on_june[0].evidence[-1].code == "seen_until"


def test_suspected_months_do_not_become_the_usual_ones() -> None:
    perfect = {date(2026, month, 1): rated(date(2026, month, 1), (0, 0, 0, 0, 60)) for month in range(1, 7)}
    (signal,) = found(with_months(perfect))
    assert (signal.from_day, signal.to_day) == (date(2026, 1, 1), date(2026, 6, 30))


def test_a_difference_of_tiers_either_way_counts_both_ways() -> None:
    (signal,) = found(tiers(0, 4))
    assert signal.chance == 2 * more_than_others(24, 120, 0, 120)


def test_a_month_that_is_not_over_is_not_looked_at() -> None:
    assert rules(with_months({JUNE: rated(JUNE, (0, 0, 0, 0, 60))}), on=date(2026, 6, 29)) == []


def test_better_and_worse_are_told_apart() -> None:
    codes = [found(scene())[0].what.code for rule, scene in PLANTED if rule == "level_mix"]
    assert codes == ["signal_mix_better", "signal_mix_worse"]


def test_without_months_of_services_nothing_is_said_about_too_many_ratings() -> None:
    assert rules(replace(served(50, MAY, JUNE), services=())) == []


def test_a_large_hoard_is_serious_and_oversight_speaks_of_the_body() -> None:
    assert [found(hoarded(count))[0].severity for count in (40, 60)] == ["ordinary", "serious"]
    body = {"low_ratings_not_followed", "scores_never_vary", "inspections_find_nothing"}
    for rule, scene in PLANTED:
        assert (found(scene())[0].side is Side.BODY) == (rule in body)


def test_a_sign_that_ended_over_a_year_ago_is_left_alone() -> None:
    long_ago = date(2025, 3, 1)
    scene = with_months({long_ago: rated(long_ago, (0, 0, 0, 0, 60))})
    assert rules(scene) == []
    assert rules(scene, on=date(2026, 2, 28)) == ["level_mix"]


@pytest.mark.parametrize("decision", [None, "confirmed", "rejected"])
def test_a_recorded_sign_is_not_proposed_again_whatever_was_decided(decision: str | None) -> None:
    scene = PLANTED[4][1]()
    (signal,) = found(scene)
    stored = replace(finding(ON, source="rating", decision=decision), rule=signal.stored_rule)
    assert unrecorded(sight(replace(scene, findings=(stored,))), (signal,)) == ()
    by_id = replace(stored, id=signal.id, rule=None)
    assert unrecorded(sight(replace(scene, findings=(by_id,))), (signal,)) == ()
    other = replace(stored, rule="signals.level_mix 2020-01-01")
    assert unrecorded(sight(replace(scene, findings=(other,))), (signal,)) == (signal,)


def test_every_kind_of_sign_is_planted_here_or_among_the_peers() -> None:
    # Peers and crossings have files of their own.
    assert len({rule for rule, _ in PLANTED}) + 2 == len(PRODUCERS)
