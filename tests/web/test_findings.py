"""Findings on pages: who sees which, what stands on one, how an inbox is worked through, and what rules are worth."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from answerable.records.models import Account, Approval, Entry, Finding, FindingPassage, Post, SilencedRule
from tests.web import cast_voices
from tests.web.cast import OFFICIALS, ROLES, SWEEPING, signed_in, today
from tests.web.cast_voices import (
    AGAIN,
    ALIKE,
    CITIZEN,
    ELSEWHERE,
    INSULT,
    OPEN,
    PAD,
    ROADS_ONE,
    SURE,
    WRONG,
    day,
)

pytestmark = pytest.mark.usefixtures("staged", "watched")
WATER = {OPEN, ALIKE, SURE, WRONG, ELSEWHERE}
SEEN: dict[str, set[str]] = (
    {role: set() for role in ROLES}
    | dict.fromkeys(OFFICIALS, WATER)
    | {"supervisor": WATER | {ROADS_ONE}, "provider": {SURE}}
)
"""The findings that each role sees: a provider's clerk only what was confirmed against it."""
WORKING = (*OFFICIALS, "supervisor", "provider")


@pytest.fixture
def watched(staged: None) -> None:
    cast_voices.set_up()


def page(role: str, path: str) -> str:
    answer = signed_in(role).get(path)
    assert answer.status_code == 200, path
    return answer.content.decode()


def keys(role: str, query: str = "") -> list[str]:
    return [line.key for line in signed_in(role).get(f"/findings/?{query}").context["lines"]]


@pytest.mark.parametrize("role", ROLES)
def test_every_role_finds_the_findings_that_are_written_here(role: str) -> None:
    browser = signed_in(role)
    given = {id for id in WATER | {ROADS_ONE} if browser.get(f"/findings/{id}/").status_code == 200}
    assert given == SEEN[role]
    assert set(keys(role)) == SEEN[role] if role in WORKING else browser.get("/findings/").status_code == 404
    decides = {
        id for id in WATER | {ROADS_ONE} if browser.get(f"/findings/{id}/do/decide/").status_code == 200
    }
    assert decides == (WATER if role == "handler" else set())


def test_whoever_tries_anothers_finding_is_on_record() -> None:
    assert signed_in("provider").get(f"/findings/{OPEN}/").status_code == 404
    assert Entry.objects.get(act="refused").disclosed.get().key == f"contract/{OPEN}"


def test_the_inbox_begins_with_what_nobody_decided_and_marks_what_is_late() -> None:
    lines = signed_in("handler").get("/findings/").context["lines"]
    assert [line.key for line in lines][:2] == [OPEN, ALIKE]
    assert {line.key for line in lines if line.late} == {ALIKE}


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("state=proposed", {OPEN, ALIKE}),
        ("state=confirmed", {SURE, ELSEWHERE}),
        ("state=rejected", {WRONG}),
        ("state=under_way", set()),
        ("severity=serious", {SURE}),
        ("source=audit", set()),
        ("rule=watch.account-near-copies", {OPEN, ALIKE, WRONG}),
        (f"contract={SWEEPING}&state=confirmed", {SURE}),
        ("search=f-mind", {ELSEWHERE}),
    ],
)
def test_the_inbox_is_filtered(query: str, found: set[str]) -> None:
    assert set(keys("handler", query)) == found


def test_a_finding_shows_words_side_by_side_with_its_rule_and_what_that_was_worth() -> None:
    said = page("handler", f"/findings/{OPEN}/")
    assert said.index(AGAIN) < said.index(PAD)
    assert "发文大量雷同" in said
    assert "1 条有结论，确认 0 条：0%" in said
    assert "另有 2 条未决定" in said
    assert f"/voices/{cast_voices.VOICES[SWEEPING]}/" in said
    assert f"/findings/{ALIKE}/" in said, "others like it are listed"
    sure = page("handler", f"/findings/{SURE}/")
    assert all(words in sure for words in (CITIZEN, INSULT, "攻击羞辱群众", "100%"))


def test_no_decision_yet_is_said_and_is_not_nought() -> None:
    Finding.objects.filter(id=SURE).update(decision=None, decided_on=None, decided_by=None)
    said = page("handler", f"/findings/{SURE}/")
    assert "尚无人工决定，准确率未知" in said
    assert "确认 0 条" not in said


def test_a_clerk_reads_no_citizen_and_nothing_from_inside() -> None:
    said = page("provider", f"/findings/{SURE}/")
    assert INSULT in said
    for inside in (CITIZEN, "准确率", "p-leader", "经过", "f-open"):
        assert inside not in said.replace("申明的准确率", "")


def test_a_finding_found_by_hand_needs_no_rule() -> None:
    assert "由人发现" in page("handler", f"/findings/{ELSEWHERE}/")


def decide(id: str, **cells: object) -> object:
    sent = {"decision": "confirmed", "reason": "原文清楚"} | cells
    return signed_in("handler").post(f"/findings/{id}/do/decide/", sent)


def test_similar_findings_are_decided_with_one_form_and_the_next_one_follows() -> None:
    form = page("handler", f"/findings/{OPEN}/do/decide/?decision=confirmed")
    assert f'name="also" value="{ALIKE}"' in form
    assert AGAIN in form
    answer = decide(OPEN, also=[ALIKE])
    assert answer.headers["Location"] == "/findings/"  # type: ignore[attr-defined]
    assert set(Approval.objects.values_list("content__finding", flat=True)) == {OPEN, ALIKE}
    assert set(keys("handler", "state=under_way")) == {OPEN, ALIKE}
    assert keys("handler", "state=proposed") == []
    assert "结论正在审签" in page("handler", f"/findings/{OPEN}/")


def test_after_one_decision_the_next_undecided_finding_is_shown() -> None:
    answer = decide(OPEN)
    assert answer.headers["Location"] == f"/findings/{ALIKE}/"  # type: ignore[attr-defined]
    said = page("handler", f"/findings/{ALIKE}/")
    assert "上一条" not in said, "what is being signed waits for the handler no more"


def test_the_neighbours_of_a_finding_are_those_of_the_inbox() -> None:
    assert f'rel="next" href="/findings/{ALIKE}/"' in page("handler", f"/findings/{OPEN}/")
    assert f'rel="prev" href="/findings/{OPEN}/"' in page("handler", f"/findings/{ALIKE}/")


def test_somebody_who_was_quicker_is_shown() -> None:
    decide(OPEN)
    again = decide(OPEN)
    assert again.status_code == 422  # type: ignore[attr-defined]
    Finding.objects.filter(id=ALIKE).update(decision="rejected", decided_on=today(), decided_by="p-leader")
    moved = decide(ALIKE, **{"seen.decision": ""})
    assert moved.status_code == 409  # type: ignore[attr-defined]


def test_a_finding_of_an_audit_is_written_down() -> None:
    sent = {
        "contract": SWEEPING,
        "found_on": day(0),
        "source": "audit",
        "severity": "minor",
        "what": "凭证不全",
        "what_en": "",
    }
    browser = signed_in("leader")
    answer = browser.post("/findings/do/record/", sent)
    assert answer.status_code == 302
    assert "凭证不全" in browser.get(answer.headers["Location"]).content.decode()
    wrong = browser.post(
        "/findings/do/record/", sent | {"source": "monitor", "contract": "paving", "what": ""}
    )
    assert wrong.status_code == 422
    assert Finding.objects.filter(what="凭证不全").count() == 1


def test_a_leader_at_the_top_silences_a_rule_and_everybody_sees_who_and_why() -> None:
    browser = signed_in("leader")
    path = "/findings/account-near-copies/do/silence/"
    assert browser.post(path, {"ends": day(-30), "why": "汛期滚动提醒"}).status_code == 404
    Post.objects.create(
        id="top", body_id="county", person_id="p-leader", role="leader", starts=date(2024, 1, 1)
    )
    assert browser.post(path, {"ends": "2199-01-01", "why": "汛期滚动提醒"}).status_code == 422
    assert browser.post(path, {"ends": day(-30), "why": "汛期滚动提醒"}).status_code == 302
    said = page("legality", "/findings/rules/account-near-copies/")
    assert all(words in said for words in ("已暂停", "汛期滚动提醒", day(-30)))
    assert "do/silence" not in said
    assert browser.post("/findings/account-near-copies/do/use-again/").status_code == 302
    assert SilencedRule.objects.get().ends == today()


def test_the_list_of_rules_says_what_each_was_worth() -> None:
    lines = {
        line.key: line.cells for line in signed_in("supervisor").get("/findings/list/rules/").context["lines"]
    }
    assert lines["account-near-copies"][1:5] == (2, 0, 1, "0%")
    assert lines["account-silent"][1:6] == (0, 0, 0, None, None)
    assert lines["account-silent"][-1] == "no_decision"
    assert "<svg" in page("supervisor", "/findings/list/rules/")


def test_a_rule_below_what_it_declares_is_proposed_for_silence_once_enough_was_decided() -> None:
    for number in range(9):
        Finding.objects.create(
            id=f"x-{number}",
            contract_id=SWEEPING,
            found_on=today(),
            source="monitor",
            severity="minor",
            what="-",
            rule=f"watch.account-near-copies x{number} 2026-01-01",
            decision="confirmed" if number < 2 else "rejected",
            decided_on=today(),
            decided_by_id="p-leader",
        )
    assert "程序建议暂停这条规则" in page("leader", "/findings/rules/account-near-copies/")


def test_more_findings_cost_no_more_questions() -> None:
    def cost(path: str) -> int:
        browser = signed_in("handler")
        browser.get(path)
        with CaptureQueriesContext(connection) as asked:
            browser.get(path)
        return len(asked)

    before = [cost(path) for path in ("/findings/", f"/findings/{OPEN}/", "/findings/list/rules/")]
    for number in range(30):
        Finding.objects.create(
            id=f"more-{number}",
            contract_id=SWEEPING,
            found_on=today(),
            source="monitor",
            severity="minor",
            what="-",
            rule=f"watch.account-near-copies y{number} 2026-01-01",
        )
        FindingPassage.objects.create(finding_id=OPEN, number=number + 2, of="o-pad", start=0, text="x")
    assert [cost(path) for path in ("/findings/", f"/findings/{OPEN}/", "/findings/list/rules/")] == before


@pytest.mark.parametrize(
    "path", [f"/findings/{SURE}/", "/findings/rules/reply-hostile/", "/findings/list/rules/"]
)
def test_the_pages_are_there_in_english(path: str) -> None:
    Account.objects.update(language="en")
    said = page("handler", path)
    assert "Precision so far" in said
    assert "the web_" not in said
