"""The style model: figures, grounds and enumerations read official; scenes, similes and speech read literary."""

import pytest

from answerable.core.watch.text.model import shipped_model


def literary(text: str) -> float:
    return shipped_model("style").score([text])[0]


@pytest.mark.parametrize(
    "text",
    [
        "一、全年门诊12.6万人次，同比增长3.1%；二、存在问题：专业人员不足；三、下步打算：申请设备更新资金80万元。",
        "承租方逾期支付租金的，每逾期一日，按照应付金额的千分之一支付违约金；逾期超过三十日的，出租方有权解除合同。",
        "各村民委员会：根据县防汛抗旱指挥部通知，现就做好汛期值守有关事项通知如下。",
        "被告人犯盗窃罪，判处拘役四个月，并处罚金二千元，涉案赃款依法追缴。",
    ],
)
def test_official_prose_does_not_read_literary(text: str) -> None:
    assert literary(text) < 0.5


@pytest.mark.parametrize(
    "text",
    [
        "夜色像一匹黑绸缓缓落下，急诊室的灯是缎面上唯一的星。她抬起头，轻轻地说：“别怕，我在呢。”",
        "我常常想起祖母的那口老井，想起井边的青苔和她唤我乳名的声音，眼眶就湿了。",
        "春天像个孩子，蹦蹦跳跳地跑进了卫生院的院子，玉兰花笑了，护士们也笑了。",
        "他沉默了很久，终于开口：“孩子，这条路，我走了一辈子啊。”",
    ],
)
def test_literary_prose_reads_literary(text: str) -> None:
    assert literary(text) >= 0.5


def test_a_paper_scores_by_how_much_of_it_is_literary() -> None:
    sober = (
        "一、全年门诊12.6万人次，同比增长3.1%。二、存在问题：专业人员不足，设备老化。"
        "三、下步打算：按照规定申请资金80万元。\n"
    )
    lyrical = (
        "夜色像一匹黑绸缓缓落下，走廊的灯静静地亮着。她笑了，眼泪却落了下来："
        "“别怕，春天就要来了。”我的心，忽然很温柔。\n"
    )
    one, half, all_of_it = (literary(sober * (10 - n) + lyrical * n) for n in (1, 5, 10))
    assert one < 0.35 < half < 0.65 < all_of_it
