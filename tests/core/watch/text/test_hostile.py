"""What the hostile model calls rude, however it is spelled, and what it leaves alone although it looks alike."""

from pathlib import Path

import pytest
import python_calamine

from answerable.actions.offline.model.stories import account_texts
from answerable.core.watch.text.model import shipped_model

BOOK = (
    Path(__file__).parents[4]
    / ".."
    / "shared"
    / "data"
    / "taidi2020c"
    / "attachment4_messages_and_replies.xlsx"
)


def flagged(text: str) -> bool:
    model = shipped_model("hostile")
    return model.score([text])[0] >= model.threshold


@pytest.mark.parametrize(
    "text",
    [
        account_texts.INSULT,
        # What official accounts were in the news for, 2013 to 2018.
        "你不说话没人把你当哑巴",
        "我仿佛听见了一群蚊子在嗡嗡嗡",
        "面子是别人给的，脸是自己丢的",
        "环保绿茶婊",
        # Plain, spaced, with signs, full-width, invisible, and by sound.
        "你就是个傻逼，别再投诉了。",
        "你 就 是 个 傻 逼 ， 别 再 投 诉 了 。",
        "你就是个傻*逼，别再投诉了。",
        "你就是个傻\u200b逼，别再投诉了。",
        "你就是个ＳＢ，别再投诉了。",
        "你就是个煞笔，别再投诉了。",
        "你就是个沙比，别再投诉了。",
        "脑惨吗？公告写得清清楚楚，眼瞎啊。",
        "傻傻傻傻逼逼逼，滚滚滚滚！",
        # Traditional characters, which are not converted here.
        "你們這些刁民就是欠收拾，閉嘴！",
        "你這種人活該受窮，滾！",
        # Threats, mocked poverty, and one rude sentence among civil ones.
        "再发帖就让你孩子上不了学，走着瞧。",
        "穷鬼一个，买不起房就别来问学区。",
        "爱告哪告哪，老子不怕你。",
        "您好，感谢您的来信。您反映的问题我们已经收到并转县住建局办理，预计本月底前完成。不过说句难听的，"
        "你们这些刁民就是欠收拾，再闹就让派出所抓你。感谢您对我们工作的支持。",
        "闭嘴吧刁民",
    ],
)
def test_an_insult_is_met_however_it_is_spelled(text: str) -> None:
    assert flagged(text)


@pytest.mark.parametrize(
    "text",
    [
        # Firm and civil.
        "您好，经核实，您的申请不符合低保条件，依法不予批准。如不服，可在六十日内申请行政复议。",
        "您好，您的诉求没有法律依据，我们不能支持，请不要再重复来信。",
        "您好，捏造事实诬告陷害他人的，将依法追究刑事责任，请您如实反映情况。",
        "您好，该车位属于人防工程，不能出售，没有商量余地，请理解。",
        "您好，您的留言中有辱骂他人的内容，不予公开，请修改后重新提交。",
        # An insult is told of somebody.
        "您好，您反映窗口工作人员骂您“脑残”一事属实，我们已对其停职，并向您道歉。",
        "网友您好，关于保安对您说“滚出去，穷鬼”的情况，物业公司已将其辞退。",
        "骂人、打人都解决不了问题，请双方冷静，到司法所调解。",
        # Crimes, dead animals, dirt, disability.
        "犯罪嫌疑人张某因琐事持刀杀死邻居，已被依法逮捕。",
        "您好，路边死狗已由环卫工人清运并消毒，感谢反映。",
        "小区垃圾堆成山、臭气熏天的问题已整改，共清运垃圾30吨。",
        "狂犬病防治：被狗咬伤后立即用肥皂水冲洗，尽快接种疫苗。",
        "养猪场臭味问题，已责令停产整治，拒不改正的依法关闭。",
        "智力残疾儿童康复救助每人每年1.5万元，请到县残联申请。",
        "请不要在楼道给电动车充电，一旦起火，跑都跑不掉，害人害己。",
        # Homely and polite.
        "俺们这就去修，您老别着急，吃了饭没？天冷多穿点。",
        "对不住哈，让您跑了冤枉路，娃儿上学的事我们包了，莫慌。",
        "这件事确实是我们错了，您骂得对，三天内给您一个交代。",
    ],
)
def test_what_only_looks_rude_is_left_alone(text: str) -> None:
    assert not flagged(text)


def civil() -> list[str]:
    exchanges = [text for pair in account_texts.MESSAGES for text in pair]
    return [*exchanges, *account_texts.NOTICES, *account_texts.PADDING, account_texts.EMPTY_REPLY]


@pytest.mark.parametrize("text", civil())
def test_nothing_civil_of_the_model_county_is_flagged(text: str) -> None:
    assert not flagged(text)


@pytest.mark.skipif(not BOOK.exists(), reason="the public data set is not beside the project")
def test_real_replies_of_officials_are_hardly_ever_flagged() -> None:
    rows = python_calamine.load_workbook(str(BOOK)).get_sheet_by_index(0).to_python()[1:]
    model = shipped_model("hostile")
    for column, most in ((5, 0.001), (4, 0.02)):
        scores = model.score([str(row[column]) for row in rows])
        assert sum(each >= model.threshold for each in scores) / len(scores) <= most
