"""Inspections on the pages: what is due, the proof of a draw, and the checklist as it is filled in on the spot."""

import hashlib
import re
from datetime import date, timedelta
from urllib.parse import quote

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from answerable.actions.office.inspection_sheet import sheet_of
from answerable.core.evidence.inspection.draw import key_of
from answerable.records import models
from tests.inspections import SECRET, SEED
from tests.web.api.calling import post, said, token
from tests.web.cast import FAILING, LAWFUL, MINDING, SWEEPING, WATER, signed_in, today
from tests.web.cast_inspections import DRAWN, DUE, FOR_CAUSE, MADE, READY

pytestmark = pytest.mark.usefixtures("staged")
PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d49444154789c6360f8cf"
    "000001010100c9fe92ef0000000049454e44ae426082"
)


def page(path: str, role: str = "handler", *, lang: str = "en") -> str:
    browser = signed_in(role)
    models.Account.objects.filter(username=role).update(language=lang)
    answer = browser.get(path)
    assert answer.status_code == 200
    return answer.content.decode()


def filled(**changed: str) -> dict[str, str]:
    """A form in which every item is met, but for these of the general list."""
    sent = {item.key: "met" for item in sheet_of(MINDING, on=today())}
    sent["inspected_on"] = today().isoformat()
    return sent | {f"general.any-{name.replace('__', '.')}": text for name, text in changed.items()}


def record(id: str = DUE, sent: dict[str, str] | None = None, role: str = "handler") -> tuple[int, str]:
    answer = signed_in(role).post(f"/inspections/{id}/do/record/", filled() if sent is None else sent)
    return answer.status_code, answer.content.decode()


# ------------------------------------------------------------------ lists


def listed(query: str, role: str = "handler") -> list[str]:
    answer = signed_in(role).get(f"/inspections/{query}")
    return [line.key for line in answer.context["lines"]]


def test_what_is_still_to_be_made_comes_first_and_overdue_is_marked() -> None:
    assert listed("") == [DUE, FOR_CAUSE, MADE]
    lines = signed_in("handler").get("/inspections/").context["lines"]
    assert [line.late for line in lines] == [True, False, False]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("?state=overdue", [DUE]),
        ("?state=due", [FOR_CAUSE]),
        ("?state=done", [MADE]),
        ("?state=not_possible", []),
        ("?chosen_by=cause", [FOR_CAUSE]),
        (f"?plan={DRAWN}", [DUE, MADE]),
        (f"?contract={SWEEPING}", [MADE]),
        ("?search=看护", [DUE, FOR_CAUSE]),
    ],
)
def test_inspections_are_filtered(query: str, found: list[str]) -> None:
    assert listed(query) == found


@pytest.mark.parametrize(("state", "found"), [("drawn", [DRAWN]), ("ready", [READY]), ("committed", [])])
def test_plans_are_filtered_by_how_they_stand(state: str, found: list[str]) -> None:
    lines = signed_in("handler").get(f"/inspections/list/plans/?state={state}").context["lines"]
    assert [line.key for line in lines] == found


def test_a_plan_whose_days_are_over_with_inspections_left_is_late() -> None:
    lines = {line.key: line for line in signed_in("handler").get("/inspections/list/plans/").context["lines"]}
    assert (lines[DRAWN].late, lines[READY].late) == (True, False)
    assert lines[DRAWN].cells[-1] == 1


def test_the_number_of_queries_does_not_grow_with_the_list() -> None:
    def queries() -> int:
        with CaptureQueriesContext(
            connection,
        ) as caught:
            for path in ("/inspections/", "/inspections/list/plans/", "/inspections/list/frames/"):
                assert browser.get(path).status_code == 200
        return len(caught)

    browser = signed_in("handler")
    queries()
    before = queries()
    models.Inspection.objects.bulk_create(
        models.Inspection(
            id=f"more-{number}", contract_id=SWEEPING, chosen_by="cause", cause="x", due_on=date(2099, 1, 1)
        )
        for number in range(30)
    )
    assert queries() == before


# ------------------------------------------------------------------ plans


def test_the_proof_of_a_draw_is_on_the_page_and_recomputes() -> None:
    shown = page(f"/inspections/plans/{DRAWN}/")
    text = signed_in("handler").get(f"/inspections/plans/{DRAWN}/text/").content.decode()
    commitment = models.InspectionPlan.objects.get(id=DRAWN).commitment
    assert "sha256:" + hashlib.sha256(text.encode()).hexdigest() == commitment
    assert commitment in shown
    assert key_of(text, SEED) in shown
    assert "It was drawn again just now" in shown


def test_a_draw_that_is_not_what_the_commitment_gives_is_called_so() -> None:
    models.InspectionChance.objects.filter(plan=DRAWN, contract=MINDING).update(weight=9)
    shown = page(f"/inspections/plans/{DRAWN}/")
    assert "It was drawn again just now" not in shown
    assert f"The commitment of plan {DRAWN} is not that of its text" in shown
    assert "The weight of 1 contract does not follow" in shown


def test_before_the_draw_no_text_is_shown_because_it_holds_the_secret() -> None:
    browser = signed_in("handler")
    assert browser.get(f"/inspections/plans/{READY}/text/").status_code == 404
    shown = page(f"/inspections/plans/{READY}/")
    assert SECRET not in shown
    assert f"/inspections/{READY}/do/draw/" in shown
    assert f"/inspections/{READY}/do/draw/" not in page(f"/inspections/plans/{READY}/", "head")


def test_a_plan_is_committed_to_and_drawn_on_the_pages() -> None:
    browser = signed_in("section")
    tomorrow = today() + timedelta(days=1)
    sent = {
        "id": "q-new",
        "body": WATER,
        "reach": "own",
        "starts": "2099-07-01",
        "ends": "2099-09-30",
        "count": "2",
        "random_count": "0",
        "seed_source": "某指数",
        "seed_on": tomorrow.isoformat(),
    }
    wrong = browser.post("/inspections/do/plan/", sent)
    assert wrong.status_code == 422
    shown = wrong.content.decode()
    assert 'href="#f-random_count"' in shown
    assert 'value="q-new"' in shown
    made = browser.post("/inspections/do/plan/", sent | {"random_count": "1"})
    assert (made.status_code, made["Location"]) == (302, "/inspections/plans/q-new/")
    assert browser.get("/inspections/plans/q-new/").status_code == 200
    early = browser.post("/inspections/q-new/do/draw/", {"public_seed": "1"})
    assert early.status_code == 422
    models.InspectionPlan.objects.filter(id="q-new").update(seed_on=today())
    assert "secret" not in [each.name for each in early.context["form"].fields]


def test_a_plan_that_came_with_a_folder_asks_for_its_secret_and_is_drawn_with_it() -> None:
    browser = signed_in("handler")
    wrong = browser.post(f"/inspections/{READY}/do/draw/", {"public_seed": "7", "secret": "00" * 32})
    assert wrong.status_code == 422
    assert 'href="#f-secret"' in wrong.content.decode()
    drawn = browser.post(f"/inspections/{READY}/do/draw/", {"public_seed": "7", "secret": SECRET})
    assert drawn.status_code == 302
    assert models.Inspection.objects.filter(plan=READY).count() == 2


def test_a_contract_is_inspected_for_a_cause_on_the_pages() -> None:
    browser = signed_in("leader")
    opened = browser.post(
        "/inspections/do/open/", {"contract": SWEEPING, "cause": "群众反映", "due_on": "2099-01-01"}
    )
    assert opened.status_code == 302
    assert browser.get(opened["Location"]).status_code == 200


# ------------------------------------------------------------------ one inspection


def test_an_inspection_that_was_made_shows_what_was_not_met_first() -> None:
    shown = page(f"/inspections/{MADE}/")
    assert shown.index("Not met: 1 item") < shown.index("The rest: 2 items")
    assert "缺两人" in shown
    assert "/do/record/" not in shown


def test_a_clerk_sees_what_was_seen_and_nothing_from_inside() -> None:
    shown = page(f"/inspections/{MADE}/", "provider")
    assert "缺两人" in shown
    for inside in ("内部情况", DRAWN, "Timeline"):
        assert inside not in re.sub(f"{MADE}", "", shown)
    assert signed_in("provider").get(f"/inspections/{DUE}/").status_code == 404


def test_nobody_of_the_provider_is_told_beforehand() -> None:
    models.Contract.objects.filter(id=MINDING).update(provider=LAWFUL)
    browser = signed_in("provider")
    assert browser.get(f"/inspections/{DUE}/").status_code == 404
    assert listed("", "provider") == [MADE]
    models.Contract.objects.filter(id=MINDING).update(provider=FAILING)


def test_the_page_leads_to_the_form_with_the_day_and_the_open_duty_filled_in() -> None:
    models.PlannedDuty.objects.create(
        id="walk",
        contract_id=MINDING,
        side="body",
        kind="inspect",
        every="year",
        within_workdays=5,
        starts=date(2025, 1, 1),
        ground="§",
    )
    found = re.search(rf'href="(/inspections/{DUE}/do/record/[^"]*)"', page(f"/inspections/{DUE}/"))
    assert found is not None
    path = found[1].replace("&amp;", "&")
    assert f"duty={quote('walk/2025', safe='')}" in path
    form = signed_in("handler").get(path).context["form"]
    stated = {each.name: each.text for each in form.fields if each.text}
    assert stated == {"inspected_on": today().isoformat(), "duty": "walk/2025"}
    assert record(sent=filled() | {"duty": "walk/2025"})[0] == 302
    assert models.DutyDone.objects.get(duty="walk").period == "2025"


def test_the_checklist_is_recorded_item_by_item() -> None:
    assert record(sent=filled(staff="not_met", staff__note="缺两人", staff__severity="ordinary"))[0] == 302
    row = models.Inspection.objects.get(id=DUE)
    assert (row.outcome, row.inspector_id, row.inspected_on) == ("faults", "p-handler", today())
    finding = models.Finding.objects.get(contract=MINDING)
    assert (finding.what, finding.severity, finding.decision) == ("缺两人", "ordinary", None)
    assert "缺两人" in page(f"/inspections/{DUE}/")


def test_what_was_typed_stays_and_every_fault_is_told_at_its_item_and_at_the_top() -> None:
    sent = filled(staff="not_met", staff__note="缺两人", safety__severity="minor")
    del sent["general.any-records"]
    status, shown = record(sent=sent)
    assert status == 422
    for name in ("general.any-records",):
        assert f'href="#f-{name}"' in shown
        assert f'id="f-{name}-error"' in shown
    assert re.search(r'name="general.any-staff" value="not_met"[^>]* checked', shown)
    assert ">缺两人</textarea>" in shown
    status, shown = record(sent=sent | {"general.any-records": "met"})
    assert status == 422
    assert 'href="#f-general.any-safety.severity"' in shown
    assert not models.InspectionCheck.objects.filter(inspection=DUE).exists()


def test_what_is_said_beside_a_result_is_folded_away_until_something_is_said() -> None:
    shown = page(f"/inspections/{DUE}/do/record/")
    assert 'govuk-details" open' not in shown
    _, shown = record(sent={"general.any-staff.note": "缺两人"})
    assert shown.count('govuk-details" open') == 1


def test_a_photograph_may_come_with_an_item() -> None:
    browser: Client = signed_in("handler")
    photo = SimpleUploadedFile("door.png", PNG, content_type="image/png")
    sent = filled(staff="not_met") | {"general.any-staff.document": photo}
    assert browser.post(f"/inspections/{DUE}/do/record/", sent).status_code == 302
    check = models.InspectionCheck.objects.get(inspection=DUE, item="any-staff")
    assert check.document == f"sha256:{hashlib.sha256(PNG).hexdigest()}"
    assert f"/files/{check.document}/" in page(f"/inspections/{DUE}/")


def test_an_inspection_is_recorded_once() -> None:
    assert record()[0] == 302
    status, shown = record()
    assert status == 422
    assert DUE in shown
    assert "not recorded again" in page(f"/inspections/{DUE}/do/record/")


def test_one_that_could_not_be_made_is_recorded_with_its_reason() -> None:
    browser = signed_in("handler")
    path = f"/inspections/{DUE}/do/missed/"
    assert browser.post(path, {"inspected_on": today().isoformat(), "note": ""}).status_code == 422
    sent = {"inspected_on": today().isoformat(), "note": "现场停工"}
    assert browser.post(path, sent).status_code == 302
    shown = page(f"/inspections/{DUE}/")
    assert "could not be made" in shown
    assert "现场停工" in shown


def test_a_program_records_an_inspection_with_the_same_words_as_the_page() -> None:
    cells = filled(staff="not_met", staff__severity="minor")
    day = cells.pop("inspected_on")
    short = post(token("handler"), f"/inspections/{DUE}/record", {"inspected_on": day, "cells": {}})
    assert short.status_code == 422
    assert {each["field"] for each in said(short)["errors"]} == cells.keys() - {"general.any-staff.severity"}
    answer = post(token("handler"), f"/inspections/{DUE}/record", {"inspected_on": day, "cells": cells})
    assert answer.status_code == 200
    told = said(answer)["answer"]
    assert (told["outcome"], len(told["findings"])) == ("faults", 1)


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize(
    "path",
    [
        "/inspections/",
        "/inspections/list/plans/",
        "/inspections/list/frames/",
        "/inspections/do/plan/",
        "/inspections/do/open/",
        f"/inspections/plans/{DRAWN}/",
        f"/inspections/plans/{READY}/",
        f"/inspections/{READY}/do/draw/",
        f"/inspections/{MADE}/",
        f"/inspections/{DUE}/",
        f"/inspections/{DUE}/do/record/",
        f"/inspections/{DUE}/do/missed/",
    ],
)
def test_every_page_is_there_in_both_languages(path: str, lang: str) -> None:
    shown = page(path, lang=lang)
    assert shown.count("<h1") == 1
    ids = re.findall(r'\sid="([^"]+)"', shown)
    assert len(ids) == len(set(ids))
