"""`answerable simulate` on the command line: text in both languages, JSON, a page, and every fault of a file."""

import json
from pathlib import Path

import pytest

from answerable.cli.main import INPUT, main
from tests.core.rulebook.test_portfolio_yaml import WHOLE

TRY = "format: 1\nset:\n  ratings.standard: 0.85\n  ratings.margin: 0\n"


@pytest.fixture
def place(tmp_path: Path) -> Path:
    (tmp_path / "p.yaml").write_text(WHOLE, encoding="utf-8")
    (tmp_path / "try.yaml").write_text(TRY, encoding="utf-8")
    return tmp_path


def run(place: Path, *options: str) -> int:
    return main(["simulate", str(place / "p.yaml"), "--on", "2026-06-30", "--runs", "2", *options])


@pytest.mark.parametrize(
    ("lang", "said"),
    [
        ("en", ("2 runs (seed 1) of 12 months", "action is right", "people decide", "10 points below")),
        ("zh", ("全部重复 2 次（随机种子 1）", "应当处理", "由人决定", "低于标准 10 个百分点")),
    ],
)
def test_the_outcome_is_told_in_the_readers_language(
    place: Path, lang: str, said: tuple[str, ...], capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(place, "--lang", lang, "--parameters", str(place / "try.yaml")) == 0
    out = capsys.readouterr().out
    assert max(map(len, out.splitlines())) <= 110
    assert [each for each in (*said, "try.yaml", "85%") if each not in out] == []


def test_the_json_holds_both_sets_and_is_the_same_again(
    place: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    given = ("--json", "--parameters", str(place / "try.yaml"))
    assert run(place, *given) == 0
    first = capsys.readouterr().out
    assert run(place, *given) == 0
    assert capsys.readouterr().out == first
    found = json.loads(first)
    assert found["format"] == "answerable/simulation/1"
    assert [each["parameters"] for each in found["outcomes"]] == ["cn", "try.yaml"]
    assert [each["standard"] for each in found["outcomes"]] == [0.9, 0.85]
    way = found["outcomes"][0]["groups"][0]["ways"]["alone"]
    assert way["of"] == 6
    assert way["false_actions"] + way["right_actions"] + way["not_acted_on"] == 6


def test_without_parameters_to_try_there_is_one_set(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(place, "--json", "--rulebook", "general") == 0
    assert [each["parameters"] for each in json.loads(capsys.readouterr().out)["outcomes"]] == ["general"]


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_page_is_written_with_its_plots_and_written_again(place: Path, lang: str) -> None:
    for _ in range(2):
        given = ("--out", str(place / "out"), "--parameters", str(place / "try.yaml"))
        assert run(place, "--lang", lang, *given) == 0
    page = (place / "out" / "simulation.html").read_text(encoding="utf-8")
    assert page.count("<figure") == page.count("<figcaption") == 6
    assert page.count("<path") > 10
    assert "nan" not in page.lower().replace("provenance", "")
    assert json.loads((place / "out" / "simulation.json").read_text(encoding="utf-8"))["runs"] == 2


def test_every_fault_of_the_portfolio_is_told(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = WHOLE.replace("months: 12", "months: 0").replace("fails: yes", "fails: perhaps")
    (place / "p.yaml").write_text(text, encoding="utf-8")
    assert run(place, "--lang", "en") == INPUT
    said = capsys.readouterr().err
    assert "p.yaml" in said
    assert [line for line in ("3", "9") if line not in said] == []


@pytest.mark.parametrize(
    "options",
    [
        ("--runs", "0"),
        ("--seed", "-1"),
        ("--rulebook", "nowhere"),
        ("--parameters", "nowhere.yaml"),
    ],
)
def test_what_cannot_be_run_is_refused(place: Path, options: tuple[str, ...]) -> None:
    assert run(place, *options) == INPUT


def test_parameters_that_do_not_go_together_are_refused(
    place: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (place / "try.yaml").write_text("format: 1\nset:\n  ratings.bets: [0.5]\n", encoding="utf-8")
    assert run(place, "--lang", "en", "--parameters", str(place / "try.yaml")) == INPUT
    assert "do not go together" in capsys.readouterr().err


def test_an_unknown_portfolio_is_told_with_those_that_exist(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["simulate", "nowhere.yaml", "--lang", "en"]) == INPUT
    assert "attacks, county" in capsys.readouterr().err
