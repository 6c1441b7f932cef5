"""Random histories of a district: on every day exactly one answer, and it changes only on days that are known."""

from datetime import date, timedelta

import hypothesis.strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

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

FIRST, LAST = date(2025, 1, 1), date(2025, 4, 30)
ONE_DAY = timedelta(days=1)
CONTRACT = Contract("c", "unit", "w", "p", "c", None, None, FIRST, LAST, None, None, None, paid=True)
ROOT = "county"
BODIES = (
    Body(ROOT, ROOT, None, "government", None),
    Body("bureau", "bureau", None, "department", ROOT),
    Body("unit", "unit", None, "institution", "bureau"),
    Body("town", "town", None, "town", ROOT),
    Body("desk", "desk", None, "institution", "town"),
)
STAFF = {"ann": "public", "bob": "public", "cat": "public", "dan": "public", "hired": "dispatched"}
PEOPLE = tuple(Person(name, name, None, staff) for name, staff in STAFF.items())

NAMES = st.sampled_from(sorted(STAFF))
BODY_IDS = st.sampled_from([body.id for body in BODIES])
DAYS = st.dates(FIRST, LAST)
SPANS = st.tuples(DAYS, st.one_of(st.none(), st.integers(0, 50)))


def _until(starts: date, length: int | None) -> date | None:
    return None if length is None else starts + timedelta(days=length)


def _share_a_day(one: tuple[date, date | None], other: tuple[date, date | None]) -> bool:
    return one[0] <= (other[1] or date.max) and other[0] <= (one[1] or date.max)


class Histories(RuleBasedStateMachine):
    """Whatever happens, as long as the tables could hold it."""

    def __init__(self) -> None:
        super().__init__()
        self.assigned: dict[date, str | None] = {}
        self.posts: dict[str, Post] = {"root": Post("root", ROOT, "dan", "head", date(2020, 1, 1), None)}
        self.away: list[StandIn] = []
        self.taken: dict[str, Succession] = {}

    def people(self, *, turned: bool = False) -> People:
        """The register as it stands; `turned` round, which must make no difference."""
        step = -1 if turned else 1
        return People(
            people=PEOPLE[::step],
            posts=list(self.posts.values())[::step],
            assignments=[Assignment("c", day, person, None) for day, person in self.assigned.items()][::step],
            bodies=BODIES[::step],
            stand_ins=self.away[::step],
            successions=list(self.taken.values())[::step],
        )

    @rule(day=DAYS, person=NAMES)
    def assign(self, day: date, person: str) -> None:
        self.assigned[day] = person

    @rule(day=DAYS)
    def vacate(self, day: date) -> None:
        self.assigned[day] = None

    @rule(body=BODY_IDS, person=NAMES, role=st.sampled_from(["head", "leader", "handler"]), span=SPANS)
    def take_post(self, body: str, person: str, role: str, span: tuple[date, int | None]) -> None:
        post = Post(f"p{len(self.posts)}", body, person, role, span[0], _until(*span))
        rivals = [each for each in self.posts.values() if (each.body, each.role) == (body, "head")]
        if role != "head" or not any(
            _share_a_day((each.starts, each.ends), (post.starts, post.ends)) for each in rivals
        ):
            self.posts[post.id] = post

    @rule(data=st.data(), day=DAYS)
    def leave_post(self, data: st.DataObject, day: date) -> None:
        post = self.posts[data.draw(st.sampled_from(sorted(self.posts)))]
        if post.held_on(day):
            self.posts[post.id] = Post(post.id, post.body, post.person, post.role, post.starts, day)

    @rule(person=NAMES, stand_in=st.one_of(st.none(), NAMES), span=SPANS)
    def go_away(self, person: str, stand_in: str | None, span: tuple[date, int | None]) -> None:
        leave = StandIn(person, span[0], _until(*span), None if stand_in == person else stand_in, None)
        mine = [each for each in self.away if each.person == person]
        if not any(_share_a_day((each.starts, each.ends), (leave.starts, leave.ends)) for each in mine):
            self.away.append(leave)

    @rule(body=BODY_IDS, successor=BODY_IDS, day=DAYS)
    def reorganise(self, body: str, successor: str, day: date) -> None:
        last = successor
        while last in self.taken and last != body:
            last = self.taken[last].successor
        if body not in self.taken and last != body:
            self.taken[body] = Succession(body, day, successor, None)

    @precondition(lambda self: self.assigned)
    @rule(data=st.data())
    def assignee_leaves(self, data: st.DataObject) -> None:
        """The commonest gap: the assigned person's posts end, and nobody tells the register."""
        person = self.assigned[data.draw(st.sampled_from(sorted(self.assigned)))]
        day = data.draw(DAYS)
        for post in [each for each in self.posts.values() if each.person == person and each.held_on(day)]:
            self.posts[post.id] = Post(post.id, post.body, post.person, post.role, post.starts, day)

    @rule(day=DAYS)
    def exactly_one_answers(self, day: date) -> None:
        people = self.people()
        answer = people.who_answers(CONTRACT, on=day)
        assert (answer.leader is None) == (answer.why_vacant is not None)
        assert answer.leader is None or answer.by_default is None
        assert answer.person is not None or people.head_of(ROOT, on=day) is None
        assert all(each is None or each.staff == "public" for each in (answer.person, answer.leader))
        self._acts_in_place_of_somebody_away(answer, day)

    def _acts_in_place_of_somebody_away(self, answer: Answer, day: date) -> None:
        absent = {each.person: each.stand_in for each in self.away if each.covers(day)}
        behind = answer.leader or answer.by_default
        if answer.acting is not None:
            assert behind is not None
            assert absent[behind.id] == answer.acting.id
            assert answer.acting.id not in absent
            assert behind.id in self.people().acts_for(answer.acting.id, on=day)

    @rule(day=DAYS)
    def the_assigned_leader_answers_while_in_post(self, day: date) -> None:
        begun = [each for each in self.assigned if each <= day]
        person = self.assigned[max(begun)] if begun else None
        people = self.people()
        there = people.body_on(CONTRACT.body, on=day)
        roles = people.roles_of(person, on=day) if person else frozenset()
        may = (
            person is not None and STAFF[person] == "public" and roles & {("leader", there), ("head", there)}
        )
        leader = people.who_answers(CONTRACT, on=day).leader
        assert (None if leader is None else leader.id) == (person if may else None)

    @rule(day=DAYS)
    def asking_again_gives_the_same_answer(self, day: date) -> None:
        people = self.people()
        first = people.who_answers(CONTRACT, on=day)
        assert people.who_answers(CONTRACT, on=day) == first
        assert self.people(turned=True).who_answers(CONTRACT, on=day) == first

    @invariant()
    def the_answer_changes_only_on_turning_days(self) -> None:
        people = self.people()
        turning = people.turning_days(CONTRACT)
        before = people.who_answers(CONTRACT, on=FIRST)
        for n in range(1, (LAST - FIRST).days + 1):
            day = FIRST + n * ONE_DAY
            answer = people.who_answers(CONTRACT, on=day)
            assert answer == before or day in turning, day
            before = answer


TestHistories = Histories.TestCase
