"""Who stages rows holds their batch; a batch that nobody holds any more is cleared, one that somebody holds never."""

import multiprocessing
import os
import signal
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.db import connection

from answerable.actions.office import locks
from answerable.actions.office.batches import accept, clear_abandoned, staging
from answerable.actions.office.locks import held_apart
from answerable.records import copying
from answerable.records.models import Batch, Rating
from tests.record import AT, SWEEPING, hold

pytestmark = pytest.mark.django_db
ROW = {
    "contract": SWEEPING,
    "rated_on": "2026-03-01",
    "tier": "counter",
    "level": "4",
    "count": "1",
    "origin": "asked",
}


@pytest.fixture
def held(tmp_path: Path) -> None:
    hold(tmp_path / "district")


def stage(batch: Batch, *ids: str) -> None:
    copying.insert_chunk(Rating.table(), [{"id": id, **ROW} for id in ids], batch=batch.id)


def waiting() -> int:
    return Batch.objects.filter(accepted_at=None).count()


@pytest.mark.usefixtures("held")
def test_a_batch_is_not_cleared_while_somebody_holds_it() -> None:
    batch = Batch.objects.create(of="ratings", began_at=AT)
    stage(batch, "n1")
    with held_apart("batch", batch.id):
        assert clear_abandoned() == 0
        assert Rating.every.filter(id="n1").exists()
    assert clear_abandoned() == 1
    assert not Rating.every.filter(id="n1").exists()
    assert waiting() == 0


@pytest.mark.usefixtures("held")
def test_whoever_stages_holds_the_batch_until_the_block_ends() -> None:
    with staging("ratings", at=AT) as batch, held_apart("batch", batch.id) as mine:
        assert not mine
    with held_apart("batch", batch.id) as mine:
        assert mine


@pytest.mark.usefixtures("held")
def test_a_batch_that_nobody_holds_is_cleared_with_its_rows_and_no_others() -> None:
    before = Rating.every.count()
    stage(Batch.objects.create(of="ratings", began_at=AT), "n1", "n2")
    kept = Batch.objects.create(of="ratings", began_at=AT, accepted_at=AT)
    stage(kept, "n3")
    assert clear_abandoned() == 1
    assert Rating.every.count() == before + 1
    assert Batch.objects.filter(id=kept.id).exists()


@pytest.mark.usefixtures("held")
def test_what_a_failing_block_staged_is_cleared_at_once() -> None:
    def fails() -> None:
        with staging("ratings", at=AT) as batch:
            stage(batch, "n1")
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        fails()
    assert waiting() == 0
    assert not Rating.every.filter(id="n1").exists()


@pytest.mark.usefixtures("held")
def test_what_was_accepted_stays_whatever_happens_next() -> None:
    """As when the answer to COMMIT is lost, or somebody interrupts just after it."""

    def fails() -> None:
        with staging("ratings", at=AT) as batch:
            stage(batch, "n1")
            batch.rows = 1
            assert accept(batch, at=AT)
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        fails()
    assert Rating.objects.filter(id="n1").exists()
    assert Batch.objects.latest("id").rows == 1


@pytest.mark.usefixtures("held")
def test_a_batch_is_given_up_before_its_rows_are_deleted(monkeypatch: pytest.MonkeyPatch) -> None:
    batch = Batch.objects.create(of="ratings", began_at=AT)
    stage(batch, "n1")
    accepted: list[bool] = []

    def late(*_: object, **__: object) -> None:
        accepted.append(accept(batch, at=AT))

    with monkeypatch.context() as patch:
        patch.setattr(copying, "delete_in_chunks", late)
        patch.setattr(Batch.objects, "filter", kept_at_the_end(Batch.objects.filter))
        clear_abandoned()
    assert accepted == [False]


def kept_at_the_end(real: Callable[..., Any]) -> Callable[..., Any]:
    """As `filter`; deleting does nothing, as where the plug is pulled before."""

    def filtered(*args: Any, **facts: Any) -> Any:
        found = real(*args, **facts)
        found.delete = lambda: None
        return found

    return filtered


def test_while_there_is_no_district_the_batches_of_a_load_are_left_alone() -> None:
    Batch.objects.create(of="ratings", began_at=AT)
    assert clear_abandoned() == 0
    assert waiting() == 1


@pytest.mark.usefixtures("held")
@pytest.mark.skipif(connection.vendor != "sqlite", reason="holds a file, as on SQLite")
def test_a_batch_is_given_up_by_the_death_of_its_holder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(locks, "_folder", lambda: tmp_path)
    batch = Batch.objects.create(of="ratings", began_at=AT)
    reading, writing = os.pipe()
    holder = multiprocessing.get_context("fork").Process(target=_hold, args=(tmp_path, batch.id, writing))
    holder.start()
    assert os.read(reading, 1) == b"x"
    assert clear_abandoned() == 0
    assert holder.pid is not None
    os.kill(holder.pid, signal.SIGKILL)
    holder.join()
    assert clear_abandoned() == 1
    os.close(reading)
    os.close(writing)


def _hold(folder: Path, batch: int, told: int) -> None:
    import fcntl

    with (folder / f"batch-{batch}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        os.write(told, b"x")
        signal.pause()
