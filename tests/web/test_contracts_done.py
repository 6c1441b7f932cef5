"""What can be done with a contract, on its forms: registered, corrected, agreed, funded, proposed; or told why not."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from answerable.records.models import (
    Approval,
    Assignment,
    Case,
    CaseState,
    Clause,
    Contract,
    ContractIndicator,
    Funds,
    Indicator,
    PlannedDuty,
    Provider,
)
from tests.web.api.calling import post, token
from tests.web.cast import LAWFUL, PAVING, SWEEPING, WATER, signed_in, today

pytestmark = pytest.mark.usefixtures("staged")
STARTS, ENDS = today() + timedelta(days=30), today() + timedelta(days=394)
REGISTER = "/contracts/do/register/"
NEW = {
    "name": "新清扫",
    "body": WATER,
    "work_item": f"{SWEEPING}-work",
    "provider": LAWFUL,
    "starts": STARTS.isoformat(),
    "ends": ENDS.isoformat(),
    "paid": "yes",
    "amount_minor": "5,000.00",
    "currency": "CNY",
    "clauses": ["exit-not-corrected", "scoring-monthly"],
}


def registered(**changed: object) -> str:
    """A contract registered by the handler; its id."""
    answer = signed_in("handler").post(REGISTER, NEW | changed)
    assert answer.status_code == 302, answer.context["form"]
    return str(answer["Location"]).split("/")[2]


def errors(answer: object) -> str:
    return str(answer.content.decode())  # type: ignore[attr-defined]


def do(role: str, contract: str, deed: str, **sent: object) -> object:
    return signed_in(role).post(f"/contracts/{contract}/do/{deed}/", sent)


def decided(id: str, *roles: str) -> str:
    """Everybody signs; where the decision stands then."""
    for number, role in enumerate(roles):
        row = Approval.objects.get(id=id)
        sent = {"act": "approve" if number else "submit", "version": str(row.version)}
        signed_in(role).post(f"/decisions/{id}/", sent)
    return Approval.objects.get(id=id).state


def test_a_contract_is_registered_with_its_clauses_and_is_vacant() -> None:
    id = registered()
    row = Contract.objects.get(id=id)
    assert (row.name, row.provider_id, row.signed, row.amount_minor) == ("新清扫", LAWFUL, None, 500_000)
    assert set(Clause.objects.filter(contract=id).values_list("kind", flat=True)) == {"exit", "scoring"}
    assert Assignment.objects.get(contract=id).person is None
    said = signed_in("handler").get(f"/contracts/{id}/").content.decode()
    assert "更正条款" in said


def test_a_new_provider_is_registered_with_it() -> None:
    id = registered(provider="", new_name="新公司", new_kind="company")
    provider = Contract.objects.get(id=id).provider
    assert (provider.name, provider.kind) == ("新公司", "company")


@pytest.mark.parametrize(
    ("changed", "at"),
    [
        ({"name": ""}, "f-name"),
        ({"starts": "2020-01-01"}, "f-starts"),
        ({"provider": ""}, "f-provider"),
        ({"new_name": "新公司"}, "f-provider"),
        ({"clauses": []}, "f-clauses"),
        ({"clauses": ["scoring-monthly"]}, "f-clauses"),
        ({"work_item": f"{PAVING}-work"}, "f-work_item"),
        ({"body": "roads"}, "f-body"),
        ({"amount_minor": "12,00"}, "f-amount_minor"),
    ],
)
def test_what_is_wrong_is_told_at_its_field_and_nothing_is_written(
    changed: dict[str, object], at: str
) -> None:
    before = Contract.objects.count(), Provider.objects.count()
    answer = signed_in("handler").post(REGISTER, NEW | changed)
    assert answer.status_code == 422
    assert f'href="#{at}"' in errors(answer)
    assert (Contract.objects.count(), Provider.objects.count()) == before


def test_an_exit_clause_of_ones_own_is_enough() -> None:
    id = registered(clauses=[], exit_ground="convenience", exit_text="提前三十日通知可解除", exit_notice="30")
    clause = Clause.objects.get(contract=id)
    assert (clause.kind, clause.ground, clause.notice_days) == ("exit", "convenience", 30)


def test_a_draft_is_corrected_whole_and_a_settled_contract_only_by_name() -> None:
    id = registered()
    shown = signed_in("handler").get(f"/contracts/{id}/do/correct/").context["form"]
    seen = {f"seen.{each.name}": each.text for each in shown.fields}
    sent = {each.name: each.text for each in shown.fields} | {"amount_minor": "6000"}
    assert do("handler", id, "correct", **sent, **seen).status_code == 302  # type: ignore[attr-defined]
    assert Contract.objects.get(id=id).amount_minor == 600_000
    settled = signed_in("handler").get(f"/contracts/{SWEEPING}/do/correct/").context["form"]
    assert [each.name for each in settled.fields] == ["name", "name_en", "renewal_decided"]


def test_whoever_corrects_what_changed_meanwhile_sees_both_versions() -> None:
    Contract.objects.filter(id=SWEEPING).update(name="别人改的名")
    sent = {"name": "我改的名", "seen.name": "清扫"}
    answer = do("handler", SWEEPING, "correct", **sent)
    assert answer.status_code == 409  # type: ignore[attr-defined]
    assert "别人改的名" in errors(answer)
    assert "我改的名" in errors(answer)


def test_clauses_indicators_and_duties_are_added_until_it_is_settled() -> None:
    id = registered()
    Indicator.objects.create(
        id="on-time", starts="2024-01-01", name="准时", period="month", measure="share", better="higher"
    )
    assert do("handler", id, "add-clause", library="custody-of-accounts").status_code in (302, 422)  # type: ignore[attr-defined]
    own = {"kind": "hand_over", "text": "十五日内移交"}
    assert do("handler", id, "add-clause", **own).status_code == 302  # type: ignore[attr-defined]
    assert do("handler", id, "add-indicator", indicator="on-time", weight="100").status_code == 302  # type: ignore[attr-defined]
    assert ContractIndicator.objects.filter(contract=id).count() == 1
    duty = {
        "side": "body",
        "kind": "inspect",
        "every": "month",
        "within_workdays": "10",
        "ground": "合同第五条",
    }
    starts = {"starts": STARTS.isoformat(), "who": "p-handler"}
    assert do("handler", id, "add-duty", **duty, **starts).status_code == 302  # type: ignore[attr-defined]
    assert PlannedDuty.objects.get(contract=id).who_id == "p-handler"
    refused = do("handler", SWEEPING, "add-clause", **own)
    assert refused.status_code == 422  # type: ignore[attr-defined]
    later = duty | {"starts": today().isoformat()}
    assert do("handler", SWEEPING, "add-duty", **later).status_code == 302  # type: ignore[attr-defined]


def test_a_clause_is_corrected_while_nothing_is_settled() -> None:
    id = registered()
    clause = Clause.objects.get(contract=id, kind="exit")
    browser = signed_in("handler")
    sent = {
        "kind": "exit",
        "ground": clause.ground,
        "text": "期限届满仍未改正的，可解除",
        "notice_days": "15",
    }
    assert browser.post(f"/clauses/{clause.pk}/do/correct/", sent).status_code == 302
    clause.refresh_from_db()
    assert clause.notice_days == 15
    assert browser.post(f"/clauses/{SWEEPING}-exit/do/correct/", sent).status_code == 422


def test_a_contract_goes_from_registration_to_signature() -> None:
    id = registered()
    said = signed_in("handler").get(f"/contracts/{id}/").content.decode()
    for why in ("没有指定分管领导", "没有经确认的资金"):
        assert why in said
    assigning = do("handler", id, "assign", person="p-leader", starts=today().isoformat())
    assert decided(_id(assigning), "handler", "head", "leader") == "executed"
    money = {"line": "213", "amount_minor": "5,000.00", "currency": "CNY"}
    span = {"starts": STARTS.isoformat(), "ends": ENDS.isoformat()}
    assert do("leader", id, "confirm-funds", **money, **span).status_code == 302  # type: ignore[attr-defined]
    assert Funds.objects.get(contract=id).confirmed_by_id == "p-leader"
    assert "提议签订合同" in _open(signed_in("handler"), id)
    signing = do("handler", id, "sign")
    assert decided(_id(signing), "handler", "legality", "leader", "head") == "executed"
    assert Contract.objects.get(id=id).signed == today()


def _id(answer: object) -> str:
    assert answer.status_code == 302, errors(answer)  # type: ignore[attr-defined]
    return str(answer["Location"]).split("/")[2]  # type: ignore[index]


def _open(browser: Client, id: str) -> list[str]:
    from answerable.render.words import label

    shown = browser.get(f"/contracts/{id}/").context["buttons"]
    return [label(each.deed.title, "zh") for each in shown if not each.reasons]


def test_what_is_shut_is_told_with_every_reason() -> None:
    Contract.objects.filter(id=SWEEPING).update(ends=today() + timedelta(days=60))
    Case.objects.create(id="c1", contract_id=SWEEPING, opened_on=today(), subject="未清扫")
    CaseState.objects.create(case_id="c1", starts=today(), state="ordered", ground="条款")
    from answerable.records.models import Order

    Order.objects.create(
        id="o-open", case_id="c1", demand="清扫", issued_on=today(), due_on=today(), author_id="p-handler"
    )
    said = signed_in("handler").get(f"/contracts/{SWEEPING}/").content.decode()
    assert "整改项 o-open 尚未改好" in said
    assert "合同已经签订或者履行" in said
    names = _open(signed_in("handler"), SWEEPING)
    assert "提议延长合同" not in names
    assert "提议变更条款" in names
    assert _open(signed_in("supervisor"), SWEEPING) == []
    assert _open(signed_in("provider"), SWEEPING) == []


@pytest.mark.parametrize(
    ("deed", "sent", "content"),
    [
        (
            "amend-amount",
            {"new_amount": "1200.00", "cause": "price", "reason": "§ 3"},
            {"kind": "amount", "new_amount": "120000", "cause": "price", "reason": "§ 3"},
        ),
        (
            "amend-terms",
            {"clause": f"{SWEEPING}-exit", "new_text": "新", "cause": "law", "reason": "§ 3"},
            {
                "kind": "terms",
                "clause": f"{SWEEPING}-exit",
                "new_text": "新",
                "cause": "law",
                "reason": "§ 3",
            },
        ),
        (
            "suspend",
            {"starts": "2030-01-01", "reason": "险情"},
            {"starts": "2030-01-01", "reason": "险情"},
        ),
        (
            "expire",
            {"last_day": "2030-01-01", "reason": "不续"},
            {"way": "expiry", "last_day": "2030-01-01", "reason": "不续"},
        ),
        (
            "end-on-ground",
            {"last_day": "2030-01-01", "statutory": "refusal", "shown": "refusal_shown", "reason": "拒绝"},
            {
                "way": "unilateral",
                "last_day": "2030-01-01",
                "statutory": "refusal",
                "shown": "refusal_shown",
                "reason": "拒绝",
            },
        ),
    ],
)
def test_every_form_drafts_its_kind_of_decision(
    deed: str, sent: dict[str, str], content: dict[str, str]
) -> None:
    id = _id(do("handler", SWEEPING, deed, **sent))
    row = Approval.objects.get(id=id)
    assert (row.state, row.content) == ("draft", content)
    assert signed_in("leader").get(f"/decisions/{id}/").status_code == 200
    assert signed_in("handler").get(f"/decisions/{id}/do/edit/").status_code == 200


def test_an_end_by_agreement_takes_the_scan_of_the_consent_and_shows_it_to_whoever_signs() -> None:
    stated = {"last_day": "2030-01-01", "consent_on": "2026-01-01", "reason": "协商"}
    without = do("handler", SWEEPING, "end-by-agreement", **stated)
    form = without.context["form"]  # type: ignore[attr-defined]
    assert [each.name for each in form.fields if each.errors] == ["consent"]
    foreign = do("handler", SWEEPING, "end-by-agreement", **stated, **{"kept.consent": "sha256:" + "0" * 64})
    assert foreign.status_code == 422  # type: ignore[attr-defined]
    scan = SimpleUploadedFile("同意.pdf", b"%PDF-1.7 agreed", content_type="application/pdf")
    id = _id(do("handler", SWEEPING, "end-by-agreement", **stated, consent=scan))
    content = Approval.objects.get(id=id).content
    assert content == {"way": "agreement", **stated, "consent": content["consent"]}
    page = signed_in("leader").get(f"/decisions/{id}/").content.decode()
    assert f'href="/files/{content["consent"]}/"' in page
    opened = signed_in("leader").get(f"/files/{content['consent']}/")
    assert (opened.status_code, opened.getvalue()) == (200, b"%PDF-1.7 agreed")
    assert signed_in("provider").get(f"/files/{content['consent']}/").status_code == 404
    kept = {**stated, "reason": "重新协商", "kept.consent": content["consent"]}
    assert signed_in("handler").post(f"/decisions/{id}/do/edit/", kept).status_code == 302
    assert Approval.objects.get(id=id).content == {**content, "reason": "重新协商"}


def test_an_end_by_agreement_is_called_with_the_hash_of_a_file_that_was_sent_before() -> None:
    may, call = token("handler"), f"/contracts/{SWEEPING}/end-by-agreement"
    cells = {"last_day": "2030-01-01", "consent_on": "2026-01-01", "reason": "协商"}
    assert post(may, call, cells).status_code == 422
    foreign = post(may, call, {**cells, "consent": "sha256:" + "0" * 64})
    assert [each["code"] for each in foreign.json()["errors"]] == ["upload_unknown"]
    scan = SimpleUploadedFile("同意.pdf", b"%PDF-1.7 agreed", content_type="application/pdf")
    browser = Client(headers={"Authorization": f"Bearer {may}"})
    hash = browser.post("/api/v1/files", {"file": scan}).json()["hash"]
    answer = post(may, call, {**cells, "consent": hash})
    assert answer.status_code == 200, answer.content
    assert Approval.objects.get(id=answer.json()["answer"]["decision"]).content["consent"] == hash


def test_ending_offers_only_clauses_of_this_contract_and_grounds_in_force() -> None:
    answer = signed_in("handler").get(f"/contracts/{SWEEPING}/do/end-on-ground/")
    offered = {each.name: [choice.value for choice in each.choices] for each in answer.context["form"].fields}
    assert offered["clause"] == [f"{SWEEPING}-exit"]
    assert "public-harm" in offered["statutory"]
    said = answer.content.decode()
    assert "政府采购法" in said
    assert "继续履行将损害国家利益、社会公共利益" in said
    refused = do(
        "handler", SWEEPING, "end-on-ground", last_day="2030-01-01", clause=f"{PAVING}-exit", reason="x"
    )
    assert refused.status_code == 422  # type: ignore[attr-defined]


def test_the_history_tells_what_each_act_wrote() -> None:
    do("handler", SWEEPING, "suspend", starts="2030-01-01", reason="险情")
    page = signed_in("handler").get(f"/history/contracts/{SWEEPING}/").content.decode()
    assert "提出" in page
    assert "中止履行" in page
    assert signed_in("provider").get(f"/history/contracts/{SWEEPING}/").status_code == 404
