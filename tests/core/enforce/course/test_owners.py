"""What waits in a case is always somebody's by name: the nearest who had no part in it, up to the head at the top."""

from dataclasses import replace
from datetime import date

import pytest

from answerable.core.enforce.course.owners import above, escalated, owner
from answerable.core.enforce.course.turns import HANDLER, LEADER, PROVIDER, REVIEWER, Turn
from answerable.core.register.answer import People
from answerable.core.register.values import Assignment, Body, Contract, Person, Post, StandIn
from answerable.core.terms.citation import Citation, Provenance

BEGIN, TODAY = date(2025, 1, 1), date(2026, 6, 1)
CONTRACT = Contract("c", "office", "w", "sweepers", "c", None, None, BEGIN, None, None, None, None, paid=True)
POSTS = {
    "han": ("office", "handler"),
    "sec": ("office", "section"),
    "legal": ("office", "legality"),
    "ann": ("office", "leader"),
    "li": ("office", "leader"),
    "head": ("office", "head"),
    "mayor": ("county", "head"),
}
BODIES = (
    Body("county", "县政府", None, "government", None),
    Body("office", "城管局", None, "department", "county"),
)


def people(*gone: str, away: str | None = None, leader: str | None = "ann") -> People:
    """The people, without those who are gone; one may be away, for whom the other leader stands in."""
    left = {name: where for name, where in POSTS.items() if name not in gone}
    posts = [Post(name, body, name, role, BEGIN, None) for name, (body, role) in left.items()]
    absent = [] if away is None else [StandIn(away, BEGIN, None, "li", None)]
    return People(
        people=[Person(name, name, None, "public") for name in POSTS],
        posts=posts,
        assignments=[Assignment("c", BEGIN, leader, None)],
        bodies=BODIES,
        stand_ins=absent,
    )


def turn(side: str, *barred: str) -> Turn:
    return Turn(
        key="stage",
        what="decide",
        owner=side,
        barred=frozenset(barred),
        since=TODAY,
        by=TODAY,
        provisional=False,
        silence=None,
        ground=Citation("规则", "一", Provenance.POLICY),
    )


LINES = {
    HANDLER: ["han", "sec", "ann", "head", "mayor"],
    LEADER: ["ann", "head", "mayor"],
    REVIEWER: ["legal", "ann", "li", "head", "mayor"],
}


@pytest.mark.parametrize("side", LINES)
def test_the_next_in_line_owns_it_when_those_before_had_a_part(side: str) -> None:
    line = LINES[side]
    for before in range(len(line)):
        assert owner(turn(side, *line[:before]), CONTRACT, people(), on=TODAY) == line[before]


@pytest.mark.parametrize("side", LINES)
def test_a_post_that_is_empty_is_passed_over(side: str) -> None:
    line = LINES[side]
    for before in range(len(line)):
        assert owner(turn(side), CONTRACT, people(*line[:before]), on=TODAY) in line[before:]


def test_what_is_the_providers_is_the_providers() -> None:
    assert owner(turn(PROVIDER), CONTRACT, people(), on=TODAY) == "sweepers"


def test_while_somebody_is_away_the_stand_in_owns_it_and_not_if_he_had_a_part() -> None:
    assert owner(turn(LEADER), CONTRACT, people(away="ann"), on=TODAY) == "li"
    assert owner(turn(LEADER, "li"), CONTRACT, people(away="ann"), on=TODAY) == "ann"


def test_in_a_vacancy_the_head_owns_what_the_leader_would() -> None:
    assert owner(turn(LEADER), CONTRACT, people(leader=None), on=TODAY) == "head"


def test_where_everybody_had_a_part_it_is_the_head_at_the_top_who_calls_a_meeting() -> None:
    assert owner(turn(LEADER, *POSTS), CONTRACT, people(), on=TODAY) == "mayor"


def test_only_where_nobody_is_left_up_to_the_top_it_is_the_bodys() -> None:
    assert owner(turn(LEADER), CONTRACT, people(*POSTS), on=TODAY) == "office"


def test_once_overdue_it_goes_to_everybody_above_beside_whoever_owns_it() -> None:
    assert escalated(turn(HANDLER), CONTRACT, people(), on=TODAY) == ("ann", "head", "mayor")
    assert escalated(turn(LEADER), CONTRACT, people(), on=TODAY) == ("head", "mayor")
    assert escalated(turn(PROVIDER), CONTRACT, people(), on=TODAY) == ("ann", "head", "mayor")
    assert above(CONTRACT, people(leader=None), on=TODAY) == ("head", "mayor")
    assert replace(turn(LEADER), by=date(2026, 5, 29)).overdue(TODAY)
