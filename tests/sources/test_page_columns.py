"""Columns: a heading, and dated entries below it."""

from datetime import date

import pytest

from answerable.core.watch.pages.values import Column
from answerable.sources.pages import page_of


def columns(body: str, title: str = "通知公告-某县政府") -> list[Column]:
    data = f"<html><head><title>{title}</title></head><body>{body}</body></html>".encode()
    return list(page_of(data, id="p", address=None, content_type=None).columns)


def entries(*days: str) -> str:
    links = "".join(
        f'<li><a href="/art/{n}.html">关于开展工作的通知</a><span>{day}</span></li>'
        for n, day in enumerate(days)
    )
    return f"<ul>{links}</ul>"


def test_a_heading_and_three_dated_entries_are_a_column() -> None:
    found = columns(
        "<h2>通知公告 <a href='/m'>更多&gt;&gt;</a></h2>" + entries("2026-05-01", "2026-04-01", "2026-03-01")
    )
    assert found == [Column("通知公告", 3, date(2026, 5, 1), "papers")]


def test_two_entries_are_none() -> None:
    assert columns("<h2>通知公告</h2>" + entries("2026-05-01", "2026-04-01")) == []


def test_a_menu_without_days_is_none() -> None:
    menu = "".join(f'<li><a href="/{n}">政务服务大厅</a></li>' for n in range(9))
    assert columns(f"<h2>导航</h2><ul>{menu}</ul>") == []


@pytest.mark.parametrize("day", ["2026-05-01", "2026/5/1", "2026.05.01", "2026年5月1日", "[2026-05-01]"])
def test_days_are_read_however_they_are_written(day: str) -> None:
    assert columns("<h2>要闻</h2>" + entries(day, day, day))[0].latest == date(2026, 5, 1)


def test_a_day_without_its_year_is_known_only_by_the_address() -> None:
    entry = '<li><a href="{}">关于开展工作的通知</a>05-01</li>'
    for address, latest in (
        ("/202605/t20260501_1.html", date(2026, 5, 1)),
        ("/art/2026/5/1/art_1.html", date(2026, 5, 1)),
        ("/202605/1.html", date(2026, 5, 1)),
        ("/202604/1.html", None),
        ("/1.html", None),
    ):
        (found,) = columns(f"<h2>要闻</h2><ul>{entry.format(address) * 3}</ul>")
        assert (found.items, found.latest) == (3, latest)


def test_a_day_that_does_not_exist_is_not_known() -> None:
    assert columns("<h2>要闻</h2>" + entries("2026-02-30", "2026-02-30", "2026-02-30"))[0].latest is None


@pytest.mark.parametrize(
    ("name", "expects"),
    [
        ("工作动态", "news"),
        ("今日要闻", "news"),
        ("新闻中心", "news"),
        ("通知公告", "papers"),
        ("政策文件", "papers"),
        ("规划计划", "papers"),
        ("政策动态", "papers"),
        ("办事指南", "papers"),
    ],
)
def test_only_what_calls_itself_news_is_expected_every_two_weeks(name: str, expects: str) -> None:
    assert (
        columns(f"<h3>{name}</h3>" + entries("2026-05-01", "2026-05-01", "2026-05-01"))[0].expects == expects
    )


def test_several_columns_stand_side_by_side() -> None:
    days = entries("2026-05-01", "2026-04-01", "2026-03-01")
    body = f"<div><div class=hd><b>工作动态</b></div><div class=bd>{days}</div></div>" * 1
    body += f"<div><div class=hd><b>政策文件</b></div><div class=bd>{days}{days}</div></div>"
    assert [(each.name, each.items) for each in columns(body)] == [("工作动态", 3), ("政策文件", 6)]


def test_a_page_of_one_column_has_its_name_from_the_title() -> None:
    assert columns(entries("2026-05-01", "2026-04-01", "2026-03-01"))[0].name == "通知公告"


def test_rows_of_a_table_are_entries_too() -> None:
    row = '<tr><td><a href="/1">关于开展工作的通知</a></td><td>2026-05-01</td></tr>'
    assert columns(f"<h2>政策文件</h2><table>{row * 4}</table>") == [
        Column("政策文件", 4, date(2026, 5, 1), "papers")
    ]


def test_a_day_within_the_title_of_an_entry_is_not_its_own() -> None:
    entry = '<li><a href="/1">关于2020年1月1日起施行新办法的公告通知说明材料</a><span>2026-05-01</span></li>'
    assert columns(f"<h2>公告</h2><ul>{entry * 3}</ul>")[0].latest == date(2026, 5, 1)
