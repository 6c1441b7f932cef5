"""`answerable series` on the command line: text, JSON and a page, and what it refuses."""

import json
from pathlib import Path

import pytest

from answerable.cli.main import INPUT, OUTPUT, main
from tests.builders import MINDING, SWEEPING, change, reading, small_district, write

PUBLIC = Path(__file__).parents[2] / ".." / "shared" / "data" / "nhs_ae" / "ae_attendances.csv"


@pytest.fixture
def place(tmp_path: Path) -> Path:
    rows = small_district()
    change(rows, "contracts", {}, starts="2025-01-01")
    rows["readings"] = [
        reading(contract, f"2025-{month:02}", 970 if month < 7 or contract == SWEEPING else 880, 1000)
        for contract in (SWEEPING, MINDING)
        for month in range(1, 13)
    ]
    return write(tmp_path / "district", rows)


def run(place: Path, *options: str) -> int:
    return main(["series", str(place), "--on", "2026-01-31", *options])


@pytest.mark.parametrize(
    ("lang", "said"),
    [
        ("en", ("from 2025-07 on, 88% instead of 97%, worse", "too few to compare", "not an accepted one")),
        ("zh", ("自 2025-07 起，由 97% 变为 88%，较差", "太少，不作比较", "目标不变")),
    ],
)
def test_changes_are_told_in_the_readers_language(
    place: Path, capsys: pytest.CaptureFixture[str], lang: str, said: tuple[str, ...]
) -> None:
    assert run(place, "--lang", lang) == 0
    out = capsys.readouterr().out.replace("\n  ", " ").replace("\n", "")
    assert all(each in out for each in said), out


def test_one_contract_is_told_with_its_chart(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(place, "--lang", "en", "--contract", MINDING) == 0
    out = capsys.readouterr().out
    assert "The present level: 88% over 6 periods, 2025-07 to 2025-12" in out
    assert SWEEPING not in out


def test_json_holds_levels_changes_and_charts(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(place, "--json") == 0
    found = json.loads(capsys.readouterr().out)
    assert found["format"] == "answerable/series/1"
    (indicator,) = found["indicators"]
    by_id = {each["contract"]: each for each in indicator["contracts"]}
    assert by_id[SWEEPING]["changes"] == []
    (changed,) = by_id[MINDING]["changes"]
    assert (changed["first"], changed["before"], changed["after"]) == ("2025-07", 97, 88)
    assert [level["periods"] for level in by_id[MINDING]["levels"]] == [6, 6]
    assert by_id[MINDING]["chart"]["kind"] == "p_prime"
    assert indicator["years"] == [{"year": 2025, "periods": 12, "of": 12, "contracts": 2, "funnel": None}]


def test_a_page_is_written_in_both_languages_and_replaced(place: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    for _ in range(2):
        assert run(place, "--lang", "en", "--out", str(out)) == 0
    assert {path.name for path in out.iterdir()} == {"series.json", "series.html", "series.zh.html"}
    assert "<svg" in (out / "series.html").read_text(encoding="utf-8")
    assert "水平变化" in (out / "series.zh.html").read_text(encoding="utf-8")
    (out / "letter.txt").write_text("mine", encoding="utf-8")
    assert run(place, "--out", str(out)) == OUTPUT


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("--contract", "mindin"), "“mindin”; did you mean “minding”"),
        (("--indicator", "on-tim"), "“on-tim”; did you mean “on-time”"),
    ],
)
def test_an_unknown_id_is_refused(
    place: Path, capsys: pytest.CaptureFixture[str], options: tuple[str, ...], said: str
) -> None:
    assert run(place, "--lang", "en", *options) == INPUT
    assert said in capsys.readouterr().err


@pytest.mark.skipif(not PUBLIC.is_file(), reason=f"the public data is not at hand: {PUBLIC}")
def test_the_known_fall_of_english_emergency_care_is_seen(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["adapt", "nhs-ae", str(PUBLIC), str(tmp_path / "ae")]) == 0
    capsys.readouterr()
    asked = [
        "series",
        str(tmp_path / "ae"),
        "--on",
        "2019-03-31",
        "--indicator",
        "four-hour-type-1",
        "--json",
    ]
    assert main(asked) == 0
    (indicator,) = json.loads(capsys.readouterr().out)["indicators"]
    centres = [year["funnel"]["centre"] for year in indicator["years"]]
    assert centres == sorted(centres, reverse=True)
    assert all(70 < centre < 90 for centre in centres)
    best = next(each for each in indicator["years"][1]["funnel"]["contracts"] if each["contract"] == "ae-RC9")
    assert best["place"] == "far_high"
    changes = [change for each in indicator["contracts"] for change in each["changes"]]
    assert sum(not change["better"] for change in changes) > len(changes) / 2
