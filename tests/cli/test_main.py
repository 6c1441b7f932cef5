"""The command line as people meet it: what it says, what it writes, and how it ends."""

import json
import os
import signal
import subprocess
import sys
import time
from importlib.resources import files
from pathlib import Path

import jsonschema
import pytest

from answerable.cli.main import main
from tests.builders import MINDING, change, row, small_district, write

ON = ["--on", "2025-07-10"]


@pytest.fixture
def small(tmp_path: Path) -> Path:
    return write(tmp_path / "small", small_district())


def test_a_new_folder_is_sound_as_soon_as_it_holds_a_body_and_a_contract(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "new"
    assert main(["init", str(folder), "--lang", "en"]) == 0
    assert "DICTIONARY.md" in {path.name for path in folder.iterdir()}
    assert main(["check", str(folder), "--lang", "en"]) == 0
    assert "sound" in capsys.readouterr().out


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_contract_is_printed_with_leader_and_standing(
    small: Path, lang: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["assess", str(small), *ON, "--lang", lang]) == 0
    said = capsys.readouterr().out
    assert "minding" in said
    assert "leader" in said
    assert ("正常" if lang == "zh" else "clear") in said


def test_the_json_follows_its_published_schema(small: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["assess", str(small), *ON, "--json"]) == 0
    result = json.loads(capsys.readouterr().out)
    schema = json.loads(
        files("answerable.render").joinpath("assessment.schema.json").read_text(encoding="utf-8")
    )
    jsonschema.Draft202012Validator(schema).validate(result)
    assert [contract["id"] for contract in result["contracts"]] == ["minding", "sweeping"]


def test_the_outputs_are_complete_and_the_same_from_both_engines(small: Path, tmp_path: Path) -> None:
    outs = [tmp_path / engine for engine in ("duckdb", "memory")]
    for out in outs:
        assert main(["assess", str(small), *ON, "--out", str(out), "--engine", out.name]) == 0
    written = [{path.name: path.read_bytes() for path in out.iterdir()} for out in outs]
    assert written[0] == written[1]
    assert set(written[0]) == {"assessment.json", "standing.csv", "duties.csv", "findings.csv", "report.html"}


def test_faults_are_said_with_file_row_column_and_remedy(
    small: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rows = small_district()
    change(rows, "contracts", {"id": MINDING}, starts="2025/1/1")
    write(small, rows)
    assert main(["check", str(small), "--lang", "en"]) == 2
    said = capsys.readouterr().err
    assert "contracts.csv" in said
    assert "row 2" in said
    assert "starts" in said
    assert "2025-01-01" in said


def test_a_district_with_faults_is_not_assessed_and_nothing_is_written(
    small: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rows = small_district()
    change(rows, "contracts", {"id": MINDING}, provider="nobody")
    write(small, rows)
    assert main(["assess", str(small), *ON, "--out", str(tmp_path / "out")]) == 2
    said = capsys.readouterr().err
    assert "nobody" in said
    assert "providers" in said
    assert "row 2" in said, "in the district's language"
    assert not (tmp_path / "out").exists()


def test_many_faults_alike_are_counted_unless_every_row_is_asked_for(
    small: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rows = small_district()
    rows["matters"] = [
        row("matters", id=f"m{at}", contract=MINDING, raised_on="soon", channel="hotline", topic="a")
        for at in range(100)
    ]
    write(small, rows)
    assert main(["check", str(small)]) == 2
    assert capsys.readouterr().err.count("matters.csv") < 30
    assert main(["check", str(small), "--all"]) == 2
    assert capsys.readouterr().err.count("matters.csv") >= 100


@pytest.mark.parametrize(
    "arguments",
    [
        ["check", "nowhere"],
        ["assess", "nowhere", "--on", "2025-07-10"],
        ["assess", ".", "--on", "1999-01-01"],
        ["adapt", "rail-ppm", "nowhere.json", "out"],
        ["adapt", "nhs-ae", "nowhere.csv", "out"],
        ["adapt", "nhs-ae", "nowhere.csv", "out", "--compare"],
        ["model", "out", "--scale", "0"],
        ["model", "out", "--scale", "1000000"],
    ],
    ids=" ".join,
)
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_nonsense_is_answered_with_a_sentence_and_exit_code_2(
    arguments: list[str],
    lang: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    assert main([*arguments, "--lang", lang]) == 2
    said = capsys.readouterr().err
    assert said.strip()
    assert "Traceback" not in said
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    "arguments",
    [[], ["asses"], ["assess"], ["assess", "x", "--on", "30.6.2026"], ["adapt", "tube", "a", "b"]],
)
def test_a_wrong_command_line_ends_with_exit_code_2(arguments: list[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(arguments)
    assert ended.value.code == 2


def test_a_day_before_the_rulebook_is_refused_with_the_first_day_it_knows(
    small: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["assess", str(small), "--on", "2010-01-01", "--lang", "en"]) == 2
    assert "20" in capsys.readouterr().err


def test_a_folder_of_somebody_else_is_never_overwritten(
    small: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    mine = tmp_path / "mine"
    mine.mkdir()
    (mine / "letter.txt").write_text("dear", encoding="utf-8")
    assert main(["assess", str(small), *ON, "--out", str(mine)]) == 3
    assert main(["model", str(mine)]) == 3
    assert [path.name for path in mine.iterdir()] == ["letter.txt"]
    assert "mine" in capsys.readouterr().err


def test_an_earlier_output_is_replaced_as_a_whole(small: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    assert main(["assess", str(small), *ON, "--out", str(out)]) == 0
    before = (out / "assessment.json").read_bytes()
    assert main(["assess", str(small), "--on", "2025-07-11", "--out", str(out)]) == 0
    assert (out / "assessment.json").read_bytes() != before
    assert sorted(path.name for path in tmp_path.iterdir()) == ["out", "small"]


def test_an_output_beside_which_somebody_keeps_notes_is_left_alone(small: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    assert main(["assess", str(small), *ON, "--out", str(out)]) == 0
    (out / "note.txt").write_text("mine", encoding="utf-8")
    assert main(["assess", str(small), *ON, "--out", str(out)]) == 3
    assert (out / "note.txt").read_text(encoding="utf-8") == "mine"


def test_an_output_by_way_of_a_link_goes_where_the_link_leads(small: Path, tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "real")
    assert main(["assess", str(small), *ON, "--out", str(tmp_path / "link")]) == 0
    assert (tmp_path / "link").is_symlink()
    assert (tmp_path / "real" / "report.html").is_file()


@pytest.mark.parametrize("on", ["20250710", "2025-W28-4", "0001-01-01", "9999-12-31", "2025-02-30"])
def test_a_day_is_written_in_one_way(small: Path, on: str) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["assess", str(small), "--on", on])
    assert ended.value.code == 2


def test_what_people_wrote_does_not_steer_the_terminal(
    small: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rows = small_district()
    change(rows, "people", {"id": "leader"}, staff="\x1b]0;gotcha\x07")
    write(small, rows)
    assert main(["check", str(small)]) == 2
    assert "\x1b" not in capsys.readouterr().err


def test_an_output_below_a_file_is_refused(small: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    assert main(["assess", str(small), *ON, "--out", str(tmp_path / "file" / "out")]) == 3


@pytest.mark.slow
@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGTERM])
def test_an_interruption_leaves_nothing_half_written(how: signal.Signals, tmp_path: Path) -> None:
    command = [sys.executable, "-m", "answerable.cli.main", "model", str(tmp_path / "big"), "--scale", "400"]
    started = subprocess.Popen(
        command, stderr=subprocess.PIPE, text=True, env={**os.environ, "ANSWERABLE_LANG": "en"}
    )
    time.sleep(1.5)
    started.send_signal(how)
    _, said = started.communicate(timeout=60)
    assert started.returncode == 130, said
    assert "Traceback" not in said
    assert list(tmp_path.iterdir()) == []


def test_whoever_reads_may_stop_reading(small: Path) -> None:
    command = f"{sys.executable} -m answerable.cli.main assess {small} --on 2025-07-10 --json | head -c 10"
    done = subprocess.run(["bash", "-c", command], capture_output=True, text=True, check=False)
    assert done.stderr == ""
