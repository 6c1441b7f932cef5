"""How both sides kept their duties: what counts in a window, what is late, what is overdue, and what is no data."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from answerable.actions.offline.conduct import conduct_of
from answerable.actions.offline.engines import working_engine
from answerable.core.enforce.conduct.values import ContractConduct, DistrictConduct, Kept, Led
from answerable.core.enforce.conduct.whole import year_begins
from answerable.core.tables.district import Rows
from answerable.core.terms.duty import Side
from answerable.core.terms.errors import InputError
from tests.builders import HANDLER, LEADER, MINDING, change, row, small_district, write

Conduct = Callable[..., DistrictConduct]
JULY = date(2025, 7, 10)
ORDER = {"id": "o", "case": "case", "demand": "致歉", "author": LEADER}


@pytest.fixture(params=["memory", "duckdb"])
def measured(request: pytest.FixtureRequest, tmp_path: Path) -> Conduct:
    """The conduct of the small district, by either engine."""

    def measure(rows: Rows, *, on: date = JULY, body: str | None = None) -> DistrictConduct:
        folder = write(tmp_path / "district", rows)
        with working_engine(request.param) as (engine, scratch):
            return conduct_of(folder, on=on, engine=engine, scratch=scratch, body=body)

    return measure


def minding(result: DistrictConduct) -> ContractConduct:
    return next(each for each in result.bodies[0].contracts if each.contract.id == MINDING)


def kept(result: DistrictConduct, kind: str, *, window: int = 1) -> tuple[int, int, int] | None:
    """In time, late, overdue, on the failing provider's contract since it began; None is no data."""
    found = [each for each in minding(result).windows[window].kept if each.kind == kind]
    return (found[0].in_time, found[0].late, found[0].overdue) if found else None


def duty(rows: Rows, *, kind: str = "accept", every: str = "month", side: str = "body", **cells: str) -> Rows:
    given = {
        "id": kind,
        "side": side,
        "every": every,
        "within_workdays": "5",
        "starts": "2025-01-01",
        **cells,
    }
    rows["duties"].append(row("duties", contract=MINDING, kind=kind, ground="合同", **given))
    return rows


def done(rows: Rows, period: str, day: str, *, duty: str = "accept") -> Rows:
    rows["duties_done"].append(row("duties_done", duty=duty, period=period, done_on=day, done_by=HANDLER))
    return rows


def ordered(rows: Rows, *, reported: str = "", checked: str = "", due: str = "2025-06-12") -> Rows:
    rows["cases"].append(
        row("cases", id="case", contract=MINDING, opened_on="2025-05-12", subject="履约不力")
    )
    rows["case_states"].append(row("case_states", case="case", starts="2025-05-12", state="ordered"))
    rows["orders"].append(row("orders", issued_on="2025-05-12", due_on=due, reported_on=reported, **ORDER))
    if checked:
        rows["rechecks"].append(
            row("rechecks", order="o", checked_on=checked, checked_by=HANDLER, result="corrected")
        )
    return rows


def test_where_nothing_is_due_there_is_no_data(measured: Conduct) -> None:
    assert kept(measured(small_district()), "accept") is None
    assert Kept(Side.BODY, "pay").share is None


def test_planned_duties_are_in_time_late_or_overdue(measured: Conduct) -> None:
    rows = duty(small_district())
    done(rows, "2025-01", "2025-02-10")
    done(rows, "2025-02", "2025-03-17")
    result = measured(rows)
    # June's deadline was 7 July, and nothing was done since February.
    assert kept(result, "accept") == (1, 1, 4)


def test_what_was_done_after_the_day_is_not_done_yet(measured: Conduct) -> None:
    rows = done(duty(small_district()), "2025-01", "2025-02-12")
    assert kept(measured(rows, on=date(2025, 2, 11)), "accept") == (0, 0, 1)
    assert kept(measured(rows, on=date(2025, 2, 12)), "accept") == (0, 1, 0)


def test_what_is_due_today_is_not_overdue(measured: Conduct) -> None:
    rows = duty(small_district())
    # Five working days after 31 January 2025: the Spring Festival ends on the 4th, and Saturday the 8th is worked.
    assert kept(measured(rows, on=date(2025, 2, 10)), "accept") is None
    assert kept(measured(rows, on=date(2025, 2, 11)), "accept") == (0, 0, 1)


def test_a_duty_due_once_is_done_by_any_day(measured: Conduct) -> None:
    rows = duty(small_district(), kind="drill", every="once")
    assert kept(measured(rows), "drill") == (0, 0, 1)
    done(rows, "2025-01-06", "2025-01-06", duty="drill")
    assert kept(measured(rows), "drill") == (1, 0, 0)


def test_the_last_twelve_months_leave_out_what_was_due_before(measured: Conduct) -> None:
    result = measured(duty(small_district()), on=date(2026, 4, 1))
    year, whole = (kept(result, "accept", window=window) for window in (0, 1))
    assert year is not None
    assert whole is not None
    assert (year[2], whole[2]) == (12, 14)


def test_the_providers_duties_are_measured_likewise(measured: Conduct) -> None:
    rows = duty(small_district(), kind="report", side="provider")
    rows["duties_done"].append(row("duties_done", duty="report", period="2025-03", done_on="2025-04-02"))
    sides = {(each.side.value, each.kind): each for each in minding(measured(rows)).windows[1].kept}
    assert (sides["provider", "report"].in_time, sides["provider", "report"].overdue) == (1, 5)


def test_a_report_answered_late_is_late_and_one_unanswered_is_overdue(measured: Conduct) -> None:
    late = ordered(small_district(), reported="2025-06-10", checked="2025-07-09")
    assert kept(measured(late), "answer_report") == (0, 1, 0)
    assert kept(measured(late, on=date(2025, 7, 8)), "answer_report") == (0, 0, 1)
    assert kept(measured(late), "comply") == (1, 0, 0)


def test_an_item_never_reported_is_rechecked_when_its_time_is_up(measured: Conduct) -> None:
    result = measured(ordered(small_district()))
    assert kept(result, "recheck") == (0, 0, 1)
    assert kept(result, "comply") == (0, 0, 1)
    assert kept(result, "answer_report") is None
    assert kept(measured(ordered(small_district(), due="2025-08-01")), "recheck") is None


def test_findings_that_nobody_decided_are_overdue(measured: Conduct) -> None:
    rows = small_district()
    found = {"source": "monitor", "severity": "ordinary", "what": "凑数", "found_on": "2025-03-03"}
    rows["findings"].append(row("findings", id="f1", contract=MINDING, **found))
    decided = {"decision": "rejected", "decided_on": "2025-03-05", "decided_by": LEADER}
    rows["findings"].append(row("findings", id="f2", contract=MINDING, **found, **decided))
    assert kept(measured(rows), "decide") == (1, 0, 1)


def test_matters_are_counted_and_each_belongs_to_one_time(measured: Conduct) -> None:
    rows = small_district()
    for number, (raised, handled) in enumerate(
        (("2025-03-03", "2025-03-04"), ("2025-03-03", "2025-06-30"), ("2025-03-03", ""), ("2026-06-01", ""))
    ):
        cells = {"raised_on": raised, "handled_on": handled, "channel": "hotline", "topic": "没人来"}
        rows["matters"].append(row("matters", id=f"m{number}", contract=MINDING, **cells))
    assert kept(measured(rows), "matter") == (1, 1, 1)
    later = measured(rows, on=date(2026, 7, 10))
    assert kept(later, "matter") == (1, 1, 2)
    assert kept(later, "matter", window=0) == (0, 0, 1)


def test_missing_readings_are_overdue_and_taken_ones_are_kept(measured: Conduct) -> None:
    rows = small_district()
    rows["readings"] = [each for each in rows["readings"] if not each["id"].endswith("2025-02")]
    assert kept(measured(rows), "measure") == (4, 0, 1)


def test_days_without_a_leader_are_counted(measured: Conduct) -> None:
    rows = small_district()
    assert minding(measured(rows)).windows[1].led == Led(days=191, vacant=0)
    rows["assignments"].append(row("assignments", contract=MINDING, starts="2025-07-01", note="调离"))
    result = measured(rows)
    assert minding(result).windows[1].led == Led(days=191, vacant=10)
    assert "appoint_leader" not in {each.what.code for each in minding(result).overdue}


def test_a_leader_whose_post_ended_leaves_a_vacancy(measured: Conduct) -> None:
    rows = small_district()
    change(rows, "posts", {"person": LEADER}, ends="2025-06-30")
    assert minding(measured(rows)).windows[1].led == Led(days=191, vacant=10)


def test_shares_agree_with_the_list_of_what_is_overdue(measured: Conduct) -> None:
    result = minding(measured(duty(small_district())))
    listed = [each for each in result.overdue if each.what.code == "duty_plan"]
    counted = next(each for each in result.windows[1].kept if each.kind == "accept")
    assert len(listed) == counted.overdue == 6
    assert counted.longest == max(each.workdays_late for each in listed)


def test_a_body_is_the_sum_of_its_contracts_and_bodies_stand_by_id(measured: Conduct) -> None:
    rows = duty(small_district())
    rows["bodies"].append(row("bodies", id="a-body", name="甲局", kind="department"))
    change(rows, "contracts", {"id": MINDING}, body="a-body")
    change(rows, "assignments", {"contract": MINDING}, person="")
    result = measured(rows)
    assert [each.body.id for each in result.bodies] == ["a-body", "water"]
    assert result.windows[1].led == Led(days=382, vacant=191)
    assert [each.overdue for each in result.windows[1].kept if each.kind == "accept"] == [6]


def test_one_body_can_be_asked_for_and_an_unknown_one_is_refused(measured: Conduct) -> None:
    assert len(measured(small_district(), body="water").bodies) == 1
    with pytest.raises(InputError, match="unknown_body"):
        measured(small_district(), body="watr")


def test_a_contract_that_has_not_begun_says_nothing(measured: Conduct) -> None:
    assert measured(small_district(), on=date(2024, 12, 31)).bodies == ()


def test_a_year_begins_a_day_after_the_same_day_and_on_1_march_after_a_leap_day() -> None:
    assert year_begins(date(2026, 6, 30)) == date(2025, 7, 1)
    assert year_begins(date(2028, 2, 29)) == date(2027, 3, 1)
