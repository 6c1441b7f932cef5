"""The model district is sound for every seed and scale, tells the same stories each time, and stays small."""

from collections import Counter, defaultdict
from datetime import date, datetime
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from answerable.actions.offline.assess import assess
from answerable.actions.offline.check import open_district
from answerable.actions.offline.engines import working_engine
from answerable.actions.offline.model import model_district
from answerable.actions.offline.model.days import LAST, works
from answerable.core.enforce.results import ContractResult, DistrictResult
from answerable.core.tables.district import TABLES, Rows
from answerable.core.tables.types import Kind
from answerable.core.terms.period import Period
from answerable.sources.folder import write_folder

DISTRICTS = [(4711, 1), (0, 1), (-3, 2), (2026, 3)]
AGREED_ENDS = {("contracts", "ends"), ("funds", "ends"), ("amendments", "ends_after")}
LATER = {*AGREED_ENDS, ("orders", "due_on")}
"""Agreed ends and deadlines may lie beyond the district's last day; nothing that happened may."""
STANDINGS = {
    "account-ops": "watch",
    "street-cleaning": "clear",
    "home-care": "clear",
    "parking": "watch",
    "work-summary": "ended_expired",
    "office-cleaning": "watch",
    "kitchen-waste": "rectifying",
    "hotline": "clear",
    "canteen": "renewal_suspended",
    "archives": "clear",
    "green-space": "ended_agreement",
    "helpdesk": "no_data",
}


@cache
def rows_of(seed: int = 4711, scale: int = 1) -> Rows:
    return model_district(seed=seed, scale=scale)[1]


@pytest.fixture(params=DISTRICTS, ids=str)
def rows(request: pytest.FixtureRequest) -> Rows:
    seed, scale = request.param
    return rows_of(seed, scale)


def of(rows: Rows, table: str, **cells: str) -> list[dict[str, str]]:
    """The rows of a table in which every named cell has the given text."""
    return [row for row in rows[table] if cells.items() <= row.items()]


def one(rows: Rows, table: str, **cells: str) -> dict[str, str]:
    (row,) = of(rows, table, **cells)
    return row


def by_id(rows: Rows, table: str) -> dict[str, dict[str, str]]:
    return {row["id"]: row for row in rows[table]}


@cache
def assessed(seed: int, on: date) -> DistrictResult:
    district, rows = model_district(seed=seed, scale=1)
    with working_engine("memory") as (engine, scratch), TemporaryDirectory() as folder:
        write_folder(Path(folder), district=district, rows=rows)
        return assess(Path(folder), on=on, engine=engine, scratch=scratch)


def result(contract: str, *, seed: int = 4711, on: date = LAST) -> ContractResult:
    return next(each for each in assessed(seed, on).contracts if each.contract.id == contract)


def codes(contract: ContractResult) -> set[str]:
    return {reason.message.code for reason in contract.reasons}


# ------------------------------------------------------------------ sound, for every seed and scale


def test_every_row_has_every_declared_column_in_declared_order(rows: Rows) -> None:
    assert list(rows) == [table.name for table in TABLES]
    for table in TABLES:
        columns = [column.name for column in table.columns]
        assert all(list(row) == columns for row in rows[table.name]), table.name


@pytest.mark.parametrize(("seed", "scale"), DISTRICTS)
def test_check_finds_no_fault(seed: int, scale: int, tmp_path: Path) -> None:
    district, rows = model_district(seed=seed, scale=scale)
    write_folder(tmp_path, district=district, rows=rows)
    with working_engine("memory") as (engine, scratch):
        opened = open_district(tmp_path, engine=engine, scratch=scratch)
    assert opened.faults == ()
    expected = {"vacancy_recorded_notice": 1, "no_exit_clause_notice": 2}
    assert Counter(notice.message.code for notice in opened.notices) == expected


def test_every_table_has_rows(rows: Rows) -> None:
    assert [name for name, found in rows.items() if not found] == []


def test_nothing_happened_after_the_last_day(rows: Rows) -> None:
    for table in TABLES:
        for column in table.columns:
            if column.type.kind is Kind.DATE and (table.name, column.name) not in LATER:
                cells = {row[column.name] for row in rows[table.name]} - {""}
                assert max(cells, default="") <= LAST.isoformat(), (table.name, column.name)
    assert max(datetime.fromisoformat(row["captured"]).date() for row in rows["observations"]) <= LAST


def test_readings_are_taken_when_their_period_is_over_and_one_edition_is_in_force(rows: Rows) -> None:
    first = {row["id"]: row["starts"] for row in reversed(rows["indicators"])}
    kinds = {row["id"]: row["period"] for row in rows["indicators"]}
    for reading in rows["readings"]:
        period = Period.parse(reading["period"])
        assert period.kind.value == kinds[reading["indicator"]]
        assert first[reading["indicator"]] <= period.end.isoformat() <= reading["recorded"]


def test_outcomes_and_decisions_are_stated_whole_or_not_at_all(rows: Rows) -> None:
    for matter in rows["matters"]:
        assert len({bool(matter[name]) for name in ("outcome", "confirmed_by", "confirmed_on")}) == 1
        assert (
            not matter["confirmed_on"]
            or matter["raised_on"] <= matter["handled_on"] <= matter["confirmed_on"]
        )
        assert not matter["contested_on"] or matter["confirmed_on"]
    for finding in rows["findings"]:
        assert len({bool(finding[name]) for name in ("decision", "decided_on", "decided_by")}) == 1


def test_public_staff_with_a_post_on_the_day_score_decide_sign_and_recheck(rows: Rows) -> None:
    contracts, cases, orders = by_id(rows, "contracts"), by_id(rows, "cases"), by_id(rows, "orders")
    acts = [(row["contract"], row["scored_by"], row["scored_on"]) for row in rows["scores"]]
    acts += [
        (row["contract"], row["decided_by"], row["decided_on"]) for row in rows["findings"] if row["decision"]
    ]
    acts += [
        (cases[row["case"]]["contract"], row["decided_by"], row["starts"]) for row in rows["case_states"]
    ]
    acts += [(cases[row["case"]]["contract"], row["author"], row["issued_on"]) for row in rows["orders"]]
    for row in rows["rechecks"]:
        order = orders[row["order"]]
        acts.append((cases[order["case"]]["contract"], row["checked_by"], row["checked_on"]))
        assert row["checked_by"] != order["author"]
        assert order["reported_on"] <= row["checked_on"]
    staff = {row["id"]: row["staff"] for row in rows["people"]}
    held = defaultdict(list)
    for post in rows["posts"]:
        held[post["body"], post["person"]].append((post["starts"], post["ends"] or "9999"))
    for contract, person, day in acts:
        assert staff[person] == "public"
        assert any(starts <= day <= ends for starts, ends in held[contracts[contract]["body"], person])


def test_cases_begin_on_the_day_they_were_opened_and_endings_have_a_ground(rows: Rows) -> None:
    for case in rows["cases"]:
        states = of(rows, "case_states", case=case["id"])
        assert states[0]["starts"] == case["opened_on"]
        assert states == sorted(states, key=lambda state: state["starts"])
        assert all(state["ground"] for state in states if state["state"].startswith("ended_"))


def test_duties_are_done_on_working_days_after_their_period_or_at_the_contracts_end(rows: Rows) -> None:
    duties = by_id(rows, "duties")
    contracts = by_id(rows, "contracts")
    for done in rows["duties_done"]:
        duty = duties[done["duty"]]
        over = min(
            Period.parse(done["period"]).end.isoformat(), duty["ends"] or contracts[duty["contract"]]["ends"]
        )
        assert works(date.fromisoformat(done["done_on"]))
        assert duty["every"] == "once" or over < done["done_on"]
    assert all(contracts[duty["contract"]]["starts"] <= duty["starts"] for duty in duties.values())


def test_more_services_were_delivered_than_rated(rows: Rows) -> None:
    rated: Counter[tuple[str, str, str]] = Counter()
    for row in rows["ratings"]:
        rated[row["contract"], row["rated_on"][:7], row["tier"]] += int(row["count"])
    delivered = {(row["contract"], row["period"], row["tier"]): int(row["count"]) for row in rows["services"]}
    assert rated.keys() == delivered.keys()
    more = {key for key, count in rated.items() if count > delivered[key]}
    assert more <= {("hotline", "2026-05", "online")}, "only where codes were hoarded"


def test_every_name_is_given_in_both_languages(rows: Rows) -> None:
    named = ("bodies", "people", "providers", "work_items", "contracts", "indicators")
    assert all(row["name"] and row["name_en"] for table in named for row in rows[table])
    names = [row["name"] for row in rows["contracts"]]
    assert len(names) == len(set(names))


# ------------------------------------------------------------------ the same again, and small


def test_the_same_seed_gives_the_same_district() -> None:
    assert model_district(seed=17, scale=2) == model_district(seed=17, scale=2)


def test_another_seed_changes_figures_but_no_contract() -> None:
    one_seed, other = rows_of(1), rows_of(2)
    assert one_seed["readings"] != other["readings"]
    unsigned = [
        [{name: cell for name, cell in row.items() if name != "signed"} for row in rows["contracts"]]
        for rows in (one_seed, other)
    ]
    assert unsigned[0] == unsigned[1]


def test_a_larger_scale_leaves_the_stories_as_they_are() -> None:
    small, large = rows_of(4711, 1), rows_of(4711, 3)
    for table in (
        "contracts",
        "assignments",
        "readings",
        "scores",
        "ratings",
        "matters",
        "findings",
        "duties_done",
    ):
        assert large[table][: len(small[table])] == small[table], table


@pytest.mark.parametrize("scale", [1, 2, 5])
def test_every_step_of_scale_adds_twelve_contracts(scale: int) -> None:
    assert len(rows_of(4711, scale)["contracts"]) == 12 * scale


def test_a_scale_below_one_is_refused() -> None:
    with pytest.raises(ValueError, match="0"):
        model_district(seed=1, scale=0)


def test_the_folder_stays_small(tmp_path: Path) -> None:
    district, rows = model_district(seed=4711, scale=1)
    write_folder(tmp_path, district=district, rows=rows)
    assert sum(path.stat().st_size for path in tmp_path.rglob("*") if path.is_file()) < 2_500_000
    assert len(rows["ratings"]) < 6_000


def test_the_district_says_that_it_is_fictional() -> None:
    district, _ = model_district(seed=1, scale=1)
    assert (district["name"], district["name_en"]) == ("样例县（虚构）", "Model County (fictional)")
    assert (district["format"], district["calendar"], district["rulebook"]) == (1, "cn", "cn")


# ------------------------------------------------------------------ the stories


@pytest.mark.parametrize("seed", [4711, 8, 99])
def test_every_story_stands_where_it_should(seed: int) -> None:
    standings = {each.contract.id: each.standing.value for each in assessed(seed, LAST).contracts}
    assert standings == STANDINGS


@pytest.mark.parametrize("seed", [4711, 8])
def test_the_account_operator_is_watched_for_its_insult_its_delays_and_its_public(seed: int) -> None:
    account = result("account-ops", seed=seed)
    assert {"serious_finding", "off_target_running"} <= codes(account)
    states = Counter((finding.severity, finding.state) for finding in account.findings)
    assert states["serious", "confirmed"] == 1
    assert states["ordinary", "confirmed"] == states["ordinary", "proposed"] == 1


def test_the_insult_answers_a_citizen_and_the_finding_rests_on_it() -> None:
    rows = rows_of()
    finding = one(rows, "findings", contract="account-ops", severity="serious")
    reply = one(rows, "observations", id=finding["observation"])
    message = one(rows, "observations", id=reply["answers"])
    assert (reply["kind"], reply["at"][:10]) == ("reply", "2026-05-28")
    assert message["voice"] == "网民留言"
    assert message["at"] < reply["at"] <= finding["found_on"]


def test_figures_named_in_findings_are_those_of_the_captured_posts() -> None:
    rows = rows_of()
    posts = [row for row in of(rows, "observations", contract="account-ops", kind="post", voice="样例县发布")]
    spring = [row for row in posts if row["at"][:7] in ("2026-04", "2026-05")]
    padding = one(rows, "findings", contract="account-ops", found_on="2026-06-03")
    assert f"采集发文{len(spring)}篇" in padding["what"]
    assert len({row["text"][:4] for row in spring}) < len(spring) / 3
    reads = sum(int(row["reads"]) for row in posts if row["at"][:7] == "2026-05")
    inflated = one(rows, "findings", contract="account-ops", found_on="2026-06-24")
    assert (f"阅读量合计{reads}次" in inflated["what"], inflated["decision"]) == (True, "")


def test_the_street_cleaner_has_eight_weights_of_11_1_and_one_of_11_2() -> None:
    weights = Counter(
        row["weight"] for row in of(rows_of(), "contract_indicators", contract="street-cleaning")
    )
    assert weights == {"11.1": 8, "11.2": 1}


@pytest.mark.parametrize("seed", [4711, 8])
def test_home_care_was_below_the_standard_in_august_2025_and_is_not_today(seed: int) -> None:
    then = result("home-care", seed=seed, on=date(2025, 8, 31))
    now = result("home-care", seed=seed)
    assert (then.ratings.below_standard, now.ratings.below_standard) == (True, False)
    assert now.cases[0].state == "closed"
    visits = next(series for series in now.indicators if series.indicator == "visits-on-time")
    missed = [str(each.period) for each in visits.results if each.target_met is False]
    assert missed == ["2025-07", "2025-08", "2025-09"]


def test_home_care_was_rectified_under_order_on_31_october_2025() -> None:
    assert result("home-care", on=date(2025, 10, 31)).standing.value == "rectifying"


def test_nobody_answers_for_parking_and_the_reasons_are_the_bodys_own() -> None:
    parking = result("parking")
    assert parking.leader.leader is None
    assert parking.leader.by_default is not None
    assert {reason.side.value for reason in parking.reasons} == {"body"}


def test_the_novelist_wrote_unpaid_and_the_summary_holds_no_figure_of_work() -> None:
    rows = rows_of()
    contract = one(rows, "contracts", id="work-summary")
    assert (contract["paid"], contract["amount_minor"]) == ("no", "")
    assert one(rows, "work_items", id="w-work-summary")["verdict"] == "undecided"
    assert one(rows, "providers", id=contract["provider"])["kind"] == "individual"
    finding = one(rows, "findings", contract="work-summary")
    text = one(rows, "observations", id=finding["observation"])["text"].replace("2025年", "")
    assert not any(letter.isdigit() for letter in text)
    assert "问题" not in text


def test_the_cheap_cleaner_cannot_be_ended_on_any_agreed_ground() -> None:
    office = result("office-cleaning")
    assert office.exit_grounds == ()
    assert "off_target_running" in codes(office)
    kinds = {row["kind"] for row in of(rows_of(), "clauses", contract="office-cleaning")}
    assert kinds == {"scoring", "deduction"}


def test_the_order_on_kitchen_waste_runs_until_10_july() -> None:
    orders = of(rows_of(), "orders", case="kitchen-waste-k001")
    assert {row["due_on"] for row in orders} == {"2026-07-10"}
    assert [bool(row["reported_on"]) for row in orders] == [False, True, False]


def test_the_canteen_left_one_item_uncorrected() -> None:
    results = [row["result"] for row in rows_of()["rechecks"] if row["order"].startswith("canteen")]
    assert results == ["not_corrected", "corrected"]


def test_the_helpdesk_has_no_reading_rating_score_or_matter() -> None:
    rows = rows_of()
    assert all(
        of(rows, name, contract="helpdesk") == [] for name in ("readings", "ratings", "scores", "matters")
    )


def test_the_hotlines_target_was_raised_and_its_old_edition_stays() -> None:
    targets = of(rows_of(), "bands", indicator="answered-15s", target="yes")
    assert [(row["starts"], row["low"]) for row in targets] == [("2024-07-01", "90"), ("2025-07-01", "95")]


def test_hotline_ratings_include_defaulted_and_assisted_ones() -> None:
    ratings = result("hotline").ratings
    assert ratings.defaulted > ratings.n > 0
    assert "assisted" in {tier for tier, _ in ratings.tiers}


def test_leaders_followed_one_another_and_handed_over() -> None:
    for contract in ("account-ops", "hotline"):
        first, second = of(rows_of(), "assignments", contract=contract)
        assert first["person"] != second["person"]
        assert "交接" in second["note"]


def test_every_kind_of_period_direction_outcome_and_origin_occurs() -> None:
    rows = rows_of()
    assert {row["period"] for row in rows["indicators"]} == {"week", "month", "quarter"}
    assert {row["better"] for row in rows["indicators"]} == {"higher", "lower"}
    outcomes = {row["outcome"] for row in rows["matters"]}
    assert outcomes == {"", "put_right", "partly", "not_put_right", "no_ground"}
    assert any(row["contested_on"] for row in rows["matters"])
    assert {row["origin"] for row in rows["ratings"]} == {"asked", "default"}
    assert any(row["denominator"] == "0" for row in rows["readings"])
    kinds = {row["kind"] for row in rows["observations"]}
    assert kinds == {"post", "reply", "page", "document", "message"}
    assert {row["decision"] for row in rows["findings"]} == {"", "confirmed", "rejected"}


def test_the_month_without_requests_is_not_scored() -> None:
    archives = result("archives")
    requests = next(series for series in archives.indicators if series.indicator == "requests-in-time")
    idle = {str(each.period): each.target_met for each in requests.results if each.denominator == 0}
    assert idle == {"2025-08": None, "2026-02": None}
