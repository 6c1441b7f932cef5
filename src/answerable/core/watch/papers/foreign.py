"""Names of other places where a paper speaks of its own: the trace of a text written for somebody else."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction

from answerable.core.watch.papers.places import Mention, around, load_places, mentions
from answerable.core.watch.papers.sheet import Sheet
from answerable.core.watch.papers.values import Held, Home
from answerable.core.watch.values import Alert, Limits, Passage, alert_of

_SURE = Fraction(85, 100)
_SELF = re.compile(
    "[我本][省市县区州旗镇乡街局院所委校]|全[市县区镇乡州旗]|[我本]街道|辖区|辖内|县域内|市域内"
)
_OTHERS = re.compile(
    "考察|学习|签约|推介|函件|代表[团队]|获得第|收看|来访|接待|赴|前往|外出|交流|对标|借鉴|取经"
    "|先进|经验|做法|模式|参观|观摩|相比|比较|高于|低于"
    "|优于|超过|同类|相当于|排名|居全[省国]|毗邻|接壤|相邻|交界|邻近|距|通往|直达"
    "|开往|途经|高速|铁路|公路|航线|航班|动车|高铁|发往|销往|外销|销售|转诊|转院|就医|参会|参赛"
    "|参加|会议|荣获|获奖|论坛|引进|招商|投资|客商|专家|嘉宾|对口|帮扶|支援|援助|协作|合作"
    "|联动|联合|跨[省市县区]|东西部|务工|返乡|返回|来自|籍|出生|户籍|住址|地址|邮编|寄|快递|旅居"
    "|旅行|旅游|途中|输入|病例|通报|案例|事故|报道|来函|致函|发生|教训|大学|学院|研究院|研究所"
    "|毕业|调任|挂职|委托|中标|生产|制造|出版|采购|供应商|产自|品种|原产|调入|调出|调往"
)
_FIRM = re.compile(
    "[^，。；：、\n]{0,16}?(?:公司|企业|集团|银行|检察院|法院|海关|医院|大学|学院|学校|出版社"
    "|研究院|研究所|厂|协会"
    "|事务所|医科|师范|人民广播|日报|晚报|路|大道|街|会议中心|[户]籍|籍|人(?![民口员均大数群次]))"
)
_QUOTED = re.compile(r"“[^”\n]{0,200}”|《[^》\n]{0,200}》|（[^）\n]{0,200}）")


@dataclass(frozen=True)
class _Seen:
    """A foreign name, where it stands, and whether the paper speaks of itself there."""

    name: str
    start: int
    end: int
    itself: bool


def paper_foreign_place(sheet: Sheet, held: Held, limits: Limits) -> Iterator[Alert]:
    """Foreign names in sentences on the own place or in the title, or one name many times without a reason.

    Nothing is said where nobody told which place is home.
    """
    limit = limits.of("paper-foreign-place")
    if limit is None or not held.home.places:
        return
    seen = tuple(_foreign(sheet, held.home))
    itself = [each for each in seen if each.itself]
    often = _often(seen, limit)
    if len(itself) < limit["itself"] and not often:
        return
    shown = itself or [each for each in seen if each.name in often]
    names = tuple(dict.fromkeys(each.name for each in shown))
    yield alert_of(
        "paper-foreign-place",
        sheet.paper.id,
        on=held.on,
        value=Fraction(len(shown)),
        threshold=limit["itself"] if itself else limit["times"],
        confidence=_SURE,
        passages=tuple(_passage(sheet, each) for each in shown[:5]),
        observation=sheet.paper.id,
        says={
            "names": names,
            "itself": len(itself) or None,
            "times": None if itself else len(shown),
            "home": held.home.places[:5],
        },
    )


def _foreign(sheet: Sheet, home: Home) -> Iterator[_Seen]:
    """The foreign names of the body that nothing in their sentence explains, and those of the title."""
    own = around(frozenset(home.places))
    texts = [(each.text, each.start, False) for each in sheet.sentences]
    if sheet.title_line is not None:
        texts.insert(0, (sheet.title, sheet.title_line.start, True))
    for text, start, title in texts:
        if _OTHERS.search(text):
            continue
        hidden = _QUOTED.sub(lambda match: "□" * len(match[0]), text)
        speaks = title or bool(_SELF.search(hidden))
        for mention in mentions(hidden):
            if not _is_home(mention, own, home, hidden) and not _FIRM.match(hidden, mention.end):
                yield _Seen(mention.name, start + mention.start, start + mention.end, speaks)


def _is_home(mention: Mention, own: frozenset[str], home: Home, text: str) -> bool:
    """Whether it is home, or stands inside the name of a place or body of home."""
    if mention.name in own:
        return True
    around_it = text[max(0, mention.start - 12) : mention.end + 12]
    return any(
        text[mention.start : mention.end] in name and name in around_it
        for name in (*home.places, *home.bodies)
    )


def _often(seen: tuple[_Seen, ...], limit: Mapping[str, Fraction]) -> frozenset[str]:
    """Names that stand so often without a reason; of provinces everybody speaks."""
    provinces = {place.name for place in load_places().values() if place.is_province}
    counts = Counter(each.name for each in seen if each.name not in provinces)
    return frozenset(name for name, count in counts.items() if count >= limit["times"])


def _passage(sheet: Sheet, seen: _Seen) -> Passage:
    """The name with what stands around it in its line."""
    start = max(sheet.text.rfind("\n", 0, seen.start) + 1, seen.start - 30)
    line = sheet.text.find("\n", seen.end)
    end = min(line if line >= 0 else len(sheet.text), seen.end + 30)
    return sheet.passage(start, end)
