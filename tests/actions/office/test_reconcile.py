"""Whoever changes the record past the actions is found, in whichever table."""

from pathlib import Path

import pytest
from django.db import connection, transaction

from answerable.actions.office.chains import set_chain
from answerable.actions.office.doing import do_duty
from answerable.actions.office.entries import append_entry
from answerable.actions.office.reconcile import Drift, all_drifts, drifts
from answerable.actions.office.responsibility import begin_post, stand_in
from answerable.actions.office.rows import write
from answerable.core.ledger.entry import Act, Change
from answerable.records.models import Case, Contract, Disclosed
from tests.builders import BODY, row
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
    assert not all_drifts()


@pytest.mark.usefixtures("district")
def test_what_was_loaded_is_what_the_ledger_said() -> None:
    assert not all_drifts()
    assert drifts("assignments") == ()


@pytest.mark.usefixtures("district")
def test_a_changed_cell_is_found() -> None:
    past_the_actions("UPDATE contracts SET name = 'other' WHERE id = %s", SWEEPING)
    assert drifts("contracts") == (Drift(SWEEPING, ("name",)),)


PAST: dict[str, tuple[str, tuple[str, ...], str]] = {
    "assignments": (
        "INSERT INTO assignments (contract, starts, person) VALUES (%s, '2026-06-29', %s)",
        (SWEEPING, HANDLER),
        f"{SWEEPING}/2026-06-29",
    ),
    "posts": (
        "INSERT INTO posts (id, person, body, role, starts) VALUES ('p9', %s, %s, 'head', '2026-06-29')",
        (HANDLER, BODY),
        "p9",
    ),
    "funds": (
        "INSERT INTO funds (contract, line, starts, ends, amount_minor, currency, confirmed_on, confirmed_by)"
        " VALUES (%s, 'a/b', '2028-01-01', '2028-12-31', 1, 'CNY', '2026-06-29', %s)",
        (SWEEPING, HEAD),
        f"{SWEEPING}/a\\sb/2028-01-01",
    ),
    "case_states": (
        "INSERT INTO case_states (\"case\", starts, state) VALUES (%s, '2026-06-29', 'closed')",
        ("c9",),
        "c9/2026-06-29",
    ),
}


@pytest.mark.usefixtures("district")
@pytest.mark.parametrize("table", PAST)
def test_a_row_written_past_the_actions_is_found_in_every_small_table(table: str) -> None:
    statement, cells, key = PAST[table]
    with transaction.atomic():
        case = row("cases", id="c9", contract=SWEEPING, opened_on="2026-06-29", subject="x")
        write(Case.table(), [case], act=Act.ADD, at=AT, by="x")
    past_the_actions(statement, *cells)
    assert all_drifts() == {table: (Drift(key, ()),)}


def test_a_finding_rewritten_past_the_actions_is_found(tmp_path: Path) -> None:
    hold(tmp_path / "district", rows_with_planting())
    past_the_actions("UPDATE findings SET what = 'nothing'")
    ((table, found),) = all_drifts().items()
    assert (table, {drift.columns for drift in found}) == ("findings", {("what",)})


def test_what_people_decide_is_what_the_ledger_says(tmp_path: Path) -> None:
    hold(tmp_path / "district", rows_with_planting())
    decide("sign")
    assert not all_drifts()
    decide("finding", SWEEPING, HANDLER, LEADER, finding="unswept", decision="confirmed")
    assert not all_drifts()
    decide("extend", SWEEPING, new_ends="2027-06-30", reason="续期")
    stand_in(LEADER, starts=ON, ends=ON, by_whom=HANDLER, note="", by=actor(HEAD), at=AT, on=ON)
    begin_post("p9", body=BODY, person=HANDLER, role="legality", starts=ON, by=actor(HEAD), at=AT, on=ON)
    do_duty("sweeping-pay", period="2026", done_on=ON, note="", by=actor(HANDLER), at=AT, on=ON)
    set_chain(BODY, "other", roles=("handler", "head"), starts=ON, by=actor(HEAD), at=AT, on=ON)
    assert not all_drifts()


@pytest.mark.usefixtures("district")
def test_a_row_that_no_entry_tells_of_is_found() -> None:
    there = Contract.objects.get(id=SWEEPING)
    there.pk = "smuggled"
    there.save(force_insert=True)
    assert drifts("contracts") == (Drift("smuggled", ()),)


@pytest.mark.usefixtures("district")
def test_a_row_that_the_ledger_says_is_gone_is_found() -> None:
    with transaction.atomic():
        append_entry(Act.REMOVE, at=AT, by="system", changes=[Change("contracts", (MINDING,), None)])
    assert drifts("contracts") == (Drift(MINDING, ()),)


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
    assert drifts("contracts") == ()
    past_the_actions("UPDATE contracts SET name = %s WHERE id = %s", name + "!", SWEEPING)
    assert len(drifts("contracts")) == 1


@pytest.mark.usefixtures("district")
def test_nobody_is_accused_over_what_was_erased() -> None:
    Disclosed.objects.filter(of="contracts", key=SWEEPING).update(salt=None, content=None)
    past_the_actions("UPDATE contracts SET name = 'other' WHERE id = %s", SWEEPING)
    assert drifts("contracts") == ()
