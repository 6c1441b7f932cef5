"""Posts, absences, vacancies and reorganisation: what is refused, what is written, and who answers then."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from answerable.actions.office import responsibility
from answerable.actions.office.actors import NotPermittedError
from answerable.actions.office.dump import dump
from answerable.actions.office.people import around, everybody
from answerable.actions.office.reading import cells_of
from answerable.actions.offline.check import open_district
from answerable.actions.offline.engines import working_engine
from answerable.core.register import values
from answerable.core.register.answer import Answer
from answerable.core.terms.errors import InputError
from answerable.records.models import Assignment, Contract, Entry, Post, StandIn, Succession
from answerable.records.values import values_of
from tests.builders import BODY, HANDLER, HEAD, LEADER, SUCCESSOR, SWEEPING
from tests.decisions import DEPUTY, HIRED, PLANTING, decide, rows_with_planting
from tests.record import AT, LEGALITY, ON, OTHER_BODY, STRANGER, actor, hold

pytestmark = pytest.mark.django_db
TOMORROW = date(2026, 7, 1)
HEAD_POST, LEADER_POST = "head-head-2024-01-01", "leader-leader-2024-01-01"


@pytest.fixture(autouse=True)
def district(tmp_path: Path) -> None:
    hold(tmp_path / "district", rows_with_planting())


def do(what: Callable[..., None], *args: str, by: str = HEAD, **more: Any) -> None:
    what(*args, **more, by=actor(by), at=AT, on=ON)


def vacate(contract: str = SWEEPING, *, starts: date = TOMORROW, by: str = HEAD) -> None:
    do(responsibility.vacate, contract, starts=starts, note="调离", by=by)


def away(person: str = LEADER, by_whom: str | None = SUCCESSOR, **more: Any) -> None:
    usual: dict[str, Any] = {"starts": ON, "ends": date(2026, 7, 31), "note": "学习"}
    do(responsibility.stand_in, person, by_whom=by_whom, **usual | more)


def begin(id: str = "new", person: str = SUCCESSOR, role: str = "head", **more: Any) -> None:
    usual: dict[str, Any] = {"body": BODY, "starts": TOMORROW}
    do(responsibility.begin_post, id, person=person, role=role, **usual | more)


def merge(body: str = BODY, successor: str = OTHER_BODY, starts: date = TOMORROW, by: str = HEAD) -> None:
    do(responsibility.reorganise, body, successor=successor, starts=starts, note="机构改革", by=by)


def answer(on: date, contract: str = SWEEPING) -> Answer:
    (found,) = values_of(values.Contract, Contract.objects.filter(id=contract))
    told = everybody([contract]).who_answers(found, on=on)
    assert around(None, [contract]).who_answers(found, on=on) == told
    return told


def answers(on: date, contract: str = SWEEPING) -> str | None:
    person = answer(on, contract).person
    return None if person is None else person.id


def refused(code: str, what: Callable[..., None], *args: Any, **more: Any) -> None:
    before = _everything()
    with pytest.raises(InputError) as caught:
        what(*args, **more)
    assert caught.value.message.code == code
    assert _everything() == before


def _everything() -> object:
    models = (Post, StandIn, Succession, Assignment)
    return Entry.objects.count(), [list(model.objects.order_by("pk").values()) for model in models]


def last_entry() -> Entry:
    return Entry.objects.exclude(act__in=("load", "register_legacy")).latest("disclosed__row")


def test_a_vacancy_falls_to_the_head_from_its_day_on() -> None:
    vacate()
    assert (answers(ON), answers(TOMORROW)) == (LEADER, HEAD)
    why = answer(TOMORROW).why_vacant
    assert why is not None
    assert why.code == "vacancy_recorded"
    assert (last_entry().act, last_entry().by) == ("vacate", HEAD)


@pytest.mark.parametrize("person", [HANDLER, LEADER, STRANGER, "other-head"])
def test_only_the_head_appoints(person: str) -> None:
    before = _everything()
    acts: tuple[Callable[[], None], ...] = (
        lambda: vacate(by=person),
        lambda: begin(by=person),
        lambda: do(responsibility.end_post, LEADER_POST, ends=ON, by=person),
        lambda: merge(by=person),
    )
    for act in acts:
        with pytest.raises(NotPermittedError):
            act()
    assert _everything() == before


def test_nothing_is_written_into_the_past() -> None:
    yesterday = date(2026, 6, 29)
    refused("starts_in_the_past", vacate, starts=yesterday)
    refused("starts_in_the_past", away, starts=yesterday)
    refused("starts_in_the_past", begin, "deputy", DEPUTY, "leader", starts=yesterday)
    refused("starts_in_the_past", do, responsibility.end_post, LEADER_POST, ends=date(2026, 6, 28))
    refused("starts_in_the_past", do, responsibility.come_back, LEADER, last_day=date(2026, 6, 28))
    with pytest.raises(NotPermittedError):
        merge(starts=yesterday)


def test_whoever_left_yesterday_did_not_answer_today() -> None:
    do(responsibility.end_post, LEADER_POST, ends=date(2026, 6, 29))
    assert (answers(date(2026, 6, 29)), answers(ON)) == (LEADER, HEAD)


def test_a_stand_in_acts_while_the_leader_is_away_and_not_longer() -> None:
    away()
    assert [answers(date(2026, month, 31)) for month in (5, 7, 8)] == [LEADER, SUCCESSOR, LEADER]
    assert actor(SUCCESSOR).acting == {("leader", BODY)}
    assert last_entry().act == "stand_in"


def test_a_stand_in_who_is_away_as_well_does_not_act() -> None:
    away()
    away(SUCCESSOR, None)
    assert answers(TOMORROW) == LEADER
    assert actor(SUCCESSOR).acting == set()


def test_whoever_is_back_acts_himself_again() -> None:
    away(ends=None)
    do(responsibility.come_back, LEADER, last_day=ON, by=LEADER)
    assert (answers(ON), answers(TOMORROW)) == (SUCCESSOR, LEADER)
    assert cells_of("stand_ins", LEADER, "2026-06-30")["ends"] == "2026-06-30"
    refused("not_away", do, responsibility.come_back, LEADER, last_day=TOMORROW)


@pytest.mark.parametrize(
    ("by_whom", "code"),
    [
        (LEADER, "stand_in_himself"),
        (HIRED, "post_not_public"),
        ("nobody", "no_such_person"),
        (STRANGER, "stand_in_elsewhere"),
    ],
)
def test_not_everybody_may_stand_in(by_whom: str, code: str) -> None:
    refused(code, away, by_whom=by_whom)


def test_absences_of_one_person_share_no_day() -> None:
    away(starts=date(2026, 7, 10), ends=date(2026, 7, 20))
    for starts, ends in ((ON, None), (date(2026, 7, 20), None), (date(2026, 7, 12), date(2026, 7, 13))):
        refused("away_already", away, starts=starts, ends=ends)
    away(starts=ON, ends=date(2026, 7, 9))
    away(starts=date(2026, 7, 21), ends=None)


def test_somebody_says_himself_that_he_is_away_and_no_colleague_does() -> None:
    with pytest.raises(NotPermittedError):
        away(by=SUCCESSOR)
    away(by=LEADER)


def test_a_post_of_long_ago_gives_its_head_no_say() -> None:
    Post.objects.create(
        id="past", body_id=OTHER_BODY, person_id=LEADER, role="leader", starts="2020-01-01", ends="2021-01-01"
    )
    away()


def test_the_head_at_the_top_leaves_only_with_a_follower() -> None:
    refused("no_head_left", do, responsibility.end_post, HEAD_POST, ends=ON)
    refused("post_held", begin)
    do(responsibility.hand_over_post, HEAD_POST, ends=ON, to=DEPUTY, new="deputy-head")
    vacate(starts=date(2026, 7, 5))
    assert answers(date(2026, 7, 5)) == DEPUTY
    assert Post.objects.get(id="deputy-head").starts == TOMORROW
    told = Entry.objects.filter(act__in=("post_end", "post_begin")).values_list("act", flat=True)
    assert sorted(told) == ["post_begin", "post_end"]


def test_a_hand_over_to_somebody_who_may_not_follow_ends_nothing() -> None:
    more = {"ends": ON, "new": "next"}
    refused("post_not_public", do, responsibility.hand_over_post, HEAD_POST, to=HIRED, **more)


def test_a_leader_who_leaves_leaves_his_contracts_to_the_head() -> None:
    do(responsibility.end_post, LEADER_POST, ends=ON)
    assert (answers(ON), answers(TOMORROW)) == (LEADER, HEAD)
    refused("no_such_post", do, responsibility.end_post, LEADER_POST, ends=TOMORROW)


def test_a_vacancy_is_refused_where_no_head_is_left_to_answer() -> None:
    """As in a district that was loaded with a head whose time is running out."""
    Post.objects.filter(id=HEAD_POST).update(ends=date(2026, 8, 31))
    refused("no_head_left", do, responsibility.end_post, LEADER_POST, ends=date(2026, 8, 31))


@pytest.mark.parametrize(
    ("person", "role", "more", "code"),
    [
        (HIRED, "handler", {}, "post_not_public"),
        ("nobody", "handler", {}, "no_such_person"),
        (LEADER, "leader", {}, "post_held"),
        (DEPUTY, "head", {}, "post_held"),
        (DEPUTY, "leader", {"body": "nowhere"}, "no_such_row"),
    ],
)
def test_posts_that_cannot_be_taken_up(person: str, role: str, more: dict[str, str], code: str) -> None:
    refused(code, begin, "new", person, role, **more)


def test_a_new_leader_may_be_assigned_from_the_first_day_of_the_post() -> None:
    begin("deputy-leader", DEPUTY, "leader")
    decide("assign", SWEEPING, HANDLER, HEAD, DEPUTY, person=DEPUTY, starts="2026-07-01")
    assert (answers(ON), answers(TOMORROW)) == (LEADER, DEPUTY)


def test_a_successor_for_the_day_of_a_vacancy_takes_its_place() -> None:
    vacate()
    decide("assign", SWEEPING, HANDLER, HEAD, SUCCESSOR, person=SUCCESSOR, starts="2026-07-01")
    assert answers(TOMORROW) == SUCCESSOR
    assert cells_of("assignments", SWEEPING, "2026-07-01")["note"] == ""


def test_the_successor_of_a_unit_answers_for_everything_of_it() -> None:
    Post.objects.filter(person="other-head").update(person=HEAD)
    merge()
    vacate(starts=date(2026, 7, 5))
    assert answers(date(2026, 7, 2)) == LEADER
    assert everybody().body_on(BODY, on=TOMORROW) == OTHER_BODY
    assert answers(date(2026, 7, 5)) == HEAD
    assert Entry.objects.filter(act="reorganise").count() == 1
    refused("succession_round", merge, OTHER_BODY, BODY)


def test_a_unit_is_not_merged_by_the_head_of_one_side_alone() -> None:
    with pytest.raises(NotPermittedError):
        merge()


def test_what_was_done_leaves_a_district_that_can_be_loaded_again(tmp_path: Path) -> None:
    away()
    vacate(PLANTING)
    begin("deputy-leader", DEPUTY, "leader")
    do(responsibility.hand_over_post, HEAD_POST, ends=TOMORROW, to=LEGALITY, new="next-head")
    decide("assign", SWEEPING, HANDLER, HEAD, SUCCESSOR, person=SUCCESSOR, starts="2026-07-01")
    do(responsibility.end_post, LEADER_POST, ends=date(2026, 7, 9))
    dump(tmp_path / "out")
    with working_engine("duckdb") as (engine, scratch):
        assert not open_district(tmp_path / "out", engine=engine, scratch=scratch).faults
