"""A small made-up message first, then the public one where it is at hand."""

import copy
import json
from collections.abc import Mapping
from datetime import UTC, datetime
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from answerable.core.terms.errors import InputError
from answerable.sources.adapted import Adapted, AdaptError
from answerable.sources.rail_message import MAX_BYTES
from answerable.sources.rail_ppm import compare, rows_from
from tests.sources.declared import unsound

PUBLIC = Path(__file__).parents[2] / ".." / "shared" / "data" / "rail_ppm"
public_data = pytest.mark.skipif(not PUBLIC.is_dir(), reason=f"the public data is not at hand: {PUBLIC}")
public_messages = pytest.mark.parametrize("name", ["rtppm_nice.json", "rtppm.json"])

DATA = "$.RTPPMDataMsgV1.RTPPMData"
Json = dict[str, Any]


def figures(name: str, total: int | str, on_time: int | str, rag: str, **more: str) -> Json:
    """One row of a message, its numbers as texts."""
    return {
        "name": name,
        "Total": str(total),
        "OnTime": str(on_time),
        "PPM": {"text": "0", "rag": rag},
        **more,
    }


def message() -> Json:
    """Three operators: one with a list of groups, one with a single group, one with none and no rating."""
    at = datetime(2021, 6, 30, 23, 30, tzinfo=UTC)
    pages = [
        {
            "Operator": figures("North & Hill", 200, 184, "G", code="01"),
            "OprServiceGrp": [
                figures("Hill Line", 100, 92, "G"),
                figures("North - Coast (Fast)", 100, 89, "A"),
            ],
        },
        {
            "Operator": figures("Tram", 1000, 919, "A", code="2B"),
            "OprServiceGrp": figures("Harbour", 100, 88, "R"),
        },
        {"Operator": figures("Night Mail", 1, 1, "W", code="03")},
    ]
    thresholds = [
        {"type": "PPT", "good": "91", "medium": "85"},
        {"type": "TOC", "good": "92", "medium": "89"},
    ]
    data = {
        "snapshotTStamp": str(int(at.timestamp()) * 1000),
        "RAGThresholds": thresholds,
        "OperatorPage": pages,
    }
    return {"RTPPMDataMsgV1": {"RTPPMData": data}}


def data_of(whole: Json) -> Json:
    """The part of a message that is read."""
    data: Json = whole["RTPPMDataMsgV1"]["RTPPMData"]
    return data


def written(folder: Path, whole: object = None, **changes: object) -> Path:
    """A file with this message, the small one if none is given, after changes to its data."""
    whole = message() if whole is None else copy.deepcopy(whole)
    if changes and isinstance(whole, dict):
        data_of(whole).update(changes)
    path = folder / "message.json"
    path.write_text(json.dumps(whole), encoding="utf-8")
    return path


def operator(whole: Json, number: int) -> Json:
    """An operator's own row."""
    row: Json = data_of(whole)["OperatorPage"][number]["Operator"]
    return row


def faults_of(path: Path) -> list[tuple[str | None, str]]:
    """Place and code of every fault in a message that is refused."""
    with pytest.raises(AdaptError) as refused:
        rows_from(path)
    assert {fault.file for fault in refused.value.faults} == {path.name}
    return [(fault.column, fault.message.code) for fault in refused.value.faults]


def refusal_of(path: Path) -> str:
    """The code by which a file is refused as a whole."""
    with pytest.raises(InputError) as refused:
        rows_from(path)
    return refused.value.message.code


def bands_of(adapted: Adapted) -> dict[str, str | None]:
    """The band of each contract's exact share, low inclusive, high exclusive; None without reading."""
    given: dict[str, str | None] = {row["id"]: None for row in adapted.rows["contracts"]}
    for reading in adapted.rows["readings"]:
        if reading["denominator"] != "0":
            percent = Fraction(100 * int(reading["numerator"]), int(reading["denominator"]))
            (given[reading["contract"]],) = [
                row["band"] for row in adapted.rows["bands"] if _holds(row, percent)
            ]
    return given


def _holds(band: Mapping[str, str], percent: Fraction) -> bool:
    above = not band["low"] or percent >= Fraction(band["low"])
    return above and (not band["high"] or percent < Fraction(band["high"]))


def test_the_rows_keep_to_the_declared_tables(tmp_path: Path) -> None:
    assert unsound(rows_from(written(tmp_path)).rows) == []


def test_operators_are_providers_and_every_row_is_a_contract(tmp_path: Path) -> None:
    rows = rows_from(written(tmp_path)).rows
    assert [(row["id"], row["name"]) for row in rows["providers"]] == [
        ("01-north-hill", "North & Hill"),
        ("2B-tram", "Tram"),
        ("03-night-mail", "Night Mail"),
    ]
    assert [(row["id"], row["provider"], row["name"]) for row in rows["contracts"]] == [
        ("01-north-hill", "01-north-hill", "North & Hill"),
        ("01-hill-line", "01-north-hill", "North & Hill: Hill Line"),
        ("01-north-coast-fast", "01-north-hill", "North & Hill: North - Coast (Fast)"),
        ("2B-tram", "2B-tram", "Tram"),
        ("2B-harbour", "2B-tram", "Tram: Harbour"),
        ("03-night-mail", "03-night-mail", "Night Mail"),
    ]


def test_the_day_is_that_of_london_summer_time(tmp_path: Path) -> None:
    rows = rows_from(written(tmp_path)).rows
    assert {row["period"] for row in rows["readings"]} == {"2021-07-01"}
    assert {row["starts"] for row in (*rows["contracts"], *rows["indicators"])} == {"2021-07-01"}


def test_the_bands_come_from_the_thresholds_in_the_message(tmp_path: Path) -> None:
    path = written(tmp_path, RAGThresholds={"type": "TOC", "good": "97.5", "medium": 60})
    bands = rows_from(path).rows["bands"]
    assert [(row["band"], row["low"], row["high"], row["target"]) for row in bands] == [
        ("red", "", "60", "no"),
        ("amber", "60", "97.5", "no"),
        ("green", "97.5", "", "yes"),
    ]


def test_a_share_that_lies_on_a_threshold_has_the_better_band(tmp_path: Path) -> None:
    given = bands_of(rows_from(written(tmp_path)))
    assert (given["01-hill-line"], given["01-north-coast-fast"]) == ("green", "amber")


def test_a_share_just_below_a_threshold_is_not_rounded_up(tmp_path: Path) -> None:
    assert bands_of(rows_from(written(tmp_path)))["2B-tram"] == "amber"


def test_a_row_that_the_publisher_did_not_rate_has_no_reading(tmp_path: Path) -> None:
    rows = rows_from(written(tmp_path)).rows
    assert "03-night-mail" not in {row["contract"] for row in rows["readings"]}
    assert "03-night-mail" in {row["contract"] for row in rows["contract_indicators"]}


def test_a_row_without_trains_keeps_its_zero_and_has_no_band(tmp_path: Path) -> None:
    whole = message()
    data_of(whole)["OperatorPage"][2]["Operator"] = figures("Night Mail", 0, 0, "G", code="03")
    adapted = rows_from(written(tmp_path, whole))
    (reading,) = [row for row in adapted.rows["readings"] if row["contract"] == "03-night-mail"]
    assert reading["denominator"] == "0"
    assert bands_of(adapted)["03-night-mail"] is None


def test_nobody_is_named_as_leader_and_the_vacancy_is_written_down(tmp_path: Path) -> None:
    rows = rows_from(written(tmp_path)).rows
    assert rows["people"] == []
    assert len(rows["assignments"]) == len(rows["contracts"])
    assert {(row["starts"], row["person"]) for row in rows["assignments"]} == {("2021-07-01", "")}
    assert all(row["note"] for row in rows["assignments"])


def test_names_that_look_alike_get_ids_of_their_own_in_any_order(tmp_path: Path) -> None:
    alike = [figures("Tram", 1, 1, "G"), figures("A & B", 1, 1, "G"), figures("A-B", 1, 1, "G")]
    found = []
    for groups in (alike, alike[::-1]):
        whole = message()
        data_of(whole)["OperatorPage"][1]["OprServiceGrp"] = groups
        rows = rows_from(written(tmp_path, whole)).rows
        assert unsound(rows) == []
        found.append({row["name"]: row["id"] for row in rows["contracts"]})
    assert found[0] == found[1]
    assert found[0]["Tram: A-B"].startswith("2B-a-b-")
    assert len(set(found[0].values())) == 8


@pytest.mark.parametrize("name", ["x" * 300, "城际列车", "!!!", "Ωmega-" * 30, "Zürich - Genève"])
def test_any_printable_name_gives_an_id_that_fits(tmp_path: Path, name: str) -> None:
    whole = message()
    operator(whole, 0)["name"] = name
    rows = rows_from(written(tmp_path, whole)).rows
    assert unsound(rows) == []
    assert rows["providers"][0]["name"] == name


def test_bands_as_published_agree_but_for_the_row_without_rating(tmp_path: Path) -> None:
    path = written(tmp_path)
    compared = compare(path, bands_of(rows_from(path)))
    assert (compared.total, compared.agreeing) == (6, 5)
    (miss,) = compared.misses
    assert (miss.contract, miss.published, miss.given) == ("03-night-mail", None, None)
    assert miss.why.code == "published_without_data"
    assert dict(miss.why.params) == {"on_time": 1, "total": 1}


def test_a_colour_that_other_thresholds_of_the_message_would_give_is_explained_by_them(
    tmp_path: Path,
) -> None:
    whole = message()
    operator(whole, 1)["PPM"]["rag"] = "G"
    path = written(tmp_path, whole)
    miss = compare(path, bands_of(rows_from(path))).misses[0]
    assert (miss.published, miss.given, miss.why.code) == ("green", "amber", "other_thresholds")
    assert miss.why.params["percent"] == Fraction("91.9")
    assert miss.why.params["fitting"] == ("PPT",)
    assert (miss.why.params["good"], miss.why.params["medium"]) == ("92", "89")


def test_a_colour_that_no_thresholds_of_the_message_give_is_said_to_be_off(tmp_path: Path) -> None:
    whole = message()
    operator(whole, 1)["PPM"]["rag"] = "R"
    path = written(tmp_path, whole)
    assert compare(path, bands_of(rows_from(path))).misses[0].why.code == "published_off_thresholds"


def test_a_share_on_a_threshold_is_explained_by_its_better_band(tmp_path: Path) -> None:
    whole = message()
    data_of(whole)["OperatorPage"][0]["OprServiceGrp"][0]["PPM"]["rag"] = "A"
    path = written(tmp_path, whole)
    miss = compare(path, bands_of(rows_from(path))).misses[0]
    assert (miss.given, miss.why.code) == ("green", "published_off_thresholds")


def test_a_band_that_the_figures_do_not_give_is_not_blamed_on_the_publisher(tmp_path: Path) -> None:
    path = written(tmp_path)
    miss = compare(path, bands_of(rows_from(path)) | {"2B-harbour": "green"}).misses[0]
    assert (miss.published, miss.given, miss.why.code) == ("red", "green", "another_band_expected")
    assert miss.why.params["expected"] == "red"


def test_a_contract_without_band_is_a_miss(tmp_path: Path) -> None:
    compared = compare(written(tmp_path), {})
    assert compared.agreeing == 0
    assert [miss.why.code for miss in compared.misses] == ["no_band_given"] * 5 + ["published_without_data"]


def test_a_colour_published_without_trains_is_a_miss(tmp_path: Path) -> None:
    whole = message()
    data_of(whole)["OperatorPage"] = {"Operator": figures("Night Mail", 0, 0, "G", code="03")}
    assert compare(written(tmp_path, whole), {}).misses[0].why.code == "published_without_trains"


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


@public_data
@public_messages
def test_the_public_message_gives_25_operators_and_132_contracts(name: str) -> None:
    rows = rows_from(PUBLIC / name).rows
    assert unsound(rows) == []
    assert (len(rows["providers"]), len(rows["contracts"]), len(rows["readings"])) == (25, 132, 131)
    assert {row["period"] for row in rows["readings"]} == {"2015-03-28"}


@public_data
@public_messages
def test_the_public_colours_agree_on_130_of_132_rows_and_the_others_are_explained(name: str) -> None:
    compared = compare(PUBLIC / name, bands_of(rows_from(PUBLIC / name)))
    assert (compared.agreeing, compared.total) == (130, 132)
    freight, unrated = compared.misses
    assert (freight.contract, freight.published, freight.given) == ("54-gb-railfreight", "green", "amber")
    assert (freight.why.code, freight.why.params["percent"]) == ("other_thresholds", Fraction(3200, 35))
    assert freight.why.params["fitting"] == ("PPT",)
    assert (unrated.contract, unrated.published, unrated.given) == ("55-hull-trains", None, None)
    assert unrated.why.code == "published_without_data"


@public_data
def test_the_public_table_form_is_refused() -> None:
    assert refusal_of(PUBLIC / "rail_ppm_2015-03-28.csv") == "ppm_table_lacks"
