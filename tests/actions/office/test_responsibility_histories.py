"""Random histories through the actions, on the real database: on every day exactly one person of public staff answers.

Asked back, the answer stays what it was; asked through fewer rows, or of a district written out and read again, it is
the same.
"""

import csv
from collections.abc import Callable
from dataclasses import fields, replace
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any, TypeVar

import hypothesis.strategies as st
import pytest
from django.db import transaction
from hypothesis import HealthCheck, settings
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from answerable.actions.office import approvals, responsibility
from answerable.actions.office.approvals import Proposed
from answerable.actions.office.dump import as_folder
from answerable.actions.office.people import around, everybody
from answerable.core.register import values
from answerable.core.register.answer import Answer, People
from answerable.core.register.approval import Act
from answerable.core.tables.district import BY_NAME, Rows
from answerable.core.tables.fault import UnsoundError
from answerable.core.terms.errors import InputError
from answerable.records.models import Approval, Assignment, Contract, Post
from answerable.records.values import values_of
from tests.builders import BODY, HANDLER, HEAD, LEADER, MINDING, SUCCESSOR, SWEEPING, row
from tests.decisions import DEPUTY, HIRED, PLANTING, rows_with_planting
from tests.record import AT, ON, OTHER_BODY, STRANGER, actor, hold

V = TypeVar("V")
COUNTY, MAYOR, UNIT = "county", "mayor", "unit"
CONTRACTS = (SWEEPING, MINDING, PLANTING)
PEOPLE = st.sampled_from([LEADER, SUCCESSOR, DEPUTY, HEAD, MAYOR, STRANGER, HIRED])
SOON = st.integers(-2, 12)
WHICH = st.sampled_from(CONTRACTS)
BODIES = st.sampled_from([BODY, OTHER_BODY, UNIT, COUNTY])
ASKED = (-1, 0, 1, 5, 13, 60, 200)


def rows() -> Rows:
    """A county over two bodies and a unit, whose head may appoint everywhere."""
    found = rows_with_planting()
    for body in found["bodies"]:
        body["parent"] = COUNTY
    found["bodies"].append(row("bodies", id=COUNTY, name="县政府", kind="government"))
    found["bodies"].append(row("bodies", id=UNIT, name="事务中心", kind="institution", parent=BODY))
    found["people"].append(row("people", id=MAYOR, name=MAYOR, staff="public"))
    found["posts"].append(
        row("posts", id="mayor", body=COUNTY, person=MAYOR, role="head", starts="2024-01-01")
    )
    return found


class Histories(RuleBasedStateMachine):
    """Acts that the office may do or refuse, on days that only move on."""

    def __init__(self) -> None:
        super().__init__()
        self.on, self.at, self.told = ON, AT, 0
        self.was: dict[tuple[str, date], Answer] = {}
        self.block = transaction.atomic()
        self.block.__enter__()

    def teardown(self) -> None:
        try:
            self.written_out_and_read_again_it_is_the_same()
        finally:
            transaction.set_rollback(True)
            self.block.__exit__(None, None, None)

    def do(self, what: Callable[..., Any], *args: Any, by: str | None = None, **more: Any) -> Any:
        """Do it, or be refused; None then."""
        self.at += timedelta(minutes=1)
        head = everybody().who_answers(unassigned(COUNTY), on=self.on).by_default
        assert head is not None
        try:
            return what(*args, **more, by=actor(by or head.id, self.on), at=self.at, on=self.on)
        except (InputError, UnsoundError):
            return None

    def day(self, days: int) -> date:
        return self.on + timedelta(days=days)

    @rule(days=st.integers(1, 9))
    def days_pass(self, days: int) -> None:
        people = everybody(CONTRACTS)
        for day in (self.day(n) for n in range(days)):
            self.was |= {(each.id, day): people.who_answers(each, on=day) for each in contracts()}
        self.on += timedelta(days=days)
        self.at = datetime.combine(self.on, AT.timetz())

    @rule(contract=WHICH, person=PEOPLE, days=SOON)
    def hand_over(self, contract: str, person: str, days: int) -> None:
        content = {"person": person, "starts": self.day(days).isoformat()}
        id = self.do(approvals.propose, Proposed("assign", contract, content), by=HANDLER)
        if id is not None:
            self.do(approvals.act, id, Act.SUBMIT, by=HANDLER)
            head = everybody().head_of(Approval.objects.get(id=id).body_id, on=self.on)
            if head is not None and head.id != person:
                self.do(approvals.act, id, Act.APPROVE, by=head.id)
            state = self.do(approvals.act, id, Act.APPROVE, by=person)
            self.accepted(contract, person, max(self.on, self.day(days)), state is not None)

    def accepted(self, contract: str, person: str, day: date, done: bool) -> None:
        there = Assignment.objects.filter(contract=contract, starts=day, person=person, accepted_on=self.on)
        assert done <= there.exists()

    @rule(contract=WHICH, days=SOON)
    def vacate(self, contract: str, days: int) -> None:
        self.do(responsibility.vacate, contract, starts=self.day(days), note="调离")

    @rule(person=PEOPLE, by_whom=st.none() | PEOPLE, days=SOON, length=st.none() | st.integers(0, 20))
    def go_away(self, person: str, by_whom: str | None, days: int, length: int | None) -> None:
        starts = self.day(days)
        ends = None if length is None else starts + timedelta(days=length)
        self.do(responsibility.stand_in, person, starts=starts, ends=ends, by_whom=by_whom, note="学习")

    @rule(person=PEOPLE, days=SOON)
    def come_back(self, person: str, days: int) -> None:
        self.do(responsibility.come_back, person, last_day=self.day(days), by=person)

    @rule(body=BODIES, person=PEOPLE, role=st.sampled_from(["leader", "head"]), days=SOON)
    def begin_post(self, body: str, person: str, role: str, days: int) -> None:
        self.told += 1
        more: dict[str, Any] = {"body": body, "person": person, "role": role, "starts": self.day(days)}
        self.do(responsibility.begin_post, f"p{self.told}", **more)

    @rule(data=st.data(), days=SOON)
    def end_post(self, data: st.DataObject, days: int) -> None:
        self.do(responsibility.end_post, self.some_post(data), ends=self.day(days))

    @rule(data=st.data(), to=PEOPLE, days=SOON)
    def hand_over_post(self, data: st.DataObject, to: str, days: int) -> None:
        self.told += 1
        more: dict[str, Any] = {"ends": self.day(days), "to": to, "new": f"p{self.told}"}
        self.do(responsibility.hand_over_post, self.some_post(data), **more)

    def some_post(self, data: st.DataObject) -> str:
        held = Post.objects.filter(ends=None, role__in=("head", "leader"))
        return data.draw(st.sampled_from(sorted(held.values_list("id", flat=True))))

    @rule(body=BODIES, successor=BODIES, days=SOON)
    def reorganise(self, body: str, successor: str, days: int) -> None:
        more: dict[str, Any] = {"successor": successor, "starts": self.day(days), "note": "机构改革"}
        self.do(responsibility.reorganise, body, **more)

    @rule()
    def written_out_and_read_again_it_is_the_same(self) -> None:
        here = everybody(CONTRACTS)
        with as_folder() as folder:
            there = people_of(folder)
        for contract in contracts():
            for day in map(self.day, ASKED):
                assert there.who_answers(contract, on=day) == here.who_answers(contract, on=day)

    @invariant()
    def exactly_one_answers(self) -> None:
        whole, part = everybody(CONTRACTS), around(None, CONTRACTS)
        for contract in contracts():
            for day in map(self.day, ASKED):
                answer = whole.who_answers(contract, on=day)
                assert answer == part.who_answers(contract, on=day)
                assert answer.person is not None, (contract.id, day)
                assert answer.person.staff == "public"
                assert (answer.leader is None) == (answer.why_vacant is not None)

    @invariant()
    def whoever_leaves_the_head_of_some_body_would_answer(self) -> None:
        people = everybody()
        for contract in map(unassigned, (BODY, OTHER_BODY, UNIT, COUNTY)):
            for day in map(self.day, ASKED):
                assert people.who_answers(contract, on=day).person is not None, (contract.body, day)

    @invariant()
    def nobody_rewrites_who_answered(self) -> None:
        people, known = everybody(CONTRACTS), {each.id: each for each in contracts()}
        for (contract, day), was in self.was.items():
            assert people.who_answers(known[contract], on=day).person == was.person, (contract, day)


def contracts() -> tuple[values.Contract, ...]:
    return values_of(values.Contract, Contract.objects.filter(id__in=CONTRACTS))


def unassigned(body: str) -> values.Contract:
    """A contract of the body to which nobody was ever assigned."""
    return replace(contracts()[0], id="unassigned", body=body)


def people_of(folder: Path) -> People:
    return People(
        people=read(folder, "people", values.Person),
        posts=read(folder, "posts", values.Post),
        assignments=read(folder, "assignments", values.Assignment),
        bodies=read(folder, "bodies", values.Body),
        stand_ins=read(folder, "stand_ins", values.StandIn),
        successions=read(folder, "successions", values.Succession),
    )


def read(folder: Path, table: str, kind: type[V]) -> list[V]:
    """The rows of a written table as values."""
    columns = BY_NAME[table].by_name
    with (folder / f"{table}.csv").open(encoding="utf-8", newline="") as lines:
        return [
            kind(
                **{f.name: columns[f.name].type.parse(cells.get(f.name, "")) for f in fields(kind)}  # type: ignore[arg-type]
            )
            for cells in csv.DictReader(lines)
        ]


@pytest.mark.slow
@pytest.mark.django_db
def test_at_every_instant_exactly_one_answers(tmp_path: Path) -> None:
    hold(tmp_path / "district", rows())
    bounded = settings(
        max_examples=30, stateful_step_count=20, deadline=None, suppress_health_check=list(HealthCheck)
    )
    run_state_machine_as_test(Histories, settings=bounded)
