"""Scores and readings on one screen: what was typed is kept, every fault stands at its field, corrections say why."""

from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from answerable.records.models import Account, Deduction, DutyDone, Indicator, PlannedDuty, Reading, Score
from tests.web.cast import PAVING, SWEEPING, signed_in, today
from tests.web.peers import SWEPT, indicator

pytestmark = pytest.mark.usefixtures("staged")
SHEET = f"/figures/{SWEEPING}/do/score/"
READ = f"/figures/{SWEEPING}/do/read/"


def month(back: int = 1) -> str:
    months = today().year * 12 + today().month - 1 - back
    return f"{months // 12}-{months % 12 + 1:02}"


def scored(period: str, **points: str) -> None:
    for item, text in points.items():
        Score.objects.create(
            contract_id=SWEEPING, period=period, item=item, points=text, full="50", scored_on=today()
        )


def errors(answer: Any) -> set[str]:
    return {each.name for each in answer.context["form"].fields if each.errors}


def test_the_next_month_that_is_over_is_offered() -> None:
    browser = signed_in("handler")
    assert f"{SHEET}?period=2025-01" in browser.get(f"/figures/{SWEEPING}/").content.decode()
    scored(month(2), total="50")
    assert f"{SHEET}?period={month(1)}" in browser.get(f"/figures/{SWEEPING}/").content.decode()
    scored(month(-1), total="50")
    assert "?period=" not in browser.get(f"/figures/{SWEEPING}/").content.decode()


def agreed() -> None:
    Deduction.objects.create(
        contract_id=SWEEPING,
        starts=date(2024, 1, 1),
        low="0",
        high="90",
        percent="0",
        per_point="1",
        base_minor=100_000,
    )


def test_the_sheet_of_a_month_does_the_duty_to_score_it_and_no_other() -> None:
    duty = PlannedDuty.objects.create(
        id="score-it",
        contract_id=SWEEPING,
        side="body",
        kind="score",
        every="month",
        within_workdays=10,
        starts=date(2024, 1, 1),
        ground="§ 6",
    )
    browser = signed_in("handler")
    browser.post(SHEET, {"period": month(), "points.total": "101"})
    assert not DutyDone.objects.filter(duty=duty).exists(), "what is refused does nothing"
    browser.post(SHEET, {"period": month(), "points.total": "90"})
    assert [(row.period, row.done_by_id) for row in DutyDone.objects.filter(duty=duty)] == [
        (month(), "p-handler")
    ]


def test_a_month_is_scored_on_one_screen_and_the_deduction_follows() -> None:
    agreed()
    scored(month(2), quality="50", records="50")
    browser = signed_in("handler")
    form = browser.get(f"{SHEET}?period={month()}").context["form"]
    assert [(each.name, each.text) for each in form.fields] == [
        ("period", month()),
        ("points.quality", ""),
        ("points.records", ""),
    ]
    assert "满分 50" in form.fields[1].field.column.help.zh
    done = browser.post(SHEET, {"period": month(), "points.quality": "45", "points.records": "38.5"})
    rows = Score.objects.filter(period=month()).order_by("row")
    assert [(row.item, str(row.points), row.scored_by_id) for row in rows] == [
        ("quality", "45", "p-handler"),
        ("records", "38.5", "p-handler"),
    ]
    page = browser.get(done["Location"])
    assert page.context["shown"].month.agreed_minor == 6_500
    assert page.context["shown"].month.differs
    assert "65.00 元" in page.content.decode()
    assert f"/figures/{rows[0].row}/do/deduct/?deduction=65.00" in page.content.decode()


def test_what_was_typed_is_kept_and_every_fault_stands_at_its_field() -> None:
    scored(month(2), quality="50", records="50")
    sent = {"period": month(), "points.quality": "51", "points.records": "many"}
    answer = signed_in("handler").post(SHEET, sent)
    assert answer.status_code == 422
    assert errors(answer) == {"points.records"}
    answer = signed_in("handler").post(SHEET, sent | {"points.records": "50"})
    assert (answer.status_code, errors(answer)) == (422, {"points.quality"})
    assert [each.text for each in answer.context["form"].fields] == [month(), "51", "50"]
    early = signed_in("handler").post(
        SHEET, {"period": month(-1), "points.quality": "1", "points.records": "1"}
    )
    assert errors(early) == {"period"}
    again = signed_in("handler").post(
        SHEET, {"period": month(2), "points.quality": "1", "points.records": "1"}
    )
    assert errors(again) == {"period"}
    assert Score.objects.count() == 2


def test_the_deduction_is_a_person_s_word() -> None:
    agreed()
    scored(month(), total="40")
    row = Score.objects.get().row
    path, browser = f"/figures/{row}/do/deduct/", signed_in("leader")
    form = browser.get(f"{path}?deduction=65.00").context["form"].fields[0]
    assert (form.text, form.seen) == ("65.00", "")
    for wrong in ("6.555", "-1", "1e3"):
        assert errors(browser.post(path, {"deduction": wrong, "seen.deduction": ""})) == {"deduction"}
    assert browser.post(path, {"deduction": "60.5", "seen.deduction": ""}).status_code == 302
    assert Score.objects.get().deduction_minor == 6_050
    late = browser.post(path, {"deduction": "65", "seen.deduction": ""})
    assert (late.status_code, Score.objects.get().deduction_minor) == (409, 6_050)
    assert "60.50" in late.content.decode()


def test_points_are_corrected_with_a_reason_that_officials_read() -> None:
    scored(month(), total="40")
    row = Score.objects.get().row
    browser = signed_in("handler")
    sent = {"points": "45", "seen.points": "40", "reason": "§ 抄错"}
    assert browser.post(f"/figures/{row}/do/mend/", sent | {"reason": ""}).status_code == 422
    assert browser.post(f"/figures/{row}/do/mend/", sent).status_code == 302
    page = f"/figures/months/{row}/"
    assert "得分原为 40" in browser.get(page).content.decode()
    assert "§ 抄错" in browser.get(page).content.decode()
    assert "抄错" not in signed_in("provider").get(page).content.decode()
    assert browser.post(f"/figures/{row}/do/mend/", sent).status_code == 409


def test_all_indicators_are_read_on_one_screen() -> None:
    indicator()
    indicator(id="quick")
    Indicator.objects.filter(id="quick").update(period="quarter", measure="ratio", name="办结时长")
    browser = signed_in("section")
    form = browser.get(READ).context["form"]
    assert [each.name for each in form.fields] == [
        "recorded", "source", "document", "more", "period.month", f"numerator.{SWEPT}", f"denominator.{SWEPT}",
        "period.quarter", "numerator.quick", "denominator.quick",
    ]  # fmt: skip
    sent = {
        "recorded": today().isoformat(),
        "source": "body",
        "period.month": month(),
        f"numerator.{SWEPT}": "97",
        f"denominator.{SWEPT}": "100",
    }
    assert browser.post(READ, sent).status_code == 302
    assert [(row.indicator, row.period, row.numerator) for row in Reading.objects.all()] == [
        (SWEPT, month(), 97)
    ]
    again = browser.post(READ, sent)
    assert (again.status_code, errors(again)) == (422, {f"numerator.{SWEPT}"})
    assert browser.post(READ, sent | {"more": "yes"}).status_code == 302


def test_faults_of_readings_stand_at_their_fields() -> None:
    indicator()
    indicator(id="quick")
    sent = {
        "recorded": "2199-01-01",
        "source": "body",
        "period.month": "",
        f"numerator.{SWEPT}": "101",
        f"denominator.{SWEPT}": "100",
        "numerator.quick": "",
        "denominator.quick": "7",
    }
    answer = signed_in("handler").post(READ, sent)
    assert errors(answer) == {"recorded", "period.month", "numerator.quick"}
    answer = signed_in("handler").post(READ, sent | {"period.month": month()})
    assert errors(answer) == {"recorded", f"numerator.{SWEPT}", "numerator.quick"}
    nothing = signed_in("handler").post(READ, {"recorded": today().isoformat(), "source": "body"})
    assert nothing.status_code == 422
    assert "没有填写任何数据" in nothing.content.decode()
    assert not Reading.objects.exists()


def read(k: int = 97, period: str | None = None, contract: str = SWEEPING) -> Reading:
    made = Reading(
        id=f"{contract}.{period or month()}",
        contract_id=contract,
        indicator=SWEPT,
        period=period or month(),
        numerator=k,
        denominator=100,
        recorded=today(),
        source="body",
    )
    made.save()
    return made


def test_a_reading_is_corrected_with_a_reason() -> None:
    indicator()
    row, browser = read(), signed_in("handler")
    sent = {
        "numerator": "79",
        "denominator": "100",
        "recorded": today().isoformat(),
        "source": "body",
        "reason": "§",
    }
    seen = {"seen.numerator": "97", "seen.denominator": "100"}
    assert browser.post(f"/figures/{row.id}/do/correct/", sent | seen).status_code == 302
    assert "分子原为 97" in browser.get(f"/figures/readings/{row.id}/").content.decode()
    assert "原为" not in signed_in("provider").get(f"/figures/readings/{row.id}/").content.decode()
    late = browser.post(f"/figures/{row.id}/do/correct/", sent | seen)
    assert late.status_code == 409
    assert signed_in("legality").get(f"/figures/{row.id}/do/correct/").status_code == 404


def test_both_sides_find_the_figures_of_their_contracts_and_filter_them() -> None:
    indicator()
    read()
    read(period=month(2))
    read(contract=PAVING)
    scored(month(), total="40")
    for role, n in (("handler", 2), ("provider", 2), ("supervisor", 3)):
        found = signed_in(role).get("/figures/list/readings/").context["lines"]
        assert len(found) == n, role
    browser = signed_in("supervisor")
    for query, n in (
        (f"contract={PAVING}", 1),
        (f"period={month(2)}", 1),
        (f"indicator={SWEPT}", 3),
        ("source=provider", 0),
    ):
        assert len(browser.get(f"/figures/list/readings/?{query}").context["lines"]) == n, query
    (line,) = signed_in("provider").get("/figures/list/scores/").context["lines"]
    assert line.cells[5] is None
    assert {each.cells[5] for each in browser.get("/figures/list/readings/").context["lines"]} == {"97%"}


def test_another_s_figures_are_not_there() -> None:
    indicator()
    row = read(contract=PAVING)
    for role in ("handler", "provider"):
        for path in (f"/figures/{PAVING}/", f"/figures/readings/{row.id}/"):
            assert signed_in(role).get(path).status_code == 404
    scored(month(), total="40")
    Score.objects.update(contract=PAVING)
    assert signed_in("provider").get(f"/figures/months/{Score.objects.get().row}/").status_code == 404


def test_more_figures_cost_no_more_questions() -> None:
    indicator()
    read()
    scored(month(), total="40")
    counts = []
    for more in (False, True):
        if more:
            for number in range(30):
                read(period=f"2025-{number % 12 + 1:02}") if number < 12 else None
                scored(f"20{10 + number}-01", total="40")
        for path in (
            "/figures/",
            "/figures/list/readings/",
            "/figures/list/scores/",
            f"/figures/{SWEEPING}/",
        ):
            browser = signed_in("handler")
            with CaptureQueriesContext(connection) as asked:
                assert browser.get(path).status_code == 200
            counts.append(len(asked))
    assert counts[:4] == counts[4:]


def test_english_pages_say_it_in_english() -> None:
    agreed()
    indicator()
    scored(month(), total="40")
    Account.objects.filter(username="handler").update(language="en")
    row = Score.objects.get().row
    for path, part in (
        ("/figures/", "Scored up to"),
        (SHEET, "Full marks 50"),
        (READ, "Streets swept: Numerator"),
        (f"/figures/months/{row}/", "1% more for each point below 90"),
    ):
        assert part in signed_in("handler").get(path).content.decode(), path
