"""The worker does what is due, writes it down, and survives jobs that fail and a database that goes away."""

import threading
from collections.abc import Callable
from datetime import UTC, datetime, timedelta, tzinfo

import pytest
from django.db import OperationalError

from answerable.jobs import worker as module
from answerable.jobs.schedule import SCHEDULE, Job
from answerable.jobs.worker import Worker
from answerable.records.models import JobRun

pytestmark = pytest.mark.django_db(transaction=True)
NOON = datetime(2026, 6, 30, 4, tzinfo=UTC)


class Clock:
    at = NOON

    def __call__(self) -> datetime:
        return self.at


@pytest.fixture
def calls(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of the jobs that were done, with work that does nothing else."""
    found: list[str] = []

    def of(name: str) -> Callable[[datetime, tzinfo], str]:
        def work(_at: datetime, _zone: tzinfo) -> str:
            found.append(name)
            return "7"

        return work

    monkeypatch.setattr(module, "WORKS", {job.name: of(job.name) for job in SCHEDULE})
    return found


def fails(error: Exception) -> Callable[[datetime, tzinfo], str]:
    def work(_at: datetime, _zone: tzinfo) -> str:
        raise error

    return work


def test_a_round_does_what_is_due_and_writes_it_down(calls: list[str]) -> None:
    worker = Worker(clock=Clock())
    assert worker.round()
    assert calls == [job.name for job in SCHEDULE]
    assert {(run.name, run.last_at, run.ok, run.what) for run in JobRun.objects.all()} == {
        (job.name, NOON, True, "7") for job in SCHEDULE
    }


def test_another_worker_goes_on_from_what_was_written_down(calls: list[str]) -> None:
    clock = Clock()
    Worker(clock=clock).round()
    calls.clear()
    clock.at = NOON + timedelta(seconds=2)
    Worker(clock=clock).round()
    assert calls == ["sequence"]


@pytest.mark.usefixtures("calls")
def test_a_job_of_every_second_does_not_write_every_second() -> None:
    clock = Clock()
    worker = Worker(clock=clock)
    for seconds in range(0, 90, 2):
        clock.at = NOON + timedelta(seconds=seconds)
        worker.round()
    assert JobRun.objects.get(name="sequence").last_at == NOON + timedelta(seconds=60)


def test_a_failing_job_is_written_down_and_the_others_go_on(
    calls: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    works = vars(module)["WORKS"]
    monkeypatch.setitem(works, "sequence", fails(ValueError("张三 13912345678")))
    assert Worker(clock=Clock()).round()
    assert calls == [job.name for job in SCHEDULE if job.name != "sequence"]
    run = JobRun.objects.get(name="sequence")
    assert (run.ok, run.what) == (False, "ValueError")


@pytest.mark.usefixtures("calls")
def test_a_lost_database_ends_the_round_and_the_next_one_works(monkeypatch: pytest.MonkeyPatch) -> None:
    worker, there = Worker(clock=Clock()), module._zone
    monkeypatch.setattr(module, "_zone", lambda: fails(OperationalError("gone"))(NOON, UTC))
    assert not worker.round()
    monkeypatch.setattr(module, "_zone", there)
    assert worker.round()


def test_a_worker_told_to_stop_begins_no_other_job(calls: list[str]) -> None:
    worker = Worker(clock=Clock())
    worker.stop()
    worker.round()
    assert calls == []
    worker.run()


def test_a_job_that_talks_to_slow_machines_stops_no_other(monkeypatch: pytest.MonkeyPatch) -> None:
    begun, may_end, rounds = threading.Event(), threading.Event(), threading.Semaphore(0)

    def slow(_at: datetime, _zone: tzinfo) -> str:
        begun.set()
        may_end.wait(30)
        return ""

    def quick(_at: datetime, _zone: tzinfo) -> str:
        rounds.release()
        return ""

    schedule = (Job("notify", timedelta(minutes=5), apart=True), Job("sequence", timedelta(0)))
    monkeypatch.setattr(module, "PAUSE", 0.01)
    monkeypatch.setattr(module, "WORKS", {"notify": slow, "sequence": quick})
    monkeypatch.setattr(module, "run_tasks", lambda _most: False)
    worker = Worker(schedule=schedule)
    running = threading.Thread(target=worker.run)
    running.start()
    try:
        assert begun.wait(10)
        assert all(rounds.acquire(timeout=10) for _ in range(5))
    finally:
        worker.stop()
        may_end.set()
        running.join(10)
    assert not running.is_alive()
    assert set(JobRun.objects.values_list("name", flat=True)) == {"notify", "sequence"}
