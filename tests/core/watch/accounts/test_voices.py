"""How an official voice speaks: opinion, advertising, and sources off the list."""

from datetime import timedelta

import pytest

from answerable.core.watch.accounts.adverts import voice_advert
from answerable.core.watch.accounts.opinions import voice_opinion
from answerable.core.watch.accounts.origins import voice_unlisted_source
from answerable.core.watch.accounts.values import Promise
from tests.core.watch.accounts.scenes import MONDAY, account, alerts, post, reply, voice

ON = MONDAY + timedelta(days=60)


@pytest.mark.parametrize(
    "text",
    [
        "这次评选，我觉得某某某才应该拿第一，其他人都是陪跑。",
        "小编看了真的气死，这种人怎么还能上热搜？",
        "在我看来，这部剧就是烂片。",
        "本人认为该公司就是骗子，大家不要再去了。",
        "某些网友就是键盘侠，不服来战。",
        "小编永远力挺某某，黑子退散！",
    ],
)
def test_opinion_and_temper_in_an_official_voice(text: str) -> None:
    got = alerts(voice_opinion, account([post("p", MONDAY, text)], on=ON))
    assert [(each.subject, each.observation, each.since) for each in got] == [("p", "p", MONDAY)]


@pytest.mark.parametrize(
    "text",
    [
        "村民老李高兴地说：“我觉得日子越过越有奔头。”",
        "走访中，群众“我觉得办事快多了”的评价多了起来。",
        "市民王女士表示：我觉得新公交线路很方便。",
        "我市召开春季农业生产会议，要求抓好落实。",
        "小编整理了医保缴费的常见问题，一起来看。",
        "让我感觉最温暖的，是志愿者的笑容。（志愿者手记）",
        "垃圾分类，从我做起，让城市更干净。",
        "拒绝网络暴力，不做键盘侠，文明上网。",
        "专家连线。张教授：目前看，我觉得接种疫苗仍是最好的办法。记者会继续关注。",
        "返校后的住宿生活该注意什么，一图看懂。",
        "转给@今天乖乖闭嘴 一起学防溺水知识。",
        "网友留言选登：我觉得县城越来越美了。",
        "我县破获一起辱骂他人案，王某因发布“脑残”等言论被依法处罚。",
    ],
)
def test_quoted_citizens_and_the_words_of_the_trade_are_no_opinion(text: str) -> None:
    assert alerts(voice_opinion, account([post("p", MONDAY, text)], on=ON)) == ()


def test_a_reply_may_speak_for_a_person_too_and_its_scolding_is_left_to_another_rule() -> None:
    own = [reply("r", "m", MONDAY, "我个人觉得你想多了。"), reply("s", "m", MONDAY, "键盘侠，闭嘴。")]
    assert [each.subject for each in alerts(voice_opinion, account(own, on=ON))] == ["r"]


def test_words_taken_over_from_a_named_source_are_not_the_account_s_own() -> None:
    own = [post("p", MONDAY, "我觉得，守山就是守家。", source="人民日报")]
    assert alerts(voice_opinion, account(own, on=ON)) == ()


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("【福利】某某旗舰店羽绒服原价899元，限时5折，立即抢购，加微信xx123下单！", 1),
        ("云水一号楼盘盛大开盘，首付仅需8万，售楼热线0731-85550000，到店送豪礼。", 1),
        ("某某养生馆开业大酬宾，满200减50，扫码购卡。", 1),
        ("县城新开一家书店，品牌齐全，咨询热线0731-85550000。", 0),
        ("政府消费券第二轮发放：满200减50，请在指定门店使用，先到先得。", 0),
        ("义诊来了：专家免费看诊，药品优惠，联系电话0731-85550000。", 0),
        ("九价疫苗到货，1298元/支，请到卫生院预约，咨询热线0731-85550000。", 0),
        ("消费提示：双十一下单前，谨防“原价999元、现价99元”的虚假折扣，正品请认准官方。", 0),
        ("助农：石桥镇脐橙5元一斤，包邮，下单请加微信。", 0),
        ("县发改局公布菜价：白菜2.5元/公斤，鸡蛋10元/公斤。", 0),
        ("景区春节优惠：门票五折，身份证购票，咨询热线0731-85550000。", 0),
    ],
)
def test_commercial_advertising_has_marks_of_three_kinds(text: str, found: int) -> None:
    got = alerts(voice_advert, account([post("p", MONDAY, text)], on=ON))
    assert len(got) == found
    assert all(each.value is not None and each.value >= 3 for each in got)


LISTED = voice(promise=Promise(sources=("省日报", "市广播电视台")))


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ("搞笑段子精选", 1),
        ("某某财经", 1),
        ("省日报", 0),
        ("省日报客户端", 0),
        ("新华社", 0),
        ("央视新闻", 0),
        ("www.gov.cn", 0),
        ("市卫生健康委员会官网", 0),
        ("云水发布", 0),
        (None, 0),
        ("某某爆料发布", 1),
        ("爆料发布", 1),
        ("吃喝玩乐部", 1),
        ("报", 1),
        ("日报", 1),
        ("市场吃喝玩乐局", 1),
        ("小区团购办", 1),
        ("央视段子精选", 1),
        ("gov.cn.example.com", 1),
        ("新华社、搞笑段子精选", 1),
        ("山阳发布", 0),
        ("山阳县融媒体发布", 0),
        ("山阳县人民政府", 0),
        ("中共山阳县委宣传部", 0),
        ("山阳县卫生健康局微信公众号", 0),
        ("县人民法院", 0),
        ("教育部", 0),
        ("国家税务总局", 0),
        ("农业农村部种植业管理司", 0),
        ("中国政府网", 0),
        ("新华社客户端", 0),
        ("来源：人民日报", 0),
        ("新华社 央视新闻", 0),
        ("https://www.yunshui.gov.cn/news", 0),
    ],
)
def test_only_listed_sources_and_those_open_to_all_are_reposted(source: str | None, found: int) -> None:
    own = [post("p", MONDAY, "转载内容", source=source)]
    assert len(alerts(voice_unlisted_source, account(own, on=ON, voice=LISTED))) == found
    assert alerts(voice_unlisted_source, account(own, on=ON)) == ()


def test_one_run_of_such_posts_is_one_alert_and_a_later_one_another() -> None:
    days = [0, 5, 20, 55]
    own = [post(f"p{at}", MONDAY + timedelta(days=at), "转载内容", source="某某财经") for at in days]
    got = alerts(voice_unlisted_source, account(own, on=ON, voice=LISTED))
    assert [(each.since - MONDAY).days for each in got] == [0, 55]
    assert got[0].until == MONDAY + timedelta(days=20)
