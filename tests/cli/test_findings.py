"""`answerable findings` as people meet it: signs found, told in both languages, recorded once, and what is refused."""

import csv
import json
import shutil
from pathlib import Path

import pytest

from answerable.cli.main import main
from answerable.core.tables.district import BY_NAME, Rows
from tests.builders import FAILING, LEADER, MINDING, SWEEPING, change, rating, row, small_district, write

Capture = pytest.CaptureFixture[str]
ON = ["--on", "2025-12-31"]
_USUAL = {1: 1, 2: 1, 3: 5, 4: 15, 5: 38}


def rated(contract: str, month: int, levels: dict[int, int], *, day: int = 10) -> list[dict[str, str]]:
    return [rating(contract, f"2025-{month:02}-{day}", level, count) for level, count in levels.items()]


def district() -> Rows:
    """Ratings of both contracts all the year; those of one are all perfect in December."""
    rows = small_district()
    for month in range(1, 13):
        rows["ratings"] += rated(SWEEPING, month, _USUAL)
        rows["ratings"] += rated(MINDING, month, {5: 60} if month == 12 else _USUAL)
    rows["findings"].append(
        row(
            "findings",
            id="old",
            contract=MINDING,
            found_on="2025-03-01",
            source="inspection",
            severity="minor",
            what="有一处，\n写成两行",
        )
    )
    return rows


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return write(tmp_path / "district", district())


def say(arguments: list[str], capsys: Capture, *, ends: int = 0) -> str:
    capsys.readouterr()
    assert main(["findings", *arguments]) == ends
    captured = capsys.readouterr()
    return captured.out + captured.err


def signs(folder: Path, capsys: Capture, *more: str) -> list[dict[str, object]]:
    found = json.loads(say([str(folder), *ON, "--json", *more], capsys))["signals"]
    assert isinstance(found, list)
    return found


def stored(folder: Path) -> list[dict[str, str]]:
    with (folder / "findings.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.mark.parametrize(
    ("lang", "words"),
    [
        ("zh", ("等级构成突变", "也可能是", "不会自动扣分", "差评没有跟进")),
        ("en", ("mix of levels far from history", "may be innocent", "by itself", "not followed up")),
    ],
)
def test_signs_are_told_with_evidence_and_an_innocent_reading(
    lang: str, words: tuple[str, ...], folder: Path, capsys: Capture
) -> None:
    said = say([str(folder), *ON, "--lang", lang], capsys)
    assert all(word in said for word in words), said
    assert "0 / 0 / 0 / 0 / 60" in said


def test_both_engines_find_the_same(folder: Path, capsys: Capture) -> None:
    by_duck = say([str(folder), *ON, "--json"], capsys)
    assert by_duck == say([str(folder), *ON, "--json", "--engine", "memory"], capsys)


def test_what_is_recorded_is_undecided_in_both_languages_and_kept_beside_the_old_ones(
    folder: Path, capsys: Capture
) -> None:
    found = signs(folder, capsys, "--record")
    assert {each["rule"] for each in found} >= {"signals.level_mix 2025-12-01"}
    old, *new = stored(folder)
    assert (old["id"], old["what"]) == ("old", "有一处，\n写成两行")
    assert [each["id"] for each in new] == [each["id"] for each in found]
    mix = next(each for each in new if each["rule"] == "signals.level_mix 2025-12-01")
    assert (mix["contract"], mix["source"], mix["found_on"]) == (MINDING, "rating", "2025-12-31")
    assert (mix["decision"], mix["decided_on"], mix["decided_by"]) == ("", "", "")
    assert "突然比以往好得多" in mix["what"]
    assert "suddenly much better" in mix["what_en"]


def test_recording_twice_adds_nothing_and_changes_no_byte(folder: Path, capsys: Capture) -> None:
    first = signs(folder, capsys, "--record")
    before = (folder / "findings.csv").read_bytes()
    assert first
    assert signs(folder, capsys, "--record") == []
    assert (folder / "findings.csv").read_bytes() == before
    again = json.loads(say([str(folder), "--on", "2026-01-20", "--json"], capsys))
    assert (again["signals"], again["recorded"]) == ([], len(first))


def test_the_folder_stays_sound_and_a_person_can_decide(folder: Path, capsys: Capture) -> None:
    signs(folder, capsys, "--record")
    assert main(["check", str(folder)]) == 0
    rows = district()
    rows["findings"] = stored(folder)
    decided = {"decision": "rejected", "decided_on": "2026-01-05", "decided_by": LEADER}
    change(rows, "findings", {"rule": "signals.level_mix 2025-12-01"}, **decided)
    write(folder, rows)
    assert signs(folder, capsys) == []


def test_without_record_nothing_is_written(folder: Path, capsys: Capture) -> None:
    before = (folder / "findings.csv").read_bytes()
    assert signs(folder, capsys)
    assert (folder / "findings.csv").read_bytes() == before


def test_a_table_that_is_missing_is_made(folder: Path, capsys: Capture) -> None:
    (folder / "findings.csv").unlink()
    found = signs(folder, capsys, "--record")
    assert len(stored(folder)) == len(found) > 0
    assert tuple(stored(folder)[0]) == tuple(BY_NAME["findings"].by_name)


def test_a_table_without_the_column_of_rules_in_another_encoding_gets_it(
    folder: Path, capsys: Capture
) -> None:
    path = folder / "findings.csv"
    rows = stored(folder)
    names = [name for name in rows[0] if name != "rule"]
    with path.open("w", encoding="gb18030", newline="") as file:
        writer = csv.DictWriter(file, names, extrasaction="ignore")
        writer.writeheader()
        writer.writerows(rows)
    assert signs(folder, capsys, "--record")
    assert stored(folder)[0] == rows[0]
    assert all(each["rule"] for each in stored(folder)[1:])


def test_findings_kept_as_parquet_are_refused_with_a_way_out(folder: Path, capsys: Capture) -> None:
    import duckdb

    path = folder / "findings.csv"
    dated = "* REPLACE (found_on::DATE AS found_on, nullif(decided_on, '')::DATE AS decided_on)"
    table = duckdb.read_csv(str(path), all_varchar=True).select(dated)
    table.write_parquet(str(folder / "findings.parquet"))
    path.unlink()
    said = say([str(folder), *ON, "--record", "--lang", "en"], capsys, ends=2)
    assert "Parquet" in said
    assert "--record" in said
    assert not path.exists()
    assert signs(folder, capsys)


def test_peers_are_in_the_json_even_where_there_are_none(folder: Path, capsys: Capture) -> None:
    peers = json.loads(say([str(folder), *ON, "--json"], capsys))["peers"]
    assert [(each["contract"], each["basis"], each["n"]) for each in peers] == [
        (MINDING, "none", 720),
        (SWEEPING, "none", 720),
    ]


def test_a_quiet_district_says_that_there_is_no_sign(tmp_path: Path, capsys: Capture) -> None:
    quiet = write(tmp_path / "quiet", small_district())
    assert "There are no new signs." in say([str(quiet), *ON, "--lang", "en"], capsys)
    assert "没有新的迹象。" in say([str(quiet), *ON, "--lang", "zh"], capsys)


def test_an_unsound_folder_is_not_recorded_into(folder: Path, capsys: Capture) -> None:
    rows = district()
    change(rows, "contracts", {"provider": FAILING}, provider="nobody")
    shutil.rmtree(folder)
    write(folder, rows)
    before = (folder / "findings.csv").read_bytes()
    say([str(folder), *ON, "--record"], capsys, ends=2)
    assert (folder / "findings.csv").read_bytes() == before
