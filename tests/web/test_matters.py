"""Matters on pages: who sees which, and how one goes from a letter to the citizen's own word."""

from datetime import timedelta

import pytest
from django.db import connection
from django.http import HttpResponse
from django.test.utils import CaptureQueriesContext

from answerable.records.models import Account, Matter
from tests.web import cast_voices
from tests.web.cast import MINDING, OFFICIALS, PAVING, ROLES, SWEEPING, signed_in, today
from tests.web.cast_voices import MATTERS, day

pytestmark = pytest.mark.usefixtures("staged", "watched")
MINE = MATTERS[SWEEPING]
WATER = {MATTERS[SWEEPING], MATTERS[MINDING]}
SEEN: dict[str, set[str]] = (
    {role: set() for role in ROLES}
    | dict.fromkeys(OFFICIALS, WATER)
    | {"supervisor": WATER | {MATTERS[PAVING]}}
)
"""What citizens raised is for officials alone: a provider's clerk sees none of it."""
RECORDING = ("handler", "section", "leader")


@pytest.fixture
def watched(staged: None) -> None:
    cast_voices.set_up()


def send(role: str, name: str, **cells: str) -> HttpResponse:
    answer = signed_in(role).post(f"/matters/{MINE}/do/{name}/", cells)
    assert isinstance(answer, HttpResponse)
    return answer


def handle(role: str = "handler", *, days: int = 0) -> HttpResponse:
    return send(role, "handle", handled_on=day(days), note="已换灯泡")


def confirm(role: str = "leader", who: str = "inspector", outcome: str = "put_right") -> HttpResponse:
    return send(role, "confirm", outcome=outcome, confirmed_by=who, confirmed_on=day(0))


def page(role: str, path: str = f"/matters/{MINE}/") -> str:
    answer = signed_in(role).get(path)
    assert answer.status_code == 200, path
    return answer.content.decode()


@pytest.mark.parametrize("role", ROLES)
def test_every_role_finds_the_matters_that_are_written_here(role: str) -> None:
    browser, every = signed_in(role), MATTERS.values()
    assert {id for id in every if browser.get(f"/matters/{id}/").status_code == 200} == SEEN[role]
    listed = browser.get("/matters/")
    if SEEN[role]:
        assert {line.key for line in listed.context["lines"]} == SEEN[role]
    else:
        assert listed.status_code == 404
    for name in ("handle", "confirm", "contest"):
        opened = {id for id in every if browser.get(f"/matters/{id}/do/{name}/").status_code == 200}
        assert opened == (WATER if role in RECORDING else set())


def test_handled_is_not_put_right_and_somebody_else_says_that_it_is() -> None:
    assert "已超过办理时限" in page("handler")
    assert handle().status_code == 302
    said = page("handler")
    assert all(words in said for words in ("已办结，未确认", "已换灯泡"))
    refused = confirm("handler", "citizen")
    assert refused.status_code == 422
    assert "办理人不能确认自己办理的结果" in refused.content.decode()
    assert confirm().status_code == 302
    assert "已了结" in page("handler")


def test_the_citizen_contests_and_only_his_word_ends_it() -> None:
    handle(days=2)
    confirm()
    assert send("section", "contest", contested_on=day(0), note="又不亮了").status_code == 302
    said = page("handler")
    assert all(words in said for words in ("群众有异议", "又不亮了", "do/handle"))
    handle()
    assert confirm(who="inspector").status_code == 302
    assert Matter.objects.get(id=MINE).contested_on == today()
    assert send("leader", "contest", contested_on=day(0), note="-").status_code == 422


def test_a_form_says_every_reason_at_its_field_and_keeps_what_was_typed() -> None:
    tomorrow = (today() + timedelta(days=1)).isoformat()
    answer = send("leader", "confirm", outcome="partly", confirmed_by="citizen", confirmed_on=tomorrow)
    said = answer.content.decode()
    assert answer.status_code == 422
    assert "还没有到" in said
    assert "尚未办结" in said
    assert f'value="{tomorrow}"' in said
    assert send("leader", "confirm", outcome="gone", confirmed_by="", confirmed_on="1/1").status_code == 422


def test_whoever_was_quicker_is_shown_beside() -> None:
    handle(days=1)
    late = signed_in("leader").post(
        f"/matters/{MINE}/do/handle/", {"handled_on": day(0), "note": "-", "seen.handled_on": ""}
    )
    assert late.status_code == 409
    assert f"<b>{day(1)}</b>" in late.content.decode()


def test_a_letter_is_taken_down() -> None:
    sent = {"contract": SWEEPING, "raised_on": day(1), "channel": "visit", "topic": "井盖松动", "cause": ""}
    browser = signed_in("section")
    answer = browser.post("/matters/do/record/", sent)
    assert answer.status_code == 302
    assert "井盖松动" in browser.get(answer.headers["Location"]).content.decode()
    assert browser.post("/matters/do/record/", sent | {"contract": PAVING}).status_code == 422
    assert browser.post("/matters/do/record/", sent | {"topic": ""}).status_code == 422
    assert Matter.objects.filter(topic="井盖松动").count() == 1


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("state=open", WATER),
        ("state=overdue", WATER),
        ("state=settled", set()),
        ("state=not_confirmed", set()),
        ("channel=letter", WATER),
        ("channel=hotline", set()),
        ("cause=dark", WATER),
        (f"contract={SWEEPING}", {MINE}),
        ("search=minding", {MATTERS[MINDING]}),
    ],
)
def test_the_inbox_is_filtered(query: str, found: set[str]) -> None:
    assert {line.key for line in signed_in("handler").get(f"/matters/?{query}").context["lines"]} == found


def test_what_waits_to_be_confirmed_is_found_and_is_not_late() -> None:
    handle()
    lines = signed_in("leader").get("/matters/?state=not_confirmed").context["lines"]
    assert [(line.key, line.late) for line in lines] == [(MINE, False)]


def test_more_matters_cost_no_more_questions() -> None:
    def cost() -> list[int]:
        counts = []
        for path in ("/matters/", f"/matters/{MINE}/"):
            browser = signed_in("handler")
            browser.get(path)
            with CaptureQueriesContext(connection) as asked:
                browser.get(path)
            counts.append(len(asked))
        return counts

    before = cost()
    for number in range(30):
        Matter.objects.create(
            id=f"more-{number}",
            contract_id=SWEEPING,
            raised_on=today(),
            channel="hotline",
            topic="-",
            cause="dark",
        )
    assert cost() == before


def test_the_page_is_there_in_english() -> None:
    Account.objects.update(language="en")
    handle()
    said = page("handler")
    assert all(words in said for words in ("handled, not confirmed", "matter handled"))
