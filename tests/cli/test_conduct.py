"""`answerable conduct` and `answerable value`: what they print and write, in both languages, and what they refuse."""

import csv
import io
import json
from datetime import date
from pathlib import Path

import pytest

from answerable.actions.offline.model import model_district
from answerable.cli.main import INPUT, OUTPUT, main
from answerable.sources.folder import write_folder

ON = ("--on", "2026-06-30")


@pytest.fixture(scope="module")
def district(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The model district."""
    folder = tmp_path_factory.mktemp("district")
    about, rows = model_district(seed=4711, scale=1)
    write_folder(folder, district=about, rows=rows)
    return folder


def run(capsys: pytest.CaptureFixture[str], *arguments: str | Path) -> str:
    assert main([str(each) for each in arguments]) == 0
    return capsys.readouterr().out


@pytest.mark.parametrize(
    ("lang", "words"), [("zh", ("付款", "没有分管领导的天数")), ("en", ("payment", "overdue"))]
)
def test_conduct_is_said_in_both_languages(
    district: Path, capsys: pytest.CaptureFixture[str], lang: str, words: tuple[str, ...]
) -> None:
    text = run(capsys, "conduct", district, *ON, "--lang", lang)
    assert all(word in text for word in words)


def test_bodies_stand_by_id_and_nothing_is_ranked(district: Path, capsys: pytest.CaptureFixture[str]) -> None:
    result = json.loads(run(capsys, "conduct", district, *ON, "--json"))
    ids = [body["body"] for body in result["bodies"]]
    assert ids == sorted(ids)
    assert not any("rank" in key or key == "score" for body in result["bodies"] for key in body)


def test_the_body_that_left_parking_without_a_leader_is_seen(
    district: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (body,) = json.loads(run(capsys, "conduct", district, *ON, "--json", "--body", "transport"))["bodies"]
    year = body["windows"][0]
    assert year["without_leader"] == {"days": 365, "vacant": 91, "share": 0.2493}
    inspect = next(each for each in year["kept"] if each["kind"] == "inspect")
    assert inspect["overdue"] == 2
    codes = {duty["what"]["code"] for each in body["contracts"] for duty in each["overdue"]}
    assert codes == {"appoint_leader", "duty_plan"}


def test_the_table_of_conduct_adds_up(
    district: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    target = tmp_path / "conduct.csv"
    run(capsys, "conduct", district, *ON, "--lang", "en", "--out", target)
    rows = list(csv.DictReader(io.StringIO(target.read_text(encoding="utf-8-sig"))))
    assert {row["Body"] for row in rows} >= {"urban", "civil"}
    for row in rows:
        parts = sum(int(row[name] or 0) for name in ("In time", "Done late", "Overdue"))
        assert parts == int(row["Due"])
    urban = [row for row in rows if row["Body"] == "urban" and row["Kind"] == "payment"]
    whole = [row for row in urban if row["Time"] == "since contracts began"]
    of_body, of_contracts = (
        sum(int(row["Due"]) for row in whole if bool(row["Contract (empty: all of the body)"]) is single)
        for single in (False, True)
    )
    assert of_body == of_contracts > 0


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_value_is_printed_and_written(
    district: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], lang: str
) -> None:
    target = tmp_path / "value.html"
    text = run(capsys, "value", district, *ON, "--lang", lang, "--out", target)
    said = {"zh": "比外包前低，超出平常波动", "en": "lower than before, beyond the ordinary range"}[lang]
    assert said in text
    assert said in target.read_text(encoding="utf-8")


def test_value_as_json_is_exact_and_in_both_languages(
    district: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    result = json.loads(run(capsys, "value", district, *ON, "--json", "--contract", "canteen"))
    (contract,) = result["contracts"]
    voice = next(each for each in contract["measures"] if each["aspect"] == "voice")
    assert (voice["conclusion"], voice["better"]) == ("lower_beyond", False)
    assert all(limit["zh"] and limit["en"] for limit in voice["limits"])
    assert contract["no_data"] == ["quality"]


@pytest.mark.parametrize("verb", ["conduct", "value"])
def test_the_same_question_gives_the_same_bytes_by_either_engine(
    district: Path, capsys: pytest.CaptureFixture[str], verb: str
) -> None:
    texts = {run(capsys, verb, district, *ON, "--json", "--engine", each) for each in ("memory", "duckdb")}
    assert len(texts) == 1


def test_an_unknown_body_or_contract_is_refused_and_nothing_is_overwritten(
    district: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["conduct", str(district), *ON, "--body", "transprt"]) == INPUT
    assert "transport" in capsys.readouterr().err
    assert main(["value", str(district), *ON, "--contract", "cantin"]) == INPUT
    taken = tmp_path / "taken"
    taken.write_text("mine", encoding="utf-8")
    assert main(["value", str(district), *ON, "--out", str(taken)]) == OUTPUT
    assert main(["conduct", str(district), *ON, "--out", str(taken)]) == OUTPUT
    assert taken.read_text(encoding="utf-8") == "mine"


def test_before_the_first_contract_there_is_nothing_to_say(
    district: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    day = date(2024, 6, 30).isoformat()
    assert "No contract has begun" in run(capsys, "conduct", district, "--on", day, "--lang", "en")
    assert json.loads(run(capsys, "value", district, "--on", day, "--json"))["contracts"] == []
