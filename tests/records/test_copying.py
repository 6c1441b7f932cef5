"""Staged rows go in by chunks and out by stretches, and nobody else's rows with them."""

from pathlib import Path

import pytest
from django.db import IntegrityError, transaction

from answerable.core.tables.district import BY_NAME
from answerable.core.terms.errors import InputError
from answerable.records import copying
from answerable.records.models import Batch, Rating
from tests.record import AT, SWEEPING, hold

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _held(tmp_path: Path) -> None:
    hold(tmp_path / "district")


def stage(ids: list[str]) -> Batch:
    batch = Batch.objects.create(of="ratings", began_at=AT)
    rest = {"contract": SWEEPING, "rated_on": "2026-03-01", "tier": "counter", "level": "4", "count": "1"}
    rows = [{"id": id, "origin": "asked", **rest} for id in ids]
    copying.insert_in_chunks(Rating.table(), rows, batch=batch.id, every=lambda _: None)
    return batch


def test_the_rows_of_one_batch_are_deleted_wherever_they_lie(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(copying, "_AT_ONCE", {"sqlite": 3, "postgresql": 1})
    before = Rating.every.count()
    mine = stage([f"a{at}" for at in range(7)])
    other = stage([f"b{at}" for at in range(5)])
    stage([])
    copying.delete_in_chunks("ratings", batch=mine.id)
    assert Rating.every.count() == before + 5
    assert Rating.every.filter(batch=other).count() == 5


def test_deleting_goes_through_a_large_table_once(django_assert_max_num_queries: object) -> None:
    batch = stage([f"a{at:05}" for at in range(2 * copying.CHUNK)])
    with django_assert_max_num_queries(20):  # type: ignore[operator]
        copying.delete_in_chunks("ratings", batch=batch.id)
    assert not Rating.every.filter(batch=batch).exists()


def test_whoever_stages_is_told_how_far_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(copying, "CHUNK", 2)
    told: list[int] = []
    batch = Batch.objects.create(of="ratings", began_at=AT)
    rest = {"contract": SWEEPING, "rated_on": "2026-03-01", "tier": "counter", "level": "4", "count": "1"}
    rows = [{"id": f"c{at}", "origin": "asked", **rest} for at in range(5)]
    assert copying.insert_in_chunks(Rating.table(), rows, batch=batch.id, every=told.append) == 5
    assert told == [2, 4, 5]


def test_a_key_taken_meanwhile_and_an_unwritable_character_are_refused_by_name() -> None:
    table = BY_NAME["providers"]
    good = {"id": "p1", "name": "甲", "kind": "company"}
    copying.insert(table, [good])
    for cells, code in ((good, "row_came_between"), ({**good, "name": "甲\x00"}, "cell_unwritable")):
        with pytest.raises(InputError) as caught, transaction.atomic():
            copying.insert(table, [cells])
        assert caught.value.message.code == code


def test_what_the_database_refuses_for_another_reason_is_no_key_that_was_taken() -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        copying.insert(BY_NAME["providers"], [{"id": "p1", "name": "甲", "kind": "castle"}])


def test_a_taken_key_is_refused_in_the_words_of_django_on_every_database() -> None:
    stage(["a1"])
    with pytest.raises(IntegrityError):
        stage(["a1"])


@pytest.mark.django_db(transaction=True)
def test_a_view_inside_a_view_is_the_same_view() -> None:
    n = Batch.objects.count()
    with copying.one_view(), copying.one_view():
        assert Batch.objects.count() == n
    with copying.one_view():
        assert Batch.objects.count() == n
