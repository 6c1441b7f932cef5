"""Whoever changes the record past the actions is found, in whichever table."""

from pathlib import Path

import pytest
from django.db import connection, transaction

from answerable.actions.office.chains import set_chain
from answerable.actions.office.doing import do_duty
from answerable.actions.office.entries import append_entry
from answerable.actions.office.reconcile import Drift, drifts
from answerable.actions.office.responsibility import begin_post, stand_in
from answerable.core.ledger.entry import Act, Change
from answerable.records.models import Contract, Disclosed
from tests.builders import BODY
from tests.decisions import decide, rows_with_planting
from tests.record import AT, HANDLER, HEAD, LEADER, MINDING, ON, SWEEPING, actor, hold

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
    assert drifts() == drifts("contracts") == drifts("assignments") == ()


@pytest.mark.usefixtures("district")
def test_a_changed_cell_is_found() -> None:
    past_the_actions("UPDATE contracts SET name = 'other' WHERE id = %s", SWEEPING)
    assert drifts() == (Drift("contracts", SWEEPING, ("name",)),)


PAST = {
    "assignments": (
        f"INSERT INTO assignments (contract, starts, person) VALUES ('{SWEEPING}', '2026-06-29', '{HANDLER}')",
        f"{SWEEPING}/2026-06-29",
    ),
    "posts": (
        "INSERT INTO posts (id, person, body, role, starts)"
        f" VALUES ('p9', '{HANDLER}', '{BODY}', 'head', '2026-06-29')",
        "p9",
    ),
    "funds": (
        "INSERT INTO funds (contract, line, starts, ends, amount_minor, currency, confirmed_on, confirmed_by)"
        f" VALUES ('{SWEEPING}', 'a/b', '2028-01-01', '2028-12-31', 1, 'CNY', '2026-06-29', '{HEAD}')",
        f"{SWEEPING}/a\\sb/2028-01-01",
    ),
}


@pytest.mark.usefixtures("district")
@pytest.mark.parametrize("table", PAST)
def test_a_row_written_past_the_actions_is_found_in_every_small_table(table: str) -> None:
    statement, key = PAST[table]
    past_the_actions(statement)
    assert drifts() == drifts(table) == (Drift(table, key, ()),)
    assert drifts("contracts") == ()


def test_a_finding_rewritten_past_the_actions_is_found(tmp_path: Path) -> None:
    hold(tmp_path / "district", rows_with_planting())
    past_the_actions("UPDATE findings SET what = 'nothing'")
    assert {(drift.table, drift.columns) for drift in drifts()} == {("findings", ("what",))}


def test_what_people_decide_is_what_the_ledger_says(tmp_path: Path) -> None:
    hold(tmp_path / "district", rows_with_planting())
    decide("sign")
    assert drifts() == ()
    decide("finding", SWEEPING, HANDLER, LEADER, finding="unswept", decision="confirmed")
    assert drifts() == ()
    decide("extend", SWEEPING, new_ends="2027-06-30", reason="续期")
    stand_in(LEADER, starts=ON, ends=ON, by_whom=HANDLER, note="", by=actor(HEAD), at=AT, on=ON)
    begin_post("p9", body=BODY, person=HANDLER, role="legality", starts=ON, by=actor(HEAD), at=AT, on=ON)
    do_duty("sweeping-pay", period="2026", done_on=ON, note="", by=actor(HANDLER), at=AT, on=ON)
    set_chain(BODY, "other", roles=("handler", "head"), starts=ON, by=actor(HEAD), at=AT, on=ON)
    assert drifts() == ()


@pytest.mark.usefixtures("district")
def test_a_row_that_no_entry_tells_of_is_found() -> None:
    there = Contract.objects.get(id=SWEEPING)
    there.pk = "smuggled"
    there.save(force_insert=True)
    assert drifts() == (Drift("contracts", "smuggled", ()),)


@pytest.mark.usefixtures("district")
def test_a_row_that_the_ledger_says_is_gone_is_found() -> None:
    with transaction.atomic():
        append_entry(Act.REMOVE, at=AT, by="system", changes=[Change("contracts", (MINDING,), None)])
    assert drifts() == (Drift("contracts", MINDING, ()),)


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
