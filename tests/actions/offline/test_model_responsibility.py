"""In the model district responsibility does not lapse: leave, a reorganisation, funds, an extension, acceptance."""

from datetime import date, datetime
from functools import cache
from pathlib import Path

import pytest

from answerable.actions.offline.assess import records
from answerable.actions.offline.check import open_district
from answerable.actions.offline.engines import working_engine
from answerable.actions.offline.model import model_district
from answerable.core.enforce.layout import Records
from answerable.core.tables.district import TABLES, Rows
from answerable.core.tables.types import Kind
from answerable.sources.folder import write_folder


@cache
def rows_of(seed: int = 4711, scale: int = 1) -> Rows:
    return model_district(seed=seed, scale=scale)[1]


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Records:
    folder: Path = tmp_path_factory.mktemp("model")
    district, rows = model_district(seed=4711, scale=1)
    write_folder(folder, district=district, rows=rows)
    with working_engine("memory") as (engine, scratch):
        return records(open_district(folder, engine=engine, scratch=scratch).sound())


def test_the_head_acts_while_the_leader_of_the_street_cleaning_is_on_a_course(kept: Records) -> None:
    contract = next(each for each in kept.contracts if each.id == "street-cleaning")
    acting = {}
    for day in (date(2026, 5, 5), date(2026, 5, 6), date(2026, 5, 15), date(2026, 5, 16)):
        answer = kept.people.who_answers(contract, on=day)
        assert answer.leader is not None
        acting[day.day] = answer.acting and answer.acting.id
    assert acting == {5: None, 6: "p-urban-1", 15: "p-urban-1", 16: None}


def test_the_dissolved_information_centre_answers_through_its_successor(kept: Records) -> None:
    people = kept.people
    assert people.body_on("info-centre", on=date(2024, 8, 31)) == "info-centre"
    assert people.body_on("info-centre", on=date(2024, 9, 1)) == "data"
    assert ("handler", "data") in people.roles_of("p-info-centre-3", on=date(2024, 12, 31))
    assert people.roles_of("p-info-centre-1", on=date(2024, 9, 1)) == frozenset()
    assert {each.body for each in kept.contracts}.isdisjoint({"info-centre"})


@pytest.mark.parametrize(("seed", "scale"), [(4711, 1), (8, 1), (99, 2)])
def test_nobody_acts_while_away(seed: int, scale: int) -> None:
    rows = rows_of(seed, scale)
    acts = [
        (row[column.name], row[day.name])
        for table in TABLES
        for column in table.columns
        for day in table.columns
        for row in rows[table.name]
        if column.type.to == "people" and table.name not in ("posts", "assignments", "stand_ins")
        if day.name.endswith("_on") and row[column.name] and row[day.name]
    ]
    assert len(acts) > 100
    for leave in rows["stand_ins"]:
        days = [day for person, day in acts if person == leave["person"]]
        assert not [day for day in days if leave["starts"] <= day <= leave["ends"]]


def test_every_paid_contract_is_funded_for_its_whole_term_before_it_was_signed() -> None:
    rows = rows_of(scale=2)
    funds = {row["contract"]: row for row in rows["funds"]}
    paid = [row for row in rows["contracts"] if row["paid"] == "yes"]
    assert funds.keys() == {row["id"] for row in paid}
    for contract in paid:
        behind = funds[contract["id"]]
        for column in ("starts", "ends", "amount_minor", "currency"):
            assert behind[column] == contract[column]
        assert behind["confirmed_on"] < contract["signed"]


def test_the_contract_holds_what_the_amendments_agreed_last() -> None:
    rows = rows_of()
    contract = next(row for row in rows["contracts"] if row["id"] == "street-cleaning")
    extended, raised = rows["amendments"]
    assert (extended["kind"], extended["ends_after"]) == ("extend", contract["ends"])
    assert (raised["kind"], raised["amount_after"]) == ("amount", contract["amount_minor"])


def test_leaders_accepted_but_for_the_unpaid_engagement() -> None:
    unaccepted = {
        row["contract"] for row in rows_of()["assignments"] if row["person"] and not row["accepted_on"]
    }
    assert unaccepted == {"work-summary"}


def test_every_role_of_the_chain_of_approval_is_held_in_its_body() -> None:
    rows = rows_of()
    held = {row["role"] for row in rows["posts"] if row["body"] == "urban" and not row["ends"]}
    assert {row["role"] for row in rows["approval_steps"]} - {"collective"} <= held


def test_instants_are_written_in_the_districts_time_zone_with_seconds_only_where_there_are_some() -> None:
    rows = rows_of()
    cells = [
        row[column.name]
        for table in TABLES
        for column in table.columns
        for row in rows[table.name]
        if column.type.kind is Kind.INSTANT and row[column.name]
    ]
    assert cells
    for cell in cells:
        at = datetime.fromisoformat(cell)
        assert cell.endswith("+08:00")
        assert cell == at.isoformat(timespec="seconds" if at.second else "minutes")
