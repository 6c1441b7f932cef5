"""Silent, failed and not observable never mix; and a fault of ours is held against nobody."""

from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from fractions import Fraction
from zoneinfo import ZoneInfo

import pytest

from answerable.core.watch.accounts.values import Health, Stretch
from answerable.core.watch.health import (
    Attempt,
    CollectorFault,
    Due,
    Outcome,
    collector_fault,
    looked,
    visits,
)
from answerable.core.watch.register import CollectionRow

ZONE = ZoneInfo("Asia/Shanghai")
SECOND = Fraction(1)
MARKS = {Health.SEEN: "s", Health.FAILED: "f", Health.UNOBSERVABLE: "u"}


def day(number: int) -> date:
    """A day of March 2026."""
    return date(2026, 3, number)


def attempt(
    number: int,
    outcome: str = "ok",
    *,
    covers: int | None = None,
    hour: int = 9,
    minute: int = 0,
    voice: str = "v",
    status: int | None = None,
) -> Attempt:
    return Attempt(
        voice,
        datetime(2026, 3, number, hour, minute, tzinfo=ZONE),
        Outcome(outcome),
        seconds=SECOND,
        status=status,
        covers_from=None if covers is None else day(covers),
    )


def drawn(stretches: Iterable[Stretch], last: int) -> str:
    """One letter a day from the first of March, a dot for a day in no stretch."""
    marks = {
        each.first + timedelta(days=n): MARKS[each.health]
        for each in stretches
        for n in range((each.last - each.first).days + 1)
    }
    return "".join(marks.get(day(n), ".") for n in range(1, last + 1))


@pytest.mark.parametrize(
    ("attempts", "every", "expected"),
    [
        # Looked at every day.
        ([attempt(n) for n in range(1, 6)], 1, "sssss"),
        # Nobody looked although it was due: ours, and not silence.
        ([attempt(1), attempt(5)], 1, "sfffs"),
        ([], 1, "fffff"),
        # Looked at once a week: the days between were not looked at, and that is no fault.
        ([attempt(1)], 7, "s...."),
        ([attempt(1)], 3, "s..ff"),
        ([], 3, "..fff"),
        # A try that failed, and one that was put right within the day.
        ([attempt(1), attempt(2, "slow"), attempt(3)], 1, "sfsff"),
        ([attempt(1, "slow"), attempt(1, hour=20)], 1, "sffff"),
        ([attempt(1, hour=8), attempt(1, "slow", hour=20)], 1, "sffff"),
        # A failed try settles nothing: the next day it is due still.
        ([attempt(1, "tls")], 3, "f.fff"),
        # The place refuses: nobody can look, and nobody is to blame.
        ([attempt(n, "robots") for n in range(1, 6)], 1, "uuuuu"),
        ([attempt(1), attempt(2, "refused"), attempt(3, "slow"), attempt(4, "robots")], 1, "sufuf"),
        ([attempt(1, "refused"), attempt(1, "slow", hour=10)], 1, "fffff"),
        # A later look that reaches back over the gap covers it; the day it reaches into only in part.
        ([attempt(1), attempt(2, "slow"), attempt(5, covers=1)], 1, "sssss"),
        ([attempt(1), attempt(5, covers=2)], 1, "sfsss"),
        ([attempt(1), attempt(2, "robots"), attempt(3, covers=1)], 1, "sssff"),
        ([attempt(5, covers=5)], 1, "ffffs"),
        # What a failed look saw of earlier days counts for nothing.
        ([attempt(1), attempt(5, "cut", covers=1)], 1, "sffff"),
        # Nothing has changed since it was seen, so nothing was said in between.
        ([attempt(1), attempt(2, "slow"), attempt(4, "not_modified")], 1, "ssssf"),
        ([attempt(4, "not_modified")], 1, "fffsf"),
        ([attempt(1), attempt(4)], 1, "sffsf"),
    ],
)
def test_every_day_is_in_one_state(attempts: list[Attempt], every: int, expected: str) -> None:
    due = Due(begins=day(1), on=day(5), every_days=every)
    assert drawn(looked(attempts, due, zone=ZONE), 5) == expected
    assert drawn(looked(reversed(attempts), due, zone=ZONE), 5) == expected


@pytest.mark.parametrize("outcome", list(Outcome))
def test_only_what_was_read_is_seen_and_only_what_refuses_is_unobservable(outcome: Outcome) -> None:
    expected = {
        Outcome.OK: "s",
        Outcome.NOT_MODIFIED: "s",
        Outcome.REFUSED: "u",
        Outcome.ROBOTS: "u",
    }.get(outcome, "f")
    due = Due(begins=day(1), on=day(1))
    assert drawn(looked([attempt(1, outcome)], due, zone=ZONE), 1) == expected


def test_a_voice_without_an_address_cannot_be_watched_and_never_fails() -> None:
    due = Due(begins=day(1), on=day(5), observable=False)
    assert looked([], due, zone=ZONE) == (Stretch(day(1), day(5), Health.UNOBSERVABLE),)


def test_what_comes_after_the_day_asked_about_is_not_known_yet() -> None:
    due = Due(begins=day(1), on=day(3))
    known = [attempt(1), attempt(2), attempt(3)]
    assert looked([*known, attempt(4, covers=1)], due, zone=ZONE) == looked(known, due, zone=ZONE)
    assert looked(known, Due(begins=day(4), on=day(3)), zone=ZONE) == ()


def test_a_feed_reaches_back_before_the_watching_began_but_not_before_the_opening() -> None:
    tries = [attempt(4, covers=1)]
    begun = Due(begins=day(4), on=day(4))
    assert drawn(looked(tries, begun, zone=ZONE), 4) == "...s"
    assert drawn(looked(tries, Due(day(4), day(4), opened_on=day(3)), zone=ZONE), 4) == "..ss"
    ages = [Attempt("v", each.at, Outcome.OK, covers_from=date(1, 1, 1)) for each in tries]
    assert drawn(looked(ages, Due(day(4), day(4), opened_on=day(2)), zone=ZONE), 4) == ".sss"


def test_a_try_before_the_watching_began_blames_nobody() -> None:
    tries = [attempt(1, "slow"), attempt(3)]
    assert drawn(looked(tries, Due(begins=day(3), on=day(3)), zone=ZONE), 3) == "..s"


def test_the_day_is_the_local_one() -> None:
    late = Attempt("v", datetime(2026, 3, 1, 17, 0, tzinfo=UTC), Outcome.OK)
    assert drawn(looked([late], Due(begins=day(1), on=day(2)), zone=ZONE), 2) == "fs"


# ---------------------------------------------------------------- duties


def fault(attempts: list[Attempt], on: int, every: int = 1) -> CollectorFault | None:
    stretches = looked(attempts, Due(begins=day(1), on=day(on), every_days=every), zone=ZONE)
    return collector_fault("v", attempts, stretches, on=day(on), zone=ZONE)


def test_a_failed_look_is_owed_by_the_body_the_same_day() -> None:
    tries = [attempt(1), attempt(2, "slow"), attempt(3, "tls"), attempt(3, "slow", hour=8)]
    assert fault(tries, 3) == CollectorFault("v", day(2), tries[2].at, Outcome.TLS, 3)
    assert fault(tries, 2) == CollectorFault("v", day(2), tries[1].at, Outcome.SLOW, 1)


def test_a_look_that_nobody_tried_is_owed_too() -> None:
    assert fault([attempt(1)], 3) == CollectorFault("v", day(2), None, None, 0)


@pytest.mark.parametrize(
    "tries",
    [
        [attempt(1), attempt(2), attempt(3)],
        [attempt(1), attempt(2, "slow"), attempt(3)],
        [attempt(1), attempt(2, "slow"), attempt(3, "robots")],
        [attempt(n, "refused") for n in (1, 2, 3)],
    ],
)
def test_nothing_is_owed_once_it_was_seen_or_where_it_cannot_be(tries: list[Attempt]) -> None:
    assert fault(tries, 3) is None


def test_nothing_is_owed_between_two_looks() -> None:
    assert fault([attempt(1)], 3, every=7) is None
    assert fault([attempt(1), attempt(2, "slow")], 3, every=7) is None
    assert collector_fault("v", [], (), on=day(1), zone=ZONE) is None


# ---------------------------------------------------------------- visits


def test_a_visit_says_whether_it_opened_and_how_long_it_took() -> None:
    (visit,) = visits([attempt(1, status=200)], zone=ZONE)["v"]
    assert (visit.opened, visit.seconds, visit.ours, visit.day) == (True, SECOND, False, day(1))


@pytest.mark.parametrize("outcome", list(Outcome))
def test_a_fault_is_theirs_only_where_a_citizen_would_meet_it_too(outcome: Outcome) -> None:
    others = [attempt(1, voice="w", status=200)]
    (visit,) = visits([attempt(1, outcome), *others], zone=ZONE)["v"]
    theirs = {"gone", "slow", "cut", "unreachable", "server_error", "not_resolved", "tls"}
    assert visit.opened == (outcome in {"ok", "not_modified"})
    assert (not visit.opened and not visit.ours) == (outcome in theirs)


@pytest.mark.parametrize("outcome", ["unreachable", "not_resolved", "slow", "tls", "cut"])
def test_where_nobody_answered_in_a_run_the_fault_is_ours(outcome: str) -> None:
    dark = [attempt(1, outcome, voice=name, minute=n) for n, name in enumerate("abc")]
    found = visits([*dark, attempt(1, "private", voice="d", minute=3)], zone=ZONE)
    assert all(visit.ours for each in found.values() for visit in each)
    # One that answers, whatever it says, shows that the network was there.
    found = visits([*dark, attempt(1, "server_error", voice="d", minute=3, status=500)], zone=ZONE)
    assert not any(visit.ours for each in found.values() for visit in each)


def test_a_run_earlier_in_the_day_says_nothing_of_a_later_one() -> None:
    morning = [attempt(1, voice=name, hour=8, status=200) for name in "ab"]
    evening = [attempt(1, "unreachable", voice=name, hour=20) for name in "ab"]
    found = visits([*evening, *morning], zone=ZONE)
    assert [[visit.ours for visit in found[name]] for name in "ab"] == [[False, True]] * 2


def test_a_server_that_answered_slowly_was_there() -> None:
    (visit,) = visits([attempt(1, "slow", status=200)], zone=ZONE)["v"]
    assert not visit.ours


def test_a_try_of_unknown_length_is_no_visit() -> None:
    assert visits([Attempt("v", attempt(1).at, Outcome.SLOW)], zone=ZONE) == {}


def test_a_row_of_the_collections_is_read_as_a_try() -> None:
    row = CollectionRow(
        voice="v",
        at=attempt(2).at,
        outcome="not_modified",
        seconds=Decimal("0.125"),
        status=304,
        covers_from=day(1),
        document=None,
        etag='"one"',
        modified=None,
    )
    read = Attempt.of(row)
    assert (read.outcome, read.seconds, read.status) == (Outcome.NOT_MODIFIED, Fraction(1, 8), 304)
    assert (read.covers_from, read.etag, read.health) == (day(1), '"one"', Health.SEEN)
