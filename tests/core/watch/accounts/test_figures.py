"""Figures that do not fit: above the followers, above the past, at night, repeated, praised, or claimed."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction
from random import Random

import pytest

from answerable.core.watch.accounts.chance import allowed, at_least
from answerable.core.watch.accounts.claims import figures_claimed
from answerable.core.watch.accounts.counts import figures_comments, figures_repeated
from answerable.core.watch.accounts.engagement import figures_jump, figures_over_followers
from answerable.core.watch.accounts.nights import figures_night
from answerable.core.watch.accounts.values import Account, Claim, Health, Stretch, Utterance
from tests.core.watch.accounts.scenes import MONDAY, account, alerts, comment, group, notices, post

ON = MONDAY + timedelta(days=28)
FEW = ((MONDAY, 1000),)


def counted(reads: Sequence[int | None], likes: Sequence[int | None] = ()) -> tuple[Utterance, ...]:
    """Notices with these counts, day by day."""
    more = [*likes, *[None] * (len(reads) - len(likes))]
    both = zip(notices(len(reads)), reads, more, strict=True)
    return tuple(replace(each, reads=read, likes=like) for each, read, like in both)


@pytest.mark.parametrize(
    ("reads", "likes", "found"),
    [
        ([6000] * 10 + [300] * 10, [], 1),
        ([6000] * 9 + [300] * 10, [], 0),
        ([5000] * 20, [], 0),
        ([900] * 20, [1001] * 20, 1),
        ([100_000] + [300] * 19, [4000] + [10] * 19, 0),
    ],
    ids=["half", "fewer", "five times", "likes", "one that spread"],
)
def test_half_the_posts_far_above_the_followers(
    reads: list[int | None], likes: list[int | None], found: int
) -> None:
    got = alerts(figures_over_followers, account(counted(reads, likes), on=ON, followers=FEW))
    assert len(got) == found


def test_unknown_or_few_followers_say_nothing() -> None:
    own = counted([6000] * 20)
    assert alerts(figures_over_followers, account(own, on=ON)) == ()
    assert alerts(figures_over_followers, account(own, on=ON, followers=((MONDAY, 499),))) == ()
    later = ((ON, 1000),)
    assert alerts(figures_over_followers, account(own, on=ON, followers=later)) == ()


USUAL = [180 + 17 * (at % 7) for at in range(24)]
LIKED: list[int | None] = [3 + at % 4 for at in range(24)]


@pytest.mark.parametrize(
    ("reads", "likes", "found"),
    [(9000, 5, 1), (9000, 190, 0), (1500, 5, 0), (9000, None, 0)],
    ids=["reads alone", "all rose", "not far", "nothing else known"],
)
def test_a_count_far_above_the_past_while_the_others_stayed(
    reads: int, likes: int | None, found: int
) -> None:
    got = alerts(figures_jump, account(counted([*USUAL, reads], [*LIKED, likes]), on=ON))
    assert len(got) == found
    assert [each.observation for each in got] == ["n24"] * found


def test_a_jump_needs_twenty_earlier_posts() -> None:
    assert alerts(figures_jump, account(counted([*USUAL[:19], 9000], [*LIKED[:19], 5]), on=ON)) == ()


@pytest.mark.parametrize(("run", "found"), [(4, 0), (5, 1), (8, 1)])
def test_where_nothing_else_is_known_only_several_in_a_row_are_a_jump(run: int, found: int) -> None:
    got = alerts(figures_jump, account(counted([*USUAL, *[9000] * run]), on=MONDAY + timedelta(days=60)))
    assert len(got) == found


def at_night(number: int, reads: int, words: str = "政策问答：怎样办理居住证") -> Account:
    """Thirty posts of the day with about two hundred reads, and so many of three in the morning."""
    by_day = tuple(replace(each, reads=200 + at) for at, each in enumerate(notices(30)))
    night = tuple(
        post(f"x{at}", MONDAY + timedelta(days=at), words, hour=3, reads=reads + at) for at in range(number)
    )
    return account((*by_day, *night), on=MONDAY + timedelta(days=84))


@pytest.mark.parametrize(
    ("scene", "found"),
    [
        (at_night(10, 240), 1),
        (at_night(9, 240), 0),
        (at_night(12, 60), 0),
        (at_night(12, 900, "县气象台发布暴雨红色预警，请立即转移"), 0),
    ],
    ids=["as by day", "few", "fewer reads", "warnings"],
)
def test_night_posts_that_are_read_as_by_day(scene: Account, found: int) -> None:
    assert len(alerts(figures_night, scene)) == found


def drawn(number: int, seed: int = 5) -> list[int | None]:
    draw = Random(seed)  # noqa: S311  # examples, not secrets
    return [int(400 * draw.lognormvariate(0, 0.6)) + 101 for _ in range(number)]


@pytest.mark.parametrize(
    ("special", "found"),
    [
        ([888] * 6, 1),
        ([888] * 2, 0),
        ([500, 300, 700, 900, 1200, 1600, 800, 600], 1),
        ([500, 300], 0),
        ([12_000, 13_000, 15_000, 21_000, 11_000, 14_000, 18_000, 16_000], 0),
    ],
    ids=["one count", "twice", "hundreds", "two hundreds", "shown rounded"],
)
def test_counts_that_repeat_or_are_round_beyond_chance(special: list[int | None], found: int) -> None:
    own = counted([*drawn(40), *special])
    assert len(alerts(figures_repeated, account(own, on=MONDAY + timedelta(days=84)))) == found


def test_small_counts_are_often_the_same_without_any_sign() -> None:
    own = counted([None] * 40, [5, 8, 5, 10, 5, 5, 20, 5] * 5)
    assert alerts(figures_repeated, account(own, on=MONDAY + timedelta(days=84))) == ()


def test_the_binomial_is_exact() -> None:
    half = Fraction(1, 2)
    assert [at_least(k, 3, half) for k in range(5)] == [
        1,
        Fraction(7, 8),
        half,
        Fraction(1, 8),
        Fraction(1, 10**30),
    ]
    assert allowed(3, half, Fraction(1, 4)) == 2


def commented(words: Sequence[str], ordinary: int) -> Account:
    """These comments, each below a post of its own, and ordinary ones."""
    own = notices(25)
    same = [comment(f"s{at}", f"n{at}", MONDAY + timedelta(days=at), text) for at, text in enumerate(words)]
    other = [
        comment(f"o{at}", f"n{at % 25}", MONDAY, f"第{at}条：路修好了，走着舒服") for at in range(ordinary)
    ]
    return account(own, on=ON, others=tuple(sorted((*same, *other), key=lambda each: each.at)))


PRAISE = "感谢政府为老百姓办实事办好事"


@pytest.mark.parametrize(
    ("words", "ordinary", "found"),
    [
        ([PRAISE] * 14, 10, 1),
        ([PRAISE] * 7, 3, 0),
        ([PRAISE] * 12, 60, 0),
        (["为家乡点赞"] * 20, 10, 0),
        (["请问建设路什么时候才能修好"] * 20, 10, 0),
    ],
    ids=["much", "too few", "a small share", "short praise", "a citizen who asks"],
)
def test_the_same_praise_below_many_posts(words: list[str], ordinary: int, found: int) -> None:
    assert len(alerts(figures_comments, commented(words, ordinary))) == found


MARCH = date(2026, 3, 1)


def claimed(
    count: int, of: str = "posts", *, own: Sequence[Utterance] | None = None, on: date = date(2026, 4, 6)
) -> Account:
    claim = Claim("report-3", of, MARCH, count, f"本月发布{count}条", 12, date(2026, 4, 5))
    posts = notices(20, since=MARCH) if own is None else own
    return account(posts, on=on, claims=(claim,), looked=(Stretch(MARCH, on, Health.SEEN),))


@pytest.mark.parametrize(("count", "found"), [(26, 1), (25, 0), (20, 0), (3, 0)])
def test_a_report_that_claims_more_posts_than_were_captured(count: int, found: int) -> None:
    got = alerts(figures_claimed, claimed(count))
    assert len(got) == found
    if found:
        beside = got[0].passages[0].beside
        assert (got[0].value, got[0].threshold) == (Fraction(26), Fraction(25))
        assert (got[0].since, got[0].on) == (MARCH, date(2026, 4, 5))
        assert beside
        assert (beside.of, beside.text, beside.start) == ("report-3", "本月发布26条", 12)


def test_a_month_that_was_not_wholly_seen_contradicts_nobody() -> None:
    gap = (
        Stretch(MARCH, date(2026, 3, 30), Health.SEEN),
        Stretch(date(2026, 3, 31), date(2026, 3, 31), Health.FAILED),
    )
    assert alerts(figures_claimed, replace(claimed(90), looked=gap)) == ()
    assert alerts(figures_claimed, claimed(90, on=date(2026, 4, 4))) == ()


def test_reads_go_on_growing_and_are_not_compared_where_some_are_unknown() -> None:
    read = tuple(replace(each, reads=100) for each in notices(20, since=MARCH))
    assert [len(alerts(figures_claimed, claimed(n, "reads", own=read))) for n in (5900, 7000, 7001)] == [
        0,
        0,
        1,
    ]
    some = (replace(read[0], reads=None), *read[1:])
    assert alerts(figures_claimed, claimed(90_000, "reads", own=some)) == ()
    assert alerts(figures_claimed, claimed(90_000, "forwards", own=read)) == ()


def test_followers_are_compared_with_the_most_around_the_end_of_the_month() -> None:
    def scene(count: int, on: date) -> Account:
        counted = ((date(2026, 3, 2), 5000), (date(2026, 3, 30), 800), (date(2026, 4, 6), 1000))
        return replace(claimed(count, "followers", on=on), followers=counted)

    late = date(2026, 4, 8)
    assert [len(alerts(figures_claimed, scene(n, late))) for n in (1150, 1151)] == [0, 1]
    assert alerts(figures_claimed, scene(1151, date(2026, 4, 7))) == ()


def test_one_month_is_told_once_whatever_was_claimed() -> None:
    scene = claimed(40)
    more = replace(scene.claims[0], of="replies")
    assert (
        len(
            alerts(
                figures_claimed, replace(scene, claims=(*scene.claims, more), repeats=(group("n0", "n1"),))
            )
        )
        == 1
    )
