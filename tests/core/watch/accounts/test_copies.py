"""Posts that repeat posts, and notices that only look so."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction
from time import process_time

import pytest

from answerable.core.watch.accounts.copies import (
    account_copies_others,
    account_near_copies,
    account_recycled,
    own_copies,
)
from answerable.core.watch.accounts.values import Account, Utterance
from tests.core.watch.accounts.scenes import MONDAY, account, alerts, group, notices, post, texts

TIPS = "关爱老人从身边小事做起，常回家看看，陪父母说说话，让他们感受到温暖和幸福。"
ON = MONDAY + timedelta(days=28)


def repeated(words: Sequence[str], *, others: int = 9, every: int = 2) -> Account:
    """These texts as one group of repeats among ordinary notices."""
    copies = texts(words, every=every)
    return account((*copies, *notices(others)), on=ON, repeats=(group(*(each.id for each in copies)),))


@pytest.mark.parametrize(("times", "found"), [(6, 0), (7, 1), (10, 1)])
def test_four_posts_in_ten_that_repeat_recent_ones_are_too_many(times: int, found: int) -> None:
    scene = repeated([f"{TIPS}{'！' * (at % 3)}" for at in range(times)], others=8)
    got = alerts(account_near_copies, scene)
    assert len(got) == found
    if found:
        assert got[0].since == MONDAY
        beside = got[0].passages[0].beside
        assert (got[0].passages[0].of, beside and beside.of) == ("p1", "p0")


@pytest.mark.parametrize(
    "template",
    [
        "【停电通知】因线路检修，3月{n}日8:00至17:00，东街片区停电，请居民提前做好准备。",
        "县气象台3月{n}日15时{n}分发布大风蓝色预警，请注意防范。",
        "今日菜价：白菜{n}.5元/公斤，猪肉2{n}元/公斤，鸡蛋1{n}元/公斤，豆腐{n}元/公斤。",
    ],
)
def test_a_recurring_notice_with_a_new_day_hour_or_figures_is_no_copy(template: str) -> None:
    words = [template.format(n=at + 3) for at in range(10)]
    assert alerts(account_near_copies, repeated(words)) == ()


def test_its_own_day_and_a_running_number_are_no_news() -> None:
    days = [MONDAY + timedelta(days=2 * at) for at in range(10)]
    words = [f"{day.month}月{day.day}日 第{at + 1}期：{TIPS}" for at, day in enumerate(days)]
    assert len(alerts(account_near_copies, repeated(words))) == 1


def test_posts_that_a_group_joins_without_being_alike_are_no_copies() -> None:
    words = [TIPS, "县图书馆周末开放，欢迎读者。", "春季义务植树活动圆满结束。"] * 3
    differing = [f"{text}{'甲乙丙丁戊己庚辛壬'[at] * 40}" for at, text in enumerate(words)]
    assert alerts(account_near_copies, repeated(differing)) == ()


def spread(days: int, number: int = 4) -> Account:
    """Old posts, and the same so many days later among other posts."""
    tips = [f"{TIPS}{'春夏秋冬梅兰竹菊'[at] * 6}" for at in range(number)]
    later = MONDAY + timedelta(days=days + (-days % 7))
    old, new = texts(tips, name="old"), texts(tips, since=later, name="new")
    groups = tuple(group(f"old{at}", f"new{at}") for at in range(number))
    own = (*old, *new, *notices(8, since=later))
    return account(own, on=later + timedelta(days=28), repeats=groups)


@pytest.mark.parametrize(("scene", "found"), [(spread(63), 1), (spread(49), 0), (spread(63, 2), 0)])
def test_old_posts_put_out_as_new_after_sixty_days(scene: Account, found: int) -> None:
    got = alerts(account_recycled, scene)
    assert len(got) == found
    assert [each.passages[0].beside is not None for each in got] == [True] * found


def test_what_returns_a_year_later_is_a_season_and_no_old_post() -> None:
    assert alerts(account_recycled, spread(364)) == ()


def taken(text: str, *, hours: int = 30, source: str | None = None) -> Account:
    """Four posts that repeat another county's, among six notices."""
    own, foreign, groups = [], [], []
    for at in range(4):
        words = f"{text}{'东南西北'[at] * 8}"
        day = MONDAY + timedelta(days=5 * at + 2)
        first: Utterance = post(f"f{at}", day, words, voice="山阳发布")
        foreign.append(first)
        own.append(replace(post(f"p{at}", day, words, source=source), at=first.at + timedelta(hours=hours)))
        groups.append(group(first.id, f"p{at}"))
    return account((*own, *notices(6)), on=ON, foreign=tuple(foreign), repeats=tuple(groups))


STORY = "老党员三十年守护一座山，栽下的小树如今已成林海，乡亲们都说他是大山的守护神。"


def test_another_voice_s_words_without_its_name_are_copied() -> None:
    got = alerts(account_copies_others, taken(STORY))
    assert len(got) == 1
    beside = got[0].passages[0].beside
    assert (got[0].passages[0].of, beside and beside.of) == ("p0", "f0")


@pytest.mark.parametrize(
    "scene",
    [
        taken(STORY + "（来源：山阳发布）"),
        taken(STORY + "据山阳日报报道。"),
        taken(STORY, source="山阳发布"),
        taken(STORY, hours=1),
        taken(STORY, hours=-30),
        taken("关于春季道路封闭施工的通告：" + STORY),
    ],
    ids=["named", "reported", "source", "same time", "it was first", "joint notice"],
)
def test_what_names_its_source_came_first_or_is_for_everybody_is_not_copied(scene: Account) -> None:
    assert alerts(account_copies_others, scene) == ()


def test_nothing_is_said_before_the_window_is_over() -> None:
    scene = repeated([TIPS] * 12)
    assert alerts(account_near_copies, replace(scene, on=date(2026, 3, 29))) == ()


def test_a_post_is_compared_with_the_latest_fifty_texts_of_its_group_only() -> None:
    added = ("".join(chr(0x4E00 + 12 * at + n) for n in range(12)) for at in range(50))
    words = [TIPS, *(TIPS + more for more in added), TIPS]
    own = texts(words)
    scene = account(own, on=MONDAY, repeats=(group(*(each.id for each in own)),))
    scene = replace(scene, on=own[-1].day)
    assert own[-1].id not in own_copies(scene, Fraction(9, 10), Fraction(2))
    shorter = replace(scene, own=(own[0], *own[2:]))
    assert own_copies(shorter, Fraction(9, 10), Fraction(2))[own[-1].id].earlier == own[0]


def test_fifteen_hundred_posts_of_one_template_are_compared_at_once() -> None:
    own = [post(f"p{at}", MONDAY + timedelta(days=at // 20), f"{TIPS}第{at}位老人") for at in range(1500)]
    scene = account(own, on=MONDAY + timedelta(days=90), repeats=(group(*(each.id for each in own)),))
    start = process_time()
    alerts(account_near_copies, scene)
    alerts(account_recycled, scene)
    assert process_time() - start < 3
