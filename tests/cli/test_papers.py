"""`answerable papers`: wordings, drawing, and case files verified on the command line."""

import io
import json
import shutil
import zipfile
from pathlib import Path

import pytest

from answerable.cli.main import main
from answerable.core.enforce.papers.values import PaperKind
from answerable.render.official.case_file import case_file, case_file_zip
from answerable.render.official.layout import own_layout
from tests.core.enforce.papers.test_read import written
from tests.papers import case_of, paper

Capture = pytest.CaptureFixture[str]


def say(words: list[str], capsys: Capture, *, ends: int = 0, lang: str = "en") -> str:
    assert main(["papers", *words, "--lang", lang]) == ends
    said = capsys.readouterr()
    return said.err if ends else said.out


def fields(path: Path, kind: PaperKind = PaperKind.ORDER) -> Path:
    path.write_text(json.dumps(written(paper(kind, "en"), "en")), encoding="utf-8")
    return path


def test_a_wording_is_handed_out_edited_checked_and_used(tmp_path: Path, capsys: Capture) -> None:
    own = tmp_path / "order.txt"
    say(["wording", "order", "--out", str(own)], capsys)
    assert say(["wording", "order", "--out", str(own)], capsys, ends=3)
    own.write_text(
        own.read_text(encoding="utf-8").replace("# 2. Ground", "# 2. Our ground"), encoding="utf-8"
    )
    assert "can be used" in say(["check", str(own), "order"], capsys)
    drawn = ["draw", str(fields(tmp_path / "f.json")), "--wording", str(own), "--out", str(tmp_path / "out")]
    said = say(drawn, capsys)
    assert "SHA-256" in said
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == ["order.en.docx", "order.en.pdf"]
    assert b"Our ground" in (tmp_path / "out" / "order.en.docx").read_bytes()
    assert say(drawn, capsys) == said


def test_every_fault_of_a_wording_is_told_with_its_line(tmp_path: Path, capsys: Capture) -> None:
    own = tmp_path / "own.txt"
    own.write_text("Title\n\n{contract} {case} {contact}\n{nonsense\n{ground}\n", encoding="utf-8")
    said = say(["check", str(own), "closing"], capsys, ends=2)
    for part in (
        "own.txt, line 4: A brace",
        "own.txt, line 5: The field ground",
        "is missing: outcome",
        "3 faults",
    ):
        assert part in said
    assert "第 4 行" in say(["check", str(own), "closing"], capsys, ends=2, lang="zh")


def test_a_wording_that_is_missing_or_no_text_is_refused(tmp_path: Path, capsys: Capture) -> None:
    assert say(["check", str(tmp_path / "none"), "order"], capsys, ends=2)
    (tmp_path / "bytes").write_bytes(b"\xff\xfe\x00")
    assert "UTF-8" in say(["check", str(tmp_path / "bytes"), "order"], capsys, ends=2)


def test_a_blank_file_of_fields_says_what_belongs_into_it_and_is_refused_until_it_is_filled(
    tmp_path: Path, capsys: Capture
) -> None:
    blank = tmp_path / "blank.json"
    say(["blank", "order", "--out", str(blank)], capsys)
    assert "last day" in blank.read_text(encoding="utf-8")
    said = say(["draw", str(blank), "--out", str(tmp_path / "out")], capsys, ends=2)
    assert "Not stated: facts." in said
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize("text", ["", "{", "[" * 100_000, "NaN,"])
def test_fields_that_are_no_json_are_refused(text: str, tmp_path: Path, capsys: Capture) -> None:
    (tmp_path / "f.json").write_text(text, encoding="utf-8")
    assert "is not JSON" in say(
        ["draw", str(tmp_path / "f.json"), "--out", str(tmp_path / "o")], capsys, ends=2
    )


def test_a_layout_is_handed_out_and_used_and_a_broken_one_is_refused(tmp_path: Path, capsys: Capture) -> None:
    own, out = tmp_path / "own.docx", str(tmp_path / "out")
    say(["layout", "--out", str(own)], capsys)
    assert zipfile.ZipFile(own).namelist() == zipfile.ZipFile(io.BytesIO(own_layout("en"))).namelist()
    drawn = ["draw", str(fields(tmp_path / "f.json")), "--out", out, "--layout"]
    assert say([*drawn, str(own)], capsys)
    own.write_bytes(b"no zip")
    assert say([*drawn, str(own)], capsys, ends=2)
    assert say([*drawn, str(tmp_path / "none.docx")], capsys, ends=2)
    with zipfile.ZipFile(own, "w") as file:
        file.writestr("word/document.xml", "<x/>")
    assert "no sound DOCX" in say([*drawn, str(own)], capsys, ends=2)


def test_a_folder_that_is_not_a_drawing_is_left_alone(tmp_path: Path, capsys: Capture) -> None:
    (tmp_path / "mine.txt").write_text("mine", encoding="utf-8")
    say(["draw", str(fields(tmp_path.parent / "f.json")), "--out", str(tmp_path)], capsys, ends=3)
    assert [path.name for path in tmp_path.iterdir()] == ["mine.txt"]


def test_a_sound_case_file_is_said_to_be_so_as_a_zip_and_as_a_folder(tmp_path: Path, capsys: Capture) -> None:
    packed, folder = tmp_path / "case.zip", tmp_path / "case"
    packed.write_bytes(case_file_zip(case_of("en"), "en"))
    with zipfile.ZipFile(packed) as file:
        file.extractall(folder)
    said = say(["verify", str(packed)], capsys)
    assert said == say(["verify", str(folder)], capsys)
    assert "c-2026-account-01: 12 files agree with the manifest; 3 entries" in said
    assert "2 files of evidence, of which 0 are enclosed" in said


def test_one_changed_byte_of_any_file_is_named(tmp_path: Path, capsys: Capture) -> None:
    members = list(case_file(case_of("en"), "en"))
    for path, data in members:
        (tmp_path / path).parent.mkdir(exist_ok=True)
        (tmp_path / path).write_bytes(data)
    for path, data in members:
        changed = bytearray(data)
        changed[len(changed) // 2] ^= 1
        (tmp_path / path).write_bytes(changed)
        assert path.removesuffix(".json") in say(["verify", str(tmp_path)], capsys, ends=2)
        (tmp_path / path).write_bytes(data)
    assert say(["verify", str(tmp_path)], capsys)


@pytest.mark.parametrize("name", ["index.pdf", "papers/03-order.docx", "manifest.json", "manifest.sha256"])
def test_one_changed_byte_within_a_zip_is_named(name: str, tmp_path: Path, capsys: Capture) -> None:
    members = dict(case_file(case_of("en"), "en"))
    packed = bytearray(case_file_zip(case_of("en"), "en"))
    packed[packed.index(members[name]) + 40] ^= 1
    (tmp_path / "case.zip").write_bytes(packed)
    said = say(["verify", str(tmp_path / "case.zip")], capsys, ends=2)
    assert name.removesuffix(".json") in said


def test_what_is_lost_added_doubled_or_linked_is_named_all_at_once(tmp_path: Path, capsys: Capture) -> None:
    folder, packed = tmp_path / "case", tmp_path / "case.zip"
    packed.write_bytes(case_file_zip(case_of("en"), "en"))
    with zipfile.ZipFile(packed) as file:
        file.extractall(folder)
    (folder / "index.pdf").unlink()
    (folder / "added.txt").write_text("x", encoding="utf-8")
    # A link is no part of a case file, even where it leads to the same bytes.
    (folder / "index.docx").rename(tmp_path / "elsewhere.docx")
    (folder / "index.docx").symlink_to(tmp_path / "elsewhere.docx")
    (folder / "evidence").mkdir()
    (folder / "evidence" / "x.png").write_bytes(b"x")
    said = say(["verify", str(folder)], capsys, ends=2)
    for part in (
        "index.pdf is in the manifest",
        "index.docx was changed",
        "added.txt is not",
        "none of the evidence",
    ):
        assert part in said
    with pytest.warns(UserWarning, match="Duplicate"), zipfile.ZipFile(packed, "a") as file:
        file.writestr("index.pdf", "another")
    assert "index.pdf is in the case file twice" in say(["verify", str(packed)], capsys, ends=2)


def test_what_is_no_case_file_is_refused(tmp_path: Path, capsys: Capture) -> None:
    assert say(["verify", str(tmp_path / "none.zip")], capsys, ends=2)
    (tmp_path / "text.zip").write_text("no zip", encoding="utf-8")
    assert "no sound zip" in say(["verify", str(tmp_path / "text.zip")], capsys, ends=2)
    (tmp_path / "empty").mkdir()
    assert "no manifest.json" in say(["verify", str(tmp_path / "empty")], capsys, ends=2)
    packed = case_file_zip(case_of("en"), "en")
    (tmp_path / "cut.zip").write_bytes(packed[: len(packed) // 2])
    assert say(["verify", str(tmp_path / "cut.zip")], capsys, ends=2)
    shutil.rmtree(tmp_path / "empty")
