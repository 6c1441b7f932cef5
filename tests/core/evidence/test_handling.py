"""Whoever handled a matter never says that it was put right, and only the citizen ends what he contested."""

from datetime import date

import pytest

from answerable.core.evidence.handling import Matter, MatterError, confirmed, contested, handled

RAISED, DAY, ON = date(2026, 6, 1), date(2026, 6, 5), date(2026, 6, 30)
OPEN = Matter(RAISED)
HANDLED = Matter(RAISED, DAY, handled_by="a")


def codes(caught: pytest.ExceptionInfo[MatterError]) -> set[str]:
    return {message.code for message in caught.value.messages}


def confirm(matter: Matter, *, person: str = "b", by: str = "inspector", day: date = ON) -> dict[str, str]:
    return confirmed(matter, "put_right", confirmed_by=by, day=day, person=person, on=ON)


def test_a_matter_is_handled_once_and_its_outcome_stays_open() -> None:
    assert handled(OPEN, DAY, on=ON) == {
        "handled_on": "2026-06-05",
        "outcome": "",
        "confirmed_by": "",
        "confirmed_on": "",
    }
    with pytest.raises(MatterError) as caught:
        handled(HANDLED, DAY, on=ON)
    assert codes(caught) == {"matter_handled"}


@pytest.mark.parametrize("outcome", ["put_right", "no_ground"])
def test_what_was_settled_is_not_handled_again_unless_it_is_contested(outcome: str) -> None:
    with pytest.raises(MatterError):
        handled(Matter(RAISED, DAY, outcome), ON, on=ON)
    assert handled(Matter(RAISED, DAY, outcome, contested_on=DAY), ON, on=ON)["handled_on"] == "2026-06-30"


@pytest.mark.parametrize("outcome", ["partly", "not_put_right"])
def test_what_was_not_put_right_is_handled_again(outcome: str) -> None:
    assert handled(Matter(RAISED, DAY, outcome), ON, on=ON)["outcome"] == ""


def test_somebody_else_confirms_and_whoever_handled_it_never_does() -> None:
    assert confirm(HANDLED)["outcome"] == "put_right"
    with pytest.raises(MatterError) as caught:
        confirm(HANDLED, person="a", by="citizen")
    assert codes(caught) == {"matter_own_fix"}
    assert confirm(Matter(RAISED, DAY), person="a"), "it was handled elsewhere"


def test_only_the_citizen_ends_what_he_contested() -> None:
    again = Matter(RAISED, DAY, contested_on=DAY, handled_by="a")
    assert "contested_on" not in confirm(again)
    assert confirm(again, by="citizen")["contested_on"] == ""


def test_every_reason_is_said_at_once() -> None:
    with pytest.raises(MatterError) as caught:
        confirm(OPEN, day=date(2026, 7, 1))
    assert codes(caught) == {"matter_day_later", "matter_not_handled"}
    with pytest.raises(MatterError) as caught:
        contested(Matter(RAISED, contested_on=DAY), date(2026, 5, 1), on=ON)
    assert codes(caught) == {"matter_day_earlier", "matter_not_handled", "matter_contested"}


def test_a_citizen_contests_what_was_handled_once() -> None:
    assert contested(HANDLED, ON, on=ON) == {"contested_on": "2026-06-30"}
    with pytest.raises(MatterError):
        contested(Matter(RAISED, DAY, contested_on=DAY), ON, on=ON)


def test_what_is_confirmed_is_not_confirmed_again() -> None:
    with pytest.raises(MatterError) as caught:
        confirm(Matter(RAISED, DAY, "partly"))
    assert codes(caught) == {"matter_confirmed"}
