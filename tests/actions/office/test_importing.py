"""A file is looked at first; nothing is written before somebody accepts the rows in which nothing is wrong."""

import io
import zipfile
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from pytest_django.fixtures import Settings

from answerable.actions.office import importing, imports, tasks
from answerable.actions.office.actors import NotPermittedError, actor_of
from answerable.actions.office.attaching import Brought, attach
from answerable.actions.office.fault_store import FaultStore
from answerable.actions.office.importing import Asked, accept_rows, ask_import, importable
from answerable.actions.office.pages.imports import all_faults, rest_of
from answerable.actions.office.previewing import FAULTS, REASON
from answerable.actions.office.tasks import folder_of
from answerable.core.terms.errors import InputError
from answerable.jobs import asked
from answerable.records.models import Account, Batch, Disclosed, Entry, Provider, Rating, Task
from answerable.render.sheets import csv_lines, xlsx_bytes
from tests.builders import BODY, FAILING, MINDING, rating, row
from tests.record import AT, HANDLER, HEAD, LEADER, ON, OTHER_BODY, STRANGER, SWEEPING, account, actor, hold

pytestmark = pytest.mark.django_db
PROVIDERS = ("id", "name", "name_en", "kind", "credit_code")


@pytest.fixture(autouse=True)
def district(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, settings: Settings) -> None:
    settings.DATA = tmp_path / "data"
    hold(tmp_path / "district")
    monkeypatch.setattr(asked, "now", lambda: AT)


def csv_of(head: tuple[str, ...], *rows: tuple[str, ...]) -> bytes:
    return "".join(f"{','.join(each)}\n" for each in (head, *rows)).encode()


def looked_at(data: bytes, table: str = "providers", *, by: str = HANDLER, name: str = "in.csv") -> Task:
    """The task that looked at the file."""
    kept = attach(Brought(name, [data]), account=account(by), at=AT)
    id = ask_import(Asked(table, kept.hash), by=actor(by), account=account(by), at=AT, on=ON)
    asked.run.call(id)
    return Task.objects.get(id=id)


def taken(task: Task, which: str = "good", *, by: str = HANDLER) -> Task:
    """The task that wrote what was accepted."""
    id = accept_rows(task.id, which, by=actor(by), account=account(by), at=AT, on=ON)
    asked.run.call(id)
    return Task.objects.get(id=id)


def result(task: Task) -> dict[str, Any]:
    assert task.state == "done", task.result
    assert task.result is not None
    return dict(task.result)


def codes(task: Task) -> set[tuple[int | None, str | None, str]]:
    return {(each.row, each.column, each.message.code) for each in all_faults(task.id)}


GOOD = ("p1", "甲公司", "", "company", "")
BAD = ("p2", "乙公司", "", "castle", "")


def test_looking_writes_nothing_and_says_everything() -> None:
    before = Entry.objects.count()
    task = looked_at(csv_of(PROVIDERS, GOOD, BAD, ("", "丙", "", "company", "")))
    found = result(task)
    assert (found["rows"], found["good"], found["bad"], found["faults"]) == (3, 1, 2, 2)
    assert codes(task) == {(3, "kind", "bad_choice"), (4, "id", "empty_required")}
    assert Entry.objects.count() == before
    assert not Provider.objects.filter(id="p1").exists()


def test_the_good_rows_come_in_and_the_others_go_back_with_the_reason() -> None:
    looked = looked_at(csv_of(PROVIDERS, GOOD, BAD))
    done = taken(looked)
    assert result(done)["written"] == 1
    assert set(Provider.objects.filter(id__in=("p1", "p2")).values_list("id", flat=True)) == {"p1"}
    assert Disclosed.objects.get(entry__act="import").key == "p1"
    columns, rest = rest_of(done)
    assert columns == PROVIDERS
    assert [
        (number, cells["id"], [each.message.code for each in faults]) for (number, cells), faults in rest
    ] == [(3, "p2", ["bad_choice"])]


def test_all_rows_come_in_only_where_nothing_is_wrong() -> None:
    with pytest.raises(InputError) as caught:
        taken(looked_at(csv_of(PROVIDERS, GOOD, BAD)), "all")
    assert caught.value.message.code == "import_some_wrong"
    assert result(taken(looked_at(csv_of(PROVIDERS, GOOD)), "all"))["written"] == 1


def test_what_was_accepted_is_not_accepted_again() -> None:
    looked = looked_at(csv_of(PROVIDERS, GOOD))
    written = taken(looked)
    for task in (looked, written):
        with pytest.raises(InputError) as caught:
            taken(task)
        assert caught.value.message.code == "import_not_open"


def test_a_row_that_leans_on_a_wrong_one_is_wrong_too() -> None:
    head = ("id", "name", "name_en", "kind", "parent")
    rows = (
        ("b1", "甲局", "", "castle", ""),
        ("b2", "甲局所属", "", "department", "b1"),
        ("b3", "乙局", "", "department", BODY),
    )
    task = looked_at(csv_of(head, *rows), "bodies", by=HEAD)
    assert codes(task) == {(2, "kind", "bad_choice"), (3, "parent", "dangling_reference")}
    assert result(task)["good"] == 1


def test_where_the_record_changed_meanwhile_nothing_is_written_and_the_new_fault_is_shown() -> None:
    looked = looked_at(csv_of(PROVIDERS, GOOD, ("p3", "丙", "", "company", "")))
    Provider.objects.create(id="p1", name="早到的公司", kind="company")
    again = taken(looked)
    found = result(again)
    assert found["moved"]
    assert "written" not in found
    assert codes(again) == {(2, "id", "key_taken")}
    assert not Provider.objects.filter(id="p3").exists()
    assert result(taken(again))["written"] == 1


def test_a_big_table_comes_in_as_a_batch_with_the_hash_of_what_was_uploaded() -> None:
    rows = [rating(SWEEPING, f"2026-03-{n:02}", 5) for n in range(1, 11)]
    rows[3]["level"], rows[4]["contract"] = "9", "nothing"
    head = tuple(rows[0])
    looked = looked_at(csv_of(head, *(tuple(each.values()) for each in rows)), "ratings")
    assert codes(looked) == {(5, "level", "out_of_range"), (6, "contract", "dangling_reference")}
    done = taken(looked)
    assert result(done)["written"] == Rating.objects.count() == 8
    told = Disclosed.objects.get(entry__act="import").content or ""
    assert f'"file":"{done.file}"' in told
    assert '"rows":"8"' in told


def test_keys_that_a_big_table_has_already_are_told_row_by_row() -> None:
    rows = [rating(SWEEPING, f"2026-03-{n:02}", 5) for n in range(1, 4)]
    data = csv_of(tuple(rows[0]), *(tuple(each.values()) for each in rows))
    taken(looked_at(data, "ratings"))
    again = looked_at(data + b"\n", "ratings")
    assert codes(again) == {(n, "id", "key_taken") for n in (2, 3, 4)}
    assert result(again)["good"] == 0


def test_whoever_cancels_between_the_look_and_the_end_has_nothing_written(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    rows = [rating(SWEEPING, f"2026-03-{n:02}", 5) for n in range(1, 4)]
    looked = looked_at(csv_of(tuple(rows[0]), *(tuple(each.values()) for each in rows)), "ratings")
    real = imports.take_in

    def late(*args: Any, **facts: Any) -> int:
        tasks.cancel(Task.objects.get(state="running").id, account=account(HANDLER), at=AT)
        return real(*args, **facts)

    monkeypatch.setattr(importing, "take_in", late)
    assert taken(looked).state == "cancelled"
    assert (Rating.every.count(), Batch.objects.filter(accepted_at=None).count()) == (0, 0)
    assert not Entry.objects.filter(act="import").exists()


def test_a_workbook_is_read_with_the_numbers_that_the_spreadsheet_shows() -> None:
    data = xlsx_bytes(PROVIDERS, [GOOD, ("", "", "", "", ""), BAD])
    task = looked_at(data, name="表.xlsx")
    assert codes(task) == {(4, "kind", "bad_choice")}
    assert result(taken(task))["written"] == 1


def test_the_rest_may_be_mended_and_uploaded_as_it_was_given_out() -> None:
    looked = looked_at(csv_of(PROVIDERS, GOOD, ("p2", "=SUM(A1)", "", "castle", "")))
    columns, rest = rest_of(looked)
    lines = [[*(cells[name] for name in columns), "为什么"] for (_, cells), _ in rest]
    given = b"".join(csv_lines([*columns, REASON], lines)).replace(b"castle", b"company")
    assert b"'=SUM" in given
    mended = looked_at(given)
    assert codes(mended) == set()
    taken(mended)
    assert Provider.objects.get(id="p2").name == "=SUM(A1)"


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"id,name\n\xff\xfe\xfd,x\n", None),
        ("id,name,name_en,kind,credit_code\np1,甲,,company,\n".encode("utf-16"), None),
        (b"\xef\xbb\xbfid,colour\n1,2\n", "missing_column"),
        (b"id,name,name_en,kind,credit_code\n" + b"x" * 5_000_000 + b"\n", "line_too_long"),
        (b'id,name,name_en,kind,credit_code\n"' + b"x" * 200_000 + b'",n,,company,\n', "not_csv"),
        (b"id,name,name_en,kind,credit_code\n" + b"a\n" * 30_000, "further_faults"),
    ],
    ids=["no text", "utf-16", "other columns", "huge row", "huge cell", "no table"],
)
def test_hostile_tables_are_refused_with_a_word_and_without_a_row(data: bytes, code: str | None) -> None:
    if code is None:
        with pytest.raises(InputError):
            looked_at(data)
        return
    task = looked_at(data)
    found = result(task)
    assert code in {each[2] for each in codes(task)}
    assert (found["good"], found["blocked"]) == (0, True)
    with pytest.raises(InputError):
        taken(task)


def test_a_workbook_that_unpacks_to_more_than_memory_holds_is_refused() -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("xl/workbook.xml", "<workbook/>")
        archive.writestr("xl/worksheets/sheet1.xml", b"<row>" * 8_000_000)
    task = looked_at(packed.getvalue(), name="bomb.xlsx")
    assert task.state == "failed"
    assert (task.result or {})["code"] in ("packed_too_large", "sheet_too_large")


def test_too_many_rows_for_a_small_table_are_told_before_they_are_read() -> None:
    many = (("p" + str(n), "x", "", "company", "") for n in range(5_001))
    task = looked_at(csv_of(PROVIDERS, *many))
    assert codes(task) == {(None, None, "import_too_many")}


def test_rows_of_another_body_are_told_and_the_own_ones_come_in() -> None:
    head = ("id", "body", "name", "name_en", "catalogue", "verdict", "verdict_on", "in_house_share")
    rows = [("w8", OTHER_BODY, "w", "", "", "", "", ""), ("w9", BODY, "w", "", "", "", "", "")]
    task = looked_at(csv_of(head, *rows), "work_items")
    assert codes(task) == {(2, "body", "import_other_body")}
    assert result(taken(task))["written"] == 1


def test_who_imports_nowhere_asks_in_vain() -> None:
    clerk = Account.objects.create(username="clerk", provider_id=FAILING, created_at=AT)
    kept = attach(Brought("in.csv", [csv_of(PROVIDERS, GOOD)]), account=clerk, at=AT)
    with pytest.raises(NotPermittedError):
        ask_import(Asked("providers", kept.hash), by=actor_of(clerk, on=ON), account=clerk, at=AT, on=ON)
    assert importable(actor(LEADER), on=ON) == ()
    assert {each.name for each in importable(actor(HEAD), on=ON)} == {
        "people",
        "bodies",
        "indicators",
        "bands",
    }
    assert not {"posts", "cases", "people", "bodies"} & {
        each.name for each in importable(actor(HANDLER), on=ON)
    }


def test_nobody_imports_a_file_of_somebody_else() -> None:
    kept = attach(Brought("in.csv", [csv_of(PROVIDERS, GOOD)]), account=account(STRANGER), at=AT)
    with pytest.raises(InputError) as caught:
        ask_import(Asked("providers", kept.hash), by=actor(HANDLER), account=account(HANDLER), at=AT, on=ON)
    assert caught.value.message.code == "import_no_file"


def test_a_task_acts_with_what_its_account_may_do_when_it_runs() -> None:
    kept = attach(Brought("in.csv", [csv_of(PROVIDERS, GOOD)]), account=account(HANDLER), at=AT)
    id = ask_import(Asked("providers", kept.hash), by=actor(HANDLER), account=account(HANDLER), at=AT, on=ON)
    Account.objects.filter(username=HANDLER).update(is_active=False)
    asked.run.call(id)
    task = Task.objects.get(id=id)
    assert (task.state, (task.result or {})["code"]) == ("failed", "task_account_closed")


def test_the_files_of_a_task_go_after_a_while_and_its_figures_stay() -> None:
    task = looked_at(csv_of(PROVIDERS, GOOD))
    assert tasks.clear_files(at=AT) == 0
    assert tasks.clear_files(at=datetime(2027, 1, 1, tzinfo=UTC)) == 1
    assert not folder_of(task.id).exists()
    assert list(all_faults(task.id)) == []
    assert result(task)["good"] == 1


def test_faults_are_kept_in_the_order_of_their_rows(tmp_path: Path) -> None:
    task = looked_at(csv_of(PROVIDERS, *(("", "x", "", "castle", "") for _ in range(3))))
    store = FaultStore(folder_of(task.id) / FAULTS)
    assert [each.row for each in store] == [2, 2, 3, 3, 4, 4]
    assert [each.row for each in store.page(3, 2)] == [3, 4]
    assert list(store.numbers()) == [2, 3, 4]


def test_a_contract_of_another_body_looks_like_an_unknown_one() -> None:
    rows = [rating(name, "2026-03-01", 5) for name in (MINDING, "nothing")]
    by = STRANGER
    task = looked_at(csv_of(tuple(rows[0]), *(tuple(each.values()) for each in rows)), "ratings", by=by)
    assert {each[2] for each in codes(task)} == {"dangling_reference"}
    assert result(task)["good"] == 0


def test_a_clause_of_a_settled_contract_is_told_before_anybody_accepts() -> None:
    cells = row("clauses", id="c1", contract=SWEEPING, kind="review", text="x")
    task = looked_at(csv_of(tuple(cells), tuple(cells.values())), "clauses")
    assert codes(task) == {(2, "contract", "guarded_settled")}
