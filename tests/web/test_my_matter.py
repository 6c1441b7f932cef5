"""The citizen's page: no account, no cookie but that of the form, no name but the leader's, and no text of a case."""

import re
from datetime import date
from pathlib import Path

import pytest
from django.http import HttpResponse
from django.test import Client
from pytest_django.fixtures import Settings

from answerable.core.enforce.course import acts
from answerable.records.models import (
    Account,
    CaseStep,
    Contract,
    Entry,
    Matter,
    MatterCode,
    Notice,
    Paper,
    Person,
)
from tests.cases import CLERK, DIRTY, EXIT, HANDLER, HEAD, LEADER, LEGALITY, MAYOR, RUDE, SWEEPING, Walk
from tests.web.walked import CANARY, MATTER, OTHER_MATTER, browser, code_of, goes_back_to, see, stage

pytestmark = pytest.mark.django_db
DAY = date(2026, 6, 30)
PAGE = "/my-matter/"


@pytest.fixture(autouse=True)
def staged(tmp_path: Path, settings: Settings) -> None:
    stage(tmp_path, settings)
    see(settings, DAY)


def look(code: str, *, lang: str = "zh", **sent: str) -> HttpResponse:
    answer = Client().post(PAGE, {"code": code} | sent, headers={"accept-language": lang})
    assert isinstance(answer, HttpResponse)
    return answer


def shown(code: str, **sent: str) -> str:
    answer = look(code, **sent)
    assert answer.status_code == 200
    return answer.content.decode()


def main_of(said: str) -> str:
    return said[said.index("<main") : said.index("</main>")]


def read(said: str) -> str:
    return re.sub("<[^>]*>", " ", main_of(said))


def test_the_page_is_there_for_everybody_and_sets_no_cookie_but_the_one_of_its_form() -> None:
    code = code_of(on=DAY)
    for answer in (Client().get(PAGE), look(code), look("wrong")):
        assert set(answer.cookies) <= {"csrftoken"}
        assert "no-store" in answer.headers["Cache-Control"]
        assert "script-src 'self'" in answer.headers["Content-Security-Policy"]
    assert code not in Client().get(PAGE).content.decode()


def test_a_form_of_another_site_does_nothing() -> None:
    strict = Client(enforce_csrf_checks=True)
    assert strict.post(PAGE, {"code": code_of(on=DAY), "do": "contest"}).status_code == 403
    assert Matter.objects.get(id=MATTER).contested_on is None


def test_a_code_in_the_address_opens_nothing() -> None:
    code = code_of(on=DAY)
    said = Client().get(f"{PAGE}?code={code}").content.decode()
    assert "由此发生了什么" not in said
    assert Client().delete(PAGE).status_code == 405


def test_unknown_wrong_and_malformed_codes_all_look_alike() -> None:
    code = code_of(on=DAY)
    MatterCode.objects.filter(matter=OTHER_MATTER).delete()
    answers = [
        look(each)
        for each in (f"{code[:-1]}{'0' if code[-1] != '0' else '1'}", "7K2M-9QXD-0A1B-C3D4", "x", "")
    ]
    said = {re.sub('csrfmiddlewaretoken" value="[^"]*"', "", each.content.decode()) for each in answers}
    assert {each.status_code for each in answers} == {422}
    assert len(said) == 1


def test_whoever_tries_codes_waits_and_learns_nothing(settings: Settings) -> None:
    code = code_of(on=DAY)
    found = [look(f"{code[:4]}{number:012}").status_code for number in range(settings.AXES_FAILURE_LIMIT + 2)]
    assert found == [422] * settings.AXES_FAILURE_LIMIT + [429, 429]
    right = look(code)
    assert right.status_code == 429
    assert "由此发生了什么" not in right.content.decode()


def test_it_names_service_provider_body_and_the_leader_and_no_other_person() -> None:
    case = Walk(DIRTY, RUDE).not_corrected().case
    goes_back_to(case)
    said = main_of(shown(code_of(on=DAY)))
    row = Matter.objects.select_related("contract__provider", "contract__body").get(id=MATTER)
    for name in (row.contract.name, row.contract.provider.name, row.contract.body.name):
        assert name in said
    answers = Person.objects.get(id=LEADER).name
    assert answers in said
    words = re.sub("<[^>]*>", " ", said)
    others = Person.objects.exclude(name=answers).values_list("id", "name")
    assert [name for pair in others for name in pair if name in words] == []


def test_no_text_that_anybody_wrote_is_on_it() -> None:
    walk = Walk(DIRTY, RUDE).not_corrected()
    goes_back_to(walk.case)
    Matter.objects.filter(id=MATTER).update(topic=CANARY)
    # The same in every text of every step.
    for row in CaseStep.objects.filter(case=walk.case):
        texts = {
            name: CANARY
            for name, text in row.said.items()
            if name in ("facts", "text", "reason", "answer", "note")
        }
        CaseStep.objects.filter(pk=row.pk).update(said=row.said | texts)
    said = shown(code_of(on=DAY))
    for part in (*CANARY.split(), walk.now.subject, "整改 dirty", MATTER, walk.case, "城管告"):
        assert part not in main_of(said), part


def test_a_case_is_told_in_plain_words_from_the_finding_to_the_re_check() -> None:
    walk = Walk(DIRTY, RUDE)
    walk.go(HANDLER, acts.Protect(measures=("account_back",), reason="辱骂群众"))
    walk.not_corrected()
    goes_back_to(walk.case)
    said = main_of(shown(code_of(on=DAY)))
    for words in (
        "查实严重问题 1 个",
        "查实一般问题 1 个",
        "立案处理，涉及 2 个问题",
        "账号已收回",
        "已告知承接主体查明的问题",
        "承接主体作了说明",
        "责令限期整改 2 项",
        "由下令人以外的人检查：2 项中 0 项已整改到位",
        "检查认为没有整改到位",
    ):
        assert words in said, words


def test_a_contract_that_ended_and_was_handed_over_is_told() -> None:
    walk = Walk(DIRTY, RUDE).not_corrected().ended()
    goes_back_to(walk.case)
    said = main_of(shown(code_of(on=DAY)))
    assert "决定解除合同，不早于" in said
    assert "正在终止合同" in said


def test_what_was_found_is_counted_once_the_provider_was_told_and_measures_at_once() -> None:
    walk = Walk(DIRTY, RUDE)
    walk.go(HANDLER, acts.Protect(measures=("account_back", "suspend"), reason="辱骂群众"))
    goes_back_to(walk.case)
    code = code_of(on=DAY)
    said = main_of(shown(code))
    for words in ("立案处理。", "账号已收回", "服务已暂停"):
        assert words in said, words
    assert "个问题" not in said
    assert "查实" not in said
    walk.go(HANDLER, acts.Notify(facts="不净", workdays=5, number="告1"))
    told = main_of(shown(code))
    assert "涉及 2 个问题" in told
    assert "查实严重问题 1 个" in told


@pytest.mark.parametrize(
    ("way", "said", "standing"),
    [
        ("unilateral", "决定解除合同，不早于", "正在终止合同"),
        ("expiry", "决定合同到期不再续签", "合同期满后不再续签"),
    ],
)
def test_an_end_is_told_once_its_notice_has_arrived(way: str, said: str, standing: str) -> None:
    walk = Walk(DIRTY, RUDE).not_corrected()
    content = walk.ending(way=way, clause=EXIT if way == "unilateral" else "")
    if way == "expiry":
        content["last_day"] = str(Contract.objects.get(id=SWEEPING).ends)
    walk.decide("end", content, HANDLER, LEGALITY, LEADER, HEAD)
    goes_back_to(walk.case)
    code = code_of(on=DAY)
    unheard = main_of(shown(code))
    assert said not in unheard
    assert standing not in unheard
    assert "检查认为没有整改到位" in unheard
    walk.served()
    heard = main_of(shown(code))
    assert said in heard
    assert standing in heard


def test_an_end_that_fell_before_it_arrived_is_never_told() -> None:
    walk = Walk(DIRTY, RUDE).not_corrected()
    walk.decide("end", walk.ending(), HANDLER, LEGALITY, LEADER, HEAD)
    ending = walk.now.ending
    assert ending is not None
    made = walk.go(CLERK, acts.Contest(step=ending.step, text="x"))
    decided = acts.DecideObjection(
        step=made.number, result="upheld", reason="x", number="异决1", places=("官网",), minutes="纪1"
    )
    walk.go(MAYOR, decided)
    assert walk.now.annulled
    goes_back_to(walk.case)
    said = main_of(shown(code_of(on=DAY)))
    for words in ("解除合同", "终止合同"):
        assert words not in said, words


def test_a_referral_is_on_neither_page() -> None:
    walk = Walk(DIRTY, RUDE).notified()
    goes_back_to(walk.case)
    code, path = code_of(on=DAY), f"/cases/{walk.case}/"
    citizen, provider = read(shown(code)), read(browser(CLERK).get(path).content.decode())
    walk.go(HEAD, acts.Refer(to="market", reason=CANARY, number="移1"))
    seen = browser(CLERK).get(path)
    assert (read(shown(code)), read(seen.content.decode())) == (citizen, provider)
    assert "referral" not in {each.kind for each in seen.context["shown"].papers}
    referral = Paper.objects.get(case=walk.case, kind="referral")
    assert browser(CLERK).get(f"/papers/{referral.id}/").status_code == 404
    assert browser(HANDLER).get(f"/papers/{referral.id}/").status_code == 200


def test_what_was_taken_back_is_said_as_visibly_as_it_stood_and_first() -> None:
    walk = Walk(DIRTY, RUDE).notified().heard().ordered()
    step = walk.now.order_step
    assert step is not None
    made = walk.go(CLERK, acts.Contest(step=step, text=CANARY))
    goes_back_to(walk.case)
    before = main_of(shown(code_of(on=DAY)))
    assert "更正（" not in before
    decided = acts.DecideObjection(
        step=made.number,
        result="partly",
        reason=CANARY,
        number="异决1",
        set_aside=(RUDE,),
        places=("政务公开栏",),
    )
    walk.go(LEGALITY, decided)
    said = main_of(shown(code_of(on=DAY)))
    note, findings = said.index("更正（"), said.index("查实一般问题 1 个")
    assert note < findings
    size = 'class="govuk-body-l"'
    assert said[:note].rstrip().endswith(f"{size}>")
    assert said[:findings].rstrip().endswith(f"{size}>")
    assert "查实严重问题" not in said
    assert "异议部分成立" in said
    assert "王小明" not in said


def test_a_citizen_contests_and_no_setting_forbids_it() -> None:
    code = code_of(on=DAY)
    assert "没有解决，提出异议" in shown(code)
    said = shown(code, do="contest", note="还是不亮")
    assert "异议已登记" in said
    row = Matter.objects.get(id=MATTER)
    assert row.contested_on == DAY
    entry = Entry.objects.get(act="contest_matter")
    assert entry.by == "citizen"
    assert "还是不亮" in browser(HANDLER).get(f"/matters/{MATTER}/").content.decode()
    again = look(code, do="contest")
    assert again.status_code == 422
    assert Entry.objects.filter(act="contest_matter").count() == 1


def test_the_officials_are_told_that_it_is_contested() -> None:
    browser(HANDLER)
    shown(code_of(on=DAY), do="contest")
    found = Notice.objects.filter(kind="matter_contested")
    assert {each.account.username for each in found} >= {HANDLER}
    assert {each.link for each in found} == {f"/matters/{MATTER}/"}


def test_a_citizen_says_that_it_is_put_right_and_that_settles_it() -> None:
    code = code_of(on=DAY)
    assert "已登记您的确认" in shown(code, do="confirm")
    row = Matter.objects.get(id=MATTER)
    assert (row.outcome, row.confirmed_by) == ("put_right", "citizen")
    assert 'value="confirm"' not in shown(code)
    assert 'value="contest"' in shown(code)


def test_what_nobody_handled_yet_can_neither_be_confirmed_nor_contested() -> None:
    code = code_of(OTHER_MATTER, on=DAY)
    said = shown(code)
    assert "尚未办结" in said
    assert "已超过办理时限" in said
    for deed in ("contest", "confirm"):
        assert f'value="{deed}"' not in said
        assert look(code, do=deed).status_code == 422
    assert not Entry.objects.filter(act__in=("contest_matter", "confirm_matter")).exists()


@pytest.mark.parametrize("note", ["x" * 2_001, "a\x00b", "a\x1bb"])
def test_words_that_cannot_be_kept_are_refused_and_shown_again(note: str) -> None:
    answer = look(code_of(on=DAY), do="contest", note=note)
    assert answer.status_code == 422
    assert Matter.objects.get(id=MATTER).contested_on is None


def test_what_a_citizen_writes_is_no_page() -> None:
    answer = look(code_of(on=DAY), do="contest", note="<script>x</script>" + "x" * 2_000)
    assert "<script>x" not in answer.content.decode()
    assert '"><b>' not in look('"><b>').content.decode()


def test_a_code_opens_its_own_matter_and_nothing_of_another() -> None:
    walk = Walk(DIRTY, RUDE).notified()
    goes_back_to(walk.case)
    assert "立案处理" in shown(code_of(on=DAY))
    assert "没有因此立案" in shown(code_of(OTHER_MATTER, on=DAY))


def test_the_page_is_there_in_english() -> None:
    walk = Walk(DIRTY, RUDE).not_corrected()
    goes_back_to(walk.case)
    said = look(code_of(on=DAY), lang="en").content.decode()
    for words in ("What your word started", "1 finding was confirmed (serious)", "0 of 2 things put right"):
        assert words in said, words
    assert "There is no such code" in look("wrong", lang="en").content.decode()


def test_the_switch_of_the_language_keeps_the_page() -> None:
    client, code = Client(), code_of(on=DAY)
    said = client.post("/my-matter/", {"code": code}).content.decode()
    assert f'<input type="hidden" name="code" value="{code}">' in said[: said.index("<main")]
    answer = client.post("/my-matter/", {"code": code, "lang": "en"})
    assert "What your word started" in answer.content.decode()
    assert answer.headers["Content-Language"] == "en"
    assert "What your word started" in client.post("/my-matter/", {"code": code}).content.decode()


def test_the_slip_shows_the_code_once_to_those_who_record() -> None:
    path = f"/matters/{MATTER}/code/"
    desk = browser(HANDLER)
    assert desk.get(path).status_code == 200
    assert not MatterCode.objects.exists()
    answer = desk.post(path)
    said = answer.content.decode()
    (code,) = re.findall(r">((?:[0-9A-Z]{4}-){3}[0-9A-Z]{4})<", said)
    assert "no-store" in answer.headers["Cache-Control"]
    assert CANARY.split()[0] not in said
    assert "您反映的事" in shown(code)
    assert code not in desk.get(path).content.decode()
    assert "已于" in desk.get(path).content.decode()
    again = desk.post(path)
    assert again.status_code == 409, "the page with the code was loaded again"
    assert "没有另行生成" in again.content.decode()
    assert "您反映的事" in shown(code)
    replaced = desk.post(path, {"given": again.context["stamp"]})
    assert replaced.status_code == 200
    assert replaced.context["code"] != code
    for other in (HEAD, LEGALITY, CLERK):
        assert browser(other).post(path).status_code == 404
    assert Client().post(path).status_code == 302
    assert Account.objects.filter(username="citizen").count() == 0
