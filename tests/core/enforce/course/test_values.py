"""What a case says of itself: what is left, what is put right, and which evidence is somebody else's."""

from dataclasses import replace
from datetime import date, timedelta

from answerable.core.enforce.course import acts
from answerable.core.enforce.course.values import ENDED, Ending
from answerable.core.rulebook.routes import OUTCOMES
from answerable.render.words.catalogue import terms
from tests.courses import ANN, DIRTY, HAN, LEGAL, RUDE, SEC, STAGES, Course, at_stage

DAY = date(2026, 7, 1)


def ending(way: str, served_on: date | None = None, notice_days: int = 0) -> Ending:
    return Ending(
        step=9,
        way=way,
        last_day=DAY,
        ground="exit",
        continuity="自行清扫",
        decision="d",
        signers=frozenset(),
        served_on=served_on,
        notice_days=notice_days,
    )


def test_an_end_by_one_side_takes_effect_on_its_day_and_not_before_arrival_and_the_days_agreed() -> None:
    assert ending("unilateral").effective is None
    assert ending("unilateral", DAY - timedelta(days=9)).effective == DAY
    assert ending("unilateral", DAY + timedelta(days=9)).effective == DAY + timedelta(days=9)
    assert ending("unilateral", DAY - timedelta(days=9), notice_days=30).effective == DAY + timedelta(days=21)
    assert ending("expiry").effective == ending("agreement").effective == DAY


def test_every_way_of_ending_has_a_state_and_every_state_a_word() -> None:
    assert ENDED.keys() == set(OUTCOMES["end"])
    assert {at_stage(stage).now.state for stage in STAGES} | set(ENDED.values()) <= terms()[
        "case_state"
    ].keys()


def test_a_recheck_by_a_finder_is_no_line_of_evidence_apart() -> None:
    by_finder = Course(finders=(LEGAL,)).correcting().reported().checked("not_corrected", by=LEGAL)
    assert not by_finder.now.checked_apart
    assert at_stage("concluding").now.checked_apart
    assert not at_stage("closed").now.checked_apart


def test_one_item_that_a_finder_alone_found_not_corrected_is_none_though_others_looked_at_the_rest() -> None:
    course = Course(finders=(LEGAL,)).correcting().reported()
    course.go(replace(course.check("not_possible"), results=_mixed(course)), SEC)
    assert not course.now.checked_apart
    course.go(acts.FindNotCorrected(reason="未改", number="1"), ANN)
    assert not course.wait(1).checked("not_corrected", by=LEGAL).now.checked_apart
    assert course.wait(1).checked("not_corrected", by=SEC).now.checked_apart


def _mixed(course: Course) -> tuple[acts.Result, ...]:
    first, *rest = course.check("not_possible").results
    return (replace(first, result="corrected"), *rest)


def test_a_recheck_that_was_overruled_is_none_until_somebody_else_looked() -> None:
    course = at_stage("concluding").contested(8).judged("upheld")
    assert not course.now.checked_apart
    assert course.checked("not_corrected", by=SEC).now.checked_apart


def test_what_is_put_right_stays_so_under_a_later_order() -> None:
    course = at_stage("rechecking").checked("not_corrected", only=(RUDE,))
    course.go(acts.FindNotCorrected(reason="未改", number="1"), ANN).ordered().served()
    assert (course.now.put_right, course.now.to_order) == (frozenset({DIRTY}), (RUDE,))
    course.reported().checked()
    assert course.now.put_right == {DIRTY, RUDE}
    assert course.now.opener == {HAN}
