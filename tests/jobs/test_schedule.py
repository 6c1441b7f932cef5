"""What is due follows from the time and the last runs."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from answerable.jobs.schedule import RETRY, SCHEDULE, Job, Ran, due
from answerable.jobs.work import WORKS

HOURLY = Job("hourly", timedelta(hours=1))
NIGHTLY = Job("nightly", timedelta(days=2), daily=True)
SHANGHAI = ZoneInfo("Asia/Shanghai")
NOON = datetime(2026, 6, 30, 4, tzinfo=UTC)
instants = st.datetimes(min_value=datetime(2020, 1, 1), max_value=datetime(2040, 1, 1)).map(  # noqa: DTZ001
    lambda at: at.replace(tzinfo=UTC)
)


def is_due(job: Job, ran: Ran | None, at: datetime) -> bool:
    last = {} if ran is None else {job.name: ran}
    return due(last, at=at, zone=SHANGHAI, schedule=(job,)) == (job,)


def test_every_job_of_the_schedule_has_its_work_and_no_work_is_forgotten() -> None:
    assert {job.name for job in SCHEDULE} == WORKS.keys()


def test_a_job_that_never_ran_is_due() -> None:
    assert is_due(HOURLY, None, NOON)


def test_a_job_is_due_again_after_its_time_and_not_before() -> None:
    ran = Ran(NOON, ok=True)
    assert not is_due(HOURLY, ran, NOON + timedelta(minutes=59))
    assert is_due(HOURLY, ran, NOON + timedelta(minutes=60))


def test_a_failed_job_is_tried_again_soon() -> None:
    ran = Ran(NOON, ok=False)
    assert not is_due(HOURLY, ran, NOON + RETRY - timedelta(seconds=1))
    assert is_due(HOURLY, ran, NOON + RETRY)


def test_a_daily_job_is_due_as_soon_as_the_districts_day_has_begun() -> None:
    ran = Ran(datetime(2026, 6, 30, 15, 59, tzinfo=UTC), ok=True)
    assert not is_due(NIGHTLY, ran, datetime(2026, 6, 30, 15, 59, 59, tzinfo=UTC))
    assert is_due(NIGHTLY, ran, datetime(2026, 6, 30, 16, 0, tzinfo=UTC))


@given(instants, instants, st.booleans())
def test_whatever_the_clock_does_no_job_waits_longer_than_its_time(
    last: datetime, at: datetime, ok: bool
) -> None:
    if not is_due(HOURLY, Ran(last, ok), at):
        assert timedelta(0) <= at - last < HOURLY.every


def test_after_the_clock_was_put_back_a_job_is_due_at_once() -> None:
    assert is_due(HOURLY, Ran(NOON + timedelta(days=400), ok=True), NOON)
