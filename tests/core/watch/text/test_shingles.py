"""What is compared of a text, how alike two texts are, and which passages they share."""

import csv
from collections import Counter
from fractions import Fraction
from itertools import pairwise
from pathlib import Path
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from answerable.core.watch.text.shingles import (
    aligned,
    bare,
    containment,
    jaccard,
    shingles,
    sign,
    similarity,
)

PUBLIC = Path(__file__).parents[4] / ".." / "shared" / "data" / "cctv_weibo"

FIVE_PLACES = (
    "今天上午，县政务服务中心在城关镇、河东乡、柳林乡、石桥镇和青山街道设点，现场受理社保、医保和登记咨询。"
)


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("停水通知：明天8时—18时", "停水通知明天8时18时"),
        ("　停水 通知！\n", "停水通知"),
        ("停水通知💧💧", "停水通知"),
        ("停水ＡＢＣ１２", "停水abc12"),
        ("Café au lait", "cafeaulait"),
        ("Cafe\u0301 au lait", "cafeaulait"),
        ("㎡①㈠½", "m1一1"),
        ("한글 ｶﾞｽ", "한글カス"),
        ("停水 https://t.cn/abc?x=1 通知", "停水通知"),
        ("停水t.cn/A6abc通知", "停水通知"),
        ("停水www.county.gov.cn/a.html通知", "停水通知"),
        ("关注at.cn/2024", "关注atcn2024"),
        ("@青山供水 停水", "停水"),
        ("＃停水＃明天停水", "明天停水"),
        ("#停水 明天停水", "明天停水"),
        ("明天停水[鼓掌]", "明天停水"),
        ("【停水】3#楼和5#楼", "停水3楼"),
        ("价格每吨3元/5元", "价格每吨3元5元"),
        ("#早安#", ""),
        ("😊👍", ""),
        ("\uffff", ""),
        ("", ""),
    ],
)
def test_of_a_text_its_letters_and_figures_are_compared(text: str, what: str) -> None:
    assert bare(text) == what


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("5月11日 星期一，早安", "0月0日0早安"),
        ("五月十一日 周日，早安", "0月0日0早安"),
        ("Monday 11 May", "0" + "0may"),
        ("十分感谢三位同志", "十分感谢三位同志"),
        ("2024年", "0年"),
        ("二〇二四年", "0年"),
        ("周边道路", "周边道路"),
    ],
)
def test_folded_numbers_and_days_of_the_week_are_one_sign(text: str, what: str) -> None:
    assert bare(text, fold=True) == what


def test_the_sign_of_a_sign_is_itself() -> None:
    assert [char for char in map(chr, range(0x30000)) if sign(sign(char) or "a") != (sign(char) or "a")] == []


def test_a_text_of_one_or_two_characters_is_one_shingle() -> None:
    assert [shingles(text) for text in ("", "好", "好的", "好的吧", "好的吧吧")] == [
        frozenset(),
        {"好"},
        {"好的"},
        {"好的吧"},
        {"好的吧", "的吧吧"},
    ]


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [
        ("停水通知", "停水通知", Fraction(1)),
        ("停水通知", "【停水通知】！", Fraction(1)),
        ("停水通知", "停电通知", Fraction(0)),
        ("早安新的一天", "早安新的两天", Fraction(2, 6)),
        ("好", "好！", Fraction(1)),
        ("好", "好的", Fraction(0)),
        ("😊", "😊", Fraction(1)),
        ("😊", "👍", Fraction(0)),
        ("", "", Fraction(0)),
        (" ", " ", Fraction(0)),
    ],
)
def test_how_alike_two_texts_are(one: str, other: str, alike: Fraction) -> None:
    assert similarity(one, other) == similarity(other, one) == alike


def test_padding_that_changes_in_its_date_alone_says_the_same_when_folded() -> None:
    one, other = "早安，5月11日，星期一，愿你开心", "早安，10月8日，星期四，愿你开心"
    assert similarity(one, other) < Fraction(1, 2)
    assert similarity(one, other, fold=True) == 1


def test_two_notices_of_one_frame_about_different_things_are_not_near() -> None:
    one = "因管网检修，8月3日8时至18时城关镇东街停水，请沿线居民提前储水。"
    other = "因线路检修，9月12日6时至12时河东乡柳林村停电，请有关单位做好准备。"
    assert similarity(one, other) < Fraction(1, 5)


def test_a_part_is_contained_in_the_whole() -> None:
    part, whole = shingles("设点现场受理社保"), shingles(FIVE_PLACES)
    assert containment(part, whole) == 1
    assert containment(whole, part) < Fraction(1, 2)
    assert containment(frozenset(), whole) == jaccard(frozenset(), frozenset()) == 0


@given(st.sets(st.integers(0, 30)), st.sets(st.integers(0, 30)))
def test_jaccard_is_common_over_all(one: set[int], other: set[int]) -> None:
    a, b = ({str(each) for each in numbers} for numbers in (one, other))
    assert jaccard(a, b) == jaccard(b, a)
    assert jaccard(a, b) * len(a | b) == len(a & b)


def test_shared_passages_are_shown_where_they_stand_in_both_texts() -> None:
    one = "前言。" + FIVE_PLACES + "以上。"
    other = "据悉，" + FIVE_PLACES.replace("，", " ").replace("设点", "设立服务点")
    found = aligned(one, other)
    assert [one[each.start : each.end] for each in found] == [
        "今天上午，县政务服务中心在城关镇、河东乡、柳林乡、石桥镇和青山街道设",
        "点，现场受理社保、医保和登记咨询",
    ]
    assert [bare(other[each.beside_start : each.beside_end]) for each in found] == [
        bare(one[each.start : each.end]) for each in found
    ]
    assert [each.length for each in found] == [len(bare(one[each.start : each.end])) for each in found]


def test_passages_shorter_than_asked_are_not_shown() -> None:
    one, other = "甲乙丙丁戊己庚辛壬癸子丑", "天地甲乙丙丁戊己庚辛壬癸子丑"
    assert [len(aligned(one, other, least=least)) for least in (12, 13)] == [1, 0]
    assert aligned(one[:11], other) == aligned("", other) == aligned(one, "") == ()


def test_a_long_passage_is_not_broken_by_a_short_one_that_begins_before_it() -> None:
    long = "今年以来全县政务服务事项网上可办率达到九成以上"
    other = "我们知道很清楚的是今年以来各项工作进展顺利。" + long
    assert [each.length for each in aligned("很清楚的是" + long, other, least=8)] == [len(long)]


@pytest.mark.parametrize("letters", ["啊", "啊哦", "甲乙丙丁戊己庚辛壬癸"])
def test_a_text_that_repeats_itself_is_aligned_at_once(letters: str) -> None:
    one = letters * (60_000 // len(letters))
    assert [each.length for each in aligned(one, one + "好")] == [len(one)]


def test_two_papers_of_a_hundred_pages_are_aligned() -> None:
    rng = Random(7)  # noqa: S311  # examples, not secrets
    words = [chr(rng.randrange(0x4E00, 0x5E00)) for _ in range(70_000)]
    own, foreign = "".join(words), "".join(rng.sample(words, len(words)))
    found = aligned(foreign + own[1_000:1_400] + foreign, own)
    assert [(each.beside_start, each.beside_end) for each in found if each.length > 100] == [(1_000, 1_400)]


@given(
    st.lists(
        st.sampled_from(["今天停水通知明天", "请携带身份证原件", "，", "😊", "#早安#", "河东乡柳林村"]),
        max_size=12,
    ),
    st.lists(
        st.sampled_from(["今天停水通知明天", "请携带身份证原件", " ", "Ａ", "河东乡柳林村"]), max_size=12
    ),
)
def test_every_passage_is_the_same_in_both_and_none_overlaps(one: list[str], other: list[str]) -> None:
    a, b = "".join(one), "".join(other)
    found = aligned(a, b, least=8)
    for each in found:
        assert bare(a[each.start : each.end]) == bare(b[each.beside_start : each.beside_end])
        assert len(bare(a[each.start : each.end])) == each.length >= 8
    assert all(first.end <= second.start for first, second in pairwise(found))


def test_the_published_counts_of_a_broadcasters_posts_are_those_of_exactly_equal_texts() -> None:
    if not PUBLIC.exists():
        pytest.skip("the broadcaster's posts are not there")
    rows = [
        row["WB_text"]
        for path in sorted(PUBLIC.glob("*.csv"))
        for row in csv.DictReader(path.read_text(encoding="utf-8-sig").splitlines(keepends=True))
    ]
    times = Counter(text for text in rows if text)
    assert (sum(times.values()), len(times), sum(n > 1 for n in times.values())) == (2_527, 2_301, 179)
