"""A body that was reorganised answers through its successor, and the line upwards never breaks off."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from answerable.core.register.succession import Bodies
from answerable.core.register.values import Body, Succession

DAY = date(2025, 7, 1)
BEFORE = DAY - timedelta(days=1)
ONE_DAY = timedelta(days=1)


def body(id: str, parent: str | None = None) -> Body:
    return Body(id, id, None, "department", parent)


def taken(body: str, successor: str, starts: date = DAY) -> Succession:
    return Succession(body, starts, successor, None)


def test_the_successor_answers_from_its_first_day_on() -> None:
    bodies = Bodies((body("old"), body("new")), (taken("old", "new"),))
    assert bodies.in_force("old", on=BEFORE) == "old"
    assert bodies.in_force("old", on=DAY) == "new"
    assert bodies.in_force("new", on=DAY) == "new"


def test_a_successor_that_was_succeeded_itself_passes_everything_on() -> None:
    bodies = Bodies((), (taken("a", "b"), taken("b", "c", DAY + ONE_DAY)))
    assert [bodies.in_force("a", on=day) for day in (BEFORE, DAY, DAY + ONE_DAY)] == ["a", "b", "c"]


def test_the_line_goes_up_by_the_parents_of_the_body_in_force() -> None:
    every = (
        body("county"),
        body("bureau", "county"),
        body("town", "county"),
        body("desk", "town"),
        body("unit", "bureau"),
    )
    bodies = Bodies(every, (taken("unit", "desk"),))
    assert list(bodies.upwards("unit", on=BEFORE)) == ["unit", "bureau", "county"]
    assert list(bodies.upwards("unit", on=DAY)) == ["desk", "town", "county"]


def test_a_body_that_took_over_from_the_one_above_it_still_has_the_county_above() -> None:
    bodies = Bodies(
        (body("county"), body("bureau", "county"), body("unit", "bureau")), (taken("bureau", "unit"),)
    )
    assert list(bodies.upwards("unit", on=DAY)) == ["unit", "county"]
    assert list(bodies.upwards("bureau", on=DAY)) == ["unit", "county"]


def test_two_bodies_are_one_from_the_day_on_which_both_have_the_same_successor() -> None:
    bodies = Bodies((), (taken("a", "c"), taken("b", "c", DAY + ONE_DAY)))
    assert bodies.one_since("a", "a") == date.min
    assert bodies.one_since("a", "c") == DAY
    assert bodies.one_since("a", "b") == DAY + ONE_DAY
    assert bodies.one_since("a", "elsewhere") is None


NAMES = ("a", "b", "c", "d", "e")
DAYS = st.dates(DAY - timedelta(days=9), DAY + timedelta(days=9))


@given(
    st.dictionaries(st.sampled_from(NAMES), st.sampled_from(NAMES)),
    st.dictionaries(st.sampled_from(NAMES), st.tuples(st.sampled_from(NAMES), DAYS)),
    st.sampled_from(NAMES),
    DAYS,
)
def test_no_tangle_of_bodies_makes_the_program_go_round_in_circles(
    parents: dict[str, str], taken_over: dict[str, tuple[str, date]], start: str, day: date
) -> None:
    every = [body(name, parents.get(name)) for name in NAMES]
    bodies = Bodies(every, (taken(one, other, on) for one, (other, on) in taken_over.items()))
    line = list(bodies.upwards(start, on=day))
    assert line[0] == bodies.in_force(start, on=day)
    assert len(line) == len(set(line))
    assert set(line) <= bodies.kin(start)
