"""Inspections are recorded whole, once, by public staff of the body; what follows from one is done with it."""

from collections.abc import Mapping
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from answerable.actions.office.actors import NotPermittedError, actor_of
from answerable.actions.office.assessing import refresh
from answerable.actions.office.changing import change_row
from answerable.actions.office.dump import dump
from answerable.actions.office.inspecting import (
    Recorded,
    inspecting_body,
    open_inspection,
    record_inspection,
    record_missed,
)
from answerable.actions.office.inspection_plans import InspectionRefusedError
from answerable.actions.office.inspection_sheet import duties_to_do, question_of, said_of, sheet_of
from answerable.actions.office.reading import cells_of
from answerable.actions.office.rows import add_rows
from answerable.actions.offline.check import open_district
from answerable.actions.offline.engines import working_engine
from answerable.core.evidence.inspection.checklist import Answer
from answerable.core.evidence.inspection.decide import Made
from answerable.core.tables.fault import UnsoundError
from answerable.core.terms.errors import InputError
from answerable.records import models
from tests.builders import FAILING, HANDLER, HEAD, LEADER, MINDING, SWEEPING, row
from tests.inspections import add_plan
from tests.record import AT, LEGALITY, ON, OTHER_BODY, STRANGER, actor, hold, rows_of_record

pytestmark = pytest.mark.django_db
WALK = "sweeping-walk"
PHOTO = "sha256:" + "0a" * 32


@pytest.fixture(autouse=True)
def district(tmp_path: Path) -> None:
    rows = rows_of_record()
    add_plan(rows)
    rows["duties"].append(
        row(
            "duties",
            id=WALK,
            contract=SWEEPING,
            side="body",
            kind="inspect",
            every="month",
            within_workdays="10",
            starts="2026-01-01",
            ground="计划",
        )
    )
    rows["duties_done"].append(row("duties_done", duty=WALK, period="2026-05", done_on="2026-06-03"))
    hold(tmp_path / "district", rows)


def drawn(contract: str = SWEEPING) -> str:
    return str(models.Inspection.objects.get(plan="q2", contract=contract).id)


def answers(contract: str = SWEEPING, **changed: Answer) -> dict[str, Answer]:
    """Every item of the sheet met, but for these of the general list."""
    usual = {item.key: Answer("met") for item in sheet_of(contract, on=ON)}
    return usual | {f"general.any-{id}": answer for id, answer in changed.items()}


def record(
    id: str = "", given: Mapping[str, Answer] | None = None, *, by: str = HANDLER, day: date = ON, **more: Any
) -> Recorded:
    made = Made(day, answers() if given is None else given)
    return record_inspection(id or drawn(), made, **more, by=actor(by), at=AT, on=ON)


def refused(*args: Any, **more: Any) -> list[str]:
    before = models.Entry.objects.count()
    with pytest.raises(InspectionRefusedError) as caught:
        record(*args, **more)
    assert models.Entry.objects.count() == before
    return [each.code for each in caught.value.messages]


def sound(folder: Path) -> bool:
    dump(folder)
    with working_engine("duckdb") as (engine, scratch):
        return not open_district(folder, engine=engine, scratch=scratch).faults


def test_the_sheet_asks_for_clauses_indicators_and_the_general_list() -> None:
    items = sheet_of(SWEEPING, on=ON)
    assert [item.key for item in items[:2]] == [f"clause.{SWEEPING}-exit", "indicator.on-time"]
    assert {item.basis for item in items[2:]} == {"general"}
    said = [question_of(item, lang) for item in items for lang in ("zh", "en")]
    assert all(said)
    assert "on-time" in said[2]


def test_an_inspection_without_faults_is_recorded_with_every_item(tmp_path: Path) -> None:
    found = record(note="东门，班长在场", document=PHOTO)
    assert found == Recorded("no_faults", ())
    told = cells_of("inspections", drawn())
    assert (told["inspected_on"], told["inspector"], told["outcome"]) == ("2026-06-30", HANDLER, "no_faults")
    assert (told["note"], told["document"]) == ("东门，班长在场", PHOTO)
    checks = models.InspectionCheck.objects.filter(inspection=drawn())
    assert checks.count() == len(answers())
    entry = models.Entry.objects.get(act="record_inspection")
    assert (entry.by, entry.disclosed.count()) == (HANDLER, 1 + checks.count())
    assert sound(tmp_path / "out")


def test_an_inspection_of_an_earlier_day_is_recorded_on_the_sheet_of_the_day_of_recording() -> None:
    earlier = ON - timedelta(days=3)
    models.Indicator.objects.filter(id="on-time").update(starts=ON - timedelta(days=1))
    assert "indicator.on-time" in answers()
    assert record(day=earlier).outcome == "no_faults"
    told = said_of(SWEEPING, on=earlier)("indicator", "on-time")
    assert told.zh != "on-time"


def test_from_items_that_are_not_met_findings_are_proposed_for_somebody_to_decide(tmp_path: Path) -> None:
    given = answers(
        staff=Answer("not_met", note="应到 6 人，实到 3 人", severity="ordinary", document=PHOTO),
        safety=Answer("not_met", severity="serious"),
        records=Answer("not_met", note="少一页"),
    )
    found = record(given=given)
    assert found == Recorded("faults", (f"{drawn()}-f1", f"{drawn()}-f2"))
    findings = {row.severity: row for row in models.Finding.objects.filter(contract=SWEEPING)}
    assert findings["ordinary"].what == "应到 6 人，实到 3 人"
    assert findings["serious"].what == "Nothing was seen that endangers people."
    assert {(row.source, row.decision, row.found_on) for row in findings.values()} == {
        ("inspection", None, ON)
    }
    checks = dict(models.InspectionCheck.objects.filter(result="not_met").values_list("item", "finding"))
    assert checks == {"any-staff": found.findings[0], "any-safety": found.findings[1], "any-records": None}
    assert sound(tmp_path / "out")


def test_the_duty_to_inspect_is_done_with_the_inspection_and_asked_for_nowhere_else() -> None:
    refresh(on=ON, at=AT)
    assert duties_to_do(SWEEPING, on=ON) == ((WALK, "2026-04"), (WALK, "2026-06"))
    record(duty=(WALK, "2026-04"))
    assert duties_to_do(SWEEPING, on=ON) == ((WALK, "2026-06"),)
    told = cells_of("duties_done", WALK, "2026-04")
    assert (told["done_on"], told["done_by"], told["note"]) == ("2026-06-30", HANDLER, drawn())
    assert not models.DutyOwed.objects.filter(duty__endswith=f"{WALK}/2026-04").exists()
    assert models.Entry.objects.filter(act="do_duty").count() == 1


def test_a_duty_that_is_done_or_another_contracts_takes_the_whole_record_back() -> None:
    with pytest.raises(UnsoundError):
        record(duty=(WALK, "2026-05"))
    with pytest.raises(InputError) as caught:
        record(drawn(MINDING), answers(MINDING), duty=(WALK, "2026-04"))
    assert caught.value.message.code == "no_such_duty"
    assert not models.InspectionCheck.objects.exists()
    assert models.Inspection.objects.filter(inspected_on=None).count() == 2


def test_duties_are_offered_for_whole_periods_of_duty_and_contract_only() -> None:
    models.PlannedDuty.objects.filter(id=WALK).update(starts=date(2026, 4, 2), ends=date(2026, 6, 15))
    models.DutyDone.objects.all().delete()
    assert duties_to_do(SWEEPING, on=ON) == ((WALK, "2026-05"),)
    models.PlannedDuty.objects.filter(id=WALK).update(every="once", ends=None)
    assert duties_to_do(SWEEPING, on=ON) == ((WALK, "2026-06-30"),)
    models.DutyDone.objects.create(duty_id=WALK, period="2026-05-02", done_on=date(2026, 5, 2))
    assert duties_to_do(SWEEPING, on=ON) == ()


def test_nothing_is_recorded_twice_or_in_part_or_later_than_today() -> None:
    assert refused(day=date(2026, 7, 1)) == ["inspection_later"]
    assert refused(day=date(2026, 4, 1)) == ["inspection_earlier"]
    assert set(refused(given={})) == {"inspection_unanswered"}
    record()
    assert refused() == ["inspection_recorded"]
    assert models.InspectionCheck.objects.count() == len(answers())


def test_results_and_hashes_of_another_form_are_refused() -> None:
    with pytest.raises(UnsoundError):
        record(given=answers(staff=Answer("perhaps")))
    with pytest.raises(UnsoundError):
        record(document="photo.jpg")
    with pytest.raises(InputError) as caught:
        record(note="a\x00b")
    assert caught.value.message.code == "cell_unwritable"
    assert models.Inspection.objects.filter(inspected_on=None).count() == 2


@pytest.mark.parametrize("by", [HEAD, LEGALITY, STRANGER])
def test_only_those_who_keep_records_in_the_body_inspect(by: str) -> None:
    with pytest.raises(NotPermittedError):
        record(by=by)
    with pytest.raises(NotPermittedError):
        record_missed(drawn(), tried_on=ON, why="关门", by=actor(by), at=AT, on=ON)
    with pytest.raises(NotPermittedError):
        open_inspection(SWEEPING, cause="群众反映", due_on=ON, by=actor(by), at=AT, on=ON)
    assert not models.Entry.objects.filter(act__contains="inspection").exists()


def test_a_providers_clerk_inspects_nothing() -> None:
    clerk = models.Account.objects.create(username="clerk", provider_id=FAILING, created_at=AT)
    made = Made(ON, answers())
    with pytest.raises(NotPermittedError):
        record_inspection(drawn(), made, by=actor_of(clerk, on=ON), at=AT, on=ON)


def test_dispatched_people_in_a_post_do_not_inspect() -> None:
    models.Person.objects.filter(id=HANDLER).update(staff="dispatched")
    with pytest.raises(UnsoundError) as caught:
        record()
    assert "inspector_not_public" in [fault.message.code for fault in caught.value.faults]
    assert models.Inspection.objects.filter(inspected_on=None).count() == 2


def test_one_that_could_not_be_made_says_so_and_why(tmp_path: Path) -> None:
    with pytest.raises(InspectionRefusedError) as caught:
        record_missed(drawn(), tried_on=date(2026, 7, 1), why=" ", by=actor(HANDLER), at=AT, on=ON)
    assert [each.code for each in caught.value.messages] == ["inspection_later", "inspection_why_not"]
    record_missed(drawn(), tried_on=ON, why="现场停工", by=actor(LEADER), at=AT, on=ON)
    told = cells_of("inspections", drawn())
    assert (told["outcome"], told["note"], told["inspector"]) == ("not_possible", "现场停工", LEADER)
    assert refused() == ["inspection_recorded"]
    assert sound(tmp_path / "out")


def test_a_contract_is_inspected_for_a_cause(tmp_path: Path) -> None:
    ids = [
        open_inspection(SWEEPING, cause="群众反映漏扫", due_on=ON, by=actor(HANDLER), at=AT, on=ON)
        for _ in range(2)
    ]
    assert ids == ["sweeping-20260630-2", "sweeping-20260630-3"]
    assert inspecting_body(ids[0]) == "water"
    assert record(ids[0]).outcome == "no_faults"
    told = models.Inspection.objects.get(id=ids[0])
    assert (told.plan_id, told.place, told.chosen_by, told.cause) == (None, None, "cause", "群众反映漏扫")
    assert sound(tmp_path / "out")


def test_every_reason_against_opening_is_given_at_once() -> None:
    models.Contract.objects.filter(id=SWEEPING).update(starts=date(2026, 8, 1))
    with pytest.raises(InspectionRefusedError) as caught:
        open_inspection(SWEEPING, cause=" ", due_on=date(2026, 6, 1), by=actor(HANDLER), at=AT, on=ON)
    codes = ["inspection_why", "inspection_due_past", "inspection_not_running"]
    assert [each.code for each in caught.value.messages] == codes
    with pytest.raises(InputError):
        open_inspection("nothing", cause="x", due_on=ON, by=actor(HANDLER), at=AT, on=ON)


def test_an_id_that_would_be_too_long_is_shortened_and_stays_its_own() -> None:
    long = "c" * 64
    held = models.Contract.objects.get(id=SWEEPING)
    held.id = long
    held.save(force_insert=True)
    id = open_inspection(long, cause="x", due_on=ON, by=actor(HANDLER), at=AT, on=ON)
    assert len(id) == 64
    given = {item.key: Answer("not_met", severity="minor") for item in sheet_of(long, on=ON)}
    found = record(id, given).findings
    assert len(set(found)) == len(given)
    assert max(map(len, found)) <= 64


def test_the_body_of_the_plan_inspects_and_not_that_of_the_contract() -> None:
    models.InspectionPlan.objects.update(body=OTHER_BODY)
    with pytest.raises(NotPermittedError):
        record()
    assert record(by=STRANGER).outcome == "no_faults"
    assert inspecting_body("nothing") is None


def test_past_inspections_come_in_by_import_in_ones_own_name_and_for_a_cause_alone() -> None:
    cells = {
        "id": "old",
        "contract": SWEEPING,
        "chosen_by": "cause",
        "cause": "日常检查",
        "due_on": "2026-05-31",
        "inspected_on": "2026-05-20",
        "inspector": HANDLER,
        "outcome": "no_faults",
    }
    bring: dict[str, Any] = {"by": actor(HANDLER), "at": AT, "on": ON}
    for wrong in ({"inspector": LEADER}, {"plan": "q2", "place": "3", "chosen_by": "risk", "cause": ""}):
        with pytest.raises(UnsoundError):
            add_rows("inspections", [cells | wrong], **bring)
    add_rows("inspections", [cells], **bring)
    check = {"inspection": "old", "basis": "general", "item": "any-staff", "result": "met"}
    add_rows("inspection_checks", [check], **bring)
    for table in ("inspection_plans", "inspection_frame"):
        with pytest.raises((NotPermittedError, UnsoundError)):
            add_rows(table, [{"plan": "q2", "body": "water", "contract": SWEEPING}], **bring)


def test_what_was_seen_is_not_corrected_afterwards_but_a_note_may_be() -> None:
    record()
    key = (drawn(), "general", "any-staff")
    seen = cells_of("inspection_checks", *key)
    with pytest.raises(InputError) as caught:
        change_row(
            "inspection_checks", key, {"result": "not_met"}, seen=seen, by=actor(HANDLER), at=AT, on=ON
        )
    assert caught.value.message.code == "guarded_cells"
    change_row("inspection_checks", key, {"note": "补充"}, seen=seen, by=actor(HANDLER), at=AT, on=ON)
    assert cells_of("inspection_checks", *key)["note"] == "补充"
