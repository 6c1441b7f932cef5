"""Names of other places where a paper speaks of its own."""

import pytest

from answerable.core.watch.papers.places import around, load_places, mentions
from answerable.core.watch.papers.values import Held, Home
from tests.core.watch.papers.good import ON, look

TITLE = "样北县2026年森林防火规划方案\n"


def names(text: str, home: Home | None = None) -> tuple[str, ...]:
    held = None if home is None else Held(ON, home)
    alert = look(TITLE + text, held=held).get("paper-foreign-place")
    found = dict(alert.what.params)["names"] if alert else ()
    assert isinstance(found, tuple)
    return found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("我县水系发达，安化县内资水干流长127公里。", ("安化县",)),
        ("全县要以创建文明城市为契机，确保五台县防火形势稳定。", ("五台县",)),
        ("本区林地面积大，长沙市民文明意识有待提高。", ("长沙市",)),
        ("我市要以此为契机，建设美丽长沙。", ("长沙市",)),
        ("平乐县林地面积120万亩。平乐县森林覆盖率72%。平乐县设瞭望台6座。", ("平乐县",)),
    ],
)
def test_another_place_in_the_own_place_is_a_trace_of_another_paper(
    text: str, found: tuple[str, ...]
) -> None:
    assert names(text) == found


def test_a_title_speaks_of_the_own_place() -> None:
    alert = look("丽水市莲都区2026年防火工作方案\n一、划定重点区域6个。")["paper-foreign-place"]
    assert alert.passages[0].text.startswith("丽水市莲都区")


def test_twice_without_a_reason_is_not_yet_many_times() -> None:
    assert names("平乐县林地面积120万亩。平乐县设瞭望台6座。") == ()


@pytest.mark.parametrize(
    "text",
    [
        "我县组织人员赴安吉县学习森林防火经验。",
        "与安化县相比，我县林地面积少12万亩。",
        "我县与安化县交界，边界线长46公里。",
        "全县引进长沙市森安科技有限公司的监测设备12套。",
        "我县籍务工人员主要在东莞市、深圳市就业。",
        "我县选派12名医生到湖南省人民医院进修。",
        "全县推广“爱我长沙”公益广告的版式。",
        "我县参照《长沙市森林防火条例》制定办法。",
        "全县销往广州市的蔬菜有3200吨。",
        "辖区西南山区、集中山区和老城区是重点，城市区域和合作市场要加强巡查。",
        "我县要确保定期巡查，完成都要检查的项目，重大连片火情平台中转。",
        "本局收到江苏省苏州市某企业函件1份。",
        "我县代表团在哈尔滨市获得团体第三名。",
        "我县距武汉市180公里，中山路、南山小学、和平社区均在辖区内。",
        "样北县样北镇森林防火形势平稳，样本市指挥部表扬了我县。",
    ],
)
def test_a_reason_a_firm_a_quotation_or_home_itself_is_no_trace(text: str) -> None:
    assert names(text) == ()


def test_provinces_and_cities_above_home_are_home() -> None:
    home = Home(places=("安化县",))
    assert names("我县位于湖南省益阳市，安化县内资水长127公里。", home) == ()
    assert names("我县位于益阳市，平乐县内水系发达。", home) == ("平乐县",)
    assert {"湖南省", "益阳市"} <= around(frozenset({"安化县"}))
    assert "安化县" in around(frozenset({"益阳市"}))


def test_where_home_is_not_known_nothing_is_said() -> None:
    assert names("我县水系发达，安化县内资水干流长127公里。", Home()) == ()


def test_the_list_holds_every_level_and_each_stands_below_another() -> None:
    places = load_places()
    assert len(places) > 3_000
    assert all(not place.above or place.above in places for place in places.values())
    assert sum(place.is_province for place in places.values()) == 34


def test_a_short_name_is_read_for_prefectures_that_are_no_words() -> None:
    assert [each.name for each in mentions("长沙、株洲两地")] == ["长沙市", "株洲市"]
    assert list(mentions("大同小异，长治久安，安康")) == []
