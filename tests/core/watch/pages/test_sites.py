"""Sites that do not open, are not kept, or do not answer."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from fractions import Fraction

from answerable.core.watch.pages.producers import look_at_site
from answerable.core.watch.pages.seen import months_after
from answerable.core.watch.pages.values import Asked, Column, Health, PageView, Site, Stretch, Visit
from answerable.core.watch.values import Alert
from tests.core.watch.pages.good import LIMITS

START = date(2026, 3, 2)
DAY = timedelta(days=1)
SEEN = (Stretch(date(2025, 9, 1), date(2026, 3, 31), Health.SEEN),)


def found(site: Site, rule: str) -> list[Alert]:
    return [each for each in look_at_site(site, LIMITS) if each.rule == rule]


def visits(
    days: int, bad: int = 0, *, each: int = 20, ours: bool = False, seconds: int = 1
) -> tuple[Visit, ...]:
    """So many days of visits, the last day with the bad ones."""
    listed = [
        Visit(datetime(2026, 3, 2, 1, tzinfo=UTC) + at * DAY, START + at * DAY, True, Fraction(1))
        for at in range(days)
        for _ in range(each)
    ]
    worse = [
        replace(visit, opened=seconds > 1, seconds=Fraction(seconds), ours=ours) for visit in listed[-bad:]
    ]
    return (*listed[:-bad], *worse) if bad else tuple(listed)


def unreachable(*args: int, **how: int | bool) -> list[Alert]:
    on = START + 30 * DAY
    return found(Site("s1", on, visits=visits(*args, **how)), "page-unreachable")  # type: ignore[arg-type]


def test_seven_of_140_visits_are_the_share_that_counts_as_out_of_reach() -> None:
    (alert,) = unreachable(7, 7)
    assert (alert.value, alert.threshold) == (Fraction(1, 20), Fraction(1, 20))
    assert (alert.subject, alert.on, alert.since) == ("s1", START + 6 * DAY, START + 6 * DAY)
    assert unreachable(7, 6) == []


def test_fifteen_seconds_are_too_slow_and_fourteen_are_not() -> None:
    assert unreachable(7, 7, seconds=15)
    assert not unreachable(7, 7, seconds=14)


def test_faults_on_our_side_count_for_nothing() -> None:
    assert not unreachable(8, 7, ours=True)


def test_a_week_without_enough_checks_is_not_judged() -> None:
    assert not unreachable(7, 7, each=19)
    assert not unreachable(6, 7)


def test_an_outage_stays_the_same_alert_on_later_days() -> None:
    early = Site("s1", START + 6 * DAY, visits=visits(7, 10))
    more = [Visit(each.at + 7 * DAY, each.day + 7 * DAY, True, Fraction(1)) for each in visits(7)]
    late = replace(early, on=START + 20 * DAY, visits=(*early.visits, *more))
    assert [each.id for each in found(early, "page-unreachable")] == [
        each.id for each in found(late, "page-unreachable")
    ]


def front(latest: date | None, undated: int = 0) -> tuple[PageView, ...]:
    columns = (Column("要闻", 8, latest), *(Column(f"图片{at}", 3, None) for at in range(undated)))
    return (PageView("v1", "https://www.yangbei.gov.cn/index.html", "首页", "", columns=columns),)


def test_a_front_page_without_anything_new_for_two_weeks_is_stale_since_then() -> None:
    site = Site("s1", date(2026, 3, 31), front(date(2026, 3, 10)), looked=SEEN)
    (alert,) = found(site, "page-home-stale")
    assert (alert.since, alert.on, alert.value) == (date(2026, 3, 24), date(2026, 3, 24), Fraction(21))
    assert found(replace(site, on=date(2026, 3, 23)), "page-home-stale") == []
    assert [each.id for each in found(replace(site, on=date(2026, 3, 27)), "page-home-stale")] == [alert.id]


def test_a_front_page_that_was_not_looked_at_or_bears_no_days_is_not_judged() -> None:
    views = front(date(2026, 3, 1))
    failed = (Stretch(date(2026, 3, 10), date(2026, 3, 31), Health.FAILED),)
    on = date(2026, 3, 31)
    assert (
        found(
            Site("s1", on, views, looked=(*SEEN[:0], Stretch(START, date(2026, 3, 9), Health.SEEN), *failed)),
            "page-home-stale",
        )
        == []
    )
    assert found(Site("s1", on, views), "page-home-stale") == []
    assert found(Site("s1", on, front(None), looked=SEEN), "page-home-stale") == []
    assert found(Site("s1", on, front(date(2026, 3, 1), undated=2), looked=SEEN), "page-home-stale") == []
    inner = (replace(views[0], address="https://www.yangbei.gov.cn/news/1.html"),)
    assert found(Site("s1", on, inner, looked=SEEN), "page-home-stale") == []


def columns(*columns: Column, on: date = date(2026, 3, 31)) -> list[Alert]:
    view = PageView("v1", "https://www.yangbei.gov.cn/", "首页", "", columns=columns)
    return found(Site("s1", on, (view,), looked=SEEN), "page-columns-stale")


def test_five_stale_columns_are_too_many_since_the_fifth_became_stale() -> None:
    news = tuple(Column(f"动态{at}", 5, date(2026, 3, 1 + at)) for at in range(4))
    papers = Column("政策文件", 9, date(2025, 9, 20), "papers")
    (alert,) = columns(*news, papers)
    assert (alert.since, alert.value) == (date(2026, 3, 20), Fraction(5))
    assert dict(alert.what.params)["names"] == ("动态0", "动态1", "动态2", "动态3", "政策文件")
    assert columns(*news) == []
    assert columns(*news, replace(papers, latest=date(2025, 10, 20))) == []


def test_five_blank_columns_are_too_many_and_undated_ones_are_not_blank() -> None:
    blank = tuple(Column(f"专栏{at}", 0, None) for at in range(5))
    (alert,) = columns(*blank)
    assert dict(alert.what.params)["blank"] == 5
    assert columns(*blank[:4], Column("专栏5", 3, None)) == []


def test_a_column_that_another_page_shows_in_full_is_judged_by_that() -> None:
    stale = tuple(Column(f"动态{at}", 5, date(2026, 3, 1)) for at in range(5))
    fresh = PageView("v2", None, "动态", "", columns=(Column("动态4", 40, date(2026, 3, 30)),))
    view = PageView("v1", "https://www.yangbei.gov.cn/", "首页", "", columns=stale)
    assert found(Site("s1", date(2026, 3, 31), (view, fresh), looked=SEEN), "page-columns-stale") == []


def asked(*messages: Asked, on: date = date(2026, 3, 31), looked: tuple[Stretch, ...] = SEEN) -> list[Alert]:
    return found(Site("s1", on, asked=messages, looked=looked), "page-messages-unanswered")


QUESTION = Asked("m1", date(2025, 11, 10), None, "东街路灯坏了两个月，请问什么时候修？")


def test_a_message_without_an_answer_after_three_months_is_overdue_on_the_next_day() -> None:
    (alert,) = asked(QUESTION)
    assert (alert.since, alert.on) == (date(2026, 2, 11), date(2026, 2, 11))
    assert alert.passages[0].of == "m1"
    assert asked(QUESTION, on=date(2026, 2, 10)) == []


def test_messages_of_the_same_weeks_make_one_alert_that_stays_the_same() -> None:
    later = Asked("m2", date(2025, 11, 20), None, "垃圾桶满了没人清运，请处理。")
    much_later = Asked("m3", date(2025, 12, 28), None, "公交站牌倒了，请扶正。")
    one, other = asked(QUESTION, later, much_later)
    assert dict(one.what.params)["n"] == 2
    assert other.passages[0].of == "m3"
    assert one.id == asked(QUESTION)[0].id


def test_an_answer_in_time_ends_it_and_a_late_one_is_told() -> None:
    assert asked(replace(QUESTION, answered_on=date(2026, 2, 10))) == []
    assert asked(replace(QUESTION, answered_on=date(2026, 2, 11)))
    (alert,) = asked(replace(QUESTION, answered_on=date(2026, 3, 1)))
    assert alert.until == date(2026, 3, 1)


def test_thanks_and_a_few_signs_are_no_valid_messages_and_nobody_judges_without_a_look() -> None:
    assert asked(replace(QUESTION, text="非常感谢！")) == []
    assert asked(replace(QUESTION, text="？？？1")) == []
    assert asked(QUESTION, looked=(Stretch(date(2025, 9, 1), date(2026, 1, 31), Health.SEEN),)) == []


def test_three_months_after_the_last_of_a_month_is_the_last_of_another() -> None:
    assert months_after(date(2025, 11, 30), 3) == date(2026, 2, 28)
    assert months_after(date(2025, 9, 30), 3) == date(2025, 12, 30)
    assert months_after(date(2025, 10, 31), 2) == date(2025, 12, 31)
