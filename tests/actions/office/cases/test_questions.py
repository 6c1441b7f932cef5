"""A question about a case: only of those who look after the body, told to its head, and kept in the order of asking."""

from datetime import timedelta
from pathlib import Path

import pytest

from answerable.actions.office.actors import NotPermittedError
from answerable.actions.office.cases.questions import LONGEST, ask, questions_of
from answerable.core.terms.errors import InputError
from answerable.records.models import Entry, Notice
from tests.cases import DIRTY, HANDLER, HEAD, MAYOR, ON, RUDE, Walk, hold_findings, noon, someone
from tests.record import STRANGER

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def district(tmp_path: Path) -> None:
    hold_findings(tmp_path / "district")
    someone(HEAD, ON)


def asked(case: str, text: str = "进展如何？", who: str = MAYOR, minute: int = 0) -> str:
    return ask(case, text, by=someone(who, ON), at=noon(ON, minute), on=ON)


def test_questions_stand_in_the_order_in_which_they_were_asked() -> None:
    case, other = Walk(DIRTY).case, Walk(RUDE).case
    asked(case, "一")
    asked(case, "二", minute=1)
    asked(other, "三", minute=2)
    assert [(each.text, each.by, each.at - noon(ON)) for each in questions_of(case)] == [
        ("一", MAYOR, timedelta()),
        ("二", MAYOR, timedelta(minutes=1)),
    ]


def test_the_head_is_told_once_for_each_question_and_nobody_tells_himself() -> None:
    case = Walk(DIRTY).case
    asked(case)
    asked(case)
    asked(case, who=HEAD)
    assert [each.account.username for each in Notice.objects.filter(kind="case_asked_about")] == [HEAD, HEAD]


@pytest.mark.parametrize("who", [HANDLER, STRANGER])
def test_whoever_does_not_look_after_the_body_asks_nothing(who: str) -> None:
    case = Walk(DIRTY).case
    with pytest.raises(NotPermittedError):
        asked(case, who=who)
    assert questions_of(case) == ()


@pytest.mark.parametrize("text", ["", " \n", "x" * (LONGEST + 1)])
def test_a_question_says_something_and_ends(text: str) -> None:
    case = Walk(DIRTY).case
    with pytest.raises(InputError, match="case_question"):
        asked(case, text)
    assert not Entry.objects.filter(act="ask_about_case").exists()


def test_of_no_case_nothing_is_asked() -> None:
    with pytest.raises(InputError, match="no_such_case"):
        asked("nothing")
