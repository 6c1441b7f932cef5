"""Duties are recorded by whoever may do them; paying is held back by nothing."""

from datetime import date
from pathlib import Path

import pytest

from answerable.actions.office import doing
from answerable.actions.office.actors import NotPermittedError, actor_of
from answerable.actions.office.assessing import refresh
from answerable.actions.office.doing import do_duty
from answerable.actions.office.reading import cells_of
from answerable.core.tables.fault import UnsoundError
from answerable.core.terms.errors import InputError
from answerable.records.models import Account, DutyDone, DutyOwed, Entry
from tests.builders import FAILING, row
from tests.decisions import rows_with_planting
from tests.record import AT, HANDLER, HEAD, LEADER, LEGALITY, ON, STRANGER, SWEEPING, actor, hold

pytestmark = pytest.mark.django_db
WALK, PAY = "sweeping-walk", "sweeping-pay"


@pytest.fixture(autouse=True)
def district(tmp_path: Path) -> None:
    rows = rows_with_planting()
    rows["duties"].append(
        row(
            "duties",
            id=WALK,
            contract=SWEEPING,
            side="body",
            kind="inspect",
            every="month",
            within_workdays="10",
            starts="2026-01-01",
            ground="计划",
        )
    )
    hold(tmp_path / "district", rows)


def do(duty: str = WALK, *, by: str = HANDLER, period: str = "2026-05", done_on: date = ON) -> None:
    do_duty(duty, period=period, done_on=done_on, note="已巡查", by=actor(by), at=AT, on=ON)


def test_a_duty_that_was_done_is_not_owed_any_more() -> None:
    refresh(on=ON, at=AT)
    owed = DutyOwed.objects.filter(duty__startswith=f"{SWEEPING}:plan:duties/{WALK}/")
    before = set(owed.values_list("duty", flat=True))
    do()
    assert before - set(owed.values_list("duty", flat=True)) == {f"{SWEEPING}:plan:duties/{WALK}/2026-05"}
    rest = set(owed.values_list("duty", flat=True))
    refresh(on=ON, at=AT)
    assert set(owed.values_list("duty", flat=True)) == rest


def test_what_was_done_is_kept_with_its_entry() -> None:
    do()
    told = cells_of("duties_done", WALK, "2026-05")
    assert (told["done_on"], told["done_by"], told["note"]) == ("2026-06-30", HANDLER, "已巡查")
    entry = Entry.objects.get(act="do_duty")
    assert (entry.by, entry.at) == (HANDLER, AT)


@pytest.mark.parametrize("by", [HANDLER, LEADER, HEAD])
def test_officials_of_the_body_pay(by: str) -> None:
    do(PAY, by=by)
    assert Entry.objects.get(act="pay").by == by


def test_strangers_clerks_and_administrators_do_nothing() -> None:
    clerk = Account.objects.create(username="clerk", provider_id=FAILING, created_at=AT)
    admin = Account.objects.create(username="keeper", admin="system", created_at=AT)
    for by in (actor(STRANGER), actor_of(clerk, on=ON), actor_of(admin, on=ON)):
        for duty in (WALK, PAY):
            with pytest.raises(NotPermittedError):
                do_duty(duty, period="2026-05", done_on=ON, note="", by=by, at=AT, on=ON)
    assert not DutyDone.objects.exists()


def test_a_reviewer_does_duties_and_does_not_pay() -> None:
    do(by=LEGALITY)
    with pytest.raises(NotPermittedError):
        do(PAY, by=LEGALITY)


def test_nothing_is_done_tomorrow_or_twice() -> None:
    with pytest.raises(InputError) as caught:
        do(done_on=date(2026, 7, 1))
    assert caught.value.message.code == "done_later"
    do()
    with pytest.raises(UnsoundError) as unsound:
        do()
    assert [fault.message.code for fault in unsound.value.faults] == ["key_taken"]
    assert Entry.objects.filter(act="do_duty").count() == 1


def test_a_duty_that_another_recorded_meanwhile_is_refused_by_name(monkeypatch: pytest.MonkeyPatch) -> None:
    do()
    # As where both looked before either wrote.
    monkeypatch.setattr(doing, "check", lambda *_: None)
    with pytest.raises(InputError) as caught:
        do(by=LEADER)
    assert caught.value.message.code == "row_came_between"
    assert [row.done_by_id for row in DutyDone.objects.all()] == [HANDLER]


def test_a_note_that_no_database_keeps_is_refused_by_name() -> None:
    with pytest.raises(InputError) as caught:
        do_duty(WALK, period="2026-05", done_on=ON, note="a\x00b", by=actor(HANDLER), at=AT, on=ON)
    assert caught.value.message.params["column"] == "note"
    assert not DutyDone.objects.exists()


@pytest.mark.parametrize(("duty", "period"), [("nothing", "2026-05"), (WALK, "May")])
def test_odd_duties_and_periods_are_refused(duty: str, period: str) -> None:
    with pytest.raises((InputError, UnsoundError)):
        do(duty, period=period)
    assert not DutyDone.objects.exists()
