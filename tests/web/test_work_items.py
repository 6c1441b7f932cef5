"""Work items on their pages: the questionnaire without JavaScript, the verdict, its record and signatures, history."""

import re
from datetime import timedelta
from html import unescape

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from answerable.core.rulebook.facts import FactKind
from answerable.core.rulebook.shipped import load_boundary
from answerable.records.models import Approval, Disclosed, Entry, WorkFact, WorkItem
from tests.web.cast import MINDING, SWEEPING, signed_in, today

pytestmark = pytest.mark.usefixtures("staged")
ITEM = f"{SWEEPING}-work"
PAGE, ASK, RECORD = f"/work-items/{ITEM}/", f"/work-items/{ITEM}/boundary/", f"/work-items/{ITEM}/record/"
DECIDE = f"/work-items/{ITEM}/do/decide/"
HIDDEN = re.compile(r'<input type="hidden" name="([^"]+)" value="([^"]*)"')
CLEANING = {"task": "city_service", "buyer": "state_organ", "fiscal_funds": "yes", "paid": "yes"}
SENTENCE = {"task": "coercion"}
"""Compulsory measures: prohibited, whatever else is so."""


def carried(said: str, *, action: str) -> dict[str, list[str]]:
    """The hidden inputs of the form that goes to this address, as a browser sends them."""
    form = next(each for each in re.findall("<form.*?</form>", said, re.S) if f'action="{action}"' in each)
    found: dict[str, list[str]] = {}
    for name, value in HIDDEN.findall(form):
        found.setdefault(name, []).append(unescape(value))
    return found


def interview(browser: Client, facts: dict[str, str], *, otherwise: str = "unknown") -> str:
    """Answer question after question until the verdict is shown; what is not stated is not known."""
    said = browser.get(ASK).content.decode()
    for _ in range(60):
        sent = carried(said, action=ASK)
        if "fact" not in sent:
            return said
        fact = sent["fact"][0]
        step = {"step": "answer", "value": facts[fact]} if fact in facts else {"step": otherwise}
        said = browser.post(ASK, {**sent, **step}).content.decode()
    pytest.fail("the questionnaire does not end")


def best_answers() -> dict[str, str]:
    """For every fact the answer that is good, or the first one; cleaning of streets by a state organ."""
    good = {"yes": "no", "no": "yes"}
    found = {}
    for fact in load_boundary("cn").facts:
        if fact.kind is FactKind.NUMBER:
            found[fact.id] = str(fact.low)
        else:
            found[fact.id] = good.get(fact.worse.value, fact.options[0].id)
    return found | CLEANING


def test_a_handler_walks_the_questionnaire_to_a_verdict_and_keeps_it() -> None:
    browser = signed_in("handler")
    said = interview(browser, SENTENCE)
    assert "不得外包" in said
    assert "行政强制法" in said
    assert not WorkFact.objects.exists()
    answer = browser.post(DECIDE, carried(said, action=DECIDE), follow=True)
    assert answer.redirect_chain == [(RECORD, 302)]
    item = WorkItem.objects.get(id=ITEM)
    assert (item.verdict, item.verdict_on) == ("prohibited", today())
    assert dict(WorkFact.objects.filter(work_item=ITEM).values_list("fact", "value")) == SENTENCE


def test_only_questions_that_still_matter_are_asked() -> None:
    said = interview(signed_in("handler"), SENTENCE)
    asked = len(carried(said, action=ASK)["said"])
    assert asked < len(load_boundary("cn").facts) / 2


def test_what_nobody_knows_gives_undecided_and_names_what_to_find_out() -> None:
    browser = signed_in("handler")
    said = interview(browser, {"task": "city_service"})
    assert "待核实" in said
    assert "怎样弄清" not in said
    assert "还会影响结论、尚不清楚的事实" in said
    assert 'value="change.buyer"' in said
    browser.post(DECIDE, carried(said, action=DECIDE))
    assert WorkItem.objects.get(id=ITEM).verdict == "undecided"
    assert "事实还不清楚" in browser.get(PAGE).content.decode()


def test_a_full_set_of_good_answers_gives_a_verdict_that_lets_the_work_out_and_says_what_would_change_it() -> (
    None
):
    said = interview(signed_in("handler"), best_answers())
    assert re.search("适合外包|适度外包", said)
    assert "什么会改变结论" in said
    assert "随之而来的职责" in said


def test_no_answer_is_taken_for_granted_and_the_refusal_stands_at_the_question() -> None:
    browser = signed_in("handler")
    sent = carried(browser.get(ASK).content.decode(), action=ASK)
    answer = browser.post(ASK, {**sent, "step": "answer"})
    said = answer.content.decode()
    assert answer.status_code == 422
    assert 'href="#value"' in said
    assert 'id="value-error"' in said
    assert carried(said, action=ASK)["fact"] == sent["fact"]
    assert "said" not in carried(said, action=ASK)
    assert not re.search(r'type="radio"[^>]*checked', said)


def test_a_number_out_of_range_is_refused_and_kept_in_its_field() -> None:
    browser = signed_in("handler")
    said = browser.post(ASK, {"step": "change.term_months"}).content.decode()
    sent = carried(said, action=ASK)
    assert sent["fact"] == ["term_months"]
    answer = browser.post(ASK, {**sent, "step": "answer", "value": "很久"})
    assert answer.status_code == 422
    assert 'value="很久"' in answer.content.decode()


def test_answers_that_contradict_each_other_are_told_in_words_and_the_typed_one_is_kept() -> None:
    facts = {"bond_percent": "0", "bond_cash": "yes"}
    *earlier, last = facts.items()
    sent = {"said": [f"{name}={value}" for name, value in earlier], "fact": last[0], "value": last[1]}
    answer = signed_in("handler").post(ASK, {**sent, "step": "answer"})
    said = answer.content.decode()
    assert answer.status_code == 422
    assert load_boundary("cn").fact[last[0]].title.zh in said
    assert carried(said, action=ASK)["said"] == sent["said"]
    assert re.search(f'value="{last[1]}"[^>]*(checked|selected)', said)


def test_an_answer_can_be_changed_and_taken_back() -> None:
    browser = signed_in("handler")
    sent = {"said": ["buyer=state_organ", "task=coercion"]}
    again = browser.post(ASK, {**sent, "step": "change.buyer"}).content.decode()
    assert carried(again, action=ASK)["fact"] == ["buyer"]
    assert re.search('value="state_organ"[^>]*checked', again)
    changed = browser.post(
        ASK, {**carried(again, action=ASK), "step": "answer", "value": "party_organ"}
    ).content.decode()
    assert "buyer=party_organ" in carried(changed, action=ASK)["said"]
    back = browser.post(ASK, {**sent, "step": "back"}).content.decode()
    assert carried(back, action=ASK)["fact"] == ["task"]
    assert "said" not in carried(browser.post(ASK, {**sent, "step": "restart"}).content.decode(), action=ASK)


def test_the_verdict_so_far_is_shown_on_demand() -> None:
    said = signed_in("handler").post(ASK, {"said": ["buyer=state_organ"], "step": "show"}).content.decode()
    assert "待核实" in said
    assert "可能的结论" in said


@pytest.mark.parametrize("said", ["colour=red", "task=everything", "=", "term_months=-1"])
def test_answers_that_the_rules_do_not_know_are_refused_and_not_carried_on(said: str) -> None:
    answer = signed_in("handler").post(ASK, {"said": [said, "buyer=state_organ"], "step": "show"})
    assert answer.status_code == 422
    assert carried(answer.content.decode(), action=ASK)["said"] == ["buyer=state_organ"]


def test_earlier_answers_are_offered_and_never_taken_by_themselves() -> None:
    browser = signed_in("handler")
    browser.post(DECIDE, SENTENCE)
    said = browser.get(ASK).content.decode()
    assert "从上次的回答开始" in said
    assert "said" not in carried(said, action=ASK)
    begun = browser.post(ASK, {**carried(said, action=ASK), "step": "earlier"}).content.decode()
    assert carried(begun, action=ASK)["said"] == ["task=coercion"]


def test_a_part_of_the_page_is_enough_for_whoever_asks_for_it() -> None:
    answer = signed_in("handler").post(
        ASK, {"step": "answer", "fact": "buyer"}, headers={"HX-Target": "interview"}
    )
    said = answer.content.decode()
    assert answer.status_code == 200
    assert said.startswith('<div id="interview" tabindex="-1" autofocus>')
    assert 'id="value-error"' in said


def test_others_of_the_body_may_try_the_answers_and_only_a_handler_keeps_them() -> None:
    browser = signed_in("leader")
    said = interview(browser, SENTENCE)
    assert "不得外包" in said
    assert DECIDE not in said
    assert browser.post(DECIDE, SENTENCE).status_code == 404


@pytest.mark.parametrize("role", ["provider", "system-admin", "security-admin", "audit-admin"])
@pytest.mark.parametrize("page", ["/work-items/", "/work-items/list/find/", PAGE, ASK, RECORD, DECIDE])
def test_nobody_else_finds_any_of_it_and_the_ledger_says_he_asked(role: str, page: str) -> None:
    browser = signed_in(role)
    assert browser.get(page).status_code == 404
    assert Entry.objects.filter(act="refused", by=role).count() == 1
    assert browser.post(ASK, {"said": "task=coercion", "step": "show"}).status_code == 404


def test_every_fault_of_stated_facts_stands_at_its_field_and_at_the_top() -> None:
    answer = signed_in("handler").post(DECIDE, {"task": "everything", "term_months": "-1"})
    said = answer.content.decode()
    assert answer.status_code == 422
    for field in ("task", "term_months"):
        assert f'href="#f-{field}"' in said
        assert f'id="f-{field}-error"' in said
    assert WorkItem.objects.get(id=ITEM).verdict == "suitable"


def test_whoever_was_slower_sees_what_somebody_else_stated() -> None:
    browser = signed_in("handler")
    said = interview(browser, SENTENCE)
    browser.post(DECIDE, {"task": "city_service"})
    answer = browser.post(DECIDE, carried(said, action=DECIDE))
    assert answer.status_code == 409
    assert "他人已先行更改" in answer.content.decode()
    assert WorkFact.objects.get(work_item=ITEM).value == "city_service"


def test_the_record_says_who_stated_what_on_which_ground_and_where_it_stands_in_the_ledger() -> None:
    browser = signed_in("handler")
    browser.post(DECIDE, SENTENCE)
    entry = Disclosed.objects.get(of="work_facts", key=f"{ITEM}/task").entry_id
    said = browser.get(RECORD).content.decode()
    for part in (
        entry,
        "某某",
        "行政强制法",
        "实施查封、扣押等行政强制措施",
        "手签或者盖章",
        "分管领导",
        "尚未审签",
    ):
        assert part in said


def test_a_record_is_signed_by_legality_and_leader_and_then_shows_it() -> None:
    browser = signed_in("handler")
    browser.post(DECIDE, SENTENCE)
    answer = browser.post(f"/work-items/{ITEM}/do/sign/", {"note": "请审"})
    made = Approval.objects.get()
    decision = f"/decisions/{made.id}/"
    assert (answer["Location"], made.kind, made.contract_id, made.subject) == (
        decision,
        "verdict",
        None,
        ITEM,
    )
    assert "不得外包" in browser.get(decision).content.decode()
    for role, act in (("handler", "submit"), ("legality", "approve"), ("leader", "approve")):
        version = Approval.objects.get().version
        assert signed_in(role).post(decision, {"act": act, "version": version}).status_code == 302
    assert Approval.objects.get().state == "executed"
    said = browser.get(RECORD).content.decode()
    assert "尚未审签" not in said
    assert browser.get(PAGE).context["shown"].next == ("stop",)


def test_a_verdict_that_was_given_anew_is_not_signed_by_the_old_signatures() -> None:
    browser = signed_in("handler")
    browser.post(DECIDE, SENTENCE)
    browser.post(f"/work-items/{ITEM}/do/sign/", {})
    browser.post(DECIDE, {"task": "city_service"})
    assert "结论还没有签署" in browser.get(PAGE).content.decode()
    decision = f"/decisions/{Approval.objects.get().id}/"
    answer = browser.post(decision, {"act": "submit", "version": Approval.objects.get().version})
    assert answer.status_code == 422
    assert "已经变化" in answer.content.decode()


def test_the_history_holds_every_verdict_and_what_today_says_to_it() -> None:
    browser = signed_in("handler")
    browser.post(DECIDE, {"task": "city_service"})
    browser.post(DECIDE, SENTENCE)
    shown = browser.get(PAGE).context["shown"]
    assert [(past.given.verdict, past.now) for past in shown.history] == [
        ("prohibited", "prohibited"),
        ("undecided", "undecided"),
    ]
    assert [dict(past.given.facts) for past in shown.history] == [SENTENCE, {"task": "city_service"}]
    browser.post(f"/work-items/{ITEM}/do/correct/", {"name": "改名", "seen.name": "清扫"})
    assert len(browser.get(PAGE).context["shown"].history) == 2


def test_a_verdict_that_todays_rules_would_not_give_is_listed() -> None:
    browser = signed_in("handler")
    browser.post(DECIDE, SENTENCE)
    assert browser.get("/work-items/list/otherwise/").context["lines"] == []
    WorkItem.objects.filter(id=ITEM).update(verdict="suitable", verdict_on=today() - timedelta(days=400))
    (line,) = browser.get("/work-items/list/otherwise/").context["lines"]
    assert (line.key, line.cells[2], line.cells[4]) == (ITEM, "suitable", "prohibited")
    assert "按今天有效的规则" in browser.get(PAGE).content.decode()


def test_the_list_is_filtered_by_verdict_and_by_never_asked() -> None:
    WorkItem.objects.filter(id=f"{MINDING}-work").update(verdict=None)
    browser = signed_in("handler")
    for query, found in (
        ("verdict=never_asked", [f"{MINDING}-work"]),
        ("verdict=suitable", [ITEM]),
        ("search=看护", [f"{MINDING}-work"]),
    ):
        answer = browser.get(f"/work-items/?{query}")
        assert [line.key for line in answer.context["lines"]] == found, query


def test_a_description_finds_the_line_and_registering_leads_to_the_question() -> None:
    browser = signed_in("handler")
    found = browser.get("/work-items/list/find/", {"text": "打扫马路"}).content.decode()
    path = re.search(r'href="([^"]*do/register/[^"]*catalogue=[^"]*)"', found)
    assert path is not None
    assert 'name="catalogue" value="C' in browser.get(unescape(path[1])).content.decode()
    sent = {"body": "water", "name": "打扫马路", "catalogue": "C13050100", "in_house_share": "0.5"}
    answer = browser.post("/work-items/do/register/", sent)
    made = WorkItem.objects.get(name="打扫马路")
    assert answer["Location"] == f"/work-items/{made.id}/boundary/"
    assert "还没有人问过" in browser.get(f"/work-items/{made.id}/").content.decode()
    assert browser.get(f"/work-items/{made.id}/record/").status_code == 404
    again = browser.post("/work-items/do/register/", sent)
    assert again.status_code == 422


def test_a_description_that_is_too_long_is_refused_and_words_for_goods_warn() -> None:
    browser = signed_in("handler")
    assert browser.get("/work-items/list/find/", {"text": "扫" * 2001}).status_code == 422
    assert (
        "不得作为政府购买服务" in browser.get("/work-items/list/find/", {"text": "采购电脑"}).content.decode()
    )


def test_a_correction_shows_both_versions_where_somebody_was_quicker() -> None:
    browser = signed_in("handler")
    where = f"/work-items/{ITEM}/do/correct/"
    seen = {"seen.name": "清扫", "seen.catalogue": ""}
    assert browser.post(where, {"name": "街道清扫", **seen}).status_code == 302
    answer = browser.post(where, {"name": "清扫街道", **seen})
    said = answer.content.decode()
    assert answer.status_code == 409
    assert 'value="清扫街道"' in said
    assert "<b>街道清扫</b>" in said


def test_the_number_of_queries_does_not_grow_with_the_items() -> None:
    browser = signed_in("handler")
    browser.get("/work-items/")
    counts = []
    for more in (1, 30):
        for number in range(more):
            WorkItem.objects.create(id=f"more-{more}-{number}", body_id="water", name=f"more {number}")
            WorkFact.objects.create(work_item_id=f"more-{more}-{number}", fact="task", value="coercion")
            WorkItem.objects.filter(id=f"more-{more}-{number}").update(verdict="suitable", verdict_on=today())
        with CaptureQueriesContext(
            connection,
        ) as found:
            browser.get("/work-items/")
            browser.get("/work-items/list/otherwise/")
        counts.append(len(found))
    assert counts[0] == counts[1]


def test_english_pages_hold_no_chinese_words_of_ours() -> None:
    browser = signed_in("handler")
    browser.post("/language/", {"lang": "en", "next": "/"})
    browser.post(DECIDE, SENTENCE)
    for page in ("/work-items/", PAGE, ASK, RECORD, "/work-items/list/find/?text=sweep"):
        said = browser.get(page).content.decode()
        bare = re.sub(r'<span lang="zh-Hans">.*?</span>', "", re.sub("<[^>]*hidden[^>]*>", "", said))
        bare = bare.replace("中文", "").replace("简体中文", "")
        assert not re.search("[\u4e00-\u9fff]", re.sub('<button name="lang".*?</button>', "", bare)), page
