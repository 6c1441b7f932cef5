"""Files as people save them: encodings, ragged rows, missing columns, and what is no table at all."""

from pathlib import Path

import pytest

from tests.builders import SWEEPING, row, small_district, write
from tests.checking import opened, said


@pytest.mark.parametrize("engine", ["duckdb", "memory"])
def test_files_as_spreadsheets_save_them_are_read(engine: str, tmp_path: Path) -> None:
    rows = small_district()
    rows["matters"] = [
        row(
            "matters",
            id="m1",
            contract=SWEEPING,
            raised_on="2025-03-01",
            channel="hotline",
            topic="路灯不亮，已两周",
        )
    ]
    write(tmp_path, rows)
    for name, encoding in (("bodies", "gb18030"), ("matters", "gb18030"), ("readings", "utf-8-sig")):
        file = tmp_path / f"{name}.csv"
        text = file.read_text(encoding="utf-8").replace("\n", "\r\n")
        file.write_bytes(text.encode(encoding))
    found = opened(tmp_path, engine)
    assert found.faults == ()
    assert found.tables["bodies"][0].values["name"] == "水利局"
    assert sorted(notice.file for notice in found.notices) == ["bodies.csv", "matters.csv"]


@pytest.mark.parametrize("engine", ["duckdb", "memory"])
def test_bytes_that_are_no_text_are_said_with_their_row(engine: str, tmp_path: Path) -> None:
    write(tmp_path, small_district())
    file = tmp_path / "readings.csv"
    lines = file.read_bytes().splitlines(keepends=True)
    lines[3] = lines[3].replace(b"body", b"bo\xff\xffdy")
    file.write_bytes(b"".join(lines))
    assert said(tmp_path, engine) == [("readings.csv", 4, None, "encoding")]


@pytest.mark.parametrize("engine", ["duckdb", "memory"])
@pytest.mark.parametrize("table", ["providers", "readings"])
def test_a_row_with_too_many_or_too_few_cells_is_said_with_its_number(
    table: str, engine: str, tmp_path: Path
) -> None:
    rows = small_district()
    write(tmp_path, rows)
    file = tmp_path / f"{table}.csv"
    lines = file.read_text(encoding="utf-8").splitlines()
    lines[1] += ",more"
    file.write_text("\n".join([lines[0], lines[1], "", *lines[2:], ""]), encoding="utf-8")
    assert said(tmp_path, engine) == [(f"{table}.csv", 2, None, "field_count")]


@pytest.mark.parametrize("engine", ["duckdb", "memory"])
def test_quotes_commas_and_line_breaks_inside_cells_keep_row_numbers_right(
    engine: str, tmp_path: Path
) -> None:
    rows = small_district()
    for at, topic in enumerate(("“引号”, 逗号", 'a "quoted" word', "first line\nsecond line", "last")):
        day = "2025-03-01" if topic != "last" else "2025-02-30"
        cells = dict(id=f"m{at}", contract=SWEEPING, raised_on=day, channel="hotline", topic=topic)
        rows["matters"].append(row("matters", **cells))
    assert said(write(tmp_path, rows), engine) == [("matters.csv", 5, "raised_on", "bad_date")]


@pytest.mark.parametrize("engine", ["duckdb", "memory"])
def test_missing_unknown_and_repeated_columns_are_said_and_the_rest_is_still_checked(
    engine: str, tmp_path: Path
) -> None:
    write(tmp_path, small_district())
    file = tmp_path / "readings.csv"
    text = file.read_text(encoding="utf-8")
    text = text.replace("numerator,denominator", "分子,denominator").replace(
        "source,document", "source,source"
    )
    file.write_text(text.replace(",2025-01,", ",2025-13,", 1), encoding="utf-8")
    assert said(tmp_path, engine) == [
        ("readings.csv", 1, "document", "missing_column"),
        ("readings.csv", 1, "numerator", "missing_column"),
        ("readings.csv", 1, "source", "repeated_column"),
        ("readings.csv", 1, "分子", "unknown_column"),
        ("readings.csv", 2, "period", "bad_period"),
    ]


def test_a_chinese_title_as_a_column_name_is_answered_with_the_name_meant(tmp_path: Path) -> None:
    write(tmp_path, small_district())
    file = tmp_path / "readings.csv"
    file.write_text(file.read_text(encoding="utf-8").replace("numerator", "分子"), encoding="utf-8")
    unknown = [fault for fault in opened(tmp_path).faults if fault.message.code == "unknown_column"]
    assert unknown[0].message.params["nearest"] == "numerator"


def test_an_absent_table_is_an_empty_one_but_the_register_is_needed(tmp_path: Path) -> None:
    write(tmp_path, small_district())
    (tmp_path / "matters.csv").unlink()
    assert said(tmp_path) == []
    (tmp_path / "providers.csv").unlink()
    assert {code for *_, code in said(tmp_path)} == {"missing_table", "dangling_reference"}


@pytest.mark.parametrize("engine", ["duckdb", "memory"])
@pytest.mark.parametrize(
    "content", [b"", b"\n", b"PK\x03\x04aaaa", b"a,b\n1,2\n", b"\xff\xfea\x00,\x00b\x00\n\x00"]
)
@pytest.mark.parametrize("table", ["readings", "bodies"])
def test_a_file_that_is_no_table_of_ours_is_said_and_no_more(
    content: bytes, table: str, engine: str, tmp_path: Path
) -> None:
    write(tmp_path, small_district())
    (tmp_path / f"{table}.csv").write_bytes(content)
    places = said(tmp_path, engine)
    assert places
    assert {code for *_, code in places} <= {
        "missing_column",
        "unknown_column",
        "repeated_column",
        "encoding",
    }
    assert {file for file, *_ in places} == {f"{table}.csv"}


@pytest.mark.parametrize("engine", ["duckdb", "memory"])
@pytest.mark.parametrize("column", ["id", "contract", "period", "indicator", "recorded"])
def test_any_column_may_be_missing(column: str, engine: str, tmp_path: Path) -> None:
    write(tmp_path, small_district())
    file = tmp_path / "readings.csv"
    lines = [line.split(",") for line in file.read_text(encoding="utf-8").splitlines()]
    at = lines[0].index(column)
    file.write_text("".join(",".join(line[:at] + line[at + 1 :]) + "\n" for line in lines), encoding="utf-8")
    assert said(tmp_path, engine) == [("readings.csv", 1, column, "missing_column")]
