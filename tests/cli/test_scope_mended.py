"""What trying the boundary as a new user would brought to light, so that it stays mended."""

import json
import shutil
from pathlib import Path

import pytest

from answerable.cli.main import main
from tests.cli.test_scope import ORDINARY as IN_ORDER
from tests.shape.tree import PACKAGE

Capture = pytest.CaptureFixture[str]
RECORD = {
    "format": "answerable/scope/1",
    "rulebook": "cn",
    "on": "2026-06-30",
    "facts": {"task": "coercion"},
    "verdict": "prohibited",
}


def said(arguments: list[str], capsys: Capture, *, ends: int) -> str:
    assert main(["scope", *arguments, "--lang", "en"]) == ends
    captured = capsys.readouterr()
    return captured.out + captured.err


def changed(tmp_path: Path, file: str, old: str, new: str) -> str:
    """A copy of the Chinese rulebook with one thing changed."""
    folder = tmp_path / "cn"
    shutil.copytree(PACKAGE / "rulebooks" / "cn" / "scope", folder)
    text = (folder / "rules" / file).read_text(encoding="utf-8")
    assert old in text
    (folder / "rules" / file).write_text(text.replace(old, new, 1), encoding="utf-8")
    return str(folder)


@pytest.mark.parametrize(
    ("forged", "wanted"),
    [
        ({"verdict": "7"}, "“7”, is none"),
        ({"verdict": 7}, "“7”, is none"),
        ({"rulebook": "../../etc"}, "not a shipped one"),
        ({"format": "answerable/scope/9"}, "answerable/scope/9"),
        ({"on": "someday"}, "someday"),
        ({"facts": {"task": "dance"}}, "dance"),
    ],
)
def test_a_record_that_cannot_be_one_is_refused(
    forged: dict[str, object], wanted: str, tmp_path: Path, capsys: Capture
) -> None:
    (tmp_path / "record.json").write_text(json.dumps(RECORD | forged), encoding="utf-8")
    assert wanted in said(["replay", str(tmp_path)], capsys, ends=2)


def test_all_bad_records_of_a_folder_are_told_at_once(tmp_path: Path, capsys: Capture) -> None:
    (tmp_path / "a.json").write_text("[1]", encoding="utf-8")
    (tmp_path / "b.json").write_text("{", encoding="utf-8")
    (tmp_path / "c.json").write_text(json.dumps(RECORD), encoding="utf-8")
    told = said(["replay", str(tmp_path)], capsys, ends=2)
    assert "a.json" in told
    assert "b.json" in told


def test_a_rulebook_with_a_gap_is_not_compared_and_decides_nothing_in_it(
    tmp_path: Path, capsys: Capture
) -> None:
    folder = changed(tmp_path, "voices.yaml", "when: {task: hotline}", "when: {task: hotline, occasion: new}")
    assert "has a gap" in said(["diff", "cn", folder], capsys, ends=2)
    from_here = IN_ORDER | {"task": "hotline", "occasion": "renewal"}
    facts = [part for name, value in from_here.items() for part in ("--fact", f"{name}={value}")]
    assert "no fact is missing" in said(["decide", *facts, "--rulebook", folder], capsys, ends=2)
    items = tmp_path / "items.csv"
    items.write_text(
        "id," + ",".join(from_here) + "\na," + ",".join(from_here.values()) + "\n", encoding="utf-8"
    )
    told = said(["batch", str(items), "-o", str(tmp_path / "out.csv"), "--rulebook", folder], capsys, ends=2)
    assert "items.csv, row 2: The rulebook has no rule for this item" in told
    assert not (tmp_path / "out.csv").exists()


def test_a_rule_that_moved_to_another_stage_is_amended(tmp_path: Path, capsys: Capture) -> None:
    folder = changed(
        tmp_path, "exclusions.yaml", "- id: works\n    stage: exclusion", "- id: works\n    stage: condition"
    )
    told = said(["diff", "cn", folder], capsys, ends=0)
    assert "(works)" in told
    assert folder in "".join(told.split("\n"))


@pytest.mark.parametrize(
    "text", ["task: survey\ntask: penalty\n", '{"facts": {"paid": "yes", "paid": "no"}}']
)
def test_a_fact_stated_twice_in_a_file_is_refused(text: str, tmp_path: Path, capsys: Capture) -> None:
    file = tmp_path / "facts.yaml"
    file.write_text(text, encoding="utf-8")
    assert "stated twice" in said(["decide", "--facts", str(file)], capsys, ends=2)


def test_what_the_screen_shows_may_be_typed_as_well(capsys: Capture) -> None:
    told = said(
        ["decide", "--fact", "工作性质=实施查封、扣押等行政强制措施", "--fact", "Paid=是"], capsys, ends=0
    )
    assert "Verdict: prohibited" in told


def test_a_fact_stated_by_id_and_by_title_differently_is_refused(capsys: Capture) -> None:
    assert "stated twice" in said(["decide", "--fact", "paid=yes", "--fact", "是否付费=否"], capsys, ends=2)


def test_a_saved_record_may_be_asked_again(tmp_path: Path, capsys: Capture) -> None:
    record = tmp_path / "record.json"
    record.write_text(said(["decide", "--fact", "task=coercion", "--json"], capsys, ends=0), encoding="utf-8")
    assert "Verdict: prohibited" in said(["decide", "--facts", str(record)], capsys, ends=0)


def test_no_items_are_said_to_be_none(tmp_path: Path, capsys: Capture) -> None:
    (tmp_path / "in.csv").write_text("id,task\n", encoding="utf-8")
    told = said(["batch", str(tmp_path / "in.csv"), "-o", str(tmp_path / "out.csv")], capsys, ends=0)
    assert told.startswith("0 items.")
