"""Words that went wrong on their way."""

from dataclasses import replace

import pytest

from answerable.core.watch.pages.garbage import marks
from tests.core.watch.pages.good import look, page


def as_gbk(text: str) -> str:
    """Chinese in UTF-8, read as GBK by mistake."""
    return text.encode().decode("gbk", "replace")


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("锟斤拷锟斤拷会议通知", "encoding"),
        ("会议\ufffd\ufffd通知", "encoding"),
        ("Ã¤¸\xad view â€œ", "encoding"),
        ("ï¿½ï¿½", "encoding"),
        (as_gbk("关于做好春季防火工作的通知"), "encoding"),
        ("县政府" + as_gbk("召开常务会议") + "研究工作", "encoding"),
        ("关于做好工作的通知".encode("gbk").decode("latin-1"), "encoding"),
        ("关于做好工作".encode().decode("latin-1"), "encoding"),
        ("疫苗cоvid接种", "scripts"),
        ("样北县а人民政府", "scripts"),
        ("ΡΑSSWΟRD", "scripts"),
        ("标题：{{title}}", "template"),
        ("发布日期：undefined", "template"),
        ("来源：null 样北县", "template"),
        ("联系人${name}电话", "template"),
        ("各乡镇&nbsp;&nbsp;各部门", "template"),
        ("[object Object]", "template"),
        ("Lorem ipsum dolor", "template"),
        ("各单位：guan yu zuo hao chun ji fang huo 的通知", "pinyin"),
    ],
)
def test_a_single_mark_that_is_no_slip_is_shown(text: str, kind: str) -> None:
    alert = look(page(f"通知公告\n{text}\n样北县"))["page-garbled"]
    assert dict(alert.what.params)[kind]
    assert alert.passages


def test_doubled_stops_are_slips_and_want_three() -> None:
    assert look(page("会议强调，，要抓落实。。")) == {}
    assert dict(look(page("会议强调，，要抓落实。。各单位；；"))["page-garbled"].what.params)["doubled"] == 3


def test_a_mark_is_shown_with_its_place() -> None:
    text = "通知公告各单位请注意，会议时间另行通知，请提前做好准备工作。日期：undefined"
    (passage,) = look(page(text))["page-garbled"].passages
    assert text[passage.start :].startswith(passage.text)
    assert passage.text.endswith("undefined")
    assert look(page("", title="标题{{title}}"))["page-garbled"].passages[0].text == "标题{{title}}"


def test_what_could_not_be_decoded_counts_even_where_it_is_not_seen() -> None:
    assert "page-garbled" in look(replace(page("会议通知"), broken=4))


@pytest.mark.parametrize(
    "text",
    [
        "会议强调……要抓落实——抓紧抓实！！！真的？？",
        "含量3μg/L，αβγ三型，Δt=2s，10kΩ，ΔG，π≈3.14",
        "Москва 与 Αθήνα 友好交流，俄罗斯Газпром公司",
        "Müller Ångström São Tomé naïve café Ñandú",
        "数据库字段允许 NULL，变量 undefinedValue，nullable 类型",
        "AT&T、R&D，a&b=2，https://x.gov.cn/?a=1&amp=2",
        "wo shi 你好 ni hao；Shaanxi Sheng Xi'an Shi Renmin Zhengfu",
        "he can pen a song on an open lane",
        "濡沫与共，洹水安澜，璁珑，瀹州，鐏金，鑱石",
    ],
)
def test_units_names_and_other_scripts_are_no_marks(text: str) -> None:
    assert list(marks(text)) == []
