"""Clocks count working days of the real calendar, stand still exactly, act on silence, and say when they only guess."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from answerable.core.enforce.course import acts
from answerable.core.enforce.course.clocks import as_of, due, item_due
from answerable.core.enforce.course.values import CaseNow
from tests.courses import ANN, CLERK, DIRTY, HAN, PROOF, RUDE, Course, at_stage, calendar


def slow(start: date, workdays: int) -> date:
    """So many working days after the day, counted one by one."""
    day, known = start, calendar(start)
    while workdays:
        day += timedelta(days=1)
        workdays -= known.is_working(day)
    return day


def last_day(course: Course) -> date:
    """The last day of the stage as it is today."""
    now = as_of(course.now, calendar(course.on), on=course.on)
    found = due(now, calendar(course.on))
    assert found is not None
    return found.on


def stage(course: Course, on: date) -> str:
    """The stage at the end of a day."""
    return as_of(course.now, calendar(on), on=on).stage


@pytest.mark.parametrize(
    ("opened", "last"),
    [
        (date(2026, 6, 1), date(2026, 6, 8)),
        (date(2026, 6, 15), date(2026, 6, 23)),  # the 19th is off
        (date(2026, 9, 18), date(2026, 9, 24)),  # Sunday the 20th is worked
        (date(2026, 9, 24), date(2026, 10, 9)),  # the 25th, and 1 to 7 October, are off
        (date(2026, 9, 30), date(2026, 10, 13)),  # Saturday the 10th is worked
        (date(2026, 2, 12), date(2026, 2, 26)),  # Saturday the 14th is worked, 15 to 23 are off
    ],
)
def test_working_days_are_those_of_the_calendar_with_its_holidays_and_made_up_days(
    opened: date, last: date
) -> None:
    course = Course(on=opened)
    assert last_day(course) == last == slow(opened, 5)
    assert not due(course.now, calendar(opened)).provisional  # type: ignore[union-attr]


def test_beyond_the_published_calendar_a_deadline_is_provisional_and_moves_once_it_is_known() -> None:
    course = Course(on=date(2026, 12, 30))
    found = due(course.now, calendar(course.on))
    assert found is not None
    assert (found.on, found.provisional) == (date(2027, 1, 6), True)


def test_the_statement_period_is_what_the_notice_gave_and_runs_from_arrival() -> None:
    course = Course(on=date(2026, 9, 21)).notified(workdays=7).wait(2)
    course.go(acts.Serve(arrived_on=date(2026, 9, 22), method="post", received_by="门卫", proof=PROOF), HAN)
    assert (course.now.since, course.now.heard_from) == (date(2026, 9, 22), date(2026, 9, 22))
    assert last_day(course) == date(2026, 10, 9) == slow(date(2026, 9, 22), 7)
    assert stage(course, date(2026, 10, 9)) == "hearing"
    assert stage(course, date(2026, 10, 10)) == "weighing"


def test_silence_leads_on_the_day_after_and_the_next_clock_starts_with_the_last_day() -> None:
    course = Course().notified().served()
    now = as_of(course.now, calendar(date(2026, 6, 9)), on=date(2026, 6, 9))
    assert (now.stage, now.since) == ("weighing", date(2026, 6, 8))
    assert due(now, calendar(course.on)).on == slow(date(2026, 6, 8), 10)  # type: ignore[union-attr]


def test_a_statement_does_not_cut_the_period_short() -> None:
    course = Course().notified().served().go(acts.Speak(text="人手不足"), CLERK)
    assert (course.now.stage, last_day(course)) == ("hearing", date(2026, 6, 8))


# -- pauses ------------------------------------------------------------------------------------------------------


def test_a_pause_gives_back_every_working_day_that_was_unspent() -> None:
    course = at_stage("weighing")
    before = last_day(course)
    assert before == date(2026, 6, 23)
    course.go(acts.Pause(reason="鉴定", until=date(2026, 6, 18)), ANN)
    # The 15th to the 17th did not count; the 19th is a holiday.
    assert last_day(course) == date(2026, 6, 26) == slow(before, 3)


def test_resuming_early_counts_the_day_of_resuming_and_nothing_of_the_rest_of_the_pause() -> None:
    course = at_stage("weighing")
    course.go(acts.Pause(reason="鉴定", until=date(2026, 7, 6)), ANN)
    assert last_day(course) == slow(date(2026, 6, 23), 14)
    course.go(acts.Resume(reason="已出"), ANN, on=date(2026, 6, 17))
    assert last_day(course) == date(2026, 6, 25)


def test_a_pause_across_the_long_holiday_costs_only_its_working_days() -> None:
    course = Course(on=date(2026, 9, 28))
    assert last_day(course) == date(2026, 10, 10)
    course.go(acts.Pause(reason="等待", until=date(2026, 10, 8)), ANN)
    assert last_day(course) == date(2026, 10, 13)


def test_while_it_is_paused_silence_does_nothing() -> None:
    course = Course().notified().served()
    course.go(acts.Pause(reason="台风", until=date(2026, 6, 15)), ANN)
    assert stage(course, date(2026, 6, 14)) == "hearing"
    assert stage(course, date(2026, 6, 22)) == "hearing"
    assert stage(course, date(2026, 6, 23)) == "weighing"


# -- items -------------------------------------------------------------------------------------------------------


def test_each_item_has_its_own_last_day_and_the_stage_lasts_until_the_latest() -> None:
    course = at_stage("weighing")
    short, long_ = (
        acts.Demand(item="1", finding=DIRTY, demand="清扫", workdays=3),
        acts.Demand(item="2", finding=RUDE, demand="培训", workdays=15),
    )
    course.go(course.order(items=(short, long_)), ANN).served()
    days = [item_due(course.now, item, calendar(course.on)).on for item in course.now.items]
    assert days == [date(2026, 6, 18), slow(course.on, 15)]
    assert last_day(course) == days[1]
    assert stage(course, days[1]) == "correcting"
    assert stage(course, days[1] + timedelta(days=1)) == "rechecking"


def _item_days(now: CaseNow, on: date) -> list[date]:
    return [item_due(now, item, calendar(on)).on for item in now.items]


def test_the_last_day_of_an_item_stays_what_it_was_once_the_case_goes_on() -> None:
    course = at_stage("correcting")
    days = _item_days(course.now, course.on)
    course.wait(3).reported()
    assert course.now.stage == "rechecking"
    assert _item_days(course.now, course.on) == days
    course.wait(2).checked("not_corrected")
    assert _item_days(course.now, course.on) == days
    course.wait(1).go(acts.Extend(reason="汛期", workdays=5, number="1"), ANN)
    assert _item_days(course.now, course.on) == [slow(course.on, 5)] * 2


def test_the_items_of_a_new_order_forget_the_clock_of_the_old_one() -> None:
    course = at_stage("not_corrected").wait(60).ordered(workdays=5)
    assert min(_item_days(course.now, course.on)) > course.on
    course.served()
    assert _item_days(course.now, course.on) == [slow(course.on, 5)] * 2


def test_a_day_that_was_fixed_before_there_were_steps_stays() -> None:
    course = at_stage("weighing")
    fixed = acts.Demand(item="1", finding=DIRTY, demand="清扫", workdays=3, due_on=date(2026, 8, 1))
    course.go(course.order(items=(fixed,), set_aside=(RUDE,)), ANN).served()
    assert _item_days(course.now, course.on) == [date(2026, 8, 1)]


# -- the last day ------------------------------------------------------------------------------------------------


def test_a_contract_that_one_side_ends_has_ended_on_its_day_but_not_before_the_notice_arrived() -> None:
    course = Course().not_corrected()
    course.ended(last_day=course.on + timedelta(days=5), notice_days=10).wait(3).served()
    assert course.now.ending is not None
    effective = course.on + timedelta(days=10)
    assert course.now.ending.effective == effective == last_day(course)
    assert stage(course, effective) == "parting"
    assert stage(course, effective + timedelta(days=1)) == "over"


def test_a_notice_that_has_not_arrived_ends_nothing_however_long_it_takes() -> None:
    course = Course().not_corrected().ended().wait(400)
    assert stage(course, course.on) == "ending"
    assert course.now.ending is not None
    assert course.now.ending.effective is None
    course.served()
    assert course.now.ending.effective == course.on


def test_even_in_a_stage_that_lasts_until_the_last_day_nothing_ends_before_the_notice_arrived() -> None:
    course = at_stage("parting")
    assert course.now.ending is not None
    course.now = replace(course.now, ending=replace(course.now.ending, served_on=None))
    assert stage(course, course.on + timedelta(days=400)) == "parting"


def test_what_runs_out_or_ends_by_agreement_ends_on_its_day_without_a_notice() -> None:
    for way, before in (("expiry", "running_out"), ("agreement", "parting")):
        course = Course().ended(way)
        course = course.served() if way == "expiry" else course
        assert (stage(course, date(2026, 7, 2)), stage(course, date(2026, 7, 3))) == (before, "over")


def test_what_was_handed_over_before_the_last_day_is_handed_over_on_it() -> None:
    course = Course().ended("agreement")
    for item in course.now.route.hand_over:
        course.go(acts.HandOver(item=item, note="双方签字"), HAN)
    assert (stage(course, date(2026, 7, 2)), stage(course, date(2026, 7, 3))) == ("parting", "handed_over")


def test_asking_again_or_later_changes_nothing_that_was() -> None:
    course = Course().notified().served()
    for days in range(200):
        on = course.on + timedelta(days=days)
        once = as_of(course.now, calendar(on), on=on)
        assert as_of(once, calendar(on), on=on) == once
        assert as_of(course.now, calendar(on), on=on + timedelta(days=50)) == as_of(
            once, calendar(on), on=on + timedelta(days=50)
        )
