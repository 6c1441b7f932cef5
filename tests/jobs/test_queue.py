"""Tasks run beside the clock's jobs, one worker at a time, and none is lost with the worker that ran it."""

import threading
from pathlib import Path
from typing import Any

import pytest
from django.db import connections
from django_tasks_db.models import DBTaskResult

from answerable.actions.office.locks import held_apart
from answerable.jobs import worker as module
from answerable.jobs.imports import import_rows
from answerable.jobs.queue import MOST_ATTEMPTS, run_tasks
from answerable.jobs.work import WORKS
from answerable.jobs.worker import Worker
from answerable.records.models import Entry, Provider
from answerable.sources.folder import write_table
from tests.builders import row
from tests.record import HANDLER, account, hold

Task = DBTaskResult[Any, Any]
pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def task(tmp_path: Path) -> Task:
    """An import that somebody asked for."""
    hold(tmp_path / "district")
    path, table = tmp_path / "in.csv", Provider.table()
    write_table(path, table=table, rows=[row("providers", id="p1", name="甲", kind="company")])
    import_rows.enqueue("providers", str(path), account(HANDLER).username)
    return DBTaskResult.objects.get()


def state(task: Task) -> str:
    task.refresh_from_db()
    return str(task.status)


def test_a_task_that_a_dead_worker_was_running_is_run_again(task: Task) -> None:
    task.claim("worker")
    assert not run_tasks()
    assert state(task) == "SUCCESSFUL"
    assert task.return_value == {"rows": 1}
    assert Provider.objects.filter(id="p1").exists()


def test_what_a_worker_took_in_before_it_died_is_not_taken_in_twice(task: Task) -> None:
    import_rows.call(*task.args_kwargs["args"])
    task.claim("worker")
    run_tasks()
    assert state(task) == "SUCCESSFUL"
    assert [fault["code"] for fault in (task.return_value or {})["faults"]] == ["key_taken"]
    assert Entry.objects.filter(act="import").count() == 1


def test_a_task_that_kills_every_worker_is_given_up_with_its_reason(task: Task) -> None:
    for _ in range(MOST_ATTEMPTS):
        task.claim("worker")
    run_tasks()
    assert state(task) == "FAILED"
    assert task.exception_class_path.endswith("AbandonedError")
    assert not Provider.objects.filter(id="p1").exists()


def test_while_another_worker_runs_tasks_none_is_taken_from_it(task: Task) -> None:
    task.claim("worker")
    with held_apart("tasks") as mine:
        assert mine
        assert not run_tasks()
    assert state(task) == "RUNNING"


def test_whoever_runs_a_few_tasks_is_told_whether_more_are_waiting(task: Task) -> None:
    import_rows.enqueue(*task.args_kwargs["args"])
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
