"""Some rows of a big table come in like rows of a small one: checked, owned, seen at once, and in the ledger."""

from pathlib import Path

import pytest

from answerable.actions.office.actors import NotPermittedError
from answerable.actions.office.rows_in_bulk import add_to_bulk
from answerable.core.register.permits import Act as Permit
from answerable.core.tables.fault import UnsoundError
from answerable.records.models import Disclosed, Entry, Matter, Reading
from tests.builders import reading
from tests.record import AT, HANDLER, LEADER, ON, STRANGER, SWEEPING, actor, hold

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def district(tmp_path: Path) -> None:
    hold(tmp_path / "district")


def matter(id: str, **cells: str) -> dict[str, str]:
    return {
        "id": id,
        "contract": SWEEPING,
        "raised_on": "2026-06-01",
        "channel": "letter",
        "topic": "路灯",
    } | cells


def codes(*rows: dict[str, str], by: str = HANDLER) -> set[tuple[int | None, str]]:
    with pytest.raises(UnsoundError) as caught:
        add_to_bulk("matters", rows, by=actor(by), at=AT, on=ON)
    return {(fault.row, fault.message.code) for fault in caught.value.faults}


def test_rows_are_seen_at_once_and_stand_in_one_entry() -> None:
    assert add_to_bulk("matters", [matter("a"), matter("b")], by=actor(HANDLER), at=AT, on=ON) == 2
    assert set(Matter.objects.filter(id__in="ab").values_list("batch", flat=True)) == {None}
    (entry,) = Entry.objects.filter(act="record")
    told = Disclosed.objects.filter(entry=entry).values_list("of", "key")
    assert set(told) == {("matters", "a"), ("matters", "b")}


def test_all_faults_of_all_rows_are_said_and_nothing_is_written() -> None:
    add_to_bulk("matters", [matter("a")], by=actor(HANDLER), at=AT, on=ON)
    rows = matter("a"), matter("b", channel="smoke", raised_on="1/6"), matter("c", handled_on="2026-05-01")
    assert codes(*rows) == {(2, "key_taken"), (3, "bad_choice"), (3, "bad_date"), (4, "out_of_order")}
    assert Matter.objects.filter(id__in="abc").count() == 1


def test_a_leader_records_and_does_not_import() -> None:
    row = reading(SWEEPING, "2025-12", 9, 10)
    with pytest.raises(NotPermittedError):
        add_to_bulk("readings", [row], by=actor(LEADER), at=AT, on=ON, permit=Permit.IMPORT_ROWS)
    assert add_to_bulk("readings", [row], by=actor(LEADER), at=AT, on=ON) == 1
    assert Reading.objects.filter(period="2025-12").exists()


def test_contracts_of_another_body_are_not_there() -> None:
    assert codes(matter("a"), by=STRANGER) == {(2, "dangling_reference")}
    assert codes(matter("a", contract="nothing")) == {(2, "dangling_reference")}


def test_a_small_table_is_no_big_one() -> None:
    with pytest.raises(ValueError, match="findings"):
        add_to_bulk("findings", [], by=actor(HANDLER), at=AT, on=ON)
