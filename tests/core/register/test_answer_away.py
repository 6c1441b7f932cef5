"""Who answers while somebody is away, after a reorganisation, and where the body has no head."""

from datetime import date, timedelta

import pytest

from answerable.core.register.answer import Answer, People
from answerable.core.register.values import (
    Assignment,
    Body,
    Contract,
    Person,
    Post,
    StandIn,
    Succession,
)

BEGIN, END = date(2025, 1, 1), date(2026, 12, 31)
AWAY, BACK = date(2025, 3, 10), date(2025, 3, 15)
CONTRACT = Contract("c", "b", "w", "p", "c", None, None, BEGIN, END, None, None, None, paid=True)
BODIES = [
    Body("county", "county", None, "government", None),
    Body("b", "b", None, "department", "county"),
    Body("new", "new", None, "department", "county"),
]
STAFF = {"hired": "dispatched"}
POSTS = (
    Post("1", "county", "mayor", "head", BEGIN, None),
    Post("2", "b", "head", "head", BEGIN, None),
    Post("3", "b", "ann", "leader", BEGIN, None),
    Post("4", "b", "bob", "handler", BEGIN, None),
    Post("5", "b", "hired", "handler", BEGIN, None),
    Post("6", "new", "chief", "head", BEGIN, None),
    Post("7", "new", "cat", "leader", BEGIN, None),
)


def away(person: str, stand_in: str | None, starts: date = AWAY, ends: date | None = None) -> StandIn:
    return StandIn(person, starts, ends or BACK - timedelta(days=1), stand_in, None)


def people(
    *stand_ins: StandIn,
    leader: str | None = "ann",
    posts: tuple[Post, ...] = POSTS,
    successions: tuple[Succession, ...] = (),
) -> People:
    names = {post.person for post in POSTS}
    return People(
        people=[Person(name, name, None, STAFF.get(name, "public")) for name in names],
        posts=posts,
        assignments=[Assignment("c", BEGIN, leader, None)],
        bodies=BODIES,
        stand_ins=stand_ins,
        successions=successions,
    )


def told(answer: Answer) -> tuple[str | None, str | None, str | None]:
    """Leader, head by default and stand-in."""
    leader, default, acting = (
        None if each is None else each.id for each in (answer.leader, answer.by_default, answer.acting)
    )
    return leader, default, acting


def without(*persons: str) -> tuple[Post, ...]:
    return tuple(post for post in POSTS if post.person not in persons)


# ------------------------------------------------------------------ away


def test_the_stand_in_acts_while_the_leader_is_away_and_only_then() -> None:
    who = people(away("ann", "bob"))
    days = (AWAY - timedelta(days=1), AWAY, BACK - timedelta(days=1), BACK)
    answers = [who.who_answers(CONTRACT, on=day) for day in days]
    assert [told(answer) for answer in answers] == [
        ("ann", None, None),
        ("ann", None, "bob"),
        ("ann", None, "bob"),
        ("ann", None, None),
    ]
    assert [answer.person and answer.person.id for answer in answers] == ["ann", "bob", "bob", "ann"]


@pytest.mark.parametrize(
    "absences",
    [
        (away("ann", None),),
        (away("ann", "hired"),),
        (away("ann", "cat"),),
        (away("ann", "bob"), away("bob", "head")),
    ],
    ids=["nobody named", "not public staff", "no post in the body", "away as well"],
)
def test_without_a_usable_stand_in_the_leader_still_answers(absences: tuple[StandIn, ...]) -> None:
    answer = people(*absences).who_answers(CONTRACT, on=AWAY)
    assert told(answer) == ("ann", None, None)
    assert answer.person is not None
    assert answer.person.id == "ann"


def test_an_absence_without_an_end_lasts() -> None:
    who = people(StandIn("ann", AWAY, None, "bob", None))
    assert told(who.who_answers(CONTRACT, on=END)) == ("ann", None, "bob")


def test_in_a_vacancy_the_stand_in_of_an_absent_head_acts() -> None:
    answer = people(away("head", "bob"), leader=None).who_answers(CONTRACT, on=AWAY)
    assert told(answer) == (None, "head", "bob")
    assert answer.person is not None
    assert answer.person.id == "bob"


def test_a_person_acts_only_for_whom_he_or_she_may_stand_in() -> None:
    who = people(away("ann", "bob"), away("head", "cat"))
    assert who.acts_for("bob", on=AWAY) == {"ann"}
    assert who.acts_for("bob", on=BACK) == frozenset()
    assert who.acts_for("cat", on=AWAY) == frozenset(), "no post in the body"


def test_a_stand_in_fills_only_roles_in_a_body_where_he_or_she_holds_a_post() -> None:
    elsewhere = Post("9", "new", "ann", "leader", BEGIN, None)
    who = people(away("ann", "bob"), posts=(*POSTS, elsewhere))
    assert who.roles_of("ann", on=AWAY) == {("leader", "b"), ("leader", "new")}
    assert who.acting_roles("bob", on=AWAY) == {("ann", "leader", "b")}
    assert who.acting_roles("bob", on=BACK) == frozenset()


# ------------------------------------------------------------------ nobody at the top


def test_where_the_body_has_no_head_that_of_the_body_above_answers() -> None:
    answer = people(leader=None, posts=without("head")).who_answers(CONTRACT, on=AWAY)
    assert told(answer) == (None, "mayor", None)


def test_with_no_head_up_to_the_top_nobody_is_made_up() -> None:
    answer = people(leader=None, posts=without("head", "mayor")).who_answers(CONTRACT, on=AWAY)
    assert told(answer) == (None, None, None)
    assert answer.person is None
    assert answer.why_vacant is not None


def test_a_leader_who_never_held_a_post_leaves_the_contract_vacant_from_the_assignment_on() -> None:
    for day in (BEGIN, AWAY, END):
        answer = people(leader="cat").who_answers(CONTRACT, on=day)
        assert (told(answer), answer.since) == ((None, "head", None), BEGIN)
        assert answer.why_vacant is not None
        assert answer.why_vacant.code == "vacancy_no_post"


# ------------------------------------------------------------------ reorganised


TAKEN = (Succession("b", AWAY, "new", None),)


def test_a_leader_of_the_old_body_goes_on_answering_in_the_successor() -> None:
    who = people(successions=TAKEN)
    assert told(who.who_answers(CONTRACT, on=AWAY)) == ("ann", None, None)
    assert who.roles_of("ann", on=AWAY - timedelta(days=1)) == {("leader", "b")}
    assert who.roles_of("ann", on=AWAY) == {("leader", "new")}
    assert who.body_on("b", on=AWAY) == "new"


def test_a_leader_of_the_successor_may_answer_from_the_day_it_took_over() -> None:
    who = people(leader="cat", successions=TAKEN)
    assert told(who.who_answers(CONTRACT, on=AWAY - timedelta(days=1))) == (None, "head", None)
    assert told(who.who_answers(CONTRACT, on=AWAY)) == ("cat", None, None)


def test_the_successors_own_head_comes_before_the_old_one() -> None:
    who = people(leader=None, successions=TAKEN)
    assert told(who.who_answers(CONTRACT, on=AWAY)) == (None, "chief", None)
    headless = people(leader=None, successions=TAKEN, posts=without("chief"))
    assert told(headless.who_answers(CONTRACT, on=AWAY)) == (None, "head", None)
    for body in ("b", "new"):
        head = who.head_of(body, on=AWAY)
        assert head is not None
        assert head.id == "chief"


def test_colleagues_of_merged_bodies_may_stand_in_for_one_another_from_that_day_on() -> None:
    absent = away("ann", "cat", starts=BEGIN, ends=END)
    who = people(absent, successions=TAKEN)
    assert told(who.who_answers(CONTRACT, on=AWAY - timedelta(days=1))) == ("ann", None, None)
    assert told(who.who_answers(CONTRACT, on=AWAY)) == ("ann", None, "cat")
    assert who.in_post("cat", body="b", on=AWAY)


def test_the_days_on_which_the_answer_may_change_include_leave_and_reorganisation() -> None:
    turning = people(away("ann", "bob"), successions=TAKEN).turning_days(CONTRACT)
    assert {BEGIN, AWAY, BACK} <= turning


def test_the_answer_may_change_when_the_stand_in_takes_up_or_leaves_a_post() -> None:
    came, went = AWAY + timedelta(days=1), AWAY + timedelta(days=3)
    short = Post("8", "b", "cat", "handler", came, went - timedelta(days=1))
    who = people(away("ann", "cat"), posts=(*without("cat"), short))
    acting = [told(who.who_answers(CONTRACT, on=day))[2] for day in (AWAY, came, went)]
    assert acting == [None, "cat", None]
    assert {came, went} <= who.turning_days(CONTRACT)
