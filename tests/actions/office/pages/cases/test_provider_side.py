"""The last days that a provider is shown are those that the case itself counts by."""

from datetime import date, timedelta
from pathlib import Path

import pytest

from answerable.actions.office.cases.loading import load
from answerable.actions.office.ending import facts
from answerable.actions.office.pages.cases.provider_side import ProviderSide, provider_side
from answerable.core.enforce.course import acts
from answerable.core.register import values
from answerable.records.models import Contract
from answerable.records.values import values_of
from tests.cases import CLERK, DIRTY, HANDLER, HEAD, LEADER, PROOF, RUDE, SWEEPING, Walk, hold_findings

pytestmark = pytest.mark.django_db
SERVED, RECORDED = date(2026, 7, 1), date(2026, 7, 6)


@pytest.fixture(autouse=True)
def district(tmp_path: Path) -> None:
    hold_findings(tmp_path / "district")


def side(walk: Walk, *, on: date) -> ProviderSide:
    contract = Contract.objects.get(id=SWEEPING)
    return provider_side(load(walk.case, on=on), contract, on=on)


def recorded(walk: Walk, arrived: date, *, on: date) -> None:
    """Somebody records days later that the paper has arrived."""
    act = acts.Serve(arrived_on=arrived, method="post", received_by="前台", proof=PROOF)
    walk.go(HANDLER, act, on=on)


def dues(walk: Walk) -> set[date]:
    return {each.due.on for each in side(walk, on=walk.on).items}


def ordered() -> Walk:
    """An order of ten working days that is not served yet."""
    walk = Walk().notified().heard()
    walk.decide("order", walk.order_content([(DIRTY, 10), (RUDE, 10)]), HANDLER, LEADER)
    return walk


def test_what_arrived_on_one_day_and_was_recorded_on_another_runs_from_its_arrival() -> None:
    walk = ordered()
    day = walk.on
    recorded(walk, day, on=day + timedelta(days=4))
    running = dues(walk)
    assert running == {date(2026, 7, 28)}
    walk.reported()
    assert dues(walk) == running


def test_an_order_that_was_paused_and_goes_on_is_due_so_much_later() -> None:
    walk = ordered().served()
    before = dues(walk)
    walk.go(
        LEADER, acts.Pause(reason="暴雨", until=walk.on + timedelta(days=14)), on=walk.on + timedelta(days=1)
    )
    walk.go(LEADER, acts.Resume(reason="雨停"), on=walk.on + timedelta(days=7))
    running = dues(walk)
    assert running == {day + timedelta(days=7) for day in before}
    walk.reported()
    assert dues(walk) == running


def test_an_order_is_not_counted_from_the_time_that_was_given_under_an_earlier_one() -> None:
    walk = ordered().served().reported().rechecked("not_corrected")
    walk.go(LEADER, acts.Extend(reason="设备未到", workdays=5, number=walk.number("延")))
    walk.go(CLERK, acts.Contest(step=walk.now.order_step or 0, text="期限过短"))
    made = walk.now.objections[-1].step
    upheld = {"result": "upheld", "reason": "期限过短", "places": ("官网",)}
    walk.go(HEAD, acts.DecideObjection(step=made, number=walk.number("复"), **upheld))  # type: ignore[arg-type]
    walk.on += timedelta(days=3)
    walk.decide("order", walk.order_content([(DIRTY, 10), (RUDE, 10)]), HANDLER, LEADER)
    day = walk.on
    recorded(walk, day, on=day + timedelta(days=7))
    running = dues(walk)
    assert running == {date(2026, 7, 31)}
    walk.reported()
    assert dues(walk) == running


def test_the_time_for_a_statement_that_was_paused_is_over_so_much_later_for_everybody() -> None:
    walk = Walk()
    walk.go(HANDLER, acts.Notify(facts="不净", workdays=5, number=walk.number("告")))
    recorded(walk, SERVED, on=RECORDED)
    assert side(walk, on=walk.on).period.on == date(2026, 7, 8)  # type: ignore[union-attr]
    walk.go(LEADER, acts.Pause(reason="暴雨", until=RECORDED + timedelta(days=14)))
    walk.go(LEADER, acts.Resume(reason="雨停"), on=RECORDED + timedelta(days=7))
    last = side(walk, on=walk.on).period
    assert last is not None
    assert last.on == date(2026, 7, 15)
    after = last.on + timedelta(days=5)
    (contract,) = values_of(values.Contract, Contract.objects.filter(id=SWEEPING))
    for _ in range(2):
        assert side(walk, on=after).period == last
        asked = facts(contract, walk.ending(), None, on=after).case
        assert asked is not None
        assert asked.heard_until == last.on
        walk.go(CLERK, acts.Speak(text="迟到的说明"), on=after)
