"""The history of an object says who did what when, and which cells went from what to what."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from answerable.actions.office.entries import append_entry, changed
from answerable.actions.office.pages.past import PER_PAGE, Happened, past
from answerable.actions.office.pages.timeline import about, entries_about
from answerable.core.ledger.entry import Act, Change
from answerable.records.models import Disclosed
from tests.builders import row
from tests.web.cast import MINDING, PAVING, ROADS, SWEEPING, WATER, decision, signed_in

pytestmark = pytest.mark.usefixtures("staged")
AT = datetime(2026, 3, 1, 20, 30, tzinfo=UTC)


def log(
    table: str, cells: dict[str, str], *, by: str = "handler", act: Act = Act.CHANGE, days: int = 0
) -> None:
    with transaction.atomic():
        append_entry(act, at=AT + timedelta(days=days), by=by, changes=[changed(table, cells)])


def contract(id: str = SWEEPING, **cells: str) -> dict[str, str]:
    usual = {"id": id, "body": WATER, "work_item": f"{id}-work", "provider": "lawful", "name": "清扫"}
    return row("contracts", **(usual | {"starts": "2025-01-01", "paid": "yes"} | cells))


def events(table: str, key: str, number: str = "1") -> tuple[Happened, ...]:
    return past(table, key, number=number).events


def told(event: Happened) -> dict[str, tuple[str | None, str | None]]:
    return {
        each.column: (
            None if each.before is None else each.before.text,
            None if each.after is None else each.after.text,
        )
        for changed in event.rows
        for each in changed.changed
    }


def test_each_act_is_told_with_what_it_changed_from_what_to_what() -> None:
    log("contracts", contract(ends="2026-12-31"), act=Act.ADD)
    log("contracts", contract(ends="2027-06-30", name="清扫保洁"), by="leader", days=3)
    latest, first = events("contracts", SWEEPING)
    assert told(latest) == {"name": ("清扫", "清扫保洁"), "ends": ("2026-12-31", "2027-06-30")}
    assert told(first)["ends"] == (None, "2026-12-31")
    assert latest.by is not None
    assert (latest.by.en, latest.at) == ("Official leader", AT + timedelta(days=3))
    said = re.sub(r"\s+<", "<", signed_in("handler").get(f"/history/contracts/{SWEEPING}/").content.decode())
    for words in (
        "清扫保洁",
        "<del>2026-12-31</del>",
        "<ins>2027-06-30</ins>",
        "2026-03-05 04:30",
        latest.entry,
    ):
        assert words in said


def test_codes_are_words_and_ids_have_names() -> None:
    log("contracts", contract(), act=Act.ADD)
    said = signed_in("handler").get(f"/history/contracts/{SWEEPING}/").content.decode()
    assert "水利局" in said
    assert re.search(r"<ins>\s*是\s*</ins>", said)


def test_what_belongs_to_the_object_is_part_of_its_history_and_nothing_else_is() -> None:
    log("assignments", row("assignments", contract=SWEEPING, starts="2026-01-01", person="p-leader"))
    log("assignments", row("assignments", contract=f"{SWEEPING}-2", starts="2026-01-01", person="p-leader"))
    log("assignments", row("assignments", contract=SWEEPING.upper(), starts="2026-01-01", person="p-leader"))
    log("clauses", row("clauses", id=f"{SWEEPING}-exit", contract=SWEEPING, kind="exit", text="x"))
    log("clauses", row("clauses", id=f"{MINDING}-exit", contract=MINDING, kind="exit", text="x"))
    decision("d-1")
    with transaction.atomic():
        append_entry(
            Act.PROPOSE, at=AT, by="handler", changes=[Change("approvals", ("d-1",), {"kind": "sign"})]
        )
    found = [(each.table, each.key) for event in events("contracts", SWEEPING) for each in event.rows]
    assert found == [
        ("approvals", "d-1"),
        ("clauses", f"{SWEEPING}-exit"),
        ("assignments", f"{SWEEPING}/2026-01-01"),
    ]


def test_a_row_that_was_taken_away_is_told_and_so_is_one_that_was_erased() -> None:
    log("clauses", row("clauses", id=f"{SWEEPING}-exit", contract=SWEEPING, kind="exit", text="密语"))
    with transaction.atomic():
        gone = Change("clauses", (f"{SWEEPING}-exit",), None)
        append_entry(Act.REMOVE, at=AT, by="handler", changes=[gone])
    Disclosed.objects.filter(of="clauses", content__contains="密语").update(salt=None, content=None)
    said = signed_in("handler").get(f"/history/clauses/{SWEEPING}-exit/").content.decode()
    assert "此行已移除" in said
    assert "内容已依法删除" in said
    assert "密语" not in said


@pytest.mark.parametrize(
    ("address", "seen"),
    [
        (f"contracts/{SWEEPING}", {"handler", "legality", "supervisor"}),
        (f"contracts/{PAVING}", {"supervisor"}),
        (f"work_items/{PAVING}-work", {"supervisor"}),
        (f"assignments/{SWEEPING}/2025-01-01", {"handler", "legality", "supervisor"}),
        (f"assignments/{SWEEPING}/1999-01-01", {"handler", "legality", "supervisor"}),
        (f"clauses/{PAVING}-exit", {"supervisor"}),
        ("approvals/d-1", {"handler", "legality", "supervisor"}),
        ("approvals/d-2", {"supervisor"}),
        (f"bodies/{WATER}", {"handler", "legality", "supervisor"}),
        (f"bodies/{ROADS}", {"supervisor"}),
        ("people/p-leader", {"handler", "legality", "supervisor"}),
        ("people/p-roadhead", {"supervisor"}),
        ("people/no-such", set()),
        ("bodies/no-such", set()),
        ("providers/lawful", {"handler", "legality", "supervisor"}),
        ("stand_ins/p-leader/2026-01-01", set()),
        ("accounts/handler", set()),
        ("refusals/contract", set()),
        ("contracts/no-such", set()),
        ("assignments/no-such/2026-01-01", set()),
        ("assignments/sweeping/no-day", set()),
        ("assignments/sweeping", set()),
        ("no-such/x", set()),
        ("people/%00", set()),
        ("contracts/" + "x" * 500, set()),
    ],
)
def test_whoever_sees_the_object_sees_its_history(address: str, seen: set[str]) -> None:
    decision("d-1")
    decision("d-2", body=ROADS, contract=PAVING)
    roles = ("handler", "legality", "supervisor", "provider", "security-admin", "audit-admin")
    found = {role for role in roles if signed_in(role).get(f"/history/{address}/").status_code == 200}
    assert found == seen


def test_a_long_history_is_turned_in_pages_and_costs_no_more_questions() -> None:
    log("contracts", contract())
    browser = signed_in("handler")
    page = f"/history/contracts/{SWEEPING}/"
    browser.get(page)
    with CaptureQueriesContext(connection) as few:
        browser.get(page)
    for day in range(PER_PAGE + 4):
        log("contracts", contract(name=f"清扫{day}"), days=day)
    with CaptureQueriesContext(connection) as many:
        browser.get(page)
    assert len(many) <= len(few) < 45
    assert len(events("contracts", SWEEPING)) == PER_PAGE
    rest = events("contracts", SWEEPING, "2")
    assert [told(each).get("name") for each in rest[:1]] == [("清扫2", "清扫3")]


def test_the_database_finds_the_rows_of_an_object_without_reading_the_ledger() -> None:
    if connection.vendor != "sqlite":
        pytest.skip("the planner of the other database goes by how many rows there are")
    plan = entries_about(about("contracts", SWEEPING)).explain()
    lines = [line for line in plan.splitlines() if "disclosed" in line]
    assert lines
    assert [line for line in lines if "SCAN" in line and "INDEX" not in line] == []


def test_an_object_that_came_in_with_many_others_says_so() -> None:
    said = signed_in("handler").get(f"/history/contracts/{MINDING}/").content.decode()
    assert "成批导入" in said
