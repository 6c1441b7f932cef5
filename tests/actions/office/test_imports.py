"""A file comes in whole or not at all, with all its faults said at once; nobody sees half of it."""

import hashlib
import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest
from django.db import connections

from answerable.actions.office import imports
from answerable.actions.office.actors import NotPermittedError, actor_of
from answerable.actions.office.batches import clear_abandoned
from answerable.actions.office.dump import as_folder, dump
from answerable.actions.office.imports import Progress, import_file
from answerable.actions.offline.check import open_district
from answerable.actions.offline.engines import working_engine
from answerable.core.tables.district import BY_NAME
from answerable.core.tables.fault import Fault, UnsoundError
from answerable.core.tables.files import TableFile
from answerable.core.terms.errors import InputError
from answerable.records import copying
from answerable.records.models import (
    Account,
    Assignment,
    Batch,
    Disclosed,
    Entry,
    Finding,
    Legacy,
    Provider,
    Rating,
    WorkItem,
)
from answerable.sources.folder import write_table
from tests.builders import BODY, FAILING, LAWFUL, rating, row
from tests.decisions import PLANTING, rows_with_planting
from tests.record import AT, HANDLER, HEAD, LEADER, ON, OTHER_BODY, STRANGER, SWEEPING, actor, hold

pytestmark = pytest.mark.django_db
Cells = dict[str, str]


@pytest.fixture(autouse=True)
def district(tmp_path: Path) -> None:
    rows = rows_with_planting()
    paving = {
        "body": OTHER_BODY,
        "work_item": "paving-work",
        "provider": LAWFUL,
        "name": "修路",
        "paid": "no",
    }
    rows["work_items"].append(row("work_items", id="paving-work", body=OTHER_BODY, name="修路"))
    rows["contracts"].append(row("contracts", id="paving", starts="2025-01-01", **paving))
    rows["assignments"].append(row("assignments", contract="paving", starts="2025-01-01"))
    hold(tmp_path / "district", rows)


def take_in(tmp_path: Path, table: str, rows: Iterable[Cells], *, by: str = HANDLER) -> int:
    path = tmp_path / f"{table}-in.csv"
    write_table(path, table=BY_NAME[table], rows=rows)
    return import_file(table, path, by=actor(by), at=AT, on=ON)


def faults(tmp_path: Path, table: str, rows: Iterable[Cells], *, by: str = HANDLER) -> tuple[Fault, ...]:
    """What is wrong with the file; nothing of it is there afterwards."""
    before = standing()
    with pytest.raises(UnsoundError) as caught:
        take_in(tmp_path, table, rows, by=by)
    assert standing() == before
    return caught.value.faults


def standing() -> object:
    with as_folder() as folder:
        files = {path.name: path.read_bytes() for path in folder.iterdir()}
    return files, Entry.objects.count(), Batch.objects.count(), Rating.every.count()


def codes(found: Iterable[Fault]) -> set[tuple[int | None, str | None, str]]:
    return {(fault.row, fault.column, fault.message.code) for fault in found}


def test_good_rows_come_in_with_one_entry_that_holds_the_hash_of_the_file(tmp_path: Path) -> None:
    assert take_in(tmp_path, "ratings", (rating(SWEEPING, f"2026-03-{n:02}", 5) for n in range(1, 29))) == 28
    assert Rating.objects.count() == 28
    entry = Entry.objects.get(act="import")
    told = json.loads(entry.disclosed.get().content or "")
    digest = hashlib.sha256((tmp_path / "ratings-in.csv").read_bytes()).hexdigest()
    assert told == {"file": f"sha256:{digest}", "rows": "28", "table": "ratings"}
    assert entry.by == HANDLER


def test_small_tables_come_in_row_by_row_into_the_ledger(tmp_path: Path) -> None:
    rows = [row("providers", id=f"p{n}", name=f"公司{n}", kind="company") for n in range(3)]
    assert take_in(tmp_path, "providers", rows) == 3
    assert Disclosed.objects.filter(of="providers", entry__act="import").count() == 3
    assert Provider.objects.filter(id="p2").exists()


def test_all_faults_of_a_big_file_are_said_at_once(tmp_path: Path) -> None:
    rows = [
        rating(SWEEPING, "2026/03/01", 5),
        rating("nothing", "2026-03-02", 5),
        rating(SWEEPING, "2030-03-03", 9),
        rating(SWEEPING, "2026-03-04", 5),
        rating(SWEEPING, "2026-03-04", 5),
    ]
    found = codes(faults(tmp_path, "ratings", rows))
    assert {(2, "rated_on", "bad_date"), (3, "contract", "dangling_reference")} <= found
    assert {(4, "level", "out_of_range"), (6, "id", "duplicate_key")} <= found


def test_all_faults_of_a_small_file_are_said_at_once(tmp_path: Path) -> None:
    rows = [
        row("clauses", id="c1", contract="nothing", kind="exit", ground="other", text="x"),
        row("clauses", id="c2", contract=PLANTING, kind="magic", text="x"),
        row("clauses", id="planting-exit", contract=PLANTING, kind="review", text="x"),
        row("clauses", id="c3", contract=SWEEPING, kind="review", text="x"),
        row("clauses", id="c4", contract=PLANTING, kind="exit", text="x"),
    ]
    found = codes(faults(tmp_path, "clauses", rows))
    assert found == {
        (2, "contract", "dangling_reference"),
        (3, "kind", "bad_choice"),
        (4, "id", "key_taken"),
        (5, "contract", "guarded_settled"),
    }
    assert codes(faults(tmp_path, "clauses", rows[4:])) == {(2, "ground", "empty_required")}


def test_rows_that_are_there_already_are_not_taken_in_twice(tmp_path: Path) -> None:
    rows = [rating(SWEEPING, f"2026-03-{n:02}", 5) for n in range(1, 29)]
    take_in(tmp_path, "ratings", rows)
    found = codes(faults(tmp_path, "ratings", [rating(SWEEPING, "2026-02-01", 5), *rows[:2]]))
    assert found == {(3, "id", "key_taken"), (4, "id", "key_taken")}


@pytest.mark.parametrize("table", ["ratings", "clauses", "duties_done"])
def test_contracts_of_another_body_look_like_unknown_ones(table: str, tmp_path: Path) -> None:
    own = {"ratings": "paving", "clauses": "paving", "duties_done": "sweeping-pay"}[table]
    by = STRANGER if table == "duties_done" else HANDLER

    def cells(named: str) -> Cells:
        if table == "ratings":
            return rating(named, "2026-03-01", 5)
        if table == "clauses":
            return row("clauses", id="c9", contract=named, kind="review", text="x")
        return row("duties_done", duty=named, period="2026-06", done_on="2026-06-30")

    there, nowhere = (faults(tmp_path, table, [cells(name)], by=by) for name in (own, "nothing"))
    assert [fault.message.code for fault in there] == [fault.message.code for fault in nowhere]
    assert {fault.message.code for fault in there} == {"dangling_reference"}


def test_nothing_is_added_to_another_body(tmp_path: Path) -> None:
    for by, body in ((STRANGER, BODY), (HANDLER, OTHER_BODY)):
        with pytest.raises(NotPermittedError):
            take_in(tmp_path, "work_items", [row("work_items", id="w9", body=body, name="w")], by=by)
    assert not WorkItem.objects.filter(id="w9").exists()


@pytest.mark.parametrize("table", ["ratings", "providers", "clauses", "people"])
def test_who_imports_nowhere_imports_nothing(table: str, tmp_path: Path) -> None:
    path = tmp_path / "in.csv"
    write_table(path, table=BY_NAME[table], rows=[])
    clerk = Account.objects.create(username="clerk", provider_id=FAILING, created_at=AT)
    for by in (actor(LEADER), actor_of(clerk, on=ON)):
        with pytest.raises(NotPermittedError):
            import_file(table, path, by=by, at=AT, on=ON)


def test_gb18030_and_a_header_in_another_order_are_read(tmp_path: Path) -> None:
    path = tmp_path / "in.csv"
    path.write_bytes("name,id,kind,name_en,credit_code\n清洁公司,p1,company,,\n".encode("gb18030"))
    assert import_file("providers", path, by=actor(HANDLER), at=AT, on=ON) == 1
    assert Provider.objects.get(id="p1").name == "清洁公司"


@pytest.mark.parametrize("table", ["ratings", "providers"])
def test_ragged_rows_are_told_by_their_number(table: str, tmp_path: Path) -> None:
    path = tmp_path / "in.csv"
    good = (
        rating(SWEEPING, "2026-03-01", 5)
        if table == "ratings"
        else row("providers", id="p", name="x", kind="company")
    )
    write_table(path, table=BY_NAME[table], rows=[good])
    with path.open("a", encoding="utf-8") as out:
        out.write("too,few\n")
    with pytest.raises(UnsoundError) as caught:
        import_file(table, path, by=actor(HANDLER), at=AT, on=ON)
    assert (3, "field_count") in {(fault.row, fault.message.code) for fault in caught.value.faults}
    assert not Rating.every.exists()
    assert not Provider.objects.filter(id="p").exists()


def test_faults_name_the_file_and_its_rows_as_a_spreadsheet_shows_them(tmp_path: Path) -> None:
    path = tmp_path / "mine.csv"
    path.write_text("id,name,name_en,kind,credit_code\n\n,,,,\np1,甲,,company,\np2,乙,,castle,\n", "utf-8")
    with pytest.raises(UnsoundError) as caught:
        import_file("providers", path, by=actor(HANDLER), at=AT, on=ON)
    assert [(fault.file, fault.row, fault.column) for fault in caught.value.faults] == [
        ("mine.csv", 5, "kind")
    ]


def test_odd_files_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "in.csv"
    for table, code in (("colours", "no_such_table"), ("ratings", "source_missing_file")):
        with pytest.raises(InputError) as caught:
            import_file(table, path, by=actor(HANDLER), at=AT, on=ON)
        assert caught.value.message.code == code
    path.write_text("id,contract,colour\n", encoding="utf-8")
    with pytest.raises(UnsoundError) as unsound:
        import_file("ratings", path, by=actor(HANDLER), at=AT, on=ON)
    assert {"missing_column", "unknown_column"} <= {fault.message.code for fault in unsound.value.faults}


def test_a_contract_that_comes_in_is_vacant_until_somebody_is_assigned(tmp_path: Path) -> None:
    usual = {"body": BODY, "work_item": "planting-work", "provider": LAWFUL, "name": "绿化", "paid": "no"}
    take_in(tmp_path, "contracts", [row("contracts", id="next", starts="2026-09-01", **usual)])
    assert Assignment.objects.get(contract="next", person=None).starts == ON
    assert not Legacy.objects.filter(contract="next").exists()
    for starts in ("2026-01-01", "2026-06-30"):
        found = faults(tmp_path, "contracts", [row("contracts", id="running", starts=starts, **usual)])
        assert [fault.message.code for fault in found] == ["contract_runs"]
    dump(tmp_path / "out")
    with working_engine("duckdb") as (engine, scratch):
        assert not open_district(tmp_path / "out", engine=engine, scratch=scratch).faults


def test_rows_that_do_not_fit_the_others_are_refused(tmp_path: Path) -> None:
    rows = [
        row("bands", indicator="on-time", starts="2024-01-01", band="blue", low="20", high="30", target="no")
    ]
    with pytest.raises(NotPermittedError):
        take_in(tmp_path, "bands", rows)
    found = faults(tmp_path, "bands", rows, by=HEAD)
    assert ("bands-in.csv", 2) in {(fault.file, fault.row) for fault in found}


def interrupt(*_: Any, **__: Any) -> None:
    raise KeyboardInterrupt


def test_an_import_that_is_interrupted_leaves_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = standing()
    monkeypatch.setattr(imports, "_accept", interrupt)
    with pytest.raises(KeyboardInterrupt):
        take_in(tmp_path, "ratings", [rating(SWEEPING, "2026-03-01", 5)])
    assert standing() == before


def test_an_import_that_is_interrupted_once_it_was_accepted_stays(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = imports._accept

    def accepted(*args: Any, **facts: Any) -> None:
        real(*args, **facts)
        raise KeyboardInterrupt

    monkeypatch.setattr(imports, "_accept", accepted)
    with pytest.raises(KeyboardInterrupt):
        take_in(tmp_path, "ratings", [rating(SWEEPING, "2026-03-01", 5)])
    assert Entry.objects.filter(act="import").count() == 1
    assert Rating.objects.count() == Rating.every.count() == 1


def test_what_a_dead_import_left_is_seen_by_nobody_and_cleared_later(tmp_path: Path) -> None:
    """As after a power cut: the rows are staged, and nobody holds them."""
    rows = [rating(SWEEPING, f"2026-03-{n:02}", 5) for n in range(1, 29)]
    left = Batch.objects.create(of="ratings", began_at=AT)
    copying.insert(BY_NAME["ratings"], rows, batch=left.id)
    assert (Rating.every.count(), Rating.objects.count()) == (28, 0)
    with as_folder() as folder:
        assert (folder / "ratings.csv").read_text(encoding="utf-8").count("\n") == 1
    assert clear_abandoned() == 1
    assert not Rating.every.exists()
    assert not Batch.objects.filter(accepted_at=None).exists()
    assert not Entry.objects.filter(act="import").exists()


def test_what_a_dead_import_left_does_not_hinder_the_next(tmp_path: Path) -> None:
    rows = [rating(SWEEPING, f"2026-03-{n:02}", 5) for n in range(1, 29)]
    left = Batch.objects.create(of="ratings", began_at=AT)
    copying.insert(BY_NAME["ratings"], rows[:9], batch=left.id)
    assert take_in(tmp_path, "ratings", rows) == 28
    assert Rating.objects.count() == Rating.every.count() == 28


def test_a_batch_that_was_cleared_meanwhile_is_not_accepted(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stage = imports._stage

    def slow(file: TableFile, batch: Batch, progress: Progress, *, person: str | None) -> None:
        stage(file, batch, progress, person=person)
        Rating.every.filter(batch=batch.id).delete()
        Batch.objects.filter(id=batch.id).delete()

    monkeypatch.setattr(imports, "_stage", slow)
    with pytest.raises(InputError) as caught:
        take_in(tmp_path, "ratings", [rating(SWEEPING, "2026-03-01", 5)])
    assert caught.value.message.code == "batch_moved"
    assert not Rating.every.exists()


def test_the_worker_clears_only_what_nobody_finished(tmp_path: Path) -> None:
    take_in(tmp_path, "ratings", [rating(SWEEPING, "2026-03-01", 5)])
    assert clear_abandoned() == 0
    assert Rating.objects.count() == 1
    assert Finding.objects.count() == 1


@pytest.mark.django_db(transaction=True)
@pytest.mark.slow
def test_nothing_is_seen_before_everything_is(tmp_path: Path) -> None:
    """Asked from a second connection, after each chunk of 20,000 rows and at the end."""
    path = tmp_path / "in.csv"
    days = (f"2026-{month:02}-{day:02}" for month in range(1, 6) for day in range(1, 29))
    rows = (rating(SWEEPING, day, 5) | {"id": f"{day}.{n}"} for day in days for n in range(143))
    write_table(path, table=BY_NAME["ratings"], rows=list(rows)[:20_000])
    other = connections.create_connection("default")
    seen: list[tuple[int, int]] = []
    visible = (
        "SELECT count(*) FROM ratings WHERE batch IN (SELECT id FROM batches WHERE accepted_at IS NOT NULL)"
    )

    def look(done: int) -> None:
        with other.cursor() as cursor:
            cursor.execute(visible)
            seen.append((done, cursor.fetchone()[0]))

    try:
        assert import_file("ratings", path, by=actor(HANDLER), at=AT, on=ON, progress=look) == 20_000
        look(-1)
    finally:
        other.close()
    assert seen == [(5_000, 0), (10_000, 0), (15_000, 0), (20_000, 0), (-1, 20_000)]
