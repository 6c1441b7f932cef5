"""Lists: filtered, ordered, turned, kept and taken away, and the same on a page, in a file and in part."""

import csv
import io
import zipfile

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from answerable.records.models import Contract, KeptFilter
from tests.web.cast import MINDING, PAVING, SWEEPING, more_contracts, signed_in

pytestmark = pytest.mark.usefixtures("staged")


def keys(query: str, role: str = "supervisor") -> list[str]:
    return [line.key for line in signed_in(role).get(f"/contracts/{query}").context["lines"]]


def test_a_list_is_filtered_by_words_and_by_choices() -> None:
    assert keys("?search=清扫") == [SWEEPING]
    assert keys("?search=minding") == [MINDING]
    assert keys("?search=100%25") == []
    assert set(keys("?standing=watch")) == {SWEEPING, MINDING, PAVING}
    assert keys("?standing=clear") == []


def test_a_filter_that_makes_no_sense_is_told_and_kept_as_it_was_typed() -> None:
    answer = signed_in("handler").get("/contracts/?standing=everything")
    assert answer.status_code == 422
    assert "不在可选范围内" in answer.content.decode()


@pytest.mark.parametrize("form", ["", "csv", "xlsx"])
def test_a_filter_that_makes_no_sense_shows_nothing_and_gives_nothing_away(form: str) -> None:
    answer = signed_in("handler").get(f"/contracts/?standing=everything&format={form}")
    assert (answer.status_code, answer["Content-Type"]) == (422, "text/html; charset=utf-8")
    assert answer.context["lines"] == []


def test_a_list_is_put_in_order_both_ways_and_no_other_words_are_orders() -> None:
    forwards, backwards = keys("?sort=name"), keys("?sort=-name")
    assert forwards == backwards[::-1]
    assert set(keys("?sort=provider__credit_code")) == set(forwards)
    said = signed_in("supervisor").get("/contracts/?sort=-name").content.decode()
    assert 'aria-sort="descending"' in said


def test_a_long_list_is_turned_and_keeps_its_filter() -> None:
    more_contracts(60)
    browser = signed_in("handler")
    said = browser.get("/contracts/?search=more").content.decode()
    assert "?search=more&amp;page=2" in said
    assert len(browser.get("/contracts/?search=more&page=2").context["lines"]) == 10
    assert len(browser.get("/contracts/?search=more&page=99999").context["lines"]) == 10


def test_a_list_costs_the_same_questions_however_long_it_is() -> None:
    browser = signed_in("supervisor")
    more_contracts(2)
    browser.get("/contracts/")
    with CaptureQueriesContext(connection) as few:
        browser.get("/contracts/")
    more = Contract.objects.count()
    for number in range(more, more + 40):
        Contract.objects.create(
            id=f"x-{number}", body_id="water", work_item_id="more-000-work", provider_id="lawful", name="x",
            starts="2025-01-01", paid=False,
        )  # fmt: skip
    with CaptureQueriesContext(connection) as many:
        browser.get("/contracts/")
    assert len(few) == len(many)


def test_only_the_table_is_sent_where_only_the_table_is_asked_for() -> None:
    said = signed_in("handler").get("/contracts/", headers={"HX-Request": "true", "HX-Target": "list"})
    assert "<html" not in said.content.decode()
    assert "清扫" in said.content.decode()


def test_a_filter_is_kept_under_a_name_for_its_owner_alone() -> None:
    browser = signed_in("handler")
    browser.post("/contracts/", {"name": " 关注 ", "query": "standing=watch&page=3"})
    kept = KeptFilter.objects.get()
    assert (kept.name, kept.query, kept.account.username) == ("关注", "standing=watch&", "handler")
    assert "?standing=watch&" in browser.get("/contracts/").content.decode().replace("&amp;", "&")
    assert "关注</a>" not in signed_in("leader").get("/contracts/").content.decode()
    signed_in("leader").post("/contracts/", {"forget": "关注"})
    assert KeptFilter.objects.exists()
    browser.post("/contracts/", {"forget": "关注"})
    assert not KeptFilter.objects.exists()


@pytest.mark.parametrize("name", ["", " ", "x" * 81, "a\x00b"])
def test_a_filter_without_a_usable_name_is_not_kept(name: str) -> None:
    said = (
        signed_in("handler").post("/contracts/", {"name": name, "query": "a=b"}, follow=True).content.decode()
    )
    assert "筛选名称须为" in said
    assert not KeptFilter.objects.exists()


def test_whoever_may_not_open_a_list_may_not_take_it_away() -> None:
    assert signed_in("provider").get("/contracts/list/legacy/?format=csv").status_code == 404
    assert signed_in("system-admin").get("/contracts/?format=xlsx").status_code == 404


FORMULA = "=HYPERLINK(1)"


def test_a_list_is_taken_away_as_csv_without_formulas() -> None:
    Contract.objects.filter(id=SWEEPING).update(name=FORMULA)
    answer = signed_in("handler").get("/contracts/?format=csv")
    assert answer["Content-Disposition"].startswith('attachment; filename="contracts-')
    text = b"".join(answer.streaming_content).decode("utf-8-sig")  # type: ignore[attr-defined]
    rows = list(csv.reader(io.StringIO(text)))
    assert rows[0][:3] == ["名称", "单位", "承接主体"]
    assert {row[0] for row in rows[1:]} == {f"'{FORMULA}", "看护"}
    assert {row[5] for row in rows[1:]} == {"1,234.56 元"}


def test_a_list_is_taken_away_as_a_workbook_without_formulas() -> None:
    Contract.objects.filter(id=SWEEPING).update(name=FORMULA)
    answer = signed_in("handler").get("/contracts/?format=xlsx&search=HYPER")
    with zipfile.ZipFile(io.BytesIO(answer.content)) as book:
        sheet = book.read("xl/worksheets/sheet1.xml").decode()
    assert "<f>" not in sheet
    assert FORMULA in sheet
    assert "看护" not in sheet


def test_days_and_amounts_of_a_workbook_are_days_and_amounts() -> None:
    answer = signed_in("handler").get("/contracts/?format=xlsx&search=sweeping")
    with zipfile.ZipFile(io.BytesIO(answer.content)) as book:
        sheet = book.read("xl/worksheets/sheet1.xml").decode()
        styles = book.read("xl/styles.xml").decode()
    assert "<v>45658</v>" in sheet  # 2025-01-01, counted from 1899-12-30
    assert "<v>1234.56</v>" in sheet
    assert "yyyy-mm-dd" in styles
    assert "元" in styles
