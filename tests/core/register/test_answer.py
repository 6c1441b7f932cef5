"""At every instant exactly one answer: a named leader, or a vacancy with the head of the body behind it."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from answerable.core.register.answer import People
from answerable.core.register.values import Assignment, Contract, Person, Post

BEGIN, END = date(2025, 1, 1), date(2026, 12, 31)
CONTRACT = Contract("c", "b", "w", "p", "c", None, None, BEGIN, END, None, None, None, paid=True)
NAMES = ("head", "ann", "bob", "hired")
PERSONS = [Person(name, name, None, "dispatched" if name == "hired" else "public") for name in NAMES]


def people(*assignments: tuple[date, str | None], ann_until: date | None = None) -> People:
    posts = [
        Post("1", "b", "head", "head", BEGIN, None),
        Post("2", "b", "ann", "leader", BEGIN, ann_until),
        Post("3", "b", "bob", "leader", BEGIN, None),
        Post("4", "b", "hired", "leader", BEGIN, None),
    ]
    made = [Assignment("c", starts, person, None) for starts, person in assignments]
    return People(people=PERSONS, posts=posts, assignments=made)


def test_the_leader_assigned_last_answers() -> None:
    who = people((BEGIN, "ann"), (date(2025, 6, 1), "bob"))
    for day, name in ((date(2025, 5, 31), "ann"), (date(2025, 6, 1), "bob")):
        answer = who.who_answers(CONTRACT, on=day)
        assert answer.leader is not None
        assert answer.leader.id == name


def test_in_a_vacancy_the_head_answers_by_default() -> None:
    answer = people((BEGIN, "ann"), (date(2026, 4, 1), None)).who_answers(CONTRACT, on=date(2026, 6, 30))
    assert answer.leader is None
    assert answer.by_default is not None
    assert (answer.by_default.id, answer.since) == ("head", date(2026, 4, 1))
    assert answer.why_vacant is not None
    assert answer.why_vacant.code == "vacancy_recorded"


def test_a_leader_whose_post_ended_answers_no_longer() -> None:
    who = people((BEGIN, "ann"), ann_until=date(2026, 3, 31))
    assert who.who_answers(CONTRACT, on=date(2026, 3, 31)).leader is not None
    answer = who.who_answers(CONTRACT, on=date(2026, 4, 1))
    assert (answer.leader, answer.since) == (None, date(2026, 4, 1))
    assert answer.why_vacant is not None
    assert answer.why_vacant.code == "vacancy_post_ended"


def test_dispatched_staff_never_answer() -> None:
    answer = people((BEGIN, "hired")).who_answers(CONTRACT, on=BEGIN)
    assert answer.leader is None
    assert answer.why_vacant is not None
    assert answer.why_vacant.code == "vacancy_not_public"


def test_a_contract_to_which_nobody_was_ever_assigned_is_vacant_from_its_start() -> None:
    answer = people().who_answers(CONTRACT, on=END)
    assert (answer.leader, answer.since) == (None, BEGIN)


DAYS = st.dates(BEGIN - timedelta(days=40), END + timedelta(days=40))


@given(st.dictionaries(DAYS, st.sampled_from([None, *NAMES]), max_size=6), st.one_of(st.none(), DAYS), DAYS)
def test_there_is_exactly_one_answer_on_every_day(
    history: dict[date, str | None], ann_until: date | None, day: date
) -> None:
    answer = people(*history.items(), ann_until=ann_until).who_answers(CONTRACT, on=day)
    assert (answer.leader is None) == (answer.why_vacant is not None)
    assert answer.leader is None or answer.leader.staff == "public"
    begun = [starts for starts in history if starts <= day]
    if answer.leader is not None:
        assert history[max(begun)] == answer.leader.id
    elif day >= BEGIN:
        assert answer.person is not None
