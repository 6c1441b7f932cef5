"""What a report claims for a month is taken only where it says one thing."""

from datetime import date

import pytest

from answerable.core.watch.accounts.reported import claims_of

ON = date(2026, 6, 4)


def claimed(text: str) -> list[tuple[str, date, int]]:
    return [(each.of, each.month, each.count) for each in claims_of("r", text, on=ON, known=ON)]


def test_a_monthly_report_claims_posts_and_reads() -> None:
    text = "5月运维月报：本月发布信息64条，总阅读量180,000次，互动活跃。"
    assert claimed(text) == [("posts", date(2026, 5, 1), 64), ("reads", date(2026, 5, 1), 180_000)]


def test_a_month_without_a_year_is_the_latest_one_that_was_over() -> None:
    assert claimed("12月份工作情况：发布信息30条。") == [("posts", date(2025, 12, 1), 30)]
    assert claimed("2024年12月份工作情况：发布信息30条。") == [("posts", date(2024, 12, 1), 30)]


@pytest.mark.parametrize(
    "text",
    [
        "发布信息64条。",  # no month
        "4月月报与5月月报合编：发布信息64条。",  # two months
        "5月运维月报：发布信息64条，其中发布通知12条。",  # two counts
        "5月运维月报：总阅读量18万次。",  # a rounded count
        "5月3日报告会发布信息2条。",  # a day, no month
    ],
)
def test_what_is_not_said_clearly_is_no_claim(text: str) -> None:
    assert claimed(text) == []


@pytest.mark.parametrize("more", ["", "发布通知12条。"])
def test_a_row_of_digits_without_end_is_no_count(more: str) -> None:
    assert claimed(f"2025年3月月报 发布{'1' * 5_000}条。{more}") == []
    assert claimed(f"2025年3月月报 发布{'1,' * 5_000}1条。{more}") == []


def test_a_count_of_fifteen_digits_is_one_and_of_sixteen_none() -> None:
    assert claimed(f"2025年3月月报 发布{'1' * 15}条。") == [("posts", date(2025, 3, 1), int("1" * 15))]
    assert claimed(f"2025年3月月报 发布{'1' * 16}条。") == []
