"""Names of provinces, prefectures and counties, and where they stand in a text.

The list is `rulebooks/places/cn.csv`: codes and names after GB/T 2260. A short form (长沙 for 长沙市) is read for
prefectures alone, and only where it is no ordinary word.
"""

import csv
import io
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

_SUFFIX = re.compile(
    "特别行政区|壮族自治区|回族自治区|维吾尔自治区|自治区|自治州|自治县|自治旗|地区|[省市县区盟旗]"
)
_END = re.compile("[省市县区州盟旗]")
_LIKE_WORDS = """
    城区 郊区 矿区 东区 西区 南区 北区 市中区 江北区 江南区 江东区 江岸区 河东区 河西区 河北区 港口区 路北区
    路南区 桥东区 桥西区 东西湖区 西湖区 东湖区 南湖区 东港区 西市区 站前区 合作市 新市区 鼓楼区 集美区 港区
    龙区 白云区 青山区 东风区 前进区 向阳区 友好区 红旗区 公安县 资源县 南部县 中方县 城步县 台江区 海港区
    会同县 通道县 共和县 互助县 新建区 新建县 民权县
    长安区 新华区 和平区 光明区 平安区 农安县 开发区 高新区
"""
_GENERIC = frozenset(_LIKE_WORDS.split())
"""Names that ordinary words end like, or that many cities have; those on 山区 and 城区 are left out by their end."""
_IN_WORDS = """
    大同 长治 安康 吉安 广安 泰安 淮安 延安 四平 三明 中山 东营 朝阳 海口 白山 白城 白银 平凉 定西 固原 安顺
    保山 永州 宝鸡 来宾 河池 北海 黄山 百色 兴安 吉林 海南 海北 海西 黄南 山南 日照 本溪 鞍山 乐山 眉山 龙岩
    南平 宁德 河源 清远 云浮 崇左 贵港 自贡 内江 资阳 德阳 安阳 南阳 信阳 开封 常德 怀化 咸宁 随州 通化 黑河
    双鸭山 威海 临沂 阿里 文山 红河 大理 怒江 桃园 高雄 巴中 达州 朔州 运城 晋城 中卫 天水 丽水 南通 新余
    新乡 保定 大连 大庆 安庆 阳江 普洱 汉中 海东 吴忠 哈密 和田 包头 镇江 宜春 成都 西安 西宁 新北 台中 台南
    济南 济宁 合肥 南宁 周口 江门 金华 玉林 晋中
"""
_ORDINARY = frozenset(_IN_WORDS.split())
"""Short names that are read as ordinary words or stand in other words, such as 保定 in 确保定期."""


@dataclass(frozen=True)
class Place:
    """A place by its code; `above` is the code of what it belongs to, empty for provinces."""

    code: str
    name: str
    above: str

    @property
    def is_province(self) -> bool:
        return self.code.endswith("0000")


@dataclass(frozen=True)
class Mention:
    """A place named in a text: its full name, and the words that name it."""

    name: str
    start: int
    end: int


@cache
def load_places() -> Mapping[str, Place]:
    """Every place by its code."""
    text = files("answerable.rulebooks").joinpath("places", "cn.csv").read_text(encoding="utf-8")
    rows = csv.DictReader(io.StringIO(text))
    return {row["code"]: Place(row["code"], row["name"], row["above"]) for row in rows}


@cache
def _full() -> Mapping[str, frozenset[str]]:
    """The full names that can be told from ordinary words, by their last character."""
    found: dict[str, set[str]] = defaultdict(set)
    for place in load_places().values():
        if len(place.name) >= 3 and not _is_generic(place.name):
            found[place.name[-1]].add(place.name)
    return {end: frozenset(names) for end, names in found.items()}


def _is_generic(name: str) -> bool:
    return name in _GENERIC or (len(name) == 3 and name.endswith(("山区", "城区")))


@cache
def _short() -> Mapping[str, str]:
    """Full names of prefectures by their short ones, where these are no ordinary words."""
    found: dict[str, str] = {}
    for place in load_places().values():
        short = _SUFFIX.sub("", place.name)
        is_prefecture = place.code.endswith("00") and not place.is_province
        if is_prefecture and 2 <= len(short) <= 4 and short not in _ORDINARY:
            found.setdefault(short, place.name)
    return found


def mentions(text: str) -> Iterator[Mention]:
    """Every place that is named: the longest full name before each suffix, then short forms that have none."""
    for match in _END.finditer(text):
        end = match.end()
        name = _ending(text, end)
        if name is not None:
            yield Mention(name, end - len(name), end)
    yield from _shortened(text)


def _ending(text: str, end: int) -> str | None:
    names = _full().get(text[end - 1], frozenset())
    for length in range(min(15, end), 2, -1):
        if text[end - length : end] in names:
            return text[end - length : end]
    return None


@cache
def _firsts() -> frozenset[str]:
    return frozenset(short[:2] for short in _short())


def _shortened(text: str) -> Iterator[Mention]:
    firsts, short = _firsts(), _short()
    for at in range(len(text) - 1):
        if text[at : at + 2] not in firsts:
            continue
        name = next((each for length in (4, 3, 2) if (each := text[at : at + length]) in short), None)
        if name is not None and not _SUFFIX.match(text, at + len(name)):
            yield Mention(short[name], at, at + len(name))


@cache
def around(names: frozenset[str]) -> frozenset[str]:
    """The names given, and those above and below them wherever they are found in the list."""
    places = load_places()
    own = {code for code, place in places.items() if place.name in names}
    above = {upper for code in own for upper in _upward(code)}
    below = {code for code in places if own & set(_upward(code))}
    return frozenset(names | {places[code].name for code in own | above | below})


def _upward(code: str) -> Iterator[str]:
    places = load_places()
    while code := places[code].above:
        yield code
