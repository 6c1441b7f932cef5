"""A small made-up message first, then the public one where it is at hand."""

from fractions import Fraction
from pathlib import Path

import pytest

from answerable.sources.rail_ppm import compare, rows_from
from tests.sources.declared import unsound
from tests.sources.rail import (
    PUBLIC,
    bands_of,
    data_of,
    figures,
    message,
    operator,
    public_data,
    public_messages,
    refusal_of,
    written,
)


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
