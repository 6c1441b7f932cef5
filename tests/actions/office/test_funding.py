"""Money is confirmed in one's own name, by somebody other than the handler who prepares the contract."""

from pathlib import Path

import pytest

from answerable.actions.office.actors import NotPermittedError
from answerable.actions.office.funding import confirm_funds
from answerable.core.tables.fault import UnsoundError
from answerable.records.models import Entry, Funds
from tests.decisions import PLANTING, SECTION, rows_with_planting
from tests.record import AT, HANDLER, LEGALITY, ON, STRANGER, actor, hold

pytestmark = pytest.mark.django_db
MONEY = {
    "line": "绿化",
    "starts": "2026-07-15",
    "ends": "2027-07-14",
    "amount_minor": "5000000",
    "currency": "CNY",
}


@pytest.fixture(autouse=True)
def district(tmp_path: Path) -> None:
    rows = rows_with_planting()
    rows["funds"] = []
    hold(tmp_path / "district", rows)


def test_who_confirms_is_who_acts_whatever_the_cells_say() -> None:
    told = MONEY | {"confirmed_by": "head", "confirmed_on": "2020-01-01", "contract": "sweeping"}
    confirm_funds(PLANTING, told, by=actor(SECTION), at=AT, on=ON)
    row = Funds.objects.get()
    assert (row.contract_id, row.confirmed_by_id, row.confirmed_on) == (PLANTING, SECTION, ON)
    assert Entry.objects.filter(by=SECTION, act="add").count() == 1


@pytest.mark.parametrize("person", [HANDLER, LEGALITY, STRANGER])
def test_nobody_else_confirms(person: str) -> None:
    with pytest.raises(NotPermittedError):
        confirm_funds(PLANTING, MONEY, by=actor(person), at=AT, on=ON)
    assert not Funds.objects.exists()


def test_all_that_is_wrong_is_said_at_once() -> None:
    wrong = MONEY | {"ends": "2026-01-01", "amount_minor": "-5"}
    with pytest.raises(UnsoundError) as caught:
        confirm_funds(PLANTING, wrong, by=actor(SECTION), at=AT, on=ON)
    assert {fault.message.code for fault in caught.value.faults} == {"out_of_order", "out_of_range"}
    assert not Funds.objects.exists()
