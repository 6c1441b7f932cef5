"""The inspections of the model district: drawn as committed, made by staff in office, true to the stories."""

from datetime import date
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from answerable.actions.offline.assess import assess
from answerable.actions.offline.engines import working_engine
from answerable.actions.offline.model import model_district
from answerable.actions.offline.model.days import works
from answerable.actions.offline.model.inspections import KNOWN, PLANS
from answerable.core.evidence.inspection.values import Chance, Plan
from answerable.core.evidence.inspection.verify import weights_differ
from answerable.core.evidence.inspection.weights import weights_on
from answerable.core.rulebook.parameters import load_parameters
from answerable.core.tables.district import Rows
from answerable.core.terms.duty import DutyState
from answerable.sources.folder import write_folder

DISTRICTS = [(4711, 1), (8, 1), (99, 3)]


@cache
def rows_of(seed: int, scale: int) -> Rows:
    return model_district(seed=seed, scale=scale)[1]


@pytest.fixture(params=DISTRICTS, ids=str)
def rows(request: pytest.FixtureRequest) -> Rows:
    seed, scale = request.param
    return rows_of(seed, scale)


def test_weights_follow_from_what_each_row_of_the_frame_says(rows: Rows) -> None:
    for plan in PLANS:
        frame = [
            Chance(
                row["plan"],
                row["contract"],
                row["standing"] or None,
                int(row["overdue"]),
                int(row["findings"]),
                int(row["months"]) if row["months"] else None,
                row["large"] == "yes",
                int(row["weight"]),
            )
            for row in rows["inspection_frame"]
            if row["plan"] == plan.id
        ]
        weights = weights_on(load_parameters("cn"), plan.committed_on)
        assert len(frame) >= plan.count
        assert weights_differ(frame, weights) == ()


def test_the_frame_of_a_plan_is_every_contract_that_runs_in_its_reach(rows: Rows) -> None:
    framed = {row["contract"] for row in rows["inspection_frame"] if row["plan"] == "county-2026-q2"}
    running = {row["id"] for row in rows["contracts"] if row["starts"] <= "2026-03-27" <= row["ends"]}
    assert framed == running - {"green-space"}, "which was ended by agreement"


def test_inspectors_are_public_staff_with_a_post_on_the_day(rows: Rows) -> None:
    staff = {row["id"]: row["staff"] for row in rows["people"]}
    for row in rows["inspections"]:
        if not row["inspected_on"]:
            continue
        posts = [post for post in rows["posts"] if post["person"] == row["inspector"]]
        assert staff[row["inspector"]] == "public"
        assert any(post["starts"] <= row["inspected_on"] <= (post["ends"] or "9999") for post in posts)
        assert works(date.fromisoformat(row["inspected_on"]))


def test_something_is_made_something_missed_and_something_still_to_be_made(rows: Rows) -> None:
    outcomes = {row["outcome"] for row in rows["inspections"]}
    assert outcomes == {"no_faults", "faults", "not_possible", ""}
    assert {row["chosen_by"] for row in rows["inspections"]} == {"random", "risk", "cause"}


def test_findings_of_visits_were_found_on_that_day_by_inspection(rows: Rows) -> None:
    findings = {row["id"]: row for row in rows["findings"]}
    visits = {row["id"]: row for row in rows["inspections"]}
    linked = [row for row in rows["inspection_checks"] if row["finding"]]
    assert len(linked) == 4
    for check in linked:
        finding, visit = findings[check["finding"]], visits[check["inspection"]]
        assert (finding["source"], finding["found_on"]) == ("inspection", visit["inspected_on"])
        assert finding["contract"] == visit["contract"]


@pytest.mark.parametrize("plan", PLANS, ids=lambda plan: plan.id)
def test_what_a_plan_of_the_demonstration_knew_is_what_was_assessed_then(plan: Plan) -> None:
    on, known = plan.committed_on, KNOWN[plan.id]
    district, rows = model_district(seed=1, scale=1)
    with working_engine("memory") as (engine, scratch), TemporaryDirectory() as folder:
        write_folder(Path(folder), district=district, rows=rows)
        result = assess(Path(folder), on=on, engine=engine, scratch=scratch)
    assessed = {
        each.contract.id: (each.standing.value, sum(duty.state is DutyState.OVERDUE for duty in each.duties))
        for each in result.contracts
    }
    assert {id: assessed[id] for id in known} == known
