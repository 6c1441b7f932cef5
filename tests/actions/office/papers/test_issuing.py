"""A step issues its papers in the moment in which it is taken: complete, numbered once, and on the ledger."""

import json
from dataclasses import replace
from datetime import timedelta

import pytest

from answerable.actions.office.cases.loading import load
from answerable.actions.office.cases.taking import take
from answerable.actions.office.papers.issuing import PaperNumberTakenError, number_taken
from answerable.actions.office.papers.stored import content_digest
from answerable.core.enforce.course import acts
from answerable.core.enforce.course.refuse import CaseRefusedError
from answerable.core.enforce.course.steps import By, Step
from answerable.records.models import CaseStep, Contract, Disclosed, Entry, Paper
from tests.cases import CLERK, DIRTY, HANDLER, LEADER, LEGALITY, RUDE, SPOKEN, Walk
from tests.papers_issued import issued, paper_of

pytestmark = pytest.mark.usefixtures("district")


def test_a_case_that_is_put_right_leaves_a_paper_of_every_step() -> None:
    walk = Walk().notified().heard().ordered().reported().rechecked()
    assert issued(walk) == [
        "notice",
        "receipt",
        "statement",
        "order",
        "receipt",
        "report",
        "closing",
        "recheck",
    ]
    provider = Contract.objects.get(id=walk.contract).provider_id
    assert {row.content["to"] for row in Paper.objects.all()} == {provider}
    numbers = {row.kind: row.number for row in Paper.objects.all()}
    assert numbers["order"].startswith("城管改〔2026〕")
    assert numbers["closing"] == f"{walk.case}-8"


def test_what_the_ledger_holds_of_a_paper_is_the_hash_of_what_it_says() -> None:
    walk = Walk().notified()
    row = paper_of(walk, "notice")
    told = Disclosed.objects.get(of="papers", key=row.id)
    content = json.loads(told.content or "")
    assert content["content"] == content_digest(row.content)
    assert (content["number"], content["step"], content["case"]) == (row.number, 2, walk.case)
    assert told.entry.act == "case_step"
    assert told.entry.by == HANDLER


def test_a_number_that_another_paper_has_is_refused_with_that_paper_and_nothing_is_stored() -> None:
    first, second = paper_of(Walk().notified(), "notice"), Walk(SPOKEN)
    before = (CaseStep.objects.count(), Entry.objects.count(), Paper.objects.count())
    act = acts.Notify(facts="又不净", workdays=5, number=first.number)
    with pytest.raises(CaseRefusedError) as caught:
        second.go(HANDLER, act)
    (message,) = caught.value.messages
    assert (message.code, message.params["paper"]) == ("paper_number_taken", first.id)
    assert message.params["case"] == first.case_id
    # Whoever comes by another way, or lost the race, is refused as well.
    step = Step(act, By(account=HANDLER, person=HANDLER), second.at(), on=second.on)
    with pytest.raises(PaperNumberTakenError) as late:
        take(load(second.case, on=second.on), step)
    assert late.value.messages == (message,)
    assert (CaseStep.objects.count(), Entry.objects.count(), Paper.objects.count()) == before
    assert number_taken(first.body_id, step) == (message,)
    assert number_taken(first.body_id, replace(step, act=replace(act, number="没有用过"))) == ()
    assert number_taken("other-body", step) == ()


def test_papers_of_different_kinds_may_have_the_same_number() -> None:
    walk = Walk().notified().heard()
    number = paper_of(walk, "notice").number
    content = walk.order_content([(DIRTY, 10), (RUDE, 10)]) | {"number": number}
    walk.decide("order", content, HANDLER, LEADER)
    assert paper_of(walk, "order").number == paper_of(walk, "notice").number


def test_steps_beside_the_course_issue_nothing() -> None:
    walk = Walk().notified()
    n = Paper.objects.count()
    walk.go(LEADER, acts.Pause(reason="等待鉴定", until=walk.on + timedelta(days=3)))
    walk.go(LEADER, acts.Resume(reason="鉴定完成"))
    assert Paper.objects.count() == n


def test_a_case_dropped_before_the_provider_knew_is_closed_within_the_body() -> None:
    walk = Walk()
    walk.go(LEADER, acts.Drop(reason="系误报"))
    closing = paper_of(walk, "closing")
    assert closing.content["to"] is None
    assert closing.content["papers"]["zh"]["addressee"] == closing.content["papers"]["zh"]["issuer"]


def test_danger_is_told_at_once_without_a_number_chosen() -> None:
    walk = Walk()
    kept = walk.go(HANDLER, acts.Protect(measures=("account_back",), reason="账号辱骂群众"))
    walk.on += timedelta(days=1)
    walk.go(LEADER, acts.ReviewProtection(step=kept.number, upheld=True, reason="危险仍在"))
    assert issued(walk) == ["protection", "protection_review"]
    assert paper_of(walk, "protection").number == f"{walk.case}-2"


def test_every_kind_that_a_case_can_issue_is_issued_somewhere() -> None:
    walk = Walk().notified().heard().ordered().reported().rechecked("not_corrected")
    walk.go(LEADER, acts.Extend(reason="设备到货迟", workdays=5, number="延1"))
    walk.reported()
    found = tuple(
        acts.Result(item=each.id, result="not_corrected", note="仍不净") for each in walk.now.open_items
    )
    walk.go(LEGALITY, acts.Recheck(results=found, number="复2"))
    decided = walk.go(LEADER, acts.FindNotCorrected(reason="未整改", number="认1"))
    made = walk.go(CLERK, acts.Contest(step=decided.number, text="已经整改"))
    walk.go(
        "head", acts.DecideObjection(step=made.number, result="rejected", reason="现场仍不净", number="异1")
    )
    walk.go(LEADER, acts.Refer(to="finance", reason="疑似转包", number="移1"))
    walk.ended()
    kinds = {"extension", "not_corrected", "objection", "objection_decision", "referral", "ending"}
    assert kinds <= set(issued(walk))
    referral = paper_of(walk, "referral")
    assert referral.content["to"] is None
    assert referral.content["papers"]["en"]["addressee"]["zh"] == "财政部门"
