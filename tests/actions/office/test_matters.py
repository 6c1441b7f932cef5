"""A matter is taken down, handled, confirmed by somebody else and contested; every step stands in the ledger."""

from datetime import date
from pathlib import Path

import pytest

from answerable.actions.office import matters
from answerable.actions.office.actors import NotPermittedError
from answerable.actions.office.changing import RowMovedError
from answerable.core.evidence.handling import MatterError
from answerable.core.register.permits import Actor
from answerable.core.tables.fault import UnsoundError
from answerable.core.terms.errors import InputError
from answerable.records.models import Batch, Disclosed, Entry, Matter
from tests.record import AT, HANDLER, LEADER, ON, STRANGER, SWEEPING, account, actor, hold

pytestmark = pytest.mark.django_db
DAY = date(2026, 6, 20)


@pytest.fixture(autouse=True)
def district(tmp_path: Path) -> None:
    hold(tmp_path / "district")


def taken_down(by: str = HANDLER, **cells: str) -> str:
    told = {"contract": SWEEPING, "raised_on": "2026-06-10", "channel": "letter", "topic": "路灯不亮"} | cells
    return matters.take_down(told, by=actor(by), at=AT, on=ON)


def handle(id: str, by: str = HANDLER, *, seen: dict[str, str] | None = None, day: date = DAY) -> None:
    matters.handle(id, day, note="已换灯泡", seen=seen or {}, by=actor(by), at=AT, on=ON)


def confirm(id: str, by: str = LEADER, *, who: str = "inspector", outcome: str = "put_right") -> None:
    matters.confirm(id, outcome, confirmed_by=who, day=ON, seen={}, by=actor(by), at=AT, on=ON)


def contest(id: str) -> None:
    matters.contest(id, ON, note="又不亮了", seen={}, by=actor(HANDLER), at=AT, on=ON)


def test_a_matter_goes_from_the_letter_to_the_citizens_own_word() -> None:
    id = taken_down()
    handle(id)
    assert matters.handled_by(id) == HANDLER
    confirm(id)
    contest(id)
    with pytest.raises(MatterError):
        handle(id)  # before it was contested
    handle(id, day=ON)
    row = Matter.objects.get(id=id)
    assert (row.outcome, row.confirmed_by, row.contested_on) == (None, None, ON)
    confirm(id, who="citizen", outcome="partly")
    row = Matter.objects.get(id=id)
    assert (row.outcome, row.confirmed_by, row.contested_on) == ("partly", "citizen", None)
    told = Disclosed.objects.filter(of="matters", key=id).order_by("row")
    assert [each.entry.act for each in told] == [
        "record",
        "handle_matter",
        "confirm_matter",
        "contest_matter",
        "handle_matter",
        "confirm_matter",
    ]
    assert "已换灯泡" in (told[1].content or "")
    assert "又不亮了" in (told[3].content or "")


def test_the_fixer_does_not_confirm_under_whatever_account() -> None:
    id = taken_down()
    handle(id)
    with pytest.raises(MatterError):
        confirm(id, HANDLER, who="citizen")
    other = Actor("another-account", person=HANDLER, roles=actor(HANDLER).roles)
    with pytest.raises(MatterError):
        matters.confirm(id, "put_right", confirmed_by="citizen", day=ON, seen={}, by=other, at=AT, on=ON)
    assert Matter.objects.get(id=id).outcome is None


def test_what_was_handled_elsewhere_anybody_here_may_confirm() -> None:
    id = taken_down(handled_on="2026-06-12")
    assert matters.handled_by(id) is None
    confirm(id, HANDLER)
    assert Matter.objects.get(id=id).outcome == "put_right"


def test_others_who_were_quicker_are_noticed() -> None:
    id = taken_down()
    handle(id)
    with pytest.raises(RowMovedError):
        handle(id, LEADER, seen={"handled_on": ""})


def test_a_stranger_does_nothing_and_is_told_nothing() -> None:
    id = taken_down()
    before = Entry.objects.count()
    for does in (handle, confirm):
        with pytest.raises(NotPermittedError):
            does(id, STRANGER)
    with pytest.raises(UnsoundError):
        taken_down(STRANGER)
    assert Entry.objects.count() == before


def test_nothing_is_raised_tomorrow_or_handled_that_is_not_there() -> None:
    with pytest.raises(InputError) as caught:
        taken_down(raised_on="2026-07-01")
    assert caught.value.message.code == "matter_day_later"
    with pytest.raises(InputError) as caught:
        handle("nothing")
    assert caught.value.message.code == "no_such_row"


def test_a_matter_of_an_import_that_is_not_accepted_is_not_there() -> None:
    id = taken_down()
    batch = Batch.objects.create(of="matters", began_at=AT)
    Matter.every.filter(id=id).update(batch=batch)
    with pytest.raises(InputError) as caught:
        handle(id)
    assert caught.value.message.code == "no_such_row"


def test_the_first_to_handle_is_not_who_handled_it_last() -> None:
    id = taken_down()
    handle(id)
    confirm(id, outcome="not_put_right")
    handle(id, LEADER)
    assert account(HANDLER).person_id == HANDLER
    assert matters.handled_by(id) == LEADER
    confirm(id, HANDLER)
    assert Matter.objects.get(id=id).outcome == "put_right"
