"""Every fault of plans, inspections and checks is said at once, with row and column."""

import pytest

from answerable.core.evidence.soundness import evidence_faults
from answerable.core.tables.district import BY_NAME, Rows
from answerable.core.tables.fault import Fault
from answerable.core.tables.rows import Row, Surroundings, check_rows
from tests.builders import HANDLER, LEADER, MINDING, SWEEPING, change, row, small_district
from tests.inspections import COMMITTED, add_plan

Place = tuple[str, int | None, str | None, str]
NOTHING: list[Place] = []


def said(rows: Rows) -> list[Place]:
    tables: dict[str, tuple[Row, ...]] = {}
    faults: list[Fault] = []
    for name in rows:
        checked = check_rows(
            BY_NAME[name],
            enumerate(rows[name], start=2),
            file=f"{name}.csv",
            present=BY_NAME[name].by_name,
            around=Surroundings(),
        )
        tables[name] = checked.rows
        faults += checked.faults
    faults += evidence_faults(tables, files={name: f"{name}.csv" for name in rows})
    return [(fault.file, fault.row, fault.column, fault.message.code) for fault in faults]


def drawn() -> Rows:
    rows = small_district()
    add_plan(rows)
    return rows


def made(rows: Rows, id: str = "q2-1", **cells: str) -> None:
    usual = {"inspected_on": "2026-05-05", "inspector": HANDLER, "outcome": "no_faults"}
    change(rows, "inspections", {"id": id}, **usual | cells)


def contract_of(rows: Rows, id: str = "q2-1") -> str:
    return next(each["contract"] for each in rows["inspections"] if each["id"] == id)


def checked(rows: Rows, **cells: str) -> None:
    usual = {"inspection": "q2-1", "basis": "general", "item": "any-staff", "result": "met"}
    rows["inspection_checks"].append(row("inspection_checks", **usual | cells))


def for_cause(rows: Rows, **cells: str) -> None:
    usual = {
        "id": "c1",
        "contract": SWEEPING,
        "chosen_by": "cause",
        "cause": "群众反映",
        "due_on": "2026-06-30",
    }
    rows["inspections"].append(row("inspections", **usual | cells))


def test_a_drawn_plan_with_inspections_made_and_not_made_is_sound() -> None:
    rows = drawn()
    made(rows)
    checked(rows)
    for_cause(rows)
    assert said(rows) == NOTHING


def test_a_plan_that_waits_for_its_number_is_sound() -> None:
    rows = small_district()
    add_plan(rows, COMMITTED)
    assert said(rows) == NOTHING


PLAN, INSPECTIONS, CHECKS = "inspection_plans.csv", "inspections.csv", "inspection_checks.csv"


@pytest.mark.parametrize(
    ("table", "where", "cells"),
    [
        ("inspection_frame", {"contract": SWEEPING}, {"weight": "2"}),
        ("inspection_plans", {}, {"seed_source": "别的数"}),
        ("inspection_plans", {}, {"seed_on": "2026-04-02"}),
        ("inspection_plans", {}, {"commitment": "sha256:" + "0" * 64}),
    ],
)
def test_what_was_committed_to_cannot_be_changed_unseen(
    table: str, where: dict[str, str], cells: dict[str, str]
) -> None:
    rows = drawn()
    change(rows, table, where, **cells)
    assert (PLAN, 2, "commitment", "inspection_commitment_broken") in said(rows)


def test_a_contract_taken_out_of_the_frame_breaks_the_commitment_and_the_draw() -> None:
    rows = drawn()
    rows["inspection_frame"].pop()
    assert said(rows) == [
        (PLAN, 2, "commitment", "inspection_commitment_broken"),
        (PLAN, 2, "commitment", "inspection_draw_differs"),
    ]


@pytest.mark.parametrize("cells", [{"place": "3"}, {"contract": "x"}, {"chosen_by": "risk"}])
def test_inspections_that_the_draw_does_not_give_are_a_fault(cells: dict[str, str]) -> None:
    rows = drawn()
    change(rows, "inspections", {"id": "q2-1"}, **cells)
    assert said(rows) == [(PLAN, 2, "commitment", "inspection_draw_differs")]


def test_an_inspection_left_out_is_a_fault() -> None:
    rows = drawn()
    rows["inspections"].pop()
    assert said(rows) == [(PLAN, 2, "commitment", "inspection_draw_differs")]


def test_no_inspection_of_a_plan_comes_before_its_draw() -> None:
    rows = drawn()
    change(rows, "inspection_plans", {}, secret="", public_seed="", drawn_on="")
    assert said(rows) == [(PLAN, 2, "commitment", "inspection_before_draw")]


@pytest.mark.parametrize("day", ["2026-03-30", "2026-03-29"])
def test_a_number_that_may_have_been_known_is_a_fault(day: str) -> None:
    rows = drawn()
    change(rows, "inspection_plans", {}, seed_on=day)
    assert (PLAN, 2, "seed_on", "inspection_seed_known") in said(rows)


@pytest.mark.parametrize("column", ["seed_source", "public_seed", "secret"])
def test_a_line_of_the_plans_text_is_one_line(column: str) -> None:
    rows = drawn()
    change(rows, "inspection_plans", {}, **{column: "一行\n两行"})
    assert (PLAN, 2, column, "inspection_one_line") in said(rows)


@pytest.mark.parametrize("staff", ["provider", "dispatched"])
def test_only_public_staff_plan_and_inspect(staff: str) -> None:
    rows = drawn()
    made(rows, inspector=LEADER)
    change(rows, "inspection_plans", {}, committed_by=LEADER)
    change(rows, "people", {"id": LEADER}, staff=staff)
    places = [place for place in said(rows) if place[3] == "inspector_not_public"]
    assert [place[:3] for place in places] == [(PLAN, 2, "committed_by"), (INSPECTIONS, 2, "inspector")]


def test_nothing_is_inspected_before_it_was_drawn() -> None:
    rows = drawn()
    made(rows, inspected_on="2026-04-01")
    assert said(rows) == [(INSPECTIONS, 2, "inspected_on", "inspected_before_draw")]


def test_one_that_could_not_be_made_says_why() -> None:
    rows = drawn()
    made(rows, outcome="not_possible")
    assert said(rows) == [(INSPECTIONS, 2, "note", "inspection_not_possible_why")]
    made(rows, outcome="not_possible", note="大雪封路")
    assert said(rows) == NOTHING


@pytest.mark.parametrize(
    ("cells", "column", "code"),
    [
        ({"cause": ""}, "cause", "inspection_cause"),
        ({"plan": "q2", "place": "1"}, "plan", "inspection_cause"),
        ({"chosen_by": "risk"}, "plan", "inspection_drawn"),
        ({"chosen_by": "random", "plan": "q2", "place": "3"}, "cause", "inspection_drawn"),
    ],
)
def test_why_a_contract_is_inspected_is_said_whole(cells: dict[str, str], column: str, code: str) -> None:
    rows = drawn()
    for_cause(rows, **cells)
    assert (INSPECTIONS, 4, column, code) in said(rows)


@pytest.mark.parametrize(
    ("outcome", "result", "fine"),
    [
        ("no_faults", "met", True),
        ("no_faults", "not_applicable", True),
        ("no_faults", "not_met", False),
        ("faults", "not_met", True),
        ("not_possible", "met", False),
        (None, "met", False),
    ],
)
def test_checks_and_outcome_agree(outcome: str | None, result: str, fine: bool) -> None:
    rows = drawn()
    if outcome is not None:
        made(rows, outcome=outcome, note="雨")
    checked(rows, result=result)
    assert said(rows) == (NOTHING if fine else [(CHECKS, 2, "result", "check_against_outcome")])


def test_checks_are_of_what_the_contract_agreed() -> None:
    rows = drawn()
    made(rows)
    mine = contract_of(rows)
    other = MINDING if mine == SWEEPING else SWEEPING
    checked(rows, basis="clause", item=f"{mine}-exit")
    checked(rows, basis="indicator", item="on-time")
    assert said(rows) == NOTHING
    checked(rows, basis="clause", item=f"{other}-exit")
    checked(rows, basis="indicator", item="off-time")
    assert said(rows) == [(CHECKS, number, "item", "check_of_nothing") for number in (4, 5)]


def test_a_finding_comes_from_an_item_that_is_not_met_of_the_same_contract() -> None:
    rows = drawn()
    made(rows, outcome="faults")
    for contract in (SWEEPING, MINDING):
        rows["findings"].append(
            row(
                "findings",
                id=f"f-{contract}",
                contract=contract,
                found_on="2026-05-05",
                source="inspection",
                severity="minor",
                what="缺人",
            )
        )
    mine = contract_of(rows)
    other = MINDING if mine == SWEEPING else SWEEPING
    checked(rows, result="not_met", finding=f"f-{mine}")
    assert said(rows) == NOTHING
    checked(rows, item="any-safety", result="met", finding=f"f-{mine}")
    checked(rows, item="any-records", result="not_met", finding=f"f-{other}")
    assert said(rows) == [(CHECKS, number, "finding", "check_finding") for number in (3, 4)]


def test_plans_of_one_body_share_no_day() -> None:
    rows = drawn()
    rows["inspection_plans"].append({**rows["inspection_plans"][0], "id": "again", "starts": "2026-06-30"})
    assert (PLAN, 3, "starts", "overlap") in said(rows)


def test_rows_that_are_unsound_by_themselves_are_told_once() -> None:
    rows = drawn()
    change(rows, "inspection_plans", {}, count="none")
    assert said(rows) == [(PLAN, 2, "count", "bad_integer")]
