"""Every table of the folder has its model, column by column, and the database keeps what the declaration says."""

from collections.abc import Callable
from datetime import UTC, datetime
from decimal import Decimal
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.db import IntegrityError, connection, models, transaction

from answerable.actions.office.surroundings import model_of
from answerable.core.tables.declare import Column, Table
from answerable.core.tables.district import BY_NAME, TABLES
from answerable.records.fields import FIELD_OF, Link
from answerable.records.models import Body, Contract, Disclosed, Entry, Score, Survey
from answerable.records.rows import Row, Staged
from tests.record import AT, SWEEPING, hold

OF_THE_SYSTEM = {"row", "batch"}


def field_of(table: Table, column: Column) -> Any:
    return model_of(table.name)._meta.get_field(column.name)


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_a_model_has_the_columns_of_its_table_and_no_others(table: Table) -> None:
    fields = {field.name for field in model_of(table.name)._meta.concrete_fields}
    assert fields - OF_THE_SYSTEM == set(table.by_name)
    assert issubclass(model_of(table.name), Staged if table.bulk else Row)


@pytest.mark.parametrize(
    ("table", "column"),
    [(table, column) for table in TABLES for column in table.columns],
    ids=lambda each: getattr(each, "name", None),
)
def test_a_field_keeps_the_kind_of_its_column_under_its_name(table: Table, column: Column) -> None:
    field, to = field_of(table, column), column.type.to
    assert field.column == column.name
    assert field.null is not column.required
    links = to is not None and BY_NAME[to].key == ("id",) and not BY_NAME[to].bulk
    assert type(field) is (Link if links else FIELD_OF[column.type.kind])
    if links:
        assert field.remote_field.model is model_of(to or "")


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_the_key_of_a_table_is_unique_in_the_database(table: Table) -> None:
    meta = model_of(table.name)._meta
    unique = {each.fields for each in meta.constraints if isinstance(each, models.UniqueConstraint)}
    assert (meta.pk.name == "id" and table.key == ("id",)) or unique == {table.key}


@pytest.mark.django_db
def test_no_migration_is_missing() -> None:
    call_command("makemigrations", check=True, dry_run=True, stdout=StringIO())


def body(**changes: object) -> Body:
    return Body(**{"id": "new", "name": "新", "kind": "town", **changes})


@pytest.mark.django_db
@pytest.mark.parametrize(
    "wrong", [{"kind": "county"}, {"name": ""}, {"name_en": ""}, {"id": ""}, {"parent_id": "nobody"}]
)
def test_the_database_refuses_what_the_checks_of_rows_refuse(wrong: dict[str, object]) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        _saved(body(**wrong))


def _saved(row: Body) -> None:
    row.save(force_insert=True)
    connection.check_constraints()


@pytest.mark.django_db
def test_rules_over_columns_are_kept_by_the_database(tmp_path: Path) -> None:
    hold(tmp_path / "district")
    counts = {"frame": 9, "sample": 5, "responses": 3, "level_1": 0, "level_2": 0, "level_3": 1, "level_4": 1}
    survey = Survey(id="s", contract_id=SWEEPING, surveyed_on="2025-06-01", level_5=1, **counts)
    survey.save(force_insert=True)
    for name, value in (("responses", 4), ("sample", 2), ("level_5", 2)):
        with pytest.raises(IntegrityError), transaction.atomic():
            Survey.objects.filter(id="s").update(**{name: value})
    with pytest.raises(IntegrityError), transaction.atomic():
        Contract.objects.filter(id=SWEEPING).update(ends="2024-12-31")
    with pytest.raises(IntegrityError), transaction.atomic():
        Contract.objects.filter(id=SWEEPING).update(currency="CNY", amount_minor=None)


@pytest.mark.django_db
@pytest.mark.parametrize(("points", "full", "fine"), [("9.5", "10", True), ("10.5", "9.75", False)])
def test_decimals_are_compared_as_numbers_and_kept_as_written(
    tmp_path: Path, points: str, full: str, fine: bool
) -> None:
    hold(tmp_path / "district")
    score = Score(
        contract_id=SWEEPING,
        period="2025-06",
        item="total",
        points=Decimal(points),
        full=Decimal(full),
        scored_on="2025-07-01",
    )
    if not fine:
        with pytest.raises(IntegrityError), transaction.atomic():
            score.save(force_insert=True)
        return
    score.save(force_insert=True)
    assert str(Score.objects.get(item="total").points) == points


@pytest.mark.django_db
def test_an_entry_is_numbered_once_and_never_changed_or_deleted() -> None:
    Entry.objects.create(id="e", at=AT, act="load", by="load", body="{}")
    Disclosed.objects.create(entry_id="e", place=0, of="bodies", key="b", salt="00", content="{}")
    assert Entry.objects.filter(id="e", number=None).update(number=0) == 1
    acts: list[Callable[[], object]] = [
        lambda: Entry.objects.filter(id="e").update(number=1),
        lambda: Entry.objects.filter(id="e").update(number=None),
        lambda: Entry.objects.filter(id="e").update(body="[]"),
        lambda: Entry.objects.filter(id="e").update(at=datetime(2020, 1, 1, tzinfo=UTC)),
        lambda: Disclosed.objects.filter(entry="e").update(content="[]"),
        lambda: Disclosed.objects.filter(entry="e").update(salt=None, content=None, key="x"),
        lambda: Disclosed.objects.filter(entry="e")._raw_delete("default"),
        lambda: Entry.objects.filter(id="e")._raw_delete("default"),
    ]
    for act in acts:
        with pytest.raises(Exception, match=r"append-only|erased"), transaction.atomic():
            act()


@pytest.mark.django_db
def test_what_an_entry_discloses_can_be_erased() -> None:
    Entry.objects.create(id="e", at=AT, act="load", by="load", body="{}")
    Disclosed.objects.create(entry_id="e", place=0, of="bodies", key="b", salt="00", content="{}")
    assert Disclosed.objects.filter(entry="e").update(salt=None, content=None) == 1


def test_constraint_names_are_unique_and_short_enough_for_every_database() -> None:
    names = [each.name for table in TABLES for each in model_of(table.name)._meta.constraints]
    assert len(names) == len(set(names))
    assert [name for name in names if len(name) > 63] == []
    assert not set(map(str.lower, names)) & {table.name for table in TABLES}
