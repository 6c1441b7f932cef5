"""A small made-up table first, then the public one where it is at hand."""

from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest

from answerable.core.terms.errors import InputError
from answerable.sources.adapted import LISTED, Adapted, AdaptError
from answerable.sources.nhs_ae import rows_from
from tests.sources.declared import unsound

PUBLIC = Path(__file__).parents[2] / ".." / "shared" / "data" / "nhs_ae" / "ae_attendances.csv"
public_data = pytest.mark.skipif(not PUBLIC.is_file(), reason=f"the public data is not at hand: {PUBLIC}")

HEADER = "period,org_code,type,attendances,breaches,admissions"
SMALL = (
    "2020-02-01,ZZ2,1,1000.0,50.0,3.0",
    "2020-01-01,ZZ2,1,1000.0,51.0,",
    "2020-02-01,ZZ2,other,40,0,unread",
    "2020-03-01,ZZ1,2,0.0,0.0,0",
)


def table(folder: Path, *lines: str, header: str = HEADER, encoding: str = "utf-8", end: str = "\n") -> Path:
    """A file with these lines."""
    path = folder / "ae.csv"
    path.write_bytes("".join(line + end for line in (header, *lines)).encode(encoding))
    return path


def faults_of(path: Path) -> list[tuple[int | None, str | None, str]]:
    """Row, column and code of every fault in a file that is refused."""
    with pytest.raises(AdaptError) as refused:
        rows_from(path)
    assert {fault.file for fault in refused.value.faults} == {path.name}
    return [(fault.row, fault.column, fault.message.code) for fault in refused.value.faults]


def refusal_of(path: Path) -> str:
    """The code by which a file is refused as a whole."""
    with pytest.raises(InputError) as refused:
        rows_from(path)
    return refused.value.message.code


def targets_met(adapted: Adapted, indicator: str) -> list[bool]:
    """For each reading of the indicator with activity, whether its exact share lies in the target band."""
    bands = [row for row in adapted.rows["bands"] if row["indicator"] == indicator and row["target"] == "yes"]
    assert len(bands) == 1
    assert bands[0]["high"] == ""
    low = Fraction(bands[0]["low"])
    return [
        Fraction(100 * int(row["numerator"]), int(row["denominator"])) >= low
        for row in adapted.rows["readings"]
        if row["indicator"] == indicator and row["denominator"] != "0"
    ]


def test_the_rows_keep_to_the_declared_tables(tmp_path: Path) -> None:
    assert unsound(rows_from(table(tmp_path, *SMALL)).rows) == []


def test_a_reading_counts_those_seen_in_time_among_all_who_came(tmp_path: Path) -> None:
    readings = rows_from(table(tmp_path, *SMALL)).rows["readings"]
    assert [
        (row["contract"], row["indicator"], row["period"], row["numerator"], row["denominator"])
        for row in readings
    ] == [
        ("ae-ZZ1", "four-hour-type-2", "2020-03", "0", "0"),
        ("ae-ZZ2", "four-hour-type-1", "2020-01", "949", "1000"),
        ("ae-ZZ2", "four-hour-type-1", "2020-02", "950", "1000"),
        ("ae-ZZ2", "four-hour-other", "2020-02", "40", "40"),
    ]


def test_a_reading_is_published_and_recorded_on_the_last_day_of_its_month(tmp_path: Path) -> None:
    path = table(tmp_path, "2020-02-01,ZZ2,1,1000,50,3")
    (reading,) = rows_from(path).rows["readings"]
    assert (reading["recorded"], reading["source"]) == ("2020-02-29", "published")
    assert reading["document"].startswith("sha256:")


def test_exactly_95_per_cent_meets_the_target_and_one_attendance_less_does_not(tmp_path: Path) -> None:
    adapted = rows_from(table(tmp_path, *SMALL))
    assert targets_met(adapted, "four-hour-type-1") == [False, True]


def test_a_provider_has_one_contract_from_the_first_month_it_appears_in(tmp_path: Path) -> None:
    contracts = rows_from(table(tmp_path, *SMALL)).rows["contracts"]
    assert [(row["id"], row["provider"], row["starts"], row["ends"]) for row in contracts] == [
        ("ae-ZZ1", "ZZ1", "2020-03-01", ""),
        ("ae-ZZ2", "ZZ2", "2020-01-01", ""),
    ]


def test_a_contract_is_measured_only_by_the_types_its_provider_has(tmp_path: Path) -> None:
    agreed = rows_from(table(tmp_path, *SMALL)).rows["contract_indicators"]
    assert [(row["contract"], row["indicator"]) for row in agreed] == [
        ("ae-ZZ1", "four-hour-type-2"),
        ("ae-ZZ2", "four-hour-type-1"),
        ("ae-ZZ2", "four-hour-other"),
    ]


def test_nobody_is_named_as_leader_and_the_vacancy_is_written_down(tmp_path: Path) -> None:
    adapted = rows_from(table(tmp_path, *SMALL))
    assert adapted.rows["people"] == []
    assert [(row["contract"], row["starts"], row["person"]) for row in adapted.rows["assignments"]] == [
        ("ae-ZZ1", "2020-03-01", ""),
        ("ae-ZZ2", "2020-01-01", ""),
    ]
    assert all(row["note"] for row in adapted.rows["assignments"])


def test_services_add_up_all_attendances_of_a_month(tmp_path: Path) -> None:
    services = rows_from(table(tmp_path, *SMALL)).rows["services"]
    assert [(row["contract"], row["period"], row["tier"], row["count"]) for row in services] == [
        ("ae-ZZ1", "2020-03", "counter", "0"),
        ("ae-ZZ2", "2020-01", "counter", "1000"),
        ("ae-ZZ2", "2020-02", "counter", "1040"),
    ]


def test_the_indicators_hold_from_the_first_day_of_the_data(tmp_path: Path) -> None:
    rows = rows_from(table(tmp_path, *SMALL)).rows
    assert {row["starts"] for row in (*rows["indicators"], *rows["bands"])} == {"2020-01-01"}


def test_the_order_of_the_lines_makes_no_difference(tmp_path: Path) -> None:
    forth = rows_from(table(tmp_path, *SMALL))
    back = rows_from(table(tmp_path, *reversed(SMALL)))
    for rows in (forth.rows, back.rows):
        for reading in rows["readings"]:
            reading["document"] = ""
    assert forth == back


@pytest.mark.parametrize(("encoding", "end"), [("utf-8-sig", "\n"), ("utf-8", "\r\n")])
def test_a_byte_order_mark_or_windows_line_ends_are_read(tmp_path: Path, encoding: str, end: str) -> None:
    adapted = rows_from(table(tmp_path, *SMALL, encoding=encoding, end=end))
    assert len(adapted.rows["readings"]) == len(SMALL)


def test_columns_may_stand_in_any_order_with_others_between(tmp_path: Path) -> None:
    path = table(tmp_path, "100,50,1,x,ZZ2,2020-02-01", header="attendances,breaches,type,b,org_code,period")
    assert rows_from(path).rows["readings"][0]["numerator"] == "50"


def test_all_missing_and_repeated_columns_are_named_at_once(tmp_path: Path) -> None:
    assert faults_of(table(tmp_path, header="period,org_code,org_code,kind,breaches")) == [
        (1, "org_code", "repeated_column"),
        (1, "type", "source_column_missing"),
        (1, "attendances", "source_column_missing"),
    ]


def test_all_wrong_cells_of_all_lines_are_named_at_once(tmp_path: Path) -> None:
    path = table(
        tmp_path,
        "2020-02-31,ZZ 2,4,-1,x,0",
        "2020-02-01,ZZ2,1,1000,50,0",
        "",
        "2020-02-15,ZZ2,2,10.5,,0",
        "2020-02-01,ZZ2,2,10",
        "2020-02-02,ZZ3,1,10,11,0",
        "2020-02-01,ZZ2,1,7,7,0",
    )
    assert faults_of(path) == [
        (2, "period", "not_a_month_start"),
        (2, "org_code", "not_a_code"),
        (2, "type", "bad_choice"),
        (2, "attendances", "not_a_count"),
        (2, "breaches", "not_a_count"),
        (5, "period", "not_a_month_start"),
        (5, "attendances", "not_a_count"),
        (5, "breaches", "not_a_count"),
        (6, None, "field_count"),
        (7, "period", "not_a_month_start"),
        (7, "breaches", "out_of_order"),
        (8, "org_code", "duplicate_key"),
    ]


def test_a_line_with_a_wrong_cell_is_not_called_a_duplicate_as_well(tmp_path: Path) -> None:
    path = table(tmp_path, "2020-02-01,ZZ2,9,1,0,0", "2020-02-01,ZZ2,9,1,0,0")
    assert faults_of(path) == [(2, "type", "bad_choice"), (3, "type", "bad_choice")]


def test_a_wrong_cell_is_quoted_and_cut_when_long(tmp_path: Path) -> None:
    with pytest.raises(AdaptError) as refused:
        rows_from(table(tmp_path, f"2020-02-01,{'Z' * 5000},1,10,1,0"))
    assert refused.value.faults[0].message.params["value"] == "Z" * 60


def test_beyond_a_thousand_faults_the_rest_is_counted(tmp_path: Path) -> None:
    with pytest.raises(AdaptError) as refused:
        rows_from(table(tmp_path, *["2020-02-01,ZZ2,1,x,0,0"] * (LISTED + 7)))
    assert len(refused.value.faults) == LISTED + 1
    assert refused.value.faults[-1].message.code == "further_faults"
    assert refused.value.faults[-1].message.params["n"] == 7


def test_a_table_without_lines_is_refused(tmp_path: Path) -> None:
    assert refusal_of(table(tmp_path)) == "source_without_rows"


def test_an_empty_file_lacks_all_columns(tmp_path: Path) -> None:
    path = tmp_path / "ae.csv"
    path.write_bytes(b"")
    assert len(faults_of(path)) == 5


def test_a_missing_file_and_a_folder_are_refused(tmp_path: Path) -> None:
    assert refusal_of(tmp_path / "none.csv") == "source_unreadable"
    assert refusal_of(tmp_path) == "source_unreadable"


def test_a_file_that_is_not_utf_8_is_refused(tmp_path: Path) -> None:
    assert refusal_of(table(tmp_path, "2020-02-01,急诊,1,1,1,1", encoding="gb18030")) == "source_not_utf8"


def test_a_cell_without_end_is_refused(tmp_path: Path) -> None:
    assert refusal_of(table(tmp_path, '"' + "x" * 200_000)) == "source_not_a_table"


@public_data
def test_the_public_table_has_274_providers_and_140_with_major_departments() -> None:
    rows = rows_from(PUBLIC).rows
    assert unsound(rows) == []
    assert len(rows["providers"]) == len(rows["contracts"]) == len(rows["assignments"]) == 274
    major = [row for row in rows["contract_indicators"] if row["indicator"] == "four-hour-type-1"]
    assert len(major) == 140
    assert len(rows["readings"]) == 12_765


@public_data
def test_the_public_table_meets_the_target_in_351_of_4932_months_of_major_departments() -> None:
    met = targets_met(rows_from(PUBLIC), "four-hour-type-1")
    assert (sum(met), len(met)) == (351, 4_932)


@public_data
def test_every_public_reading_lies_within_its_contract() -> None:
    rows = rows_from(PUBLIC).rows
    starts = {row["id"]: date.fromisoformat(row["starts"]) for row in rows["contracts"]}
    assert all(
        date.fromisoformat(f"{row['period']}-01") >= starts[row["contract"]] for row in rows["readings"]
    )


def test_a_device_without_end_is_refused_unread() -> None:
    with pytest.raises(InputError) as refused:
        rows_from(Path("/dev/zero"))
    assert refused.value.message.code == "source_unreadable"
