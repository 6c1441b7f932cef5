"""A table in parts: a part that is lost, added, cut or changed is named before a figure is made of it."""

import json
from pathlib import Path

import pytest

from answerable.actions.offline.manifests import list_parts
from answerable.core.terms.errors import InputError
from answerable.sources.folder import MANIFEST
from answerable.sources.manifest import verify
from tests.actions.offline.test_parquet import as_parquet, faults, with_evidence
from tests.builders import write


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = write(tmp_path, with_evidence())
    as_parquet(folder, "ratings", parts=3)
    list_parts(folder)
    return folder


def told(folder: Path) -> list[tuple[str, str]]:
    return [(fault.file, fault.message.code) for fault in verify(folder / "ratings", "ratings")]


def test_parts_as_listed_are_sound(folder: Path) -> None:
    assert told(folder) == []
    assert faults(folder, "duckdb") == ()


def test_parts_without_a_manifest_are_a_notice_and_no_fault(folder: Path) -> None:
    (folder / "ratings" / MANIFEST).unlink()
    assert told(folder) == [("ratings/", "manifest_missing")]
    assert faults(folder, "duckdb") == ()


def test_a_lost_an_added_and_a_changed_part_are_told_at_once(folder: Path) -> None:
    parts = folder / "ratings"
    first, second = (parts / "part-0.parquet").read_bytes(), (parts / "part-1.parquet").read_bytes()
    (parts / "part-0.parquet").write_bytes(second)
    (parts / "part-1.parquet").unlink()
    (parts / "part-9.parquet").write_bytes(first)
    assert told(folder) == [
        ("ratings/part-0.parquet", "part_changed"),
        ("ratings/part-1.parquet", "part_lost"),
        ("ratings/part-9.parquet", "part_unlisted"),
    ]
    assert {fault.message.code for fault in faults(folder, "memory")} >= {"part_changed", "part_lost"}


def test_a_part_that_is_no_parquet_does_not_hide_a_lost_one(folder: Path) -> None:
    (folder / "ratings" / "part-0.parquet").unlink()
    (folder / "ratings" / "part-1.parquet").write_bytes(b"PAR1")
    assert [(fault.file, fault.message.code) for fault in faults(folder, "duckdb")] == [
        ("part-1.parquet", "not_parquet"),
        ("ratings/part-0.parquet", "part_lost"),
    ]


@pytest.mark.parametrize("beside", [False, True])
def test_a_table_whose_parts_are_all_lost_is_no_empty_table(beside: bool, folder: Path) -> None:
    for part in (folder / "ratings").glob("*.parquet"):
        part.unlink()
    if beside:
        (folder / "ratings.csv").write_text("id\n", encoding="utf-8")
    assert {fault.message.code for fault in faults(folder, "duckdb")} == {
        "two_forms" if beside else "part_lost"
    }


def test_one_changed_byte_is_found(folder: Path) -> None:
    path = folder / "ratings" / "part-2.parquet"
    content = bytearray(path.read_bytes())
    content[5] ^= 1
    path.write_bytes(content)
    assert told(folder) == [("ratings/part-2.parquet", "part_changed")]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]",
        "{}",
        "[" * 99_999,
        '{"format": 2, "table": "ratings", "parts": []}',
        '{"format": 1, "table": "ratings", "parts": [1]}',
        '{"format": 1, "table": "ratings", "parts": [{"name": 5, "rows": 1, "bytes": 1, "sha256": "a"}]}',
        '{"format": 1, "table": "ratings", "parts": [{"name": "a", "rows": "1", "bytes": 1, "sha256": "a"}]}',
        '{"format": 1, "table": "ratings", "parts": [{"name": ["a"], "rows": 1, "bytes": 1, "sha256": "a"}]}',
    ],
)
def test_an_unreadable_manifest_is_a_fault(folder: Path, text: str) -> None:
    (folder / "ratings" / MANIFEST).write_text(text, encoding="utf-8")
    assert told(folder) == [("ratings/manifest.json", "manifest_unreadable")]


def test_the_manifest_of_another_table_is_a_fault(folder: Path) -> None:
    file = folder / "ratings" / MANIFEST
    stated = json.loads(file.read_text(encoding="utf-8"))
    file.write_text(json.dumps(stated | {"table": "matters"}), encoding="utf-8")
    assert told(folder) == [("ratings/manifest.json", "manifest_unreadable")]


def test_what_is_no_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError):
        list_parts(tmp_path / "nowhere")


@pytest.mark.parametrize("name", ["_a.parquet", ".a.parquet"])
def test_a_part_that_other_programs_take_for_hidden_is_refused(folder: Path, name: str) -> None:
    (folder / "ratings" / "part-0.parquet").rename(folder / "ratings" / name)
    list_parts(folder)
    assert [(fault.file, fault.message.code) for fault in faults(folder, "duckdb")] == [
        (f"ratings/{name}", "part_hidden")
    ]
