"""The body's own duties: review before publishing, filing in time, and passwords of its own."""

from collections.abc import Sequence
from datetime import date, timedelta

import pytest

from answerable.core.watch.accounts.register import review_missing, voice_custody, voice_filed_late
from answerable.core.watch.accounts.values import Filing, Review
from tests.core.watch.accounts.scenes import FESTIVAL, MONDAY, account, alerts, post, voice

TUESDAY = MONDAY + timedelta(days=1)
ON = MONDAY + timedelta(days=10)
_Days = tuple[date | None, date | None, date | None]
IN_TIME: _Days = (MONDAY, MONDAY, MONDAY)
THREE = ("editor", "chief", "officer")


@pytest.mark.parametrize(
    ("reviews", "lacks"),
    [
        ([Review("p", THREE, IN_TIME, (False, False, True))], None),
        ([], "record"),
        ([Review("p", ("editor", None, "officer"), (MONDAY, None, MONDAY), (False, False, True))], "step"),
        ([Review("p", THREE, (MONDAY, MONDAY, TUESDAY), (False, False, True))], "before"),
        ([Review("p", THREE, IN_TIME, (True, True, False))], "staff"),
    ],
)
def test_three_steps_before_publishing_the_last_by_own_staff(
    reviews: Sequence[Review], lacks: str | None
) -> None:
    scene = account(
        [post("p", MONDAY, "关于召开会议的通知")],
        on=ON,
        voice=voice(reviewed_since=MONDAY),
        reviews=tuple(reviews),
    )
    got = alerts(review_missing, scene)
    assert [each.what.params["lacks"] for each in got] == ([lacks] if lacks else [])


def test_posts_before_the_first_day_of_reviews_and_records_still_to_come_are_left_alone() -> None:
    own = [post("p", MONDAY, "关于召开会议的通知")]
    assert alerts(review_missing, account(own, on=ON)) == ()
    assert alerts(review_missing, account(own, on=ON, voice=voice(reviewed_since=TUESDAY))) == ()
    early = account(own, on=MONDAY + timedelta(days=4), voice=voice(reviewed_since=MONDAY))
    assert alerts(review_missing, early) == ()


@pytest.mark.parametrize(
    ("happened", "filed", "on", "found"),
    [
        (MONDAY, MONDAY + timedelta(days=7), ON, 0),
        (MONDAY, MONDAY + timedelta(days=8), ON, 1),
        (MONDAY, None, MONDAY + timedelta(days=7), 0),
        (MONDAY, None, MONDAY + timedelta(days=8), 1),
        (min(FESTIVAL) - timedelta(days=2), min(FESTIVAL) + timedelta(days=13), ON, 0),
        (date(2027, 12, 30), None, date(2028, 2, 1), 0),
        (date(2023, 12, 28), None, ON, 0),
    ],
    ids=[
        "in time",
        "a day late",
        "still time",
        "never",
        "a festival between",
        "calendar not out",
        "before it",
    ],
)
def test_filing_within_five_working_days(happened: date, filed: date | None, on: date, found: int) -> None:
    filings = (Filing("changed", happened, filed), Filing("opened", happened, filed))
    got = alerts(voice_filed_late, account(on=on, looked=(), filings=filings))
    assert len(got) == found
    assert [each.since for each in got] == [happened] * found


@pytest.mark.parametrize(("custody", "found"), [("provider", 1), ("both", 0), ("body", 0), (None, 0)])
def test_passwords_of_the_provider_alone(custody: str | None, found: int) -> None:
    scene = account(on=ON, voice=voice(custody=custody))
    assert len(alerts(voice_custody, scene)) == found
