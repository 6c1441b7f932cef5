"""Rows are added to a table, and what stood in it stays as it was."""

from dataclasses import replace
from pathlib import Path

import pytest

from answerable.actions.offline.append import append
from answerable.core.tables.district import BY_NAME
from answerable.core.tables.files import Form, TableFile
from answerable.core.terms.errors import InputError
from answerable.sources.csvtable import look_closely


def described(path: Path, scratch: Path) -> TableFile:
    file, faults = look_closely(path, BY_NAME["followers"], scratch=scratch)
    assert file is not None
    assert faults == []
    return file


def test_a_table_that_was_not_there_is_made(tmp_path: Path) -> None:
    append(tmp_path, {}, "followers", [{"voice": "v1", "counted_on": "2026-05-01", "count": "3"}])
    text = (tmp_path / "followers.csv").read_text(encoding="utf-8")
    assert text == "voice,counted_on,count\nv1,2026-05-01,3\n"


def test_rows_are_added_at_the_end(tmp_path: Path) -> None:
    path = tmp_path / "followers.csv"
    path.write_text("count,voice,counted_on\n2,v1,2026-04-01\n", encoding="utf-8")
    files = {"followers": described(path, tmp_path)}
    append(tmp_path, files, "followers", [{"voice": "v1", "counted_on": "2026-05-01", "count": "3"}])
    assert path.read_text(encoding="utf-8").splitlines() == [
        "voice,counted_on,count",
        "v1,2026-04-01,2",
        "v1,2026-05-01,3",
    ]


def test_nothing_to_add_leaves_the_file_alone(tmp_path: Path) -> None:
    append(tmp_path, {}, "followers", [])
    assert list(tmp_path.iterdir()) == []


def test_a_table_kept_as_parquet_is_refused_and_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "followers.csv"
    path.write_text("voice,counted_on,count\n", encoding="utf-8")
    file = replace(described(path, tmp_path), form=Form.PARQUET)
    with pytest.raises(InputError) as refused:
        append(tmp_path, {"followers": file}, "followers", [{"voice": "v", "counted_on": "", "count": ""}])
    assert refused.value.message.code == "table_in_parquet"
