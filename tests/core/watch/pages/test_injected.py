"""Spam that others put into a page."""

import pytest

from answerable.core.watch.pages.values import Hidden, Link
from tests.core.watch.pages.good import look, page


def test_links_with_words_of_spam_to_a_stranger_are_an_injection() -> None:
    links = (Link("http://bet.example.com/a", "真人百家乐"), Link("http://bet.example.com/b", "体育投注平台"))
    alert = look(page("通知公告", links=links))["page-injected"]
    said = dict(alert.what.params)
    assert (said["links"], said["gambling"], said["lines"]) == (2, 2, None)
    assert alert.passages[0].text in ("真人百家乐", "体育投注平台")


def test_one_hidden_link_with_a_phrase_that_nobody_says_of_himself_is_enough() -> None:
    link = Link("http://x.example.com/", "澳门赌场网址", "display")
    assert dict(look(page(links=(link,)))["page-injected"].what.params)["hidden"] == 1


def test_hidden_words_are_an_injection() -> None:
    hidden = (Hidden("时时彩平台 北京赛车pk10 六合彩特码", "size"), Hidden("样北县人民政府", "display"))
    assert dict(look(page(hidden=hidden))["page-injected"].what.params)["lottery"] == 3


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("裸聊直播 同城约炮 美女上门", "sex"),
        ("专业刻章办证 代办文凭 真实可查学历 联系微信", "certificates"),
        ("黑户贷款 不看征信 秒批秒到 加微信", "loans"),
        ("传奇私服 私服发布 外挂下载", "cheats"),
        ("听话水 催情药 货到付款", "drugs"),
        ("高仿手表 精仿手表 一手货源 批发", "goods"),
        ("真 人 百 家 乐 · 在 线 投 注", "gambling"),
    ],
)
def test_a_line_of_spam_in_the_text_is_shown_where_it_stands(line: str, kind: str) -> None:
    text = f"县政府召开会议\n{line}\n通知公告"
    alert = look(page(text))["page-injected"]
    assert dict(alert.what.params)[kind]
    assert text[alert.passages[0].start :].startswith(line)


def test_one_phrase_in_the_text_alone_is_not_enough() -> None:
    assert look(page("县政府召开会议\n学历提升包过\n通知公告")) == {}


def test_a_link_of_the_site_itself_is_no_injection() -> None:
    links = (Link("/zt/1.html", "网上赌场 在线投注 专题"), Link("https://www.gov.cn/", "真人百家乐 案例"))
    assert look(page(links=links)) == {}


@pytest.mark.parametrize(
    "text",
    [
        "关于防范网络赌博的提醒\n真人百家乐、在线投注、捕鱼平台都是骗局",
        "民警捣毁“网上赌场”，查获“真人百家乐”“体育投注平台”服务器3台",
        "不看征信、黑户贷款、信用卡套现\n以上都是套路贷，请勿相信",
        "根据《治安管理处罚法》条款，出售麻古、冰毒出售、购买迷药的，依法处罚",
    ],
)
def test_who_warns_or_reports_puts_nothing_in(text: str) -> None:
    assert look(page(text)) == {}


def test_a_page_whose_title_warns_may_show_what_it_warns_of() -> None:
    samples = "样本一\n真人百家乐 在线投注\n样本二\n裸聊直播 同城约炮"
    assert look(page(samples, title="防范网络诈骗：常见广告样本")) == {}
    assert "page-injected" in look(page(samples, title="通知公告"))


def test_spam_far_from_a_warning_is_still_spam() -> None:
    text = "警惕电信诈骗\n" + "今日天气晴\n" * 3 + "真人百家乐 在线投注 注册送彩金"
    assert "page-injected" in look(page(text))


@pytest.mark.parametrize(
    "words",
    ["模特码头 公私服务 往返水路", "红包过期 举办假日活动 天空放晴", "风情色彩 三级片区 无码头 外挂石材"],
)
def test_words_inside_other_words_weigh_too_little(words: str) -> None:
    assert look(page("\n".join(words.split()))) == {}
