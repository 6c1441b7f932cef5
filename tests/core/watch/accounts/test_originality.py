"""Reposts against the promised share of original posts."""

from dataclasses import replace
from datetime import timedelta
from fractions import Fraction

import pytest

from answerable.core.watch.accounts.originality import account_below_original
from answerable.core.watch.accounts.values import Account, Health, Promise, Stretch, Utterance
from tests.core.watch.accounts.scenes import MONDAY, account, alerts, group, notices, post, voice

ON = MONDAY + timedelta(days=28)


def scene(
    own: tuple[Utterance, ...], *, promised: Fraction | None = Fraction(3, 5), **other: object
) -> Account:
    promise = Promise(original_share=promised)
    return account(own, on=ON, voice=voice(promise=promise), **other)


def reposted(number: int, posts: int = 10) -> tuple[Utterance, ...]:
    """So many of the posts name where they come from."""
    return tuple(
        replace(each, source="省日报") if at < number else each
        for at, each in enumerate(notices(posts, every=2))
    )


@pytest.mark.parametrize(("number", "found"), [(5, 0), (6, 1), (10, 1)])
def test_more_than_a_tenth_below_the_promise_is_found(number: int, found: int) -> None:
    got = alerts(account_below_original, scene(reposted(number)))
    assert len(got) == found
    if found:
        assert (got[0].since, got[0].on) == (MONDAY, ON)
        assert (got[0].value, got[0].threshold) == (1 - Fraction(number, 10), Fraction(3, 5))


def test_words_taken_from_others_without_their_name_are_not_original() -> None:
    text = "大山的守护神，三十年如一日种下林海，守着一方青绿。"
    taken = tuple(post(f"t{at}", MONDAY + timedelta(days=2 * at), text, hour=20) for at in range(10))
    foreign = post("f", MONDAY - timedelta(days=3), text, voice="山阳发布")
    copied = scene(taken, foreign=(foreign,), repeats=(group("f", *(each.id for each in taken)),))
    assert len(alerts(account_below_original, copied)) == 1
    assert alerts(account_below_original, scene(taken)) == ()


@pytest.mark.parametrize(
    "quiet",
    [
        scene(reposted(10), promised=None),
        scene(reposted(7, posts=7)),
        scene(reposted(10), looked=(Stretch(MONDAY, MONDAY + timedelta(days=20), Health.SEEN),)),
    ],
    ids=["nothing promised", "too few posts", "not seen for four weeks"],
)
def test_without_a_promise_enough_posts_or_whole_weeks_nothing_is_said(quiet: Account) -> None:
    assert alerts(account_below_original, quiet) == ()
