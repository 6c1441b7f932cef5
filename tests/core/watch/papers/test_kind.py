"""Which kind of paper a title names."""

import pytest

from answerable.core.watch.papers.kind import OFFICIAL, Kind, kind_named, plain_title
from answerable.core.watch.papers.sheet import Sheet
from tests.core.watch.papers.good import paper


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("样北县人民代表大会关于批准2026年预算的决议", Kind.RESOLUTION),
        ("样北县人民政府关于表彰先进集体的决定", Kind.DECISION),
        ("样北县人民政府令", Kind.ORDER),
        ("样北县2025年国民经济和社会发展统计公报", Kind.COMMUNIQUE),
        ("样北县人民政府公告", Kind.PROCLAMATION),
        ("样北县公安局关于实行交通管制的通告", Kind.ANNOUNCEMENT),
        ("样北县人民政府关于促进养老服务发展的实施意见", Kind.OPINION),
        ("样北县人民政府办公室关于印发防汛预案的通知（试行）", Kind.NOTICE),
        ("通  知", Kind.NOTICE),
        ("样北县教育局关于校园检查情况的通报", Kind.CIRCULAR),
        ("样北镇人民政府关于2025年工作情况的报告", Kind.REPORT),
        ("样北镇人民政府关于解决经费的请示", Kind.REQUEST),
        ("样北县人民政府关于同意设立服务中心的批复", Kind.REPLY),
        ("样北县人民政府关于提请审议草案的议案", Kind.BILL),
        ("样北县水利局关于征求意见的函", Kind.LETTER),
        ("县长办公会议纪要", Kind.MINUTES),
        ("样北镇中心卫生院2025年工作总结（报送稿）.docx", Kind.SUMMARY),
        ("2026年工作要点", Kind.PLAN),
        ("关于农村养老的调研报告", Kind.SURVEY),
        ("在动员会上的讲话", Kind.SPEECH),
        ("2026年第3期工作简报", Kind.BRIEF),
        ("样北镇防汛应急预案", Kind.SCHEME),
        ("2026年2月运维服务报告", Kind.PERIODIC),
        ("样北县2025年政府工作报告", Kind.WORK_REPORT),
        ("保护样河倡议书", None),
        ("一个护士的夜晚", None),
        ("关于印章遗失的说明", None),
    ],
)
def test_a_title_names_its_kind(title: str, kind: Kind | None) -> None:
    assert kind_named(title) is kind


def test_there_are_fifteen_official_kinds_and_none_of_them_is_a_summary() -> None:
    assert len(OFFICIAL) == 15
    assert Kind.SUMMARY not in OFFICIAL
    assert Kind.MINUTES in OFFICIAL


def test_remarks_and_file_endings_are_no_part_of_a_title() -> None:
    assert plain_title("工作 总结（送审稿）（2）.docx") == "工作总结"


def test_a_title_of_several_lines_below_a_red_head_is_put_together() -> None:
    text = (
        "样北县人民政府办公室文件\n样政办发〔2026〕7号\n"
        "样北县人民政府办公室\n关于做好春耕备耕工作的\n通知\n各乡镇人民政府："
    )
    assert Sheet(paper(text)).title == "样北县人民政府办公室关于做好春耕备耕工作的通知"


def test_without_a_title_the_name_it_was_handed_in_under_tells_the_kind() -> None:
    assert Sheet(paper("天亮了。我们出发。", name="2025年工作总结.txt")).kind is Kind.SUMMARY
    assert Sheet(paper("天亮了。我们出发。", name="来稿.txt")).kind is None


def test_a_sentence_that_mentions_a_notice_is_no_title() -> None:
    assert Sheet(paper("昨天，镇里发了一份关于停水的通知。大家都看了。")).title == ""
