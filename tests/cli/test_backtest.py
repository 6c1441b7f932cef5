"""`answerable backtest` on the command line: text in both languages, JSON, and every fault of a file."""

import json
from pathlib import Path

import pytest

from answerable.cli.main import INPUT, main
from tests.actions.offline.test_backtest import MILDER
from tests.builders import small_district, write
from tests.spec.asked import CONFIRMED, finding, spoil


@pytest.fixture
def place(tmp_path: Path) -> Path:
    write(tmp_path / "district", finding(spoil(small_district(), 3, 4), **CONFIRMED))
    (tmp_path / "new.yaml").write_text(MILDER, encoding="utf-8")
    return tmp_path


def run(place: Path, *options: str) -> int:
    given = [
        "backtest",
        str(place / "district"),
        "--indicators",
        str(place / "new.yaml"),
        "--on",
        "2025-12-31",
    ]
    return main([*given, *options])


@pytest.mark.parametrize(
    ("lang", "said"),
    [
        ("en", ("2/12 (16.67%)", "in force 6 days before; new no warning", "people decide")),
        ("zh", ("2/12（16.67%）", "现行：提前 6 天；新：没有提示", "由人决定")),
    ],
)
def test_both_sets_are_told_in_the_readers_language(
    place: Path, lang: str, said: tuple[str, ...], capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(place, "--lang", lang) == 0
    out = capsys.readouterr().out.replace("\n  ", " ").replace("\n", "")
    assert [each for each in said if each not in out] == []


def test_the_json_holds_both_sets(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(place, "--json") == 0
    found = json.loads(capsys.readouterr().out)
    assert found["format"] == "answerable/backtest/1"
    assert found["totals"]["in_force"]["off_target"] == 2
    assert [each["id"] for each in found["contracts"]] == ["minding", "sweeping"]
    minding = found["contracts"][0]
    assert minding["in_force"]["watches"] == [
        {"starts": "2025-04-30", "ends": "2025-05-31", "sequel": "followed"}
    ]
    assert minding["troubles"][0]["days_before"] == {"in_force": 6, "new": None}
    assert found["rules"]["new"] == found["rules"]["in_force"]


def test_every_fault_of_the_file_is_told_with_its_line(
    place: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (place / "new.yaml").write_text(MILDER.replace("on-time", "onn-time").replace("low: 80", "low: 81"))
    assert run(place, "--lang", "en") == INPUT
    told = capsys.readouterr().err
    assert "new.yaml, line 4: There is no indicator onn-time." in told
    assert "new.yaml, line 7: " in told
    assert "has 2 faults" in told


def test_names_from_files_cannot_steer_the_terminal(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    rows = spoil(small_district(), 3, 4)
    rows["contracts"][1]["name_en"] = "evil \x1b[2J"
    write(place / "district", rows)
    run(place, "--lang", "en")
    assert "\x1b" not in capsys.readouterr().out
