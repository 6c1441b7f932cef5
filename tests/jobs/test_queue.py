"""Tasks run beside the clock's jobs, one worker at a time, and none is lost with the worker that ran it."""

import threading
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from django.db import connections
from django_tasks_db.models import DBTaskResult

from answerable.actions.office import tasks
from answerable.actions.office.attaching import Brought, attach
from answerable.actions.office.importing import Asked, accept_rows, ask_import
from answerable.actions.office.locks import held_apart
from answerable.jobs import asked, queue
from answerable.jobs import worker as module
from answerable.jobs.queue import MOST_ATTEMPTS, run_tasks
from answerable.jobs.work import WORKS
from answerable.jobs.worker import Worker
from answerable.records.models import Entry, Provider
from answerable.records.models import Task as Watched
from answerable.sources.folder import write_table
from tests.builders import row
from tests.record import HANDLER, account, actor, hold

Task = DBTaskResult[Any, Any]
pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def task(tmp_path: Path) -> Task:
    """The writing of a file that somebody looked at and accepted."""
    hold(tmp_path / "district")
    path, table = tmp_path / "in.csv", Provider.table()
    write_table(path, table=table, rows=[row("providers", id="p1", name="甲", kind="company")])
    now, who = datetime.now(UTC), account(HANDLER)
    on = now.date()
    kept = attach(Brought("in.csv", [path.read_bytes()]), account=who, at=now)
    by = actor(HANDLER, on)
    looked = ask_import(Asked("providers", kept.hash), by=by, account=who, at=now, on=on)
    run_tasks()
    accept_rows(looked, "all", by=by, account=who, at=now, on=on)
    return DBTaskResult.objects.get(status="READY")


def state(task: Task) -> str:
    task.refresh_from_db()
    return str(task.status)


def watched(task: Task) -> Watched:
    """The task as whoever asked for it sees it."""
    return Watched.objects.get(id=task.args_kwargs["args"][0])


def test_a_task_that_a_dead_worker_was_running_is_run_again(task: Task) -> None:
    task.claim("worker")
    tasks.start(watched(task).id, on=datetime.now(UTC).date(), at=datetime.now(UTC), clock=asked.now)
    assert not run_tasks()
    assert state(task) == "SUCCESSFUL"
    assert task.return_value == "done"
    assert (watched(task).state, (watched(task).result or {})["written"]) == ("done", 1)
    assert Provider.objects.filter(id="p1").exists()


def test_what_a_worker_took_in_before_it_died_is_not_taken_in_twice(task: Task) -> None:
    asked.run.call(*task.args_kwargs["args"])
    task.claim("worker")
    run_tasks()
    assert state(task) == "SUCCESSFUL"
    assert task.return_value == "over"
    assert (watched(task).state, (watched(task).result or {})["written"]) == ("done", 1)
    assert Entry.objects.filter(act="import").count() == 1


def test_a_task_that_kills_every_worker_is_given_up_with_its_reason(task: Task) -> None:
    for _ in range(MOST_ATTEMPTS):
        task.claim("worker")
    run_tasks()
    assert state(task) == "FAILED"
    assert task.exception_class_path.endswith("AbandonedError")
    assert not Provider.objects.filter(id="p1").exists()
    run_tasks()
    told = watched(task)
    assert (told.state, (told.result or {})["code"]) == ("failed", "task_abandoned")
    assert told.ended_at is not None


def test_a_task_that_waits_in_the_queue_is_no_stray(task: Task) -> None:
    queue._give_up_strays()
    assert watched(task).state == "waiting"


def test_what_breaks_inside_a_task_is_told_without_what_it_said(
    task: Task, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(_: object) -> None:
        raise RuntimeError("a path of this machine")

    monkeypatch.setattr(asked, "WORKS", {"import": broken})
    run_tasks()
    told = watched(task)
    assert (told.state, told.result) == ("failed", {"code": "task_broken", "params": {"why": "RuntimeError"}})


def test_while_another_worker_runs_tasks_none_is_taken_from_it(task: Task) -> None:
    task.claim("worker")
    with held_apart("tasks") as mine:
        assert mine
        assert not run_tasks()
    assert state(task) == "RUNNING"


def test_whoever_runs_a_few_tasks_is_told_whether_more_are_waiting(task: Task) -> None:
    asked.run.enqueue(*task.args_kwargs["args"])
    assert [run_tasks(1), run_tasks(1), run_tasks(1)] == [True, False, False]
    assert not DBTaskResult.objects.ready().exists()


def test_a_long_task_stops_no_job_of_the_clock(monkeypatch: pytest.MonkeyPatch) -> None:
    worker, rounds = Worker(), threading.Semaphore(0)
    begun, may_end = threading.Event(), threading.Event()

    def long(_most: int) -> bool:
        begun.set()
        may_end.wait(30)
        connections.close_all()
        return False

    def round() -> bool:
        rounds.release()
        return True

    monkeypatch.setattr(module, "PAUSE", 0.01)
    monkeypatch.setattr(module, "run_tasks", long)
    monkeypatch.setattr(worker, "round", round)
    running = threading.Thread(target=worker.run)
    running.start()
    try:
        assert begun.wait(10)
        assert all(rounds.acquire(timeout=10) for _ in range(5))
        worker.stop()
        running.join(0.2)
        assert running.is_alive(), "what is under way is finished"
    finally:
        worker.stop()
        may_end.set()
        running.join(10)
    assert not running.is_alive()


def test_a_task_that_cannot_even_be_run_does_not_end_the_worker(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(_most: int) -> bool:
        raise ValueError

    monkeypatch.setattr(module, "run_tasks", broken)
    assert Worker().tasks()


def test_one_round_by_hand_runs_the_tasks_too(task: Task, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "WORKS", {name: lambda *_: "" for name in WORKS})
    assert Worker().once()
    assert state(task) == "SUCCESSFUL"
