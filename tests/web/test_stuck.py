"""Stuck cases: what is overdue, unmoved, closed quietly or not reviewed, for those who look after other bodies."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from pytest_django.fixtures import Settings

from answerable.core.enforce.course import acts
from answerable.records.models import Approval, CaseTurn, Disclosed, Entry, Finding, Notice
from tests.cases import CLERK, DIRTY, HANDLER, HEAD, LEADER, LEGALITY, MAYOR, RUDE, Walk
from tests.web.walked import STRANGE_WATCHER, WATCHER, browser, see, stage

pytestmark = pytest.mark.django_db
ON = date(2026, 6, 30)
LISTS = ("/stuck/", "/stuck/list/closed/", "/stuck/list/endings/", "/stuck/list/protections/")


@pytest.fixture(autouse=True)
def staged(tmp_path: Path, settings: Settings) -> None:
    stage(tmp_path, settings)
    see(settings, ON)


def lines(path: str = "/stuck/", who: str = WATCHER) -> list[tuple[str, bool]]:
    answer = browser(who).get(path)
    assert answer.status_code == 200
    return [(line.key, line.late) for line in answer.context["lines"]]


def cells(path: str, who: str = WATCHER) -> list[tuple[object, ...]]:
    return [line.cells for line in browser(who).get(path).context["lines"]]


def test_a_case_is_stuck_the_day_after_something_was_due_and_it_says_whose_turn_it_is(
    settings: Settings,
) -> None:
    walk = Walk(DIRTY, RUDE)
    due = CaseTurn.objects.get(case=walk.case).by
    see(settings, due)
    assert lines() == []
    see(settings, due + timedelta(days=3))
    assert lines() == [(walk.case, True)]
    said = browser(WATCHER).get("/stuck/").content.decode()
    for words in ("告知承接主体", str(due), "停滞案件"):
        assert words in said, words
    assert cells("/stuck/")[0][7] == 3


def test_a_case_that_nobody_moved_for_twenty_working_days_is_stuck_though_nothing_is_overdue(
    settings: Settings,
) -> None:
    walk = Walk(DIRTY, RUDE).notified().heard().ordered([(DIRTY, 60), (RUDE, 60)])
    see(settings, walk.on + timedelta(days=10))
    assert lines() == []
    see(settings, walk.on + timedelta(days=31))
    assert lines() == [(walk.case, False)]


def test_a_contract_that_runs_until_its_last_day_is_not_stuck(settings: Settings) -> None:
    walk = Walk(DIRTY, RUDE).not_corrected()
    walk.ended(last_day=(walk.on + timedelta(days=120)).isoformat())
    see(settings, walk.on + timedelta(days=60))
    assert lines() == []


def test_cases_stand_in_the_order_in_which_things_were_due(settings: Settings) -> None:
    first = Walk(DIRTY).case
    second = Walk(RUDE, on=ON + timedelta(days=1)).case
    see(settings, ON + timedelta(days=40))
    assert [key for key, _ in lines()] == [first, second]


def test_what_was_closed_without_correction_shows_with_its_reason_for_ninety_days(settings: Settings) -> None:
    dropped = Walk(DIRTY)
    dropped.go(LEADER, acts.Drop(reason="重复立案"))
    dismissed = Walk(RUDE).notified().heard()
    dismissed.go(LEADER, acts.Dismiss(outcome="excused", reason="暴雨封路", answer="采纳"))
    see(settings, dismissed.on)
    said = browser(WATCHER).get("/stuck/list/closed/").content.decode()
    for words in ("重复立案", "撤案", "暴雨封路", "有免责事由"):
        assert words in said, words
    see(settings, dismissed.on + timedelta(days=90))
    assert len(lines("/stuck/list/closed/")) == 1
    see(settings, dismissed.on + timedelta(days=91))
    assert lines("/stuck/list/closed/") == []


def test_a_case_that_was_put_right_is_not_among_them() -> None:
    walk = Walk(DIRTY, RUDE).notified().heard().ordered().reported().rechecked()
    assert walk.now.final
    assert lines("/stuck/list/closed/") == []


def test_a_proposed_end_that_nobody_moves_is_shown(settings: Settings) -> None:
    walk = Walk(DIRTY, RUDE).not_corrected()
    walk.decide("end", walk.ending(), HANDLER)
    made = Approval.objects.get(kind="end")
    see(settings, walk.on)
    assert lines("/stuck/list/endings/") == []
    Approval.objects.filter(pk=made.pk).update(changed_at=datetime(2026, 5, 4, tzinfo=UTC))
    assert [key for key, _ in lines("/stuck/list/endings/")] == [made.pk]
    assert "单方解除" in browser(WATCHER).get("/stuck/list/endings/").content.decode()


def test_measures_are_shown_until_somebody_else_reviews_them() -> None:
    walk = Walk(DIRTY)
    walk.go(HANDLER, acts.Protect(measures=("account_back", "suspend"), reason="辱骂群众"))
    said = browser(WATCHER).get("/stuck/list/protections/").content.decode()
    assert "收回账号" in said
    walk.go(LEADER, acts.ReviewProtection(step=2, upheld=True, reason="确有必要"))
    assert lines("/stuck/list/protections/") == []


def test_the_lists_are_for_those_who_oversee_and_each_sees_its_own_bodies(settings: Settings) -> None:
    walk = Walk(DIRTY, RUDE)
    see(settings, ON + timedelta(days=40))
    for path in LISTS:
        found = {who: browser(who).get(path).status_code for who in (HANDLER, LEADER, LEGALITY, CLERK)}
        assert set(found.values()) == {404}, path
    assert lines(who=HEAD) == lines(who=MAYOR) == [(walk.case, True)]
    assert lines(who=STRANGE_WATCHER) == []


def test_it_is_filtered_by_body_and_taken_away(settings: Settings) -> None:
    Walk(DIRTY, RUDE)
    see(settings, ON + timedelta(days=40))
    desk = browser(WATCHER)
    assert desk.get("/stuck/?body=roads").context["lines"] == []
    for path in LISTS:
        answer = desk.get(f"{path}?format=csv")
        head = answer.getvalue().decode("utf-8-sig").splitlines()
        assert answer.status_code == 200
        assert head


def test_more_cases_cost_no_more_questions(settings: Settings) -> None:
    desk = browser(WATCHER)

    def cost() -> int:
        desk.get("/stuck/")
        with CaptureQueriesContext(connection) as asked:
            desk.get("/stuck/")
        return len(asked)

    Walk(DIRTY)
    see(settings, ON + timedelta(days=40))
    before = cost()
    (like,) = Finding.objects.filter(id=RUDE).values()
    for number in range(5):
        Finding.objects.create(**{**like, "id": f"more-{number}"})
        Walk(f"more-{number}")
    see(settings, ON + timedelta(days=40))
    assert cost() == before


def test_a_supervising_department_asks_and_the_head_is_told_and_the_question_stays() -> None:
    walk = Walk(DIRTY, RUDE).notified()
    browser(HEAD)
    desk, path = browser(WATCHER), f"/stuck/{walk.case}/do/ask/"
    assert desk.get(path).status_code == 200
    assert desk.post(path, {"question": ""}).status_code == 422
    answer = desk.post(path, {"question": "为何至今没有决定？"})
    assert (answer.status_code, answer.headers["Location"]) == (302, f"/cases/{walk.case}/")
    assert Entry.objects.get(act="ask_about_case").by == WATCHER
    told = Notice.objects.filter(kind="case_asked_about")
    assert {each.account.username for each in told} == {HEAD}
    assert {each.link for each in told} == {f"/cases/{walk.case}/"}
    assert "为何" not in str(list(Notice.objects.values()))
    for who in (WATCHER, HANDLER):
        assert "为何至今没有决定？" in browser(who).get(f"/cases/{walk.case}/").content.decode()
    assert "为何至今没有决定？" not in browser(CLERK).get(f"/cases/{walk.case}/").content.decode()


@pytest.mark.parametrize("who", [HANDLER, LEADER, LEGALITY, STRANGE_WATCHER, CLERK])
def test_nobody_else_asks(who: str) -> None:
    walk = Walk(DIRTY, RUDE).notified()
    path = f"/stuck/{walk.case}/do/ask/"
    assert browser(who).get(path).status_code == 404
    assert browser(who).post(path, {"question": "?"}).status_code == 404
    assert not Disclosed.objects.filter(of="case_questions").exists()


def test_the_lists_are_there_in_english(settings: Settings) -> None:
    Walk(DIRTY, RUDE)
    see(settings, ON + timedelta(days=40))
    said = browser(WATCHER, lang="en").get("/stuck/").content.decode()
    for words in ("Stuck cases", "to give notice", "Days late"):
        assert words in said, words
