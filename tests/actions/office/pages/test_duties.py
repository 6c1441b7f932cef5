"""Whose turn it is in a case finds it among his duties, once; and nobody else does."""

from datetime import date, timedelta
from pathlib import Path

import pytest

from answerable.actions.office.cases.reminding import refresh_cases
from answerable.actions.office.pages.duties import DutyLine, lines_of, my_duties, owed_by
from answerable.actions.office.pages.subjects import asking
from answerable.core.enforce.course import acts
from answerable.records.models import Account, CaseCourse, CaseTurn, DutyOwed, StandIn
from tests.cases import (
    CLERK,
    HANDLER,
    HEAD,
    LEADER,
    LEGALITY,
    OTHER_CLERK,
    SWEEPING,
    Walk,
    hold_findings,
    noon,
)
from tests.record import account

pytestmark = pytest.mark.django_db
CONTENT = {
    "what": {"zh": "x", "en": "x"},
    "provisional": False,
    "workdays_late": 0,
    "ground": {"source": "x", "article": ""},
}


@pytest.fixture(autouse=True)
def district(tmp_path: Path) -> None:
    hold_findings(tmp_path / "district")
    for person in (HANDLER, LEADER, HEAD, LEGALITY):
        account(person)


def shown(who: str, walk: Walk) -> list[DutyLine]:
    asked = asking(Account.objects.get(username=who), on=walk.on)
    mine = my_duties(asked, now=noon(walk.on))
    return [*mine.overdue, *mine.today, *mine.week, *mine.later]


def in_cases(who: str, walk: Walk) -> list[str]:
    return [each.about for each in shown(who, walk) if each.sort == "case"]


def test_a_turn_stands_among_the_duties_of_its_owner_and_of_nobody_else() -> None:
    walk = Walk()
    (line,) = shown(HANDLER, walk)
    assert line.what == {
        "zh": "案件“路面长期不净”：告知承接主体",
        "en": "Case “路面长期不净”: to give notice",
    }
    assert (line.sort, line.about, line.side) == ("case", walk.case, "body")
    assert line.ground
    assert not any(in_cases(who, walk) for who in (LEADER, HEAD, LEGALITY, CLERK, OTHER_CLERK))
    walk.notified()
    assert in_cases(CLERK, walk) == [walk.case]
    assert not any(in_cases(who, walk) for who in (HANDLER, LEADER, OTHER_CLERK))


def test_an_overdue_turn_says_how_many_working_days_it_is_late() -> None:
    walk = Walk()
    walk.on = CaseTurn.objects.get(case=walk.case).by + timedelta(days=7)
    (line,) = shown(HANDLER, walk)
    assert (line.overdue, line.workdays_late) == (True, 5)


def test_whoever_stands_in_finds_it_too() -> None:
    walk = Walk()
    walk.go(HANDLER, acts.Protect(measures=("suspend",), reason="x"))
    StandIn.objects.create(person_id=LEADER, starts=walk.on, stand_in_id=HEAD)
    refresh_cases(on=walk.on, at=noon(walk.on))
    assert in_cases(HEAD, walk) == [walk.case]


def owed(walk: Walk, duty: str, *, side: str, who: str) -> None:
    item, turn = walk.now.items[0].id, CaseTurn.objects.get(case=walk.case)
    DutyOwed.objects.create(
        duty=f"{SWEEPING}:{duty}:orders/{item}",
        contract_id=SWEEPING,
        side=side,
        who=who,
        by=turn.by - timedelta(days=3),
        state="due",
        on=walk.on,
        content={**CONTENT, "id": f"{duty}:orders/{item}"},
    )


def on_the_contract(walk: Walk) -> list[tuple[str, str, date]]:
    return [
        (each.sort, each.who, each.by)
        for each in lines_of(SWEEPING, sides=("body", "provider"), on=walk.on)
        if each.sort in ("comply", "recheck", "case")
    ]


def test_whoever_complies_is_told_by_his_turn_alone() -> None:
    walk = Walk().notified().heard().ordered()
    turn = CaseTurn.objects.get(case=walk.case)
    owed(walk, "comply", side="provider", who="x")
    assert [each.sort for each in shown(CLERK, walk)] == ["case"]
    assert on_the_contract(walk) == [("case", turn.owner, turn.by)]
    assert not lines_of(SWEEPING, sides=("body",), on=walk.on)
    assert not owed_by(asking(Account.objects.get(username=CLERK), on=walk.on)).exists()


def test_whoever_checks_again_is_told_by_his_turn_alone_and_nobody_else_owes_it_too() -> None:
    walk = Walk().notified().heard().ordered().reported()
    turn = CaseTurn.objects.get(case=walk.case)
    owed(walk, "recheck", side="body", who=LEADER)
    assert not shown(LEADER, walk)
    assert on_the_contract(walk) == [("case", turn.owner, turn.by)]


def test_an_order_of_before_keeps_its_duty_until_its_case_speaks_of_the_same() -> None:
    walk = Walk().notified().heard().ordered().reported()
    owed(walk, "recheck", side="body", who=LEADER)
    CaseCourse.objects.update(version=0)
    assert not shown(LEADER, walk), "the same thing waits in the case"
    CaseTurn.objects.all().delete()
    assert [each.sort for each in shown(LEADER, walk)] == ["recheck"]
