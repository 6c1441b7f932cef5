"""Plans are committed to before the public number is known, drawn once after it, and recomputed by anybody."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from answerable.actions.office import risks
from answerable.actions.office.actors import NotPermittedError, actor_of
from answerable.actions.office.dump import dump
from answerable.actions.office.inspection_plans import (
    InspectionRefusedError,
    Wanted,
    draw_plan,
    plan_inspections,
)
from answerable.actions.offline.check import open_district
from answerable.actions.offline.engines import working_engine
from answerable.core.evidence.inspection.values import Chance, Inspection, Plan
from answerable.core.evidence.inspection.verify import verify, weights_differ
from answerable.core.terms.errors import InputError
from answerable.records import models
from answerable.records.values import values_of
from tests.builders import BODY, FAILING, HANDLER, HEAD, LEADER, MINDING, SWEEPING, row
from tests.inspections import COMMITTED, SECRET, add_plan
from tests.record import AT, LEGALITY, ON, OTHER_BODY, STRANGER, actor, hold, rows_of_record

pytestmark = pytest.mark.django_db
SEED_ON = date(2026, 7, 2)
WANTED = Wanted(
    id="q3",
    body=BODY,
    reach="own",
    starts=date(2026, 7, 1),
    ends=date(2026, 9, 30),
    count=2,
    random_count=1,
    seed_source="某指数 2026-07-02 收盘点数",
    seed_on=SEED_ON,
)


@pytest.fixture(autouse=True)
def district(tmp_path: Path) -> None:
    rows = rows_of_record()
    rows["findings"].append(
        row(
            "findings",
            id="late",
            contract=MINDING,
            found_on="2026-02-02",
            source="audit",
            severity="ordinary",
            what="迟到",
            decision="confirmed",
            decided_on="2026-02-05",
            decided_by=LEADER,
        )
    )
    hold(tmp_path / "district", rows)


def plan(by: str = HANDLER, **changed: Any) -> str:
    return plan_inspections(replace(WANTED, **changed), by=actor(by), at=AT, on=ON)


def draw(id: str = "q3", *, by: str = HANDLER, on: date = SEED_ON, **more: Any) -> tuple[str, ...]:
    usual = {"public_seed": "3261.56"}
    return draw_plan(id, **usual | more, by=actor(by, on), at=AT + timedelta(days=2), on=on)


def refused(what: Callable[..., object], *args: Any, **more: Any) -> list[str]:
    before = models.Entry.objects.count()
    with pytest.raises(InspectionRefusedError) as caught:
        what(*args, **more)
    assert models.Entry.objects.count() == before
    return [each.code for each in caught.value.messages]


def test_a_commitment_writes_the_plan_with_its_frame_and_keeps_the_secret_apart(tmp_path: Path) -> None:
    assert plan() == "q3"
    held = models.InspectionPlan.objects.get(id="q3")
    assert (held.secret, held.drawn_on, held.committed_by_id, held.committed_on) == (None, None, HANDLER, ON)
    frame = dict(models.InspectionChance.objects.values_list("contract", "weight"))
    assert frame == {SWEEPING: 1 + 2 + 4, MINDING: 1 + 2 + 4 + 2}
    entry = models.Entry.objects.get(act="plan_inspections")
    secret = models.InspectionSecret.objects.get(plan="q3").secret
    assert (entry.by, entry.disclosed.count(), len(secret)) == (HANDLER, 3, 64)
    dump(tmp_path / "out")
    written = [path.read_text("utf-8") for path in (tmp_path / "out").iterdir()]
    assert not any(secret in text for text in written)


def test_the_weights_follow_from_what_the_record_says() -> None:
    models.Standing.objects.create(contract_id=SWEEPING, on=ON, standing="watch", content={})
    for number, state in enumerate(("overdue", "overdue", "due")):
        models.DutyOwed.objects.create(
            duty=str(number), contract_id=SWEEPING, side="body", who=HANDLER, by=ON, state=state, on=ON, content={}
        )  # fmt: skip
    models.Contract.objects.filter(id=SWEEPING).update(amount_minor=500, currency="CNY")
    models.Inspection.objects.create(
        id="past", contract_id=SWEEPING, chosen_by="cause", cause="x", due_on=ON, inspected_on=date(2026, 2, 28),
        inspector_id=HANDLER, outcome="no_faults",
    )  # fmt: skip
    models.Inspection.objects.create(
        id="missed", contract_id=SWEEPING, chosen_by="cause", cause="x", due_on=ON, inspected_on=date(2026, 6, 1),
        inspector_id=HANDLER, outcome="not_possible", note="x",
    )  # fmt: skip
    plan()
    (found,) = values_of(Chance, models.InspectionChance.objects.filter(contract=SWEEPING))
    assert found == Chance("q3", SWEEPING, "watch", 2, 0, 4, large=True, weight=1 + 3 + 2 + 1 + 2)
    assert weights_differ([found], risks.weights_in_force(ON)) == ()


def test_doing_the_duty_to_inspect_counts_as_an_inspection() -> None:
    models.PlannedDuty.objects.create(
        id="walk", contract_id=SWEEPING, side="body", kind="inspect", every="month", within_workdays=5,
        starts=date(2026, 1, 1), ground="§",
    )  # fmt: skip
    models.DutyDone.objects.create(duty_id="walk", period="2026-05", done_on=date(2026, 6, 5))
    found = risks.last_inspections(models.Contract.objects.values("id"), on=ON)
    assert found == {SWEEPING: date(2026, 6, 5)}


def test_findings_of_long_ago_do_not_count() -> None:
    models.Finding.objects.filter(id="late").update(found_on=date(2025, 6, 1), decided_on=date(2025, 6, 30))
    plan()
    assert models.InspectionChance.objects.get(contract=MINDING).findings == 0


def test_only_contracts_that_run_are_in_the_frame() -> None:
    models.Contract.objects.filter(id=MINDING).update(ends=date(2026, 6, 29))
    assert refused(plan) == ["inspection_too_many"]
    plan(count=1)
    assert list(models.InspectionChance.objects.values_list("contract", flat=True)) == [SWEEPING]


def test_a_contract_that_was_ended_before_its_day_is_not_in_the_frame() -> None:
    models.Case.objects.create(id="case", contract_id=MINDING, opened_on=ON, subject="x")
    models.CaseState.objects.create(case_id="case", starts=ON, state="ended_agreement", ground="§")
    plan(count=1)
    assert list(models.InspectionChance.objects.values_list("contract", flat=True)) == [SWEEPING]


def test_a_body_above_reaches_the_contracts_below_it_and_no_other() -> None:
    models.Body.objects.filter(id=BODY).update(parent=OTHER_BODY)
    assert refused(plan, STRANGER, body=OTHER_BODY) == ["inspection_too_many"]
    plan(STRANGER, body=OTHER_BODY, reach="below")
    assert models.InspectionChance.objects.count() == 2
    models.Body.objects.filter(id=BODY).update(parent=None)
    assert risks.bodies_in_reach(OTHER_BODY, reach="below", on=ON) == {OTHER_BODY}


@pytest.mark.parametrize("by", [HEAD, LEGALITY, STRANGER])
def test_those_who_do_not_keep_records_do_not_plan_or_draw(by: str) -> None:
    with pytest.raises(NotPermittedError):
        plan(by)
    plan()
    with pytest.raises(NotPermittedError):
        draw(by=by)
    assert models.InspectionPlan.objects.filter(drawn_on=None).count() == 1


def test_a_body_that_is_not_there_plans_nothing() -> None:
    with pytest.raises(InputError) as caught:
        plan(body="nowhere")
    assert caught.value.message.code == "no_such_row"


def test_a_second_plan_for_the_same_days_is_refused_and_every_reason_is_given() -> None:
    plan()
    assert refused(plan) == ["inspection_plan_overlaps"]
    codes = refused(plan, count=5, random_count=0, seed_on=ON, starts=date(2026, 6, 1))
    assert codes == [
        "inspection_too_many",
        "inspection_random_under",
        "inspection_starts_past",
        "inspection_seed_known_already",
        "inspection_plan_overlaps",
    ]
    assert refused(plan, starts=date(2026, 10, 1), ends=date(2026, 12, 31)) == ["inspection_id_taken"]


def test_a_draw_reveals_the_secret_and_writes_inspections_that_anybody_finds_again(tmp_path: Path) -> None:
    plan()
    ids = draw()
    assert ids == ("q3-1", "q3-2")
    (held,) = values_of(Plan, models.InspectionPlan.objects.filter(id="q3"))
    frame = values_of(Chance, models.InspectionChance.objects.all())
    inspections = values_of(Inspection, models.Inspection.objects.filter(plan="q3"))
    assert (held.public_seed, held.drawn_on, len(held.secret or "")) == ("3261.56", SEED_ON, 64)
    assert verify(held, frame, inspections) == ()
    assert not models.InspectionSecret.objects.exists()
    assert {each.due_on for each in inspections} == {date(2026, 9, 30)}
    assert sorted(each.chosen_by for each in inspections) == ["random", "risk"]
    entry = models.Entry.objects.get(act="draw_inspections")
    assert sorted(entry.disclosed.values_list("of", flat=True)) == ["inspection_plans", *["inspections"] * 2]
    dump(tmp_path / "out")
    with working_engine("duckdb") as (engine, scratch):
        assert not open_district(tmp_path / "out", engine=engine, scratch=scratch).faults


def test_an_inspection_is_due_by_the_end_of_its_contract() -> None:
    plan()
    models.Contract.objects.filter(id=MINDING).update(ends=date(2026, 7, 31))
    draw()
    assert models.Inspection.objects.get(contract=MINDING).due_on == date(2026, 7, 31)


def test_a_plan_is_drawn_once_and_not_before_its_number_is_published() -> None:
    plan()
    assert refused(draw, on=date(2026, 7, 1)) == ["inspection_not_published"]
    assert refused(draw, public_seed=" \t") == ["inspection_line"]
    draw()
    assert refused(draw, public_seed="1") == ["inspection_plan_drawn"]
    assert models.Inspection.objects.count() == 2


def test_a_plan_whose_frame_was_changed_is_not_drawn() -> None:
    plan()
    models.InspectionChance.objects.filter(contract=SWEEPING).update(weight=90)
    assert refused(draw) == ["inspection_secret_wrong"]


def test_what_is_not_there_is_not_drawn() -> None:
    with pytest.raises(InputError) as caught:
        draw("nothing")
    assert caught.value.message.code == "no_such_inspection_plan"


def test_a_plan_that_came_in_with_a_folder_is_drawn_with_its_stated_secret(tmp_path: Path) -> None:
    for model in (models.Held, models.Legacy):
        model.objects.all().delete()
    rows = rows_of_record()
    add_plan(rows, COMMITTED)
    hold(tmp_path / "again", rows)
    assert refused(draw, "q2") == ["inspection_no_secret"]
    assert refused(draw, "q2", secret="00" * 32) == ["inspection_secret_wrong"]
    assert len(draw("q2", secret=SECRET)) == 2


def test_a_clerk_plans_nothing() -> None:
    clerk = models.Account.objects.create(username="clerk", provider_id=FAILING, created_at=AT)
    with pytest.raises(NotPermittedError):
        plan_inspections(WANTED, by=actor_of(clerk, on=ON), at=AT, on=ON)
