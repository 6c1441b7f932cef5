"""Silence, dormancy and fewer posts than promised: only seen days count, and a closed account owes nothing."""

from datetime import date, timedelta
from fractions import Fraction

import pytest

from answerable.core.watch.accounts.cadence import account_below_promise, account_dormant, account_silent
from answerable.core.watch.accounts.values import Health, Promise, Stretch
from tests.core.watch.accounts.scenes import MONDAY, account, alerts, notices, voice

LAST = MONDAY + timedelta(days=4)
"""The day of the last post of five: 6 March 2026."""


def after(days: int) -> date:
    return LAST + timedelta(days=days)


@pytest.mark.parametrize(("days", "found"), [(14, 0), (15, 0), (16, 1), (60, 1)])
def test_more_than_fourteen_days_without_a_post_are_a_silence_known_on_the_day_after(
    days: int, found: int
) -> None:
    assert len(alerts(account_silent, account(notices(5), on=after(days)))) == found


def test_a_silence_begins_on_the_day_after_the_last_post_and_says_which_that_was() -> None:
    alert = alerts(account_silent, account(notices(5), on=after(40)))[0]
    assert (alert.since, alert.on, alert.until) == (after(1), after(16), after(40))
    assert (alert.value, alert.threshold) == (Fraction(15), Fraction(14))
    assert alert.what.params["last"] == LAST
    assert alert.passages[0].of == "n4"


@pytest.mark.parametrize("health", [Health.FAILED, Health.UNOBSERVABLE, None])
def test_days_that_nobody_could_look_at_are_no_silence(health: Health | None) -> None:
    gap = Stretch(after(10), after(10), health) if health else None
    seen = (Stretch(MONDAY, after(9), Health.SEEN), Stretch(after(11), after(22), Health.SEEN))
    scene = account(notices(5), on=after(22), looked=(*seen, gap) if gap else seen)
    assert alerts(account_silent, scene) == ()


def test_a_failed_look_spoils_a_day_that_is_also_called_seen() -> None:
    looked = (Stretch(MONDAY, after(22), Health.SEEN), Stretch(after(10), after(10), Health.FAILED))
    assert alerts(account_silent, account(notices(5), on=after(22), looked=looked)) == ()


def test_a_closed_account_is_not_silent() -> None:
    scene = account(notices(5), on=after(60), voice=voice(closed_on=after(10)))
    assert alerts(account_silent, scene) == ()


def test_nothing_is_silent_before_it_was_opened() -> None:
    scene = account(on=after(10), voice=voice(opened_on=after(1)))
    assert alerts(account_silent, scene) == ()


def test_a_post_that_was_captured_late_ends_the_silence() -> None:
    late = notices(1, since=after(8))
    assert alerts(account_silent, account((*notices(5), *late), on=after(20))) == ()


def test_two_silences_are_two_alerts() -> None:
    scene = account((*notices(5), *notices(1, since=after(20))), on=after(50))
    assert [each.since for each in alerts(account_silent, scene)] == [after(1), after(21)]


@pytest.mark.parametrize(("on", "found"), [(date(2026, 6, 7), 0), (date(2026, 6, 8), 1)])
def test_three_months_of_silence_make_an_account_dormant(on: date, found: int) -> None:
    scene = account(notices(5), on=on)
    assert len(alerts(account_dormant, scene)) == found
    assert len(alerts(account_silent, scene)) == 1


def test_an_account_that_speaks_once_a_month_is_not_dormant() -> None:
    scene = account(notices(6, every=30), on=MONDAY + timedelta(days=170))
    assert alerts(account_dormant, scene) == ()


@pytest.mark.parametrize(("posts", "found"), [(14, 1), (15, 0), (20, 0)])
def test_fewer_than_three_quarters_of_the_promise_over_four_weeks(posts: int, found: int) -> None:
    own = notices(posts)
    scene = account(own, on=MONDAY + timedelta(days=28))
    got = alerts(account_below_promise, scene)
    assert len(got) == found
    if found:
        assert (got[0].value, got[0].threshold, got[0].since) == (Fraction(14), Fraction(15), MONDAY)
        assert (got[0].on, got[0].until) == (MONDAY + timedelta(days=28), MONDAY + timedelta(days=27))


def test_four_weeks_that_are_not_over_are_not_counted() -> None:
    assert alerts(account_below_promise, account(notices(4), on=MONDAY + timedelta(days=27))) == ()


def test_without_a_promise_and_without_looking_nothing_is_below_it() -> None:
    on = MONDAY + timedelta(days=60)
    unpromised = account(notices(4), on=on, voice=voice(promise=Promise()))
    unseen = account(notices(4), on=on, looked=(Stretch(MONDAY, on, Health.FAILED),))
    assert alerts(account_below_promise, unpromised) == alerts(account_below_promise, unseen) == ()


def test_weeks_before_the_opening_and_after_the_closing_are_not_owed() -> None:
    on = MONDAY + timedelta(days=60)
    young = voice(opened_on=MONDAY + timedelta(days=20), promise=Promise(posts_per_week=Fraction(5)))
    closed = voice(closed_on=MONDAY + timedelta(days=26))
    assert (
        alerts(
            account_below_promise, account(notices(40, since=MONDAY + timedelta(days=20)), on=on, voice=young)
        )
        == ()
    )
    assert alerts(account_below_promise, account((), on=on, voice=closed)) == ()
