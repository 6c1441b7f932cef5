"""Posts taken over from sources that are not on the list."""

import re
from collections.abc import Iterator
from fractions import Fraction

from answerable.core.terms.message import Param
from answerable.core.watch.accounts.looking import Hit, gathered, said, single, words_of
from answerable.core.watch.accounts.values import Account, Said
from answerable.core.watch.accounts.words import bare
from answerable.core.watch.values import Alert, Limits

_UNLISTED = Fraction(8, 10)
_SITE = re.compile(r"(?:^|[./])gov\.cn(?:[/:]|$)", re.IGNORECASE)
_MEDIA = (
    "(?:新华(?:社|网|视点|每日电讯|日报电讯)|人民(?:日报|网(?!友|红)|论坛|政协报)|中央广播电视总台|中央电视台|中国之声|中国政府网"
    "|中国网|央视(?:$|新闻|网|频|财经|军事|评论|快评|一套|综合|客户端|[0-9])|央广(?:$|网|军事|新闻)|求是(?:$|网|杂志)|光明(?:日报|网)"
    "|经济日报|学习强国|学习时报|中国新闻[社网]|中新[社网]|共产党员(?:$|网|微信)|法治日报|农民日报|工人日报|中国青年[报网]|中国妇女报|科技日报"
    "|解放军报|中国军网|中国日报|中国纪检监察|中央纪委)"
)
_STATE = (
    "(?:中共中央|中央(?:宣传|组织|统战|社会工作)部|中[宣组]部|中央(?:网信|政法)[办委]|国务院|全国(?:人大|政协|总工会|妇联)|共青团中央"
    "|最高(?:人民)?(?:法院?|检察院|检)|(?:外交|国防|教育|科技|科学技术|工业和信息化|工信|公安|国家安全|民政|司法|财政"
    "|人力资源和?社会保障|人社|自然资源|生态环境|住房和?城乡建设|住建|交通运输|水利|农业农村|商务|文化和旅游|文旅|退役军人事务|退役军人"
    "|应急管理)部|审计署|海关总署|(?:税务|市场监管)总局|中国(?:人民银行|气象局|地震局|政府|疾控)|中央气象台"
    "|国家[一-鿿]{2,12}(?:局|委|办|委员会|中心)|健康中国|平安中国|中国消防)"
)
_PLACE = (
    "[一-鿿]{0,12}?(?:省|自治区|自治州|市(?![场民井面])|县(?!民)|(?<![小社])区(?![块域])|州|盟|旗|镇|乡|街道)"
)
_BODY = (
    "(?:人民政府|政府(?:网|门户网站)?|党委|[省市县区州盟旗]?委(?:[一-鿿]{2,6}部|办)?|[局厅办委署]|办公[厅室]|委员会|人大(?:常委会)?|政协"
    "|人民法院|法院|检察院|纪委监委|总工会|妇联|人武部|人民武装部|融媒体中心|疾控中心|气象台|[总支大]队)"
)
_SHOWN = "(?:官网|官方网站|门户网站|网站?|官微|官方微[博信]|微[博信](?:公众号)?|公众号|客户端|发布)?"
_FIELD = (
    "(?:公安|教育|教体|民政|司法|财政|人社|自然资源|生态环境|住建|交通|水利|水务|农业农村|商务|文旅|卫健|卫生健康|应急(?:管理)?"
    "|市场监管|税务|气象|统计|审计|医保|林业|城管|发改|网信|政法|宣传|统战|组织)"
)
_ALWAYS = re.compile(
    f"^{_MEDIA}|^{_STATE}|^{_PLACE}[一-鿿]{{0,16}}?{_BODY}{_SHOWN}$|^{_PLACE}[一-鿿]{{0,6}}发布$|^{_FIELD}(?:局|委|厅|办|部){_SHOWN}$"
    f"|^(?![一-鿿]*(?:爆料|八卦|段子|搞笑|娱乐|财经|吃瓜|美食|新品|招聘|楼市|车市))[一-鿿]{{2,3}}发布$"
)
"""Party and government sites and central media may be reposted by everybody (国办发〔2018〕123号, 四（二）).

Two or three characters before 发布 may be any county's name, and are left alone.
"""
_LED = re.compile("^(?:(?:来源|转自|摘自|来自|据)[:：]?|《)")
_PARTED = re.compile(r"[、，,；;|＋+&\s]+")
_SURE_PART = 3
"""Characters from which a name that is part of another is no accident."""


def voice_unlisted_source(account: Account, limits: Limits) -> Iterator[Alert]:
    """Posts from a source neither on the account's list nor open to everybody; only where it has a list."""
    if limits.of("voice-unlisted-source") is not None and account.voice.promise.sources:
        yield from gathered("voice-unlisted-source", account, _unlisted(account), _UNLISTED)


def _unlisted(account: Account) -> Iterator[Hit]:
    names = {account.voice.name, *account.voice.promise.sources}
    listed = {bare(name).lower() for name in names if bare(name)}
    for post in said(account, Said.POST):
        if post.source and not _is_listed(post.source, listed):
            says: dict[str, Param] = {"day": post.day, "source": post.source}
            yield Hit(single(post), says, passages=(words_of(post),), observation=post.id)


def _is_listed(source: str, listed: set[str]) -> bool:
    """Whether every name in the source is on the list or open to everybody; without a name nothing can be said."""
    if _SITE.search(source.strip()) or bare(source).lower() in listed:
        return True
    return all(_named(each, listed) for each in _PARTED.split(source) if bare(each))


def _named(source: str, listed: set[str]) -> bool:
    """Whether the name is on the list, or a name and its part: 省日报客户端 is 省日报, while 报 alone is nobody."""
    name = bare(_LED.sub("", source.strip())).lower()
    return bool(_ALWAYS.search(name)) or any(
        each == name or (min(len(each), len(name)) >= _SURE_PART and (each in name or name in each))
        for each in listed
    )
