"""Long work is begun once, says how far it is, stops when it is to stop, and ends once."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import transaction
from pytest_django.fixtures import Settings

from answerable.actions.office import tasks
from answerable.actions.office.tasks import Running, TaskStoppedError
from answerable.core.terms.errors import InputError
from answerable.records.models import Account, Notice, Task

pytestmark = pytest.mark.django_db
AT = datetime(2026, 6, 30, 8, tzinfo=UTC)
LATER = AT + timedelta(minutes=1)


@pytest.fixture
def asker() -> Account:
    return Account.objects.create(username="asker", admin="audit", created_at=AT)


@pytest.fixture
def waiting(asker: Account) -> str:
    return tasks.ask("import", {"table": "x"}, account=asker, at=AT)


def begun(id: str) -> Running:
    found = tasks.start(id, on=AT.date(), at=AT, clock=lambda: LATER)
    assert found is not None
    return found


def state(id: str) -> str:
    return Task.objects.get(id=id).state


def test_a_task_goes_from_waiting_over_running_to_done(waiting: str) -> None:
    assert state(waiting) == "waiting"
    running = begun(waiting)
    running.progress(3, 10)
    assert Task.objects.values_list("state", "done", "total").get(id=waiting) == ("running", 3, 10)
    running.finish({"n": 1})
    assert Task.objects.values_list("state", "ended_at").get(id=waiting) == ("done", LATER)
    with pytest.raises(TaskStoppedError):
        running.finish({"n": 2})
    assert Task.objects.get(id=waiting).result == {"n": 1}
    assert tasks.start(waiting, on=AT.date(), at=AT, clock=lambda: AT) is None


def told() -> list[tuple[str, str, str, bool]]:
    rows = Notice.objects.order_by("kind")
    return [(each.account.username, each.kind, each.link, each.settled_at is None) for each in rows]


def test_whoever_asked_is_told_that_it_is_done_or_could_not_be(waiting: str, asker: Account) -> None:
    running = begun(waiting)
    assert told() == []
    running.finish({"n": 1})
    done = ("asker", "work_done", f"/imports/{waiting}/", True)
    assert told() == [done]
    other = tasks.ask("import", {"table": "x"}, account=asker, at=AT)
    tasks.fail(other, "task_broken", at=LATER)
    tasks.fail(waiting, "task_broken", at=LATER)
    assert told() == [done, ("asker", "work_failed", f"/imports/{other}/", True)]


def test_what_is_undone_or_was_cancelled_is_told_to_nobody(waiting: str, asker: Account) -> None:
    with transaction.atomic():
        begun(waiting).finish({})
        transaction.set_rollback(True)
    tasks.cancel(waiting, account=asker, at=LATER)
    tasks.stopped(waiting, at=LATER)
    assert told() == []


def test_a_task_that_waits_is_cancelled_at_once_and_never_begun(waiting: str, asker: Account) -> None:
    tasks.cancel(waiting, account=asker, at=LATER)
    assert state(waiting) == "cancelled"
    assert tasks.start(waiting, on=AT.date(), at=AT, clock=lambda: AT) is None


def test_a_task_that_runs_stops_at_its_next_step(waiting: str, asker: Account) -> None:
    running = begun(waiting)
    tasks.cancel(waiting, account=asker, at=LATER)
    assert state(waiting) == "running"
    with pytest.raises(TaskStoppedError):
        running.progress(1)
    with pytest.raises(TaskStoppedError):
        running.finish({})
    tasks.stopped(waiting, at=LATER)
    assert state(waiting) == "cancelled"


def test_a_task_that_was_to_stop_when_its_worker_died_is_not_begun_again(
    waiting: str, asker: Account
) -> None:
    begun(waiting)
    tasks.cancel(waiting, account=asker, at=LATER)
    assert tasks.start(waiting, on=AT.date(), at=LATER, clock=lambda: AT) is None
    assert state(waiting) == "cancelled"


def test_a_task_whose_worker_died_is_begun_anew(waiting: str) -> None:
    begun(waiting).progress(5, 9)
    begun(waiting)
    assert Task.objects.values_list("state", "done").get(id=waiting) == ("running", 0)


def test_nobody_cancels_what_is_over_or_another_s(waiting: str, asker: Account) -> None:
    other = Account.objects.create(username="other", admin="audit", created_at=AT)
    with pytest.raises(InputError) as caught:
        tasks.cancel(waiting, account=other, at=LATER)
    assert caught.value.message.code == "no_such_task"
    tasks.fail(waiting, "task_broken", at=LATER)
    with pytest.raises(InputError) as caught:
        tasks.cancel(waiting, account=asker, at=LATER)
    assert caught.value.message.code == "task_over"


def test_what_ended_does_not_end_again(waiting: str) -> None:
    tasks.fail(waiting, "task_broken", at=LATER)
    tasks.fail(waiting, "task_abandoned", at=LATER)
    tasks.stopped(waiting, at=LATER)
    told = Task.objects.get(id=waiting)
    assert (told.state, told.result) == ("failed", {"code": "task_broken", "params": {}})
    assert tasks.open_tasks() == frozenset()


def test_a_name_that_leads_elsewhere_is_no_folder_of_a_task(settings: Settings) -> None:
    for id in ("../../etc", "..", ".", ""):
        with pytest.raises(ValueError, match=r"^.*$"):
            tasks.folder_of(id)
