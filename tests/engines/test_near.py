"""Groups found among many texts are those of the plain judge."""

import csv
import tracemalloc
from collections.abc import Sequence
from fractions import Fraction
from itertools import combinations
from pathlib import Path
from random import Random

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from answerable.core.watch.text.shingles import bare, shingles, similarity
from answerable.engines import near, near_texts
from answerable.engines.near import Group, bands_for, near_groups, pairs_of

PUBLIC = Path(__file__).parents[2] / ".." / "shared" / "data" / "cctv_weibo"
NEAR = Fraction(4, 5)
CLAUSES = (
    *(
        "明天八时至十八时停水",
        "请沿线居民提前储水",
        "城关镇东街",
        "河东乡柳林村",
        "因管网检修",
        "给您带来不便敬请谅解",
    ),
    *(
        "5月11日",
        "星期一",
        "6月2日",
        "周四",
        "早安",
        "新的一天",
        "愿你开心",
        "😊",
        "#早安#",
        "@青山供水 ",
        "[鼓掌]",
    ),
    *("，", "。", " ", "\n", "㎡", "ＡＢ", "\uffff", "https://t.cn/a1 "),
)


def judged(texts: Sequence[str], least: Fraction, *, fold: bool = False) -> tuple[Group, ...]:
    """The groups by comparing every text with every other, plainly."""
    top = list(range(len(texts)))
    for a, b in combinations(range(len(texts)), 2):
        if top[a] != top[b] and similarity(texts[a], texts[b], fold=fold) >= least:
            low, high = sorted((top[a], top[b]))
            top = [low if each == high else each for each in top]
    groups = [[at for at, each in enumerate(top) if each == one] for one in sorted(set(top))]
    return tuple(
        Group(tuple(each), min(similarity(texts[each[0]], texts[at], fold=fold) for at in each[1:]))
        for each in groups
        if len(each) > 1
    )


def edited(text: str, rng: Random, most: int) -> str:
    letters = list(text)
    for _ in range(rng.randint(0, most)):
        at = rng.randrange(len(letters))
        letters[at : at + rng.randint(0, 1)] = rng.choice(["", "的", "水", "8"])
    return "".join(letters)


def families(n: int, seed: int) -> list[str]:
    """Notices drawn at random, and the same notices with a few characters changed."""
    rng = Random(seed)  # noqa: S311  # examples, not secrets
    found: list[str] = []
    while len(found) < n:
        notice = "".join(chr(rng.randrange(0x4E00, 0x5600)) for _ in range(rng.randint(2, 120)))
        found += [edited(notice, rng, 8) for _ in range(rng.choice([1, 1, 2, 3, 12]))]
    rng.shuffle(found)
    return found[:n]


@pytest.mark.parametrize("few", [256, 0])
@pytest.mark.parametrize("fold", [False, True])
@settings(deadline=None, max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    texts=st.lists(st.lists(st.sampled_from(CLAUSES), max_size=9).map("".join), max_size=40),
    least=st.sampled_from([Fraction(1, 2), NEAR, Fraction(1)]),
)
def test_groups_are_those_of_the_plain_judge(
    texts: list[str], least: Fraction, fold: bool, few: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(near, "_FEW", few)
    found, right = near_groups(texts, least=least, fold=fold), judged(texts, least, fold=fold)
    if few:
        assert found == right
    else:
        # Keys may overlook a pair, but put none together that do not belong together.
        whole = [set(group.members) for group in right]
        assert all(any(set(group.members) <= each for each in whole) for group in found)
        assert near_groups(texts, least=Fraction(1), fold=fold) == judged(texts, Fraction(1), fold=fold)


@settings(deadline=None, max_examples=150)
@given(st.lists(st.text(max_size=30), max_size=12))
def test_any_characters_are_read_as_the_plain_judge_reads_them(texts: list[str]) -> None:
    assert near_groups(texts, least=Fraction(1, 10)) == judged(texts, Fraction(1, 10))


@pytest.mark.parametrize("seed", [1, 2])
def test_of_300_texts_with_small_changes_every_group_is_found(seed: int) -> None:
    texts = families(300, seed)
    assert near_groups(texts) == judged(texts, NEAR)


def test_98_of_100_pairs_just_above_the_threshold_are_found() -> None:
    rng, texts = Random(11), list[str]()  # noqa: S311  # examples, not secrets
    while len(texts) < 2_400:
        notice = "".join(chr(rng.randrange(0x4E00, 0x8E00)) for _ in range(110))
        other = edited(notice, rng, 5)
        if NEAR <= similarity(notice, other) < Fraction(82, 100):
            texts += [notice, other]
    found = near_groups(texts)
    assert len(found) >= 0.98 * len(texts) / 2
    assert all(first + 1 == second and first % 2 == 0 for first, second in (each.members for each in found))


def test_the_order_of_the_texts_changes_no_group() -> None:
    texts = families(2_000, 3)
    order = list(range(len(texts)))
    Random(4).shuffle(order)  # noqa: S311  # examples, not secrets
    turned = near_groups([texts[at] for at in order])
    assert {frozenset(order[at] for at in group.members) for group in turned} == {
        frozenset(group.members) for group in near_groups(texts)
    }
    assert near_groups(texts) == near_groups(texts)


def test_a_group_names_its_oldest_first_and_how_alike_the_least_alike_is() -> None:
    notice = (
        "因管网检修，明天八时至十八时城关镇东街、西街、南街停水，请沿线居民提前储水，给您带来不便敬请谅解。"
    )
    texts = ["早安", notice, "晚安", notice + "😊", notice.replace("南街", "北街"), notice, "早安！"]
    first, second = near_groups(texts)
    assert first == Group((0, 6), Fraction(1))
    assert second == Group((1, 3, 4, 5), similarity(texts[1], texts[4]))
    assert NEAR <= second.similarity < 1
    assert [(pair.earlier, pair.later, pair.similarity == 1) for pair in pairs_of(second, texts)] == [
        (1, 3, True),
        (1, 4, False),
        (1, 5, True),
    ]


def test_texts_that_changed_step_by_step_hang_together_though_first_and_last_are_less_alike() -> None:
    letters = "".join(chr(0x4E00 + at) for at in range(90))
    steps = [letters[at : at + 60] for at in (0, 6, 12)]
    (group,) = near_groups(steps)
    assert group == Group((0, 1, 2), similarity(steps[0], steps[2]))
    assert group.similarity < NEAR <= similarity(steps[0], steps[1])


def test_a_pair_just_as_alike_as_asked_is_near_and_one_just_below_is_not() -> None:
    letters = "".join(chr(0x4E00 + at) for at in range(110))
    one, other = letters[:92], letters[10:102]
    alike = Fraction(80, 100)
    assert similarity(one, other) == alike
    assert near_groups([one, other]) == (Group((0, 1), alike),)
    assert near_groups([one, letters[11:103]]) == ()


@pytest.mark.parametrize(
    "texts",
    [
        [],
        [""],
        ["", ""],
        [" ", " ", "\n"],
        ["😊", "👍"],
        ["好", "的"],
        ["好", "好的", "好的吧"],
        ["停水通知", "停电通知"],
        ["因管网检修，城关镇东街8月3日停水", "因线路检修，河东乡柳林村9月2日停电"],
    ],
)
def test_nothing_is_near_where_nothing_is_said_or_something_else(texts: list[str]) -> None:
    assert near_groups(texts) == ()


@pytest.mark.parametrize(
    "texts", [["😊", "😊"], ["好", "好！"], ["好的", "好 的"], ["#早安#", "#早安#"], ["\ud800", "\ud800"]]
)
def test_the_same_again_is_near_however_short(texts: list[str]) -> None:
    assert near_groups(texts) == (Group((0, 1), Fraction(1)),)


def test_padding_with_new_dates_is_one_group_when_folded_and_none_otherwise() -> None:
    days = [
        f"早安，{month}月{day}日，周{name}，开心"
        for month, day, name in ((5, 11, "一"), (10, 28, "四"), (12, 3, "日"))
    ]
    assert near_groups(days) == ()
    assert near_groups(days, fold=True) == (Group((0, 1, 2), Fraction(1)),)


def test_a_hundred_thousand_equal_texts_take_no_more_than_their_places() -> None:
    texts = ["因管网检修，明天停水，请沿线居民提前储水。"] * 100_000
    near_groups(texts[:2])
    tracemalloc.start()
    (group,) = near_groups(texts)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert group == Group(tuple(range(100_000)), Fraction(1))
    assert peak < 40 * 1024**2


def test_a_hundred_thousand_texts_equal_but_for_emoji_are_one_group() -> None:
    texts = [
        f"因管网检修，明天停水，请沿线居民提前储水。{chr(0x1F300 + at % 300)}{' ' * (at // 300)}"
        for at in range(100_000)
    ]
    (group,) = near_groups(texts)
    assert group == Group(tuple(range(100_000)), Fraction(1))


def test_texts_are_told_apart_on_their_characters_even_if_all_keys_are_the_same(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    texts = families(300, 5)
    monkeypatch.setattr(near, "_FEW", 0)
    monkeypatch.setattr(near_texts, "_mixed", np.zeros_like)
    assert near_groups(texts) == judged(texts, NEAR)


def test_long_papers_stand_beside_short_posts() -> None:
    rng = Random(6)  # noqa: S311  # examples, not secrets
    paper = "".join(chr(rng.randrange(0x4E00, 0x8E00)) for _ in range(120_000))
    texts = ["停水通知", paper, "早安", paper[:60_000] + "的" + paper[60_000:], paper[:50_000]]
    texts += families(400, 8)
    assert [group.members for group in near_groups(texts) if 1 in group.members] == [(1, 3)]


def test_more_letters_than_two_bytes_count_are_kept_apart() -> None:
    letters = [char for char in map(chr, range(0x3400, 0x32000)) if bare(char) == char]
    texts = ["".join(letters[at : at + 40]) for at in range(0, 80_000, 40)]
    texts.append(texts[-1] + "！")
    assert len(set("".join(texts))) > 65_536
    assert near_groups(texts) == (Group((len(texts) - 2, len(texts) - 1), Fraction(1)),)


@pytest.mark.parametrize("least", [Fraction(0), Fraction(-1), Fraction(11, 10)])
def test_a_threshold_outside_its_range_is_refused(least: Fraction) -> None:
    with pytest.raises(ValueError):
        near_groups(["好"], least=least)


@pytest.mark.parametrize("percent", range(15, 101, 5))
def test_keys_overlook_fewer_than_one_pair_in_a_hundred_that_is_just_as_alike(percent: int) -> None:
    bands, rows = bands_for(Fraction(percent, 100))
    assert (1 - (percent / 100) ** rows) ** bands < 0.01
    assert bands * rows <= 72


def test_no_pair_as_alike_as_asked_is_lost_by_its_marks() -> None:
    texts = [text for text in families(1_000, 9) if len(bare(text)) > 2]
    read = near_texts.read(texts, bands=1, rows=1, fold=False, over=map)
    one, other = np.array(list(combinations(range(200), 2))).T
    may = near_texts.may_reach(read, one, other, least=NEAR)
    near_enough = np.array([similarity(texts[a], texts[b]) >= NEAR for a, b in zip(one, other, strict=True)])
    assert near_enough.sum() > 20
    assert may[near_enough].all()
    assert may.mean() < 0.1


@settings(deadline=None, max_examples=60)
@given(st.lists(st.text(alphabet="水停通知好", min_size=3, max_size=200), min_size=2, max_size=10))
def test_what_two_texts_share_is_counted_exactly(texts: list[str]) -> None:
    read = near_texts.read(texts, bands=1, rows=1, fold=False, over=map)
    one, other = np.array(list(combinations(range(len(texts)), 2))).T
    common, either = near_texts.overlap(read, one, other)
    sets = [shingles(text) for text in texts]
    assert common.tolist() == [len(sets[a] & sets[b]) for a, b in zip(one, other, strict=True)]
    assert either.tolist() == [len(sets[a] | sets[b]) for a, b in zip(one, other, strict=True)]


def test_a_broadcasters_posts_group_as_the_plain_judge_groups_them() -> None:
    if not PUBLIC.exists():
        pytest.skip("the broadcaster's posts are not there")
    texts = [
        row["WB_text"]
        for path in sorted(PUBLIC.glob("*.csv"))
        for row in csv.DictReader(path.read_text(encoding="utf-8-sig").splitlines(keepends=True))
        if row["WB_text"]
    ]
    groups = near_groups(texts)
    exact = [{texts[at] for at in group.members} for group in groups]
    again = {text for text in texts if texts.count(text) > 1}
    assert (len(texts), len(set(texts)), len(again)) == (2_527, 2_301, 179)
    assert all(any(text in each for each in exact) for text in again)
    together = {text: number for number, each in enumerate(exact) for text in each}
    some = list(dict.fromkeys(texts))[:900]
    sets = [shingles(text) for text in some]
    pairs = [
        (some[a], some[b])
        for a, b in combinations(range(len(sets)), 2)
        if sets[a] and 5 * len(sets[a] & sets[b]) >= 4 * len(sets[a] | sets[b])
    ]
    assert len(pairs) > 5
    assert all(a in together and together[a] == together.get(b) for a, b in pairs)
