"""Papers that contradict themselves."""

import pytest

from answerable.core.watch.papers.producers import look_at_paper
from answerable.core.watch.papers.values import Held, Paper, Paragraph
from tests.core.watch.papers.good import HOME, LIMITS, ON, look

TITLE = "样北镇2026年3月运维月报\n"
KINDS = ("sums", "splits", "growth", "days", "weekdays", "years", "figures")


def kinds(text: str, title: str = TITLE) -> set[str]:
    alert = look(title + text).get("paper-contradiction")
    return {kind for kind in KINDS if alert and dict(alert.what.params)[kind]}


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("发布图文12条、视频8条，共计22条。", "sums"),
        ("本月共发布信息300条：原创200条、转载150条。", "sums"),
        ("共培训60人，其中男32人、女30人。", "sums"),
        ("共受理投诉20件，其中环境卫生25件、停车3件。", "sums"),
        ("一、二、三等级分别占45%、40%、30%。", "splits"),
        ("非常满意占60.5%，满意占30%，不满意占20%。", "splits"),
        ("接诊量由2000人次增加到2500人次，增长35%。", "growth"),
        ("收入380万元，比上年的400万元下降15%。", "growth"),
        ("签约率从70%提高到78%，提高12个百分点。", "growth"),
        ("定于2026年2月30日前完成。", "days"),
        ("2025年2月29日召开会议。", "days"),
        ("6月31日完成验收。", "days"),
        ("活动时间为2026年3月15日至2026年3月5日。", "days"),
        ("3月15日至10日停水。", "days"),
        ("2026年3月5日（星期五）上午开会。", "weekdays"),
        ("定于3月5日（星期一）召开。", "weekdays"),
        ("全年门诊接诊人次41236人次。后续分析如下。全年门诊接诊人次42136人次。", "figures"),
    ],
)
def test_what_cannot_be_right_is_shown(text: str, kind: str) -> None:
    assert kinds(text) == {kind}


@pytest.mark.parametrize(
    "text",
    [
        "发布图文12条、视频8条，共计20条。",
        "发布图文12条、视频8条等，共计22条。",
        "本月共发布信息300条：原创150条、转载150条。",
        "共培训60人，其中党员40人、女同志35人、大学以上学历50人。",
        "共培训60人，其中男32人、女28人。",
        "召开会议12次、培训5次，共计参加300人次。",
        "投入设备12万元、耗材34万元，共计50万元左右。",
        "投入设备约12万元、耗材34万元，共计50万元。",
        "共受理投诉20件，其中环境卫生约25件、停车3件。",
        "一、二、三等级分别占33.4%、33.3%、33.4%。",
        "党员占60%，女性占55%，青年占40%。",
        "非常满意占60.5%，满意占30%，不满意占9.5%。",
        "接诊量由2000人次增加到2500人次，增长25%。",
        "接诊量由2000人次增加到2500人次，增长24.6%。",
        "收入380万元，比上年的400万元下降5%。",
        "签约率从70%提高到78%，提高8个百分点。",
        "2024年2月29日召开会议。",
        "农历2月30日赶集。",
        "活动时间为2025年12月15日至2026年3月5日。",
        "12月20日至次年2月10日停水。",
        "2026年3月5日（星期四）上午开会。",
        "定于3月5日（星期四）召开。",
        "全年门诊接诊人次41236人次。上年全年门诊接诊人次40011人次。",
        "全年门诊接诊人次41236人次。其中分院全年门诊接诊人次1136人次。",
        "版本号1.2.30，IP地址10.0.0.1，电话0999-7654321。",
    ],
)
def test_what_can_be_right_is_left_alone(text: str) -> None:
    assert kinds(text) == set()


def test_a_summary_of_one_year_that_speaks_of_another_is_shown_beside_its_title() -> None:
    title = "样北镇2025年工作总结\n"
    said = "现将我镇2024年工作总结如下。存在不少困难和问题。下一步继续努力。"
    alert = look(title + said)["paper-contradiction"]
    assert alert.passages[0].beside is not None
    assert alert.passages[0].beside.text == "样北镇2025年工作总结"
    assert kinds("2023年、2024年持续推进。2024年建成。2024年验收。", title) == {"years"}


def test_a_summary_may_look_back_and_ahead() -> None:
    title = "样北镇2025年工作总结\n"
    assert (
        kinds("2025年，我镇建成道路6公里，比2024年多2公里，2024年为4公里。2024年欠账已清。", title) == set()
    )
    assert (
        kinds(
            "2026年目标：2026年6月建成，2026年9月验收，2026年投用。", "样北镇2025年工作总结和2026年工作计划\n"
        )
        == set()
    )


def test_a_total_of_a_table_must_be_the_sum_of_its_column() -> None:
    def found(total: str) -> bool:
        rows = (
            "村别\t户数\t占比",
            "东村\t120\t40%",
            "西村\t80\t30%",
            "南村\t100\t30%",
            f"合计\t{total}\t100%",
        )
        lines = (Paragraph("样北镇2026年3月运维月报"), *(Paragraph(row, table=True) for row in rows))
        alerts = look_at_paper(Paper("p1", "x", "docx", lines), Held(ON, HOME), LIMITS)
        return any(each.rule == "paper-contradiction" for each in alerts)

    assert found("310")
    assert not found("300")


def test_each_contradiction_is_counted_and_shown() -> None:
    alert = look(TITLE + "定于2月30日召开。发布图文12条、视频8条，共计22条。")["paper-contradiction"]
    assert dict(alert.what.params)["n"] == 2
    assert [each.text for each in alert.passages] == ["2月30日", "发布图文12条、视频8条，共计22条"]


@pytest.mark.parametrize(
    "text",
    [
        "全年累计办理{}件。",
        "全年累计办理{}件。\n全年累计办理12件。",
        "图文{}条、视频8条，共计{}条。",
        "图文1.{}条、视频8条，共计20条。",
        "三项分别占{}%、{}%、1%。",
        "非常满意占{}%，满意占{}%，不满意占1.{}%。",
        "接诊量由{}人次增加到2500人次，增长{}%。",
        "收入{}万元，比上年的400万元下降{}%。",
        "定于{}年{}月{}日（星期三）召开。",
        "{}月15日至{}日停水。",
    ],
)
@pytest.mark.parametrize("digits", ["9" * 5_000, "9" + ",999" * 2_000])
def test_a_row_of_digits_without_end_is_no_figure(text: str, digits: str) -> None:
    assert kinds(text.replace("{}", digits)) == set()


def test_a_table_with_such_rows_adds_up_to_nothing() -> None:
    rows = ("项目\t件数", f"甲\t{'9' * 5_000}", "乙\t1", "丙\t2", "合计\t4")
    lines = (Paragraph(TITLE.strip()), *(Paragraph(row, table=True) for row in rows))
    look_at_paper(Paper("p1", "月报.txt", "txt", lines), Held(ON, HOME), LIMITS)
