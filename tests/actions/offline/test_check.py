"""`check` says every fault of a folder at once, and nothing of a sound one; both engines say the same."""

from collections.abc import Callable
from pathlib import Path

import pytest

from answerable.actions.offline.model import model_district
from answerable.core.tables.district import Rows
from answerable.core.tables.fault import UnsoundError
from answerable.core.terms.errors import InputError
from answerable.engines import duck
from answerable.sources.folder import write_folder
from tests.builders import BODY, FAILING, LEADER, MINDING, SWEEPING, change, row, small_district, write
from tests.checking import opened, said


def test_the_small_district_is_sound(tmp_path: Path) -> None:
    assert said(write(tmp_path, small_district())) == []


@pytest.mark.parametrize("seed", range(10))
def test_clean_generated_districts_have_no_fault(seed: int, tmp_path: Path) -> None:
    district, rows = model_district(seed=seed, scale=1)
    write_folder(tmp_path, district=district, rows=rows)
    assert said(tmp_path) == []


Planting = Callable[[Rows], None]


def _plantings() -> dict[tuple[str, int | None, str | None, str], Planting]:
    """Twenty faults of different kinds, each with what has to be said of it; rows stand in the order of their key."""

    def add(table: str, **cells: str) -> Planting:
        return lambda rows: rows[table].append(row(table, **cells))

    def set_in(table: str, where: dict[str, str], **cells: str) -> Planting:
        return lambda rows: change(rows, table, where, **cells)

    a_rating = dict(id="r1", contract=SWEEPING, rated_on="2025-03-01", tier="counter", level="5", count="1")
    a_survey = dict(
        id="s1", contract=SWEEPING, surveyed_on="2025-03-01", frame="50", sample="40", responses="9"
    )
    levels = {f"level_{level}": "2" for level in range(1, 6)}
    return {
        ("bodies.csv", 2, "kind", "bad_choice"): set_in("bodies", {"id": BODY}, kind="departement"),
        ("people.csv", 5, "staff", "empty_required"): add("people", id="new", name="新人"),
        ("posts.csv", 5, "starts", "overlap"): add(
            "posts", id="second-head", body=BODY, person=LEADER, role="head", starts="2025-06-01"
        ),
        ("providers.csv", 3, "id", "duplicate_key"): add(
            "providers", id=FAILING, name="又一家", kind="company"
        ),
        ("work_items.csv", 3, "in_house_share", "out_of_range"): set_in(
            "work_items", {"id": f"{SWEEPING}-work"}, in_house_share="1.2"
        ),
        ("work_items.csv", 2, "verdict_on", "bad_date"): set_in(
            "work_items", {"id": f"{MINDING}-work"}, verdict_on="45627"
        ),
        ("contracts.csv", 3, "amount_minor", "half_stated"): set_in(
            "contracts", {"id": SWEEPING}, amount_minor="120000"
        ),
        ("contracts.csv", 2, "signed", "bad_date"): set_in("contracts", {"id": MINDING}, signed="2024/12/20"),
        ("contracts.csv", 2, "id", "silent_vacancy"): lambda rows: change(
            rows, "assignments", {"contract": MINDING}, starts="2025-03-01"
        ),
        ("clauses.csv", 2, "contract", "dangling_reference"): add(
            "clauses", id="c9", contract="sweepin", kind="other", text="一"
        ),
        ("bands.csv", 2, "low", "band_gap"): set_in("bands", {"band": "amber"}, low="91"),
        ("bands.csv", 2, "target", "no_target"): set_in("bands", {"band": "green"}, target="no"),
        ("contract_indicators.csv", 3, "weight", "weights"): set_in(
            "contract_indicators", {"contract": SWEEPING}, weight="99.9"
        ),
        ("readings.csv", 8, "numerator", "share_over_one"): set_in(
            "readings", {"id": f"{SWEEPING}.on-time.2025-01"}, numerator="101"
        ),
        ("readings.csv", 9, "period", "period_kind"): set_in(
            "readings", {"id": f"{SWEEPING}.on-time.2025-02"}, period="2025-W06"
        ),
        ("ratings.csv", 2, "origin", "bad_choice"): add("ratings", **a_rating, origin="automatic"),
        ("ratings.csv", 3, "rated_on", "outside_contract"): add(
            "ratings", **{**a_rating, "id": "r2", "rated_on": "2024-12-31"}, origin="asked"
        ),
        ("surveys.csv", 2, "responses", "wrong_sum"): add("surveys", **a_survey, **levels),
        ("findings.csv", 2, "decision", "half_stated"): add(
            "findings", id="f1", contract=SWEEPING, found_on="2025-03-01", source="audit", severity="minor",
            what="问题", decision="confirmed",
        ),
        ("observations.csv", 2, "captured", "out_of_order"): add(
            "observations", id="o1", contract=SWEEPING, kind="post", voice="a", at="2025-03-02T08:00+08:00",
            captured="2025-03-02T00:30+01:00",
        ),
    }  # fmt: skip


@pytest.mark.parametrize("engine", ["duckdb", "memory"])
def test_twenty_planted_faults_are_said_and_nothing_else(engine: str, tmp_path: Path) -> None:
    plantings = _plantings()
    rows = small_district()
    for plant in plantings.values():
        plant(rows)
    assert len(plantings) == 20
    assert sorted(said(write(tmp_path, rows), engine), key=str) == sorted(plantings, key=str)


@pytest.mark.parametrize("engine", ["duckdb", "memory"])
@pytest.mark.parametrize("place", list(_plantings()), ids=lambda place: f"{place[0]}-{place[3]}")
def test_each_planted_fault_is_said_alone(
    place: tuple[str, int | None, str | None, str], engine: str, tmp_path: Path
) -> None:
    rows, plantings = small_district(), _plantings()
    if place[0] == "ratings.csv" and place[1] == 3:
        place, plant = ("ratings.csv", 2, *place[2:]), plantings[place]
    else:
        plant = plantings[place]
    plant(rows)
    assert said(write(tmp_path, rows), engine) == [place]


def test_a_vacancy_that_was_written_down_is_a_notice(tmp_path: Path) -> None:
    rows = small_district()
    rows["assignments"].append(row("assignments", contract=MINDING, starts="2025-09-01"))
    found = opened(write(tmp_path, rows))
    assert found.faults == ()
    assert [notice.message.code for notice in found.notices] == ["vacancy_recorded_notice"]


def test_days_before_the_first_assignment_are_a_fault(tmp_path: Path) -> None:
    rows = small_district()
    change(rows, "assignments", {"contract": MINDING}, starts="2025-01-15")
    assert said(write(tmp_path, rows)) == [("contracts.csv", 2, "id", "silent_vacancy")]


def test_a_leader_whose_post_ends_is_a_notice_and_stops_nobody(tmp_path: Path) -> None:
    rows = small_district()
    change(rows, "posts", {"person": LEADER}, ends="2025-08-31")
    found = opened(write(tmp_path, rows))
    assert found.faults == ()
    assert [notice.message.code for notice in found.notices] == ["leader_without_post"] * 2
    assert {str(notice.message.params["start"]) for notice in found.notices} == {"2025-09-01"}


@pytest.mark.parametrize("name", ["providers.xlsx", "providers.old.csv", "Providers.CSV"])
def test_a_table_under_a_wrong_name_is_never_missed_silently(name: str, tmp_path: Path) -> None:
    write(tmp_path, small_district())
    (tmp_path / "providers.csv").rename(tmp_path / name)
    codes = {(file, code) for file, _, _, code in said(tmp_path)}
    assert {(name, "unknown_file"), ("providers.csv", "missing_table")} <= codes


@pytest.mark.parametrize("table", ["readings", "bodies"])
def test_something_unreadable_under_a_tables_name_is_a_fault(table: str, tmp_path: Path) -> None:
    write(tmp_path, small_district())
    (tmp_path / f"{table}.csv").unlink()
    (tmp_path / f"{table}.csv").symlink_to(tmp_path / "nowhere")
    assert (f"{table}.csv", None, None, "no_file") in said(tmp_path)


@pytest.mark.parametrize("engine", ["duckdb", "memory"])
@pytest.mark.parametrize("table", ["providers", "readings"])
def test_a_nul_character_is_a_fault_and_never_dropped(table: str, engine: str, tmp_path: Path) -> None:
    file = write(tmp_path, small_district()) / f"{table}.csv"
    lines = file.read_text(encoding="utf-8").splitlines()
    lines[1] = lines[1].replace(",", "\0,", 1)
    file.write_text("\n".join([*lines, ""]), encoding="utf-8")
    assert (f"{table}.csv", 2, None, "nul_character") in said(tmp_path, engine)


@pytest.mark.parametrize("engine", ["duckdb", "memory"])
def test_a_last_line_longer_than_any_buffer_is_not_lost(engine: str, tmp_path: Path) -> None:
    file = write(tmp_path, small_district()) / "matters.csv"
    with file.open("a", encoding="utf-8") as out:
        out.write(f"m1,{SWEEPING},2025-03-01,hotline,{'x' * 3_000_000},,,,,\n")
    assert {code for *_, code in said(tmp_path, engine)} & {"too_long", "not_csv", "line_too_long"}


def test_a_period_kind_nobody_knows_is_said_once(tmp_path: Path) -> None:
    rows = small_district()
    rows["indicators"][0]["period"] = "月"
    assert said(write(tmp_path, rows)) == [("indicators.csv", 2, "period", "bad_choice")]


def test_a_case_has_a_state_from_its_opening_on(tmp_path: Path) -> None:
    rows = small_district()
    for id in ("a", "b"):
        rows["cases"].append(row("cases", id=id, contract=MINDING, opened_on="2025-05-01", subject="一"))
    rows["case_states"].append(row("case_states", case="b", starts="2025-04-30", state="finding"))
    assert said(write(tmp_path, rows)) == [
        ("case_states.csv", 2, "starts", "state_before_opening"),
        ("cases.csv", 2, "id", "case_without_state"),
    ]


def test_a_duty_is_done_for_a_period_of_its_own_kind(tmp_path: Path) -> None:
    rows = small_district()
    duty = dict(id="d", side="body", kind="inspect", every="month", within_workdays="5", starts="2025-01-01")
    rows["duties"] = [row("duties", contract=MINDING, ground="合同", **duty)]
    rows["duties_done"] = [row("duties_done", duty="d", period="2025-Q1", done_on="2025-04-01")]
    assert said(write(tmp_path, rows)) == [("duties_done.csv", 2, "period", "period_kind")]


def test_an_exit_clause_names_its_ground(tmp_path: Path) -> None:
    rows = small_district()
    change(rows, "clauses", {"contract": MINDING}, ground="")
    assert said(write(tmp_path, rows)) == [("clauses.csv", 2, "ground", "empty_required")]


@pytest.mark.parametrize(
    "text",
    [
        "format: true",
        "format: " + "9" * 5000,
        "format: 1\nlanguage: 2026-13-45",
        "[" * 30_000,
        "a: &a [x, x]\nname: [*a, *a]",
        "- 1",
        "",
    ],
)
def test_a_district_file_of_nonsense_is_refused_with_faults(text: str, tmp_path: Path) -> None:
    write(tmp_path, small_district())
    (tmp_path / "district.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(UnsoundError) as refused:
        opened(tmp_path)
    assert refused.value.faults


def test_a_leader_of_the_provider_is_refused(tmp_path: Path) -> None:
    rows = small_district()
    change(rows, "people", {"id": LEADER}, staff="provider")
    assert {code for *_, code in said(write(tmp_path, rows))} == {"leader_not_public"}


def test_a_newer_format_is_refused_with_a_sentence(tmp_path: Path) -> None:
    write(tmp_path, small_district(), format=2)
    with pytest.raises(InputError) as refused:
        opened(tmp_path)
    assert refused.value.message.code == "newer_format"


def test_what_is_wrong_in_the_district_file_is_said_all_at_once(tmp_path: Path) -> None:
    write(tmp_path, small_district(), language="fr", id="my district")
    with (tmp_path / "district.yaml").open("a", encoding="utf-8") as file:
        file.write("motto: none\n")
    with pytest.raises(UnsoundError) as refused:
        opened(tmp_path)
    codes = {fault.message.code for fault in refused.value.faults}
    assert codes == {"district_value", "district_unknown_key", "bad_id"}


def test_a_folder_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError) as refused:
        opened(tmp_path / "nowhere")
    assert refused.value.message.code == "source_missing"


def test_of_very_many_faulty_rows_the_first_are_told_and_the_others_counted(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(duck, "LISTED", 3)
    rows = small_district()
    for at in range(8):
        cells = dict(id=f"m{at}", contract=SWEEPING, raised_on="soon", channel="hotline", topic="a")
        rows["matters"].append(row("matters", **cells))
    found = opened(write(tmp_path, rows)).faults
    assert [fault.row for fault in found] == [None, 2, 3, 4]
    assert (found[0].message.code, found[0].message.params["n"]) == ("further_faults", 5)


@pytest.mark.parametrize(
    ("key", "value"), [("calendar", "mars"), ("rulebook", "none"), ("time_zone", "Asia/Nowhere")]
)
def test_a_calendar_rulebook_or_time_zone_that_does_not_exist_is_a_fault(
    key: str, value: str, tmp_path: Path
) -> None:
    write(tmp_path, small_district(), **{key: value})
    assert said(tmp_path) == [("district.yaml", None, key, "district_value")]
