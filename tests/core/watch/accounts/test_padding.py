"""Set phrases, posts without public business, and a number kept by such posts alone."""

from collections.abc import Sequence
from datetime import timedelta
from fractions import Fraction

import pytest

from answerable.core.watch.accounts.padding import (
    account_empty_cadence,
    account_off_topic,
    account_set_phrases,
)
from answerable.core.watch.accounts.values import Account, Promise
from tests.core.watch.accounts.scenes import MONDAY, account, alerts, notices, texts, voice

ON = MONDAY + timedelta(days=28)
GREETINGS = (
    "早安！愿你今天心情美美哒。",
    "晚安，好梦。",
    "每日一句：心若向阳，何惧忧伤。",
    "新的一天，加油鸭！",
    "正能量语录：越努力越幸运。",
)
CATS = (
    "这只猫咪也太可爱了吧，毛茸茸的好想抱一抱。",
    "三招教你把狗狗养得油光水滑。",
    "红烧肉这样做，肥而不腻，全家抢着吃。",
    "某明星新剧造型曝出，粉丝直呼太美。",
    "冬天这样穿，显瘦又保暖。",
)


def mixed(words: Sequence[str], number: int, others: int, **other: object) -> Account:
    """So many posts of these words, in turn, among ordinary notices."""
    padding = texts([words[at % len(words)] for at in range(number)])
    return account((*padding, *notices(others)), on=ON, **other)


@pytest.mark.parametrize(("number", "others", "found"), [(8, 12, 1), (7, 12, 0), (4, 5, 0)])
def test_greetings_and_sayings_are_at_most_two_posts_in_five(number: int, others: int, found: int) -> None:
    assert len(alerts(account_set_phrases, mixed(GREETINGS, number, others))) == found


def test_a_morning_greeting_that_tells_the_weather_and_the_traffic_is_no_set_phrase() -> None:
    words = [f"早安，云水！今天多云，气温{at}度，南门大桥施工，请绕行环城路。" for at in range(10, 22)]
    assert alerts(account_set_phrases, mixed(words, 12, 6)) == ()


def test_the_same_sentences_again_and_again_are_set_phrases_without_any_mark() -> None:
    words = ["愿岁月静好，温暖相伴。爱在心头，情满人间。"]
    assert len(alerts(account_set_phrases, mixed(words, 16, 6))) == 1
    differing = [f"愿{word}静好，温暖相伴。" for word in "春夏秋冬山川湖海风花雪月梅兰竹菊"]
    assert alerts(account_set_phrases, mixed(differing, 16, 6)) == ()


@pytest.mark.parametrize(("number", "others", "found"), [(10, 10, 1), (9, 10, 0)])
def test_posts_without_public_business_are_less_than_half(number: int, others: int, found: int) -> None:
    got = alerts(account_off_topic, mixed(CATS, number, others))
    assert len(got) == found
    assert [len(each.passages) for each in got] == [5] * found


def test_a_short_notice_in_plain_words_is_public_business() -> None:
    words = [
        "温馨提示：明天停水。",
        "疫苗到了，可以来接种。",
        "东街封闭，请绕行。",
        "公交改线了。",
        "今晚文化馆有演出。",
    ]
    assert alerts(account_off_topic, mixed(words, 12, 4)) == ()


def test_where_topics_are_stated_a_figure_alone_is_no_public_business_and_a_topic_is() -> None:
    seen = voice(promise=Promise(topics=("科普", "航天")))
    cats = [f"猫咪一天要睡{at}个小时，你知道吗" for at in range(9, 21)]
    stars = [f"航天员在天上怎么睡觉，看第{at}种睡法" for at in range(9, 21)]
    assert len(alerts(account_off_topic, mixed(cats, 12, 4, voice=seen))) == 1
    assert alerts(account_off_topic, mixed(stars, 12, 4, voice=seen)) == ()


@pytest.mark.parametrize(("padding", "others", "found"), [(12, 9, 1), (11, 10, 0), (8, 9, 0)])
def test_a_promise_kept_by_padding_alone_is_not_kept(padding: int, others: int, found: int) -> None:
    got = alerts(account_empty_cadence, mixed((*GREETINGS, *CATS), padding, others))
    assert len(got) == found
    if found:
        assert (got[0].value, got[0].threshold) == (Fraction(9), Fraction(10))


def test_padding_on_top_of_a_promise_that_is_kept_is_no_matter_of_the_number() -> None:
    assert alerts(account_empty_cadence, mixed(CATS, 20, 20)) == ()
