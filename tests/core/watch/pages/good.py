"""Pages as a county's sites show them, all in order: no rule has anything to say on them."""

from datetime import date

from answerable.core.rulebook.watch import load_watch
from answerable.core.watch.pages.producers import look_at_page
from answerable.core.watch.pages.values import Hidden, Link, PageView
from answerable.core.watch.values import Alert, Limits

ON = date(2026, 3, 20)
LIMITS = Limits(load_watch("cn").thresholds(ON))
ADDRESS = "https://www.yangbei.gov.cn/a/1.html"


def page(
    text: str = "",
    *,
    title: str = "样北县人民政府",
    links: tuple[Link, ...] = (),
    hidden: tuple[Hidden, ...] = (),
    keywords: str = "",
    address: str | None = ADDRESS,
) -> PageView:
    return PageView("v1", address, title, text, links, hidden, keywords)


def look(view: PageView) -> dict[str, Alert]:
    """What all rules on pages propose, by rule."""
    alerts = look_at_page(view, LIMITS, on=ON)
    for alert in alerts:
        assert (alert.on, alert.since, alert.subject) == (ON, ON, "v1")
    return {each.rule: each for each in alerts}


MENU = tuple(
    Link(f"/{at}/", name, "display")
    for at, name in enumerate(("政务公开", "办事服务", "互动交流", "走进样北", "专题专栏"))
)
FRIENDS = (
    Link("https://www.gov.cn/", "中国政府网", "display"),
    Link("http://www.yangbennews.com/", "样本新闻网", "display"),
    Link("http://www.yangbenrb.com/", "样本日报", "display"),
    Link("http://www.ybhospital.com/", "样本市人民医院", "display"),
    Link("http://www.ybbank.com/", "样本农商银行", "display"),
)
SHARE = (
    Link("https://service.weibo.com/share/share.php?url=1", "", "empty"),
    Link("https://connect.qq.com/widget/shareqq/index.html", "", "empty"),
    Link("https://beian.miit.gov.cn/", "样ICP备00000000号"),
    Link("https://bszs.conac.cn/sitename?method=show", "", "empty"),
)
GOOD = {
    "a front page with menus": page(
        "要闻\n县政府召开常务会议 2026-03-18\n通知公告\n关于清明节放假的通知 2026-03-19", links=MENU
    ),
    "friendly links in a list that opens": page("友情链接", links=(*FRIENDS, *SHARE)),
    "a warning of gambling": page(
        "警惕网络赌博\n在线投注、真人百家乐、体育投注平台、捕鱼平台都是骗局，切勿参与。\n网上赌场十赌十输，注册送彩金是诱饵。",
        title="防范网络赌博宣传",
    ),
    "a strike against forged papers": page(
        "县公安局打击假证犯罪\n近日，民警捣毁一处窝点，查获办假证工具12套，涉案人员“刻章办证”“代办文凭”广告300张。\n两人被刑事拘留。",
    ),
    "loans that are traps": page(
        "防范“套路贷”提示\n“黑户贷款”“不看征信”“秒批秒到”“信用卡套现”均为套路，请通过正规银行办理。",
        title="反诈中心提醒",
    ),
    "loans that are policy": page(
        "创业担保贷款政策问答\n额度最高30万元，无抵押贷款可由担保基金担保，符合条件的当天放款，财政贴息2年。"
    ),
    "drug control": page(
        "禁毒宣传\n迷药、听话水、麻古等新型毒品伪装性强，青少年要自觉抵制。\n冰毒出售属于犯罪。"
    ),
    "a welfare lottery": page(
        "2025年福利彩票公益金使用情况公告\n全年筹集彩票公益金320万元，用于养老服务设施12处。每周二、四、日开奖。"
    ),
    "tax and papers": page(
        "办税服务\n代开发票请到2号窗口。志愿者为老年人上门代办证件43件。办证大厅周末延时服务。"
    ),
    "adult education": page(
        "成人教育招生\n成人高考报名时间为9月1日至9月5日。写真作品展、激情广场文艺演出同期举行。"
    ),
    "units and foreign names": page(
        "检测结果：PM2.5浓度为35μg/m³，α粒子、β受体、γ射线、电阻10kΩ、pH值7.2，型号XR-200B/αPro。\n"
        "来自Москва的代表团与 Müller、São Paulo、Beyoncé 交流，邮箱 office@yangbei.gov.cn，网址 https://www.yangbei.gov.cn/?a=1&b=2。"
    ),
    "scripts of minorities": page(
        "བོད་ཡིག ئۇيغۇرچە ᠮᠣᠩᠭᠣᠯ ꆈꌠꁱꂷ 便民服务中心双语标牌\nGvangjsih Bouxcuengh Swcigih"
    ),
    "dots and dashes": page(
        "会议强调……要抓落实——抓紧抓实。他问：“真的？”“真的！！”\nPutonghua xuexi，Null 值处理，AI 与 5G。"
    ),
    "keywords of a site": page(
        keywords="样北县,样北县人民政府,样北县政府网,政务公开,办事服务,样北要闻",
        title="通知公告-样北县人民政府-通知公告",
    ),
    "offices in a hidden list": page(
        hidden=(
            Hidden(
                "样北县教育局 样北县公安局 样北县民政局 样北县财政局 样北县水利局 样北县林业局 样北县司法局",
                "display",
            ),
        )
    ),
    "a list of more": page(hidden=(Hidden("更多 更多 更多 更多 更多 更多 更多 更多", "display"),)),
    "pinyin in a lesson": page(
        "推广普通话：中国 zhōng guó，普通话 pǔ tōng huà。He can pen an easy line on me."
    ),
}
