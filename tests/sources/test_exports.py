"""Exports of platforms by saved mappings: every fault at once, and nothing made up."""

import io
import json
import zipfile
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from answerable.core.tables.district import BY_NAME
from answerable.core.terms.errors import InputError
from answerable.render.words import say, say_fault
from answerable.sources.adapted import AdaptError
from answerable.sources.counts import NotACountError, count_of
from answerable.sources.export_mapping import MappingError, parse_mapping, read_mapping
from answerable.sources.exports import Export, ExportMapping, export_rows
from tests.sources.workbooks import workbook

CHINA = ZoneInfo("Asia/Shanghai")
EXPORT = Export("微信.csv", "c1", "v1", datetime(2026, 6, 1, tzinfo=CHINA))
PLAIN = "format: 1\nkind: post\nzone: Asia/Shanghai\ncolumns: {text: 正文, at: 发布时间, reads: 阅读数}\n"
ROWS = [
    ["发布时间", "正文", "阅读数"],
    ["2026-05-01 09:30", "第一条", "1.2万"],
    ["2026-05-02 10:00", "第二条", "10万+"],
]


def mapping(text: str = PLAIN, **more: str) -> ExportMapping:
    return parse_mapping(text + "".join(f"{key}: {value}\n" for key, value in more.items()), file="m.yaml")


def as_csv(rows: list[list[str]], delimiter: str = ",") -> bytes:
    return "\r\n".join(delimiter.join(row) for row in rows).encode("gb18030")


def faults(data: bytes, how: ExportMapping | None = None) -> list[tuple[int | None, str | None, str]]:
    with pytest.raises(AdaptError) as refused:
        export_rows(data, how or mapping(), EXPORT)
    for fault in refused.value.faults:
        for lang in ("zh", "en"):
            assert say_fault(fault.message.code, fault.message.params, lang)
    return [(fault.row, fault.column, fault.message.code) for fault in refused.value.faults]


def refusal(data: bytes, how: ExportMapping | None = None) -> str:
    with pytest.raises(InputError) as refused:
        export_rows(data, how or mapping(), EXPORT)
    assert say(refused.value.message, "zh")
    return refused.value.message.code


def as_workbook(tmp_path: Path, rows: list[list[str]]) -> bytes:
    return workbook(tmp_path / "a.xlsx", rows).read_bytes()


def as_json(rows: list[list[str]]) -> bytes:
    return json.dumps({"data": {"list": [dict(zip(rows[0], row, strict=True)) for row in rows[1:]]}}).encode()


@pytest.mark.parametrize("form", ["csv", "tabs", "xlsx", "json"])
def test_an_export_gives_the_same_rows_in_every_form(form: str, tmp_path: Path) -> None:
    data = {
        "csv": as_csv(ROWS),
        "tabs": as_csv(ROWS, "\t"),
        "xlsx": as_workbook(tmp_path, ROWS),
        "json": as_json(ROWS),
    }[form]
    how = mapping(rows="$.data.list") if form == "json" else mapping()
    rows = export_rows(data, how, EXPORT).rows
    assert [(row["at"], row["text"], row["reads"], row["kind"], row["voice"]) for row in rows] == [
        ("2026-05-01T09:30:00+08:00", "第一条", "12000", "post", "v1"),
        ("2026-05-02T10:00:00+08:00", "第二条", "", "post", "v1"),
    ]
    columns = BY_NAME["observations"].columns
    assert all(list(row) == [column.name for column in columns] for row in rows)
    assert all(
        column.type.matches(row[column.name]) for row in rows for column in columns if row[column.name]
    )


def test_the_same_export_gives_the_same_ids_and_another_voice_others() -> None:
    ids = [row["id"] for row in export_rows(as_csv(ROWS), mapping(), EXPORT).rows]
    assert ids == [row["id"] for row in export_rows(as_csv(ROWS), mapping(), EXPORT).rows]
    other = Export("微信.csv", "c1", "v2", EXPORT.captured)
    assert not {*ids} & {row["id"] for row in export_rows(as_csv(ROWS), mapping(), other).rows}


def test_ids_and_what_they_answer_go_together() -> None:
    columns = "columns: {id: 编号, text: 正文, at: 时间, answers: 回复}\n"
    head = "format: 1\nzone: Asia/Shanghai\n"
    asked = [["编号", "正文", "时间", "回复"], ["7", "何时修路？", "2026-05-01 09:30", ""]]
    said = [["编号", "正文", "时间", "回复"], ["8", "下周。", "2026-05-02 09:30", "7"]]
    (message,) = export_rows(
        as_csv(asked), parse_mapping(f"{head}kind: message\n{columns}", file="m"), EXPORT
    ).rows
    (reply,) = export_rows(
        as_csv(said), parse_mapping(f"{head}kind: reply\n{columns}", file="m"), EXPORT
    ).rows
    assert reply["answers"] == message["id"]


def test_all_faults_are_told_at_once_with_row_and_column() -> None:
    rows = [
        ROWS[0],
        ["昨天", "甲", "许多"],
        ["2026-05-01 09:30", "乙", "-3"],
        ["2026-07-01 09:30", "丙", "3"],
        ["2026-05-01", "丁", ""],
    ]
    assert faults(as_csv(rows)) == [
        (2, "阅读数", "not_a_count"),
        (2, "发布时间", "not_a_time"),
        (3, "阅读数", "not_a_count"),
        (4, "发布时间", "out_of_order"),
        (5, "发布时间", "not_a_time"),
    ]


def test_missing_and_repeated_columns_are_told_by_name() -> None:
    assert {code for *_, code in faults(b"")} == {"source_column_missing"}
    assert faults("正文,正文,其他\n甲,乙,丙\n".encode()) == [
        (1, "正文", "repeated_column"),
        (1, "发布时间", "source_column_missing"),
        (1, "阅读数", "source_column_missing"),
    ]


def test_titles_above_the_header_are_passed_over() -> None:
    data = as_csv([["某县发布数据"], ["导出人：甲"], *ROWS])
    assert len(export_rows(data, mapping(header="3"), EXPORT).rows) == 2


def test_a_day_alone_counts_only_with_the_time_of_day_that_the_mapping_states() -> None:
    rows = [ROWS[0], ["2026-05-01", "甲", "1"]]
    (row,) = export_rows(as_csv(rows), mapping(at_format="'%Y-%m-%d'", clock="'12:00'"), EXPORT).rows
    assert row["at"] == "2026-05-01T12:00:00+08:00"
    (row,) = export_rows(as_csv(rows), mapping(clock="'12:00'"), EXPORT).rows
    assert row["at"] == "2026-05-01T12:00:00+08:00"


@pytest.mark.parametrize(("form", "text"), [("seconds", "1777599000"), ("milliseconds", "1777599000000")])
def test_times_may_be_counted_from_1970(form: str, text: str) -> None:
    (row,) = export_rows(as_csv([ROWS[0], [text, "甲", ""]]), mapping(at_format=form), EXPORT).rows
    assert datetime.fromisoformat(row["at"]) == datetime(2026, 5, 1, 9, 30, tzinfo=CHINA)


def test_what_looks_like_a_formula_is_a_text() -> None:
    formula = "=HYPERLINK(1)"
    (row,) = export_rows(as_csv([ROWS[0], ["2026-05-01 09:30", formula, "1"]]), mapping(), EXPORT).rows
    assert row["text"] == formula


def test_the_same_words_in_the_same_second_are_taken_once_and_told() -> None:
    found = export_rows(as_csv([*ROWS, ROWS[1]]), mapping(), EXPORT)
    assert len(found.rows) == 2
    assert [(note.row, note.message.code) for note in found.notes] == [(4, "duplicate_key")]


def test_an_id_that_stands_there_twice_is_a_fault() -> None:
    how = mapping("format: 1\nkind: post\nzone: UTC\ncolumns: {id: 编号, text: 正文, at: 时间}\n")
    rows = [
        ["编号", "正文", "时间"],
        ["1", "甲", "2026-05-01 09:30"],
        ["1", "乙", "2026-05-01 09:31"],
        ["a b", "丙", "2026-05-01 09:31"],
    ]
    assert faults(as_csv(rows), how) == [(3, "编号", "duplicate_key"), (4, "编号", "bad_id")]


def test_a_text_that_is_too_long_is_cut_and_told() -> None:
    found = export_rows(as_csv([ROWS[0], ["2026-05-01 09:30", "长" * 20_001, "1"]]), mapping(), EXPORT)
    assert len(found.rows[0]["text"]) == 20_000
    assert [note.message.code for note in found.notes] == ["text_cut"]


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (as_csv(ROWS[:1]), "source_without_rows"),
        (b"\xff\xff\xff\0", "not_text"),
        (b'"a', "source_not_a_table"),
        (b"{", "source_not_json"),
        (b"[" * 100_000, "source_not_json"),
        (b"[" + b"9" * 10_000 + b"]", "source_not_json"),
        (b"{}", "export_rows_not_found"),
        (b"PK\x03\x04 no", "packed_broken"),
    ],
)
def test_what_is_no_export_is_refused(data: bytes, code: str) -> None:
    assert refusal(data, mapping(rows="$.a") if code == "export_rows_not_found" else None) == code


def changed(data: bytes, member: str, text: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, text if name == member else old.read(name))
    return out.getvalue()


SHEET = '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>{}</sheetData></worksheet>'


def test_a_sheet_of_two_far_corners_is_refused_before_it_is_laid_out(tmp_path: Path) -> None:
    far = SHEET.format(
        '<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
    )
    data = changed(as_workbook(tmp_path, ROWS), "xl/worksheets/sheet1.xml", far.encode())
    assert refusal(data) == "sheet_too_large"


def test_a_sheet_that_unpacks_to_a_flood_is_refused(tmp_path: Path) -> None:
    data = changed(as_workbook(tmp_path, ROWS), "xl/worksheets/sheet1.xml", b" " * 33_000_000)
    assert refusal(data) == "packed_too_large"


def test_a_broken_sheet_and_an_unknown_one_are_refused(tmp_path: Path) -> None:
    data = changed(as_workbook(tmp_path, ROWS), "xl/workbook.xml", b"<workbook")
    assert refusal(data) in {"sheet_broken", "sheet_unknown"}
    assert refusal(as_workbook(tmp_path, ROWS), mapping(sheet="没有这张表")) == "sheet_unknown"


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("0", 0), ("1234", 1234), ("1,234", 1234), ("1.2万", 12_000), ("3万", 30_000), ("1.25亿", 125_000_000),
        ("2.5w", 25_000), ("1k", 1000), ("", None), ("-", None), ("--", None), ("10万+", None), ("100000+", None),
        ("999+", None),
    ],
)  # fmt: skip
def test_counts_are_read_as_platforms_show_them(text: str, count: int | None) -> None:
    assert count_of(text) == count


@pytest.mark.parametrize("text", ["-1", "许多", "1.5", "1,23", "万", "1万2", "+", "9" * 16])
def test_what_is_no_count_is_told(text: str) -> None:
    with pytest.raises(NotACountError):
        count_of(text)


def mapping_faults(text: str) -> list[tuple[int, str]]:
    with pytest.raises(MappingError) as refused:
        parse_mapping(text, file="m.yaml")
    assert say(refused.value.message, "zh")
    return [(fault.line, fault.message.code) for fault in refused.value.faults]


def test_all_faults_of_a_mapping_are_told_at_once() -> None:
    text = (
        "format: 2\nkind: article\nzone: Asia/Peking\nrows: data.list\nat_format: '%Y-%m-%d'\nheader: 0\n"
        "columns: {text: 正文, reads: 正文, clicks: 点击}\nother: 1\n"
    )
    assert sorted(mapping_faults(text)) == sorted(
        [
            (1, "rulebook_value_unknown"),
            (2, "rulebook_value_unknown"),
            (3, "mapping_zone_unknown"),
            (4, "mapping_bad_path"),
            (5, "mapping_without_hour"),
            (6, "rulebook_out_of_range"),
            (7, "rulebook_key_missing"),
            (7, "rulebook_key_unknown"),
            (7, "mapping_column_twice"),
            (8, "rulebook_key_unknown"),
        ]
    )


@pytest.mark.parametrize(
    ("more", "code"),
    [
        ("at_format: year", "mapping_bad_format"),
        ("clock: noon", "mapping_bad_clock"),
        ("rows: '$.a b'", "mapping_bad_path"),
    ],
)
def test_a_setting_that_cannot_be_is_told(more: str, code: str) -> None:
    assert [found for _, found in mapping_faults(PLAIN + more)] == [code]


def test_an_empty_mapping_says_what_it_needs() -> None:
    assert mapping_faults("")[0][1] == "mapping_empty"


def test_a_mapping_is_read_from_its_file(tmp_path: Path) -> None:
    path = tmp_path / "m.yaml"
    path.write_text(PLAIN, encoding="utf-8")
    assert read_mapping(path) == mapping()
    with pytest.raises(InputError) as refused:
        read_mapping(tmp_path / "none.yaml")
    assert refused.value.message.code == "source_missing_file"


@settings(max_examples=100, deadline=None)
@given(
    st.one_of(st.binary(max_size=200), st.text(max_size=80).map(lambda text: text.encode("utf-8", "replace")))
)
def test_nonsense_is_refused_and_never_a_traceback(data: bytes) -> None:
    with pytest.raises(InputError):
        export_rows(data, mapping(), EXPORT)
