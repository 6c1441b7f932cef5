"""Whoever changes a contract past the actions is found."""

from pathlib import Path

import pytest
from django.db import connection, transaction

from answerable.actions.office.entries import append_entry
from answerable.actions.office.reconcile import Drift, drifts
from answerable.core.ledger.entry import Act, Change
from answerable.records.models import Contract, Disclosed
from tests.record import AT, MINDING, SWEEPING, hold

pytestmark = pytest.mark.django_db


@pytest.fixture
def district(tmp_path: Path) -> None:
    hold(tmp_path / "district")


def past_the_actions(statement: str, *params: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, params)


def test_without_a_district_there_is_nothing_to_compare() -> None:
    assert drifts() == ()


@pytest.mark.usefixtures("district")
def test_what_was_loaded_is_what_the_ledger_said() -> None:
    assert drifts() == ()
    assert drifts("assignments") == ()


@pytest.mark.usefixtures("district")
def test_a_changed_cell_is_found() -> None:
    past_the_actions("UPDATE contracts SET name = 'other' WHERE id = %s", SWEEPING)
    assert drifts() == (Drift(SWEEPING, ("name",)),)


@pytest.mark.usefixtures("district")
def test_a_row_that_no_entry_tells_of_is_found() -> None:
    there = Contract.objects.get(id=SWEEPING)
    there.pk = "smuggled"
    there.save(force_insert=True)
    assert drifts() == (Drift("smuggled", ()),)


@pytest.mark.usefixtures("district")
def test_a_row_that_the_ledger_says_is_gone_is_found() -> None:
    with transaction.atomic():
        append_entry(Act.REMOVE, at=AT, by="system", changes=[Change("contracts", (MINDING,), None)])
    assert drifts() == (Drift(MINDING, ()),)


@pytest.mark.usefixtures("district")
def test_the_last_word_of_the_ledger_counts() -> None:
    name = Contract.objects.get(id=SWEEPING).name
    said = Disclosed.objects.filter(of="contracts", key=SWEEPING).latest("row").content
    assert said is not None
    import json

    cells = json.loads(said)
    for content in ({**cells, "name": "other"}, cells):
        with transaction.atomic():
            append_entry(Act.CHANGE, at=AT, by="x", changes=[Change("contracts", (SWEEPING,), content)])
    assert drifts() == ()
    past_the_actions("UPDATE contracts SET name = %s WHERE id = %s", name + "!", SWEEPING)
    assert len(drifts()) == 1


@pytest.mark.usefixtures("district")
def test_nobody_is_accused_over_what_was_erased() -> None:
    Disclosed.objects.filter(of="contracts", key=SWEEPING).update(salt=None, content=None)
    past_the_actions("UPDATE contracts SET name = 'other' WHERE id = %s", SWEEPING)
    assert drifts() == ()
