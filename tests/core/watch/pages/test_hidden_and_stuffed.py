"""Links that nobody sees, and keywords again and again."""

from fractions import Fraction

import pytest

from answerable.core.watch.pages.values import Hidden, Link, PageView
from tests.core.watch.pages.good import FRIENDS, MENU, SHARE, look, page

STRANGE = tuple(
    Link(f"http://s{at}.example.com/", f"热门推荐{at}", how)
    for at, how in enumerate(("size", "opacity", "position"))
)


def test_three_hidden_links_to_strangers_are_shown_and_two_are_not() -> None:
    alert = look(page(links=STRANGE))["page-hidden"]
    assert (alert.value, alert.threshold) == (Fraction(3), Fraction(3))
    assert alert.passages[0].text == "热门推荐0 http://s0.example.com/"
    assert look(page(links=STRANGE[:2])) == {}


def test_visible_links_to_strangers_are_not_hidden() -> None:
    assert look(page(links=tuple(Link(each.address, each.text) for each in STRANGE))) == {}


@pytest.mark.parametrize("links", [MENU, FRIENDS, SHARE])
@pytest.mark.parametrize("address", ["https://www.yangbei.gov.cn/", None])
def test_menus_lists_of_institutions_and_sharing_are_left_alone(
    links: tuple[Link, ...], address: str | None
) -> None:
    assert look(page(links=links, address=address)) == {}


def test_hidden_links_to_a_site_that_is_linked_visibly_too_are_left_alone() -> None:
    more = tuple(Link(f"http://www.partner.example/{at}", f"专题{at}", "display") for at in range(4))
    assert look(page(links=(*more, Link("http://www.partner.example/", "合作单位")))) == {}
    assert "page-hidden" in look(page(links=more))


def test_hidden_links_of_a_page_without_an_address_are_told_from_its_own() -> None:
    own = tuple(Link(f"http://www.town.example/{at}", f"栏目{at}") for at in range(5))
    menu = tuple(Link(f"http://www.town.example/m/{at}", f"菜单{at}", "display") for at in range(5))
    assert look(page(links=(*own, *menu), address=None)) == {}
    assert "page-hidden" in look(page(links=(*own, *STRANGE), address=None))


@pytest.mark.parametrize(
    ("place", "found"),
    [
        ("title", page(title="样北旅游 样北旅游 样北旅游 样北旅游 样北旅游 样北旅游 景点")),
        ("keywords", page(keywords="整形医院," * 7 + "样北县,医院")),
        ("hidden", page(hidden=(Hidden("样北装修公司 " * 8 + "欢迎光临本站首页", "display"),))),
        ("hidden", page(hidden=(Hidden("样北装修" * 10, "colour"),))),
    ],
)
def test_a_term_again_and_again_is_stuffing(place: str, found: PageView) -> None:
    said = dict(look(found)["page-stuffed"].what.params)
    assert [each for each in ("title", "keywords", "hidden") if said[each]] == [place]


@pytest.mark.parametrize(
    "found",
    [
        page(title="样北旅游 样北旅游 样北旅游 样北旅游 样北旅游 景点"),
        page(
            keywords="整形医院," * 6
            + "样北县人民政府门户网站,政务公开信息目录,办事服务指南,互动交流平台,走进样北风土人情,专题专栏汇总"
            + ",样北县政务服务中心,样北县融媒体中心,网站支持适老化浏览"
        ),
    ],
)
def test_five_times_or_a_small_share_is_no_stuffing(found: PageView) -> None:
    assert "page-stuffed" not in look(found)
