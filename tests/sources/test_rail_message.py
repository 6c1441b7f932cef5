"""What is wrong with a message is said all at once, and never guessed around."""

import json
from pathlib import Path

import pytest

from answerable.core.terms.errors import InputError
from answerable.sources.rail_message import MAX_BYTES
from answerable.sources.rail_ppm import rows_from
from tests.sources.rail import (
    DATA,
    data_of,
    faults_of,
    message,
    operator,
    refusal_of,
    written,
)


def test_all_faults_of_a_message_are_named_at_once(tmp_path: Path) -> None:
    whole = message()
    data = data_of(whole)
    data["snapshotTStamp"] = "2021-07-01"
    data["RAGThresholds"][1]["good"] = "101"
    operator(whole, 0)["code"] = "0 1"
    operator(whole, 0)["OnTime"] = "201"
    data["OperatorPage"][0]["OprServiceGrp"][0]["Total"] = "-1"
    del data["OperatorPage"][0]["OprServiceGrp"][1]["PPM"]["rag"]
    operator(whole, 1)["name"] = "  "
    data["OperatorPage"][1]["OprServiceGrp"]["PPM"] = "G"
    operator(whole, 2)["PPM"]["rag"] = "P"
    pages = f"{DATA}.OperatorPage"
    assert faults_of(written(tmp_path, whole)) == [
        (f"{DATA}.snapshotTStamp", "not_milliseconds"),
        (f"{DATA}.RAGThresholds[1].good", "not_a_percentage"),
        (f"{pages}[0].Operator.code", "not_a_code"),
        (f"{pages}[0].Operator.OnTime", "out_of_order"),
        (f"{pages}[0].OprServiceGrp[0].Total", "not_a_count"),
        (f"{pages}[0].OprServiceGrp[1].PPM.rag", "missing_member"),
        (f"{pages}[1].Operator.name", "missing_member"),
        (f"{pages}[1].OprServiceGrp.PPM", "wrong_kind"),
        (f"{pages}[2].Operator.PPM.rag", "bad_choice"),
    ]


@pytest.mark.parametrize("key", ["snapshotTStamp", "RAGThresholds", "OperatorPage"])
def test_a_missing_part_is_named(tmp_path: Path, key: str) -> None:
    whole = message()
    del data_of(whole)[key]
    assert faults_of(written(tmp_path, whole)) == [(f"{DATA}.{key}", "missing_member")]


@pytest.mark.parametrize(
    ("whole", "place", "code"),
    [
        ({}, "$.RTPPMDataMsgV1", "missing_member"),
        ({"RTPPMDataMsgV1": {}}, DATA, "missing_member"),
        ({"RTPPMDataMsgV1": []}, "$.RTPPMDataMsgV1", "wrong_kind"),
        ([], "$", "wrong_kind"),
    ],
)
def test_json_that_is_no_such_message_is_refused(
    tmp_path: Path, whole: object, place: str, code: str
) -> None:
    path = tmp_path / "message.json"
    path.write_text(json.dumps(whole), encoding="utf-8")
    assert faults_of(path) == [(place, code)]


@pytest.mark.parametrize(
    ("thresholds", "place", "code"),
    [
        ([], "", "ppm_thresholds_missing"),
        ([{"type": "PPT", "good": "91", "medium": "85"}], "", "ppm_thresholds_missing"),
        ([{"type": "TOC", "good": "89", "medium": "89"}], "[0].medium", "band_empty"),
        ([{"type": "TOC", "good": "92%", "medium": "89"}], "[0].good", "not_a_percentage"),
        ([{"type": "TOC", "good": "2", "medium": "1"}] * 2, "[1].type", "repeated_value"),
        ([{"type": "TOC", "good": 97.5, "medium": "89"}], "[0].good", "wrong_kind"),
        (["TOC"], "[0]", "wrong_kind"),
    ],
)
def test_thresholds_that_part_nothing_are_refused(
    tmp_path: Path, thresholds: object, place: str, code: str
) -> None:
    assert (f"{DATA}.RAGThresholds{place}", code) in faults_of(written(tmp_path, RAGThresholds=thresholds))


def test_an_operator_or_a_group_that_stands_twice_is_refused(tmp_path: Path) -> None:
    whole = message()
    operator(whole, 1)["code"] = "01"
    groups = data_of(whole)["OperatorPage"][0]["OprServiceGrp"]
    groups[1]["name"] = groups[0]["name"]
    assert faults_of(written(tmp_path, whole)) == [
        (f"{DATA}.OperatorPage[0].OprServiceGrp[1].name", "repeated_value"),
        (f"{DATA}.OperatorPage[1].Operator.code", "repeated_value"),
    ]


@pytest.mark.parametrize(
    ("name", "code"),
    [("a\u0000b", "wrong_kind"), ("\ud800", "wrong_kind"), (True, "wrong_kind"), ("x" * 1001, "too_long")],
)
def test_a_name_that_cannot_be_written_down_is_refused(tmp_path: Path, name: object, code: str) -> None:
    whole = message()
    operator(whole, 0)["name"] = name
    assert faults_of(written(tmp_path, whole)) == [(f"{DATA}.OperatorPage[0].Operator.name", code)]


def test_a_time_beyond_the_years_we_speak_of_is_refused(tmp_path: Path) -> None:
    path = written(tmp_path, snapshotTStamp="9" * 13)
    assert faults_of(path) == [(f"{DATA}.snapshotTStamp", "not_milliseconds")]


def test_a_message_without_operators_is_refused(tmp_path: Path) -> None:
    assert refusal_of(written(tmp_path, OperatorPage=[])) == "source_without_rows"


@pytest.mark.parametrize("text", ["", "no json", '{"a": ', "[" * 100_000, "1" * 5_000])
def test_text_that_is_no_json_is_refused(tmp_path: Path, text: str) -> None:
    path = tmp_path / "message.json"
    path.write_text(text, encoding="utf-8")
    assert refusal_of(path) == "source_not_json"


def test_a_file_that_is_not_utf_8_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "message.json"
    path.write_bytes('{"名": "列车"}'.encode("gb18030"))
    assert refusal_of(path) == "source_not_utf8"


def test_a_byte_order_mark_is_read_over(tmp_path: Path) -> None:
    path = written(tmp_path)
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes())
    assert len(rows_from(path).rows["contracts"]) == 6


def test_a_file_far_too_large_is_refused_unread(tmp_path: Path) -> None:
    path = tmp_path / "message.json"
    with path.open("wb") as file:
        file.truncate(MAX_BYTES + 1)
    assert refusal_of(path) == "source_too_large"


def test_a_missing_file_is_refused(tmp_path: Path) -> None:
    assert refusal_of(tmp_path / "none.json") == "source_unreadable"


def test_the_table_form_is_refused_because_it_lacks_thresholds_and_day(tmp_path: Path) -> None:
    path = tmp_path / "ppm.csv"
    path.write_text("operator,level,name,total,ontime,rag\nTram,operator,Tram,1,1,G\n", encoding="utf-8")
    with pytest.raises(InputError) as refused:
        rows_from(path)
    assert refused.value.message.code == "ppm_table_lacks"
    assert refused.value.message.params["lacks"] == ("RAGThresholds", "snapshotTStamp", "Operator.code")
