"""Case files of strangers: looked into without unpacking anything, and with limits."""

import zipfile
from pathlib import Path

import pytest

from answerable.core.terms.errors import InputError
from answerable.sources import case_file
from answerable.sources.case_file import look_into


def packed(path: Path, *members: tuple[str, bytes], how: int = zipfile.ZIP_DEFLATED) -> Path:
    with zipfile.ZipFile(path, "w", how) as file:
        for name, data in members:
            file.writestr(name, data)
    return path


def test_a_zip_and_a_folder_with_the_same_files_look_the_same(tmp_path: Path) -> None:
    members = (("a/b.txt", b"b"), ("manifest.json", b"{}"), ("c.txt", b""))
    folder = tmp_path / "folder"
    with zipfile.ZipFile(packed(tmp_path / "x.zip", *members)) as file:
        file.extractall(folder)
    found = look_into(tmp_path / "x.zip")
    assert found == look_into(folder)
    assert (found.manifest, found.twice) == (b"{}", ())
    assert found.stamps.keys() == {"a/b.txt", "c.txt"}


def test_names_that_lead_out_of_the_folder_are_only_names(tmp_path: Path) -> None:
    found = look_into(packed(tmp_path / "x.zip", ("../out.txt", b"x"), ("/etc/out", b"x"), ("folder/", b"")))
    assert found.stamps.keys() == {"../out.txt", "/etc/out"}
    assert sorted(path.name for path in tmp_path.iterdir()) == ["x.zip"]


def test_too_many_files_are_not_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(case_file, "MOST_FILES", 2)
    path = packed(tmp_path / "x.zip", ("a", b""), ("b", b""), ("c", b""))
    with pytest.raises(InputError) as refused:
        look_into(path)
    assert refused.value.message.code == "case_file_too_many"


@pytest.mark.parametrize("data", [b"no zip", b"", b"PK\x03\x04"])
def test_what_is_no_zip_is_refused(data: bytes, tmp_path: Path) -> None:
    (tmp_path / "x.zip").write_bytes(data)
    with pytest.raises(InputError) as refused:
        look_into(tmp_path / "x.zip")
    assert refused.value.message.code == "case_file_unreadable"


def test_a_broken_member_spoils_itself_alone(tmp_path: Path) -> None:
    path = packed(tmp_path / "x.zip", ("a", b"some content"), ("b", b"other"), how=zipfile.ZIP_STORED)
    sound = look_into(path)
    path.write_bytes(path.read_bytes().replace(b"content", b"c0ntent"))
    found = look_into(path)
    assert found.stamps["a"] != sound.stamps["a"]
    assert found.stamps["b"] == sound.stamps["b"]


def test_a_broken_manifest_is_one_that_cannot_be_read(tmp_path: Path) -> None:
    path = packed(tmp_path / "x.zip", ("manifest.json", b"some content"), how=zipfile.ZIP_STORED)
    path.write_bytes(path.read_bytes().replace(b"content", b"c0ntent"))
    assert look_into(path).manifest == b""
