"""The latest assessment stands whole in the place of the one before; one that fails changes nothing."""

from datetime import date
from pathlib import Path

import pytest

from answerable.actions.office import assessing
from answerable.actions.office.assessing import refresh
from answerable.actions.office.doing import do_duty
from answerable.core.enforce.results import DistrictResult
from answerable.core.terms.errors import InputError
from answerable.records.models import Contract, DutyOwed, Entry, Standing
from tests.decisions import PLANTING, rows_with_planting
from tests.record import AT, HANDLER, HEAD, MINDING, ON, SWEEPING, actor, hold

pytestmark = pytest.mark.django_db


@pytest.fixture
def district(tmp_path: Path) -> None:
    hold(tmp_path / "district", rows_with_planting())


def kept() -> object:
    duties = DutyOwed.objects.order_by("duty").values_list("duty", "who", "by", "state", "on")
    return list(Standing.objects.order_by("contract").values_list("contract", "on", "standing")), list(duties)


@pytest.mark.usefixtures("district")
def test_every_contract_has_its_standing_and_every_duty_its_row() -> None:
    assert refresh(on=ON, at=AT) == Contract.objects.count() == 3
    assert set(Standing.objects.values_list("contract", flat=True)) == {SWEEPING, MINDING, PLANTING}
    due = DutyOwed.objects.get(duty=f"{SWEEPING}:plan:duties/sweeping-pay")
    assert (due.side, due.state, due.on) == ("body", "due", ON)
    assert due.by > ON


@pytest.mark.usefixtures("district")
def test_assessing_again_leaves_the_same_and_no_entry() -> None:
    refresh(on=ON, at=AT)
    before, entries = kept(), Entry.objects.count()
    refresh(on=ON, at=AT)
    assert (kept(), Entry.objects.count()) == (before, entries)


@pytest.mark.usefixtures("district")
def test_a_later_day_takes_the_place_of_the_earlier() -> None:
    refresh(on=ON, at=AT)
    refresh(on=date(2026, 10, 1), at=AT)
    assert set(Standing.objects.values_list("on", flat=True)) == {date(2026, 10, 1)}
    assert DutyOwed.objects.get(duty=f"{SWEEPING}:plan:duties/sweeping-pay").state == "overdue"


@pytest.mark.usefixtures("district")
def test_what_was_done_while_the_record_was_assessed_is_not_owed(monkeypatch: pytest.MonkeyPatch) -> None:
    duty, real = f"{SWEEPING}:plan:duties/sweeping-pay", assessing._keep
    refresh(on=ON, at=AT)
    owed = DutyOwed.objects.filter(duty=duty).count()

    def late(result: DistrictResult, *, on: date) -> None:
        do_duty("sweeping-pay", period="2026", done_on=ON, note="", by=actor(HANDLER), at=AT, on=ON)
        real(result, on=on)

    monkeypatch.setattr(assessing, "_keep", late)
    refresh(on=ON, at=AT)
    assert (owed, DutyOwed.objects.filter(duty=duty).count()) == (1, 0)
    content = Standing.objects.get(contract=SWEEPING).content
    assert "plan:duties/sweeping-pay" not in [each["id"] for each in content["duties"]]


@pytest.mark.usefixtures("district")
def test_in_a_vacancy_the_head_owes_an_appointment() -> None:
    from answerable.records.models import Assignment

    Assignment.objects.create(contract_id=SWEEPING, starts=date(2026, 6, 20))
    refresh(on=ON, at=AT)
    owed = DutyOwed.objects.filter(contract=SWEEPING, who=HEAD).values_list("duty", flat=True)
    assert [duty for duty in owed if "assignments/" in duty]


@pytest.mark.usefixtures("district")
def test_an_assessment_that_fails_halfway_leaves_the_last_one(monkeypatch: pytest.MonkeyPatch) -> None:
    refresh(on=ON, at=AT)
    before = kept()

    def fail(*_: object, **__: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(assessing, "_owed", fail)
    with pytest.raises(ZeroDivisionError):
        refresh(on=date(2026, 10, 1), at=AT)
    assert kept() == before


def test_nothing_is_assessed_where_there_is_no_district() -> None:
    with pytest.raises(InputError) as caught:
        refresh(on=ON, at=AT)
    assert caught.value.message.code == "no_district_held"
