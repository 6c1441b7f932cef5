"""A district that is put into the database as rows is the one that was loaded in earnest, to the last row."""

from pathlib import Path

import pytest
from django.apps import apps
from django.db import transaction

from answerable.actions.office.dump import dump
from answerable.records.models import Batch, Person
from tests.decisions import rows_with_planting
from tests.record import hold

pytestmark = pytest.mark.django_db


def told(folder: Path) -> tuple[dict[str, int], dict[str, bytes]]:
    """How many rows each table has, and the district as its dump says it."""
    dump(folder)
    counts = {
        each.__name__: each._default_manager.count() for each in apps.get_app_config("records").get_models()
    }
    return counts, {path.name: path.read_bytes() for path in sorted(folder.iterdir())}


def held(folder: Path, *, anew: bool = False) -> tuple[dict[str, int], dict[str, bytes]]:
    with transaction.atomic():
        hold(folder / "in", rows_with_planting(), anew=anew)
        found = told(folder / "out")
        transaction.set_rollback(True)
    return found


def test_what_is_put_back_is_what_the_load_wrote(tmp_path: Path) -> None:
    folders = [tmp_path / name for name in ("earnest", "first", "again")]
    for folder in folders:
        folder.mkdir()
    in_earnest = held(folders[0], anew=True)
    assert held(folders[1]) == in_earnest
    assert held(folders[2]) == in_earnest
    assert in_earnest[0]["Contract"] > 1


def test_what_is_written_next_has_numbers_of_its_own(tmp_path: Path) -> None:
    for name in ("one", "two"):
        with transaction.atomic():
            hold(tmp_path / name)
            last = Batch.objects.order_by("id").last()
            made = Batch.objects.create(of="contracts", began_at="2026-07-01T00:00:00+00:00")
            assert last is None or made.pk > last.pk
            transaction.set_rollback(True)


def test_a_database_that_holds_something_is_loaded_in_earnest(tmp_path: Path) -> None:
    Person.objects.create(id="nobody-yet", name="无名", staff="public")
    hold(tmp_path / "district")
    assert not Person.objects.filter(id="nobody-yet").exists(), "a load clears what was staged before it"
