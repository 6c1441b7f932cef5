"""Posts as the accounts of a county put them out, with pairs of which it is known that one was made of the other.

About half are notices of their own; the rest are padding (one saying with a new date and weekday, day after day), old
notices put out again with a few characters changed, the same text again, and bulletins that share their frame but not
their figures. A few are long. Nothing is taken from anywhere; the places do not exist.
"""

import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

_PLACE = "云河溪岭桥塘湾坪洲浦泉塔柳松梅竹枫樟榆槐荷莲兰桂青白红黄丹碧玉银金石沙岩东西南北上下前后新古大小长平安宁和乐康富"
_KIND = ("镇", "乡", "街道", "社区", "村", "开发区", "新区", "片区", "工业园", "小区")
_BODY = ("政务服务中心", "社区卫生服务站", "供水公司", "公交公司", "环卫所", "文化馆", "图书馆", "便民服务站", "养老服务中心",
         "市场监管所", "应急办", "农业服务中心", "水利站", "城管中队", "体育馆", "人力资源市场", "不动产登记点", "医保经办点")  # fmt: skip
_WHAT = ("管网改造", "路面养护", "垃圾清运", "老旧小区改造", "流感疫苗接种", "免费体检", "义诊", "招聘会", "书法展", "广场舞培训",
         "防汛演练", "消防检查", "食品抽检", "河道清淤", "绿化修剪", "路灯维修", "电梯年检", "充电桩安装", "停车位划线", "反诈宣传",
         "助老送餐", "技能培训", "图书漂流", "旧衣回收", "危房排查", "病媒防制", "水质检测", "燃气安检", "公厕升级", "校车检修")  # fmt: skip
_DOES = ("已经开始", "将于近日进行", "顺利完成", "因雨推迟", "分批推进", "延长到月底", "改在室内举行", "即日起受理预约", "暂停两天",
         "由专人上门办理", "接受现场报名", "面向全体居民开放", "按户通知", "每天公布进度", "已通过验收", "请有关单位配合")  # fmt: skip
_ADVICE = ("请沿线居民提前储水", "过往车辆请绕行", "请携带身份证原件", "如有疑问可到窗口咨询", "办理时间为工作日上午九点到下午五点",
           "雨天路滑请注意脚下", "请勿在井盖上停车", "老人可以由家属代办", "网上也可以查询结果", "需要轮椅的请提前说明",
           "名额有限先到先得", "请保持楼道畅通", "装修垃圾请另行堆放", "宠物请拴好牵引绳", "施工期间噪声较大敬请谅解",
           "费用由县里统一承担", "材料不齐的一次告知", "现场备有饮水和座椅", "请不要轻信陌生来电", "错过的可以等下一批")  # fmt: skip
_SAYINGS = ("新的一天从微笑开始，愿你所有的努力都不被辜负，所有的等待都有回响，平凡的日子里也有光",
            "早起的人看得见最干净的街道，慢下来的人听得见最轻的风声，把日子过好就是最好的回答",
            "与其抱怨路远，不如迈出一步；与其等待天晴，不如学会撑伞，愿今天的你比昨天更从容",
            "一粥一饭当思来处不易，一针一线常念物力维艰，勤俭不是吝啬，而是对生活的尊重",
            "读一页书，走一段路，和邻居说一句话，小城的温度就在这些小事里一点一点升起来",
            "心里有阳光，脚下有方向，手上有事做，身边有人陪，这就是普通人最踏实的幸福")  # fmt: skip
_WEEKDAYS = "一二三四五六日"
_SKY = ("晴", "多云", "阴", "小雨", "中雨", "雷阵雨", "晴转多云", "多云转阴", "阴转小雨", "雨夹雪")
_WIND = ("偏北风", "偏南风", "东风", "西风", "东北风", "西南风")
_EMOJI = ("☀️", "🌞", "💪", "🌸", "👍", "😊")
_OTHER = "的一是在有人这上来到时大地为子中你说生国年着就那和要她出也得里后自以会家可下而过天去能对小多然于心学"
_SAMPLE = 20_000


@dataclass
class Posts:
    """Texts in the order they were put out, and pairs (earlier, later) of which one was made of the other."""

    texts: list[str]
    pairs: list[tuple[int, int]]


@dataclass
class _Maker:
    rng: random.Random
    texts: list[str] = field(default_factory=list)
    pairs: list[tuple[int, int]] = field(default_factory=list)

    def add(self, text: str, source: int | None = None) -> int:
        self.texts.append(text)
        if source is not None:
            self.pairs.append((source, len(self.texts) - 1))
        return len(self.texts) - 1

    def some(self, *, most: int) -> int:
        """A size with a long tail: mostly two or three, rarely hundreds."""
        return min(most, 1 + int(self.rng.paretovariate(0.9)))

    def place(self) -> str:
        return "".join(self.rng.choices(_PLACE, k=2)) + self.rng.choice(_KIND)

    def day(self) -> str:
        return f"{self.rng.randint(1, 12)}月{self.rng.randint(1, 28)}日"

    def notice(self, sentences: int | None = None) -> str:
        rng, said = self.rng, []
        for _ in range(sentences or rng.randint(2, 5)):
            said.append(
                f"{self.day()}{rng.randint(6, 21)}时，{self.place()}{rng.choice(_BODY)}{rng.choice(_WHAT)}"
                f"{rng.choice(_DOES)}，涉及{self.place()}等{rng.randint(2, 900)}户，{rng.choice(_ADVICE)}。"
            )
        return "".join(said)

    def padding(self, saying: str) -> str:
        rng = self.rng
        return f"#早安#{self.day()} 星期{rng.choice(_WEEKDAYS)}，{saying}{rng.choice(_EMOJI)}"

    def bulletin(self, place: str) -> str:
        rng, low = self.rng, self.rng.randint(-5, 24)
        return (
            f"【天气】{place}{self.day()}白天{rng.choice(_SKY)}，{rng.choice(_WIND)}{rng.randint(1, 5)}级，最低气温{low}度，"
            f"最高气温{low + rng.randint(4, 12)}度，夜间{rng.choice(_SKY)}，相对湿度{rng.randint(30, 95)}%，{rng.choice(_ADVICE)}。"
        )

    def edited(self, text: str) -> str:
        """The text with one to six characters changed, left out or put in."""
        letters = list(text)
        for _ in range(self.rng.randint(1, 6)):
            at, how = self.rng.randrange(len(letters)), self.rng.random()
            letters[at : at + (how < 0.8)] = [] if how < 0.2 else [self.rng.choice(_OTHER)]
        return "".join(letters)


def made(n: int, seed: int = 5) -> Posts:
    """So many posts; the same for the same seed."""
    maker = _Maker(random.Random(seed))
    while len(maker.texts) < n:
        _one_kind(maker)
    order = list(range(n))
    maker.rng.shuffle(order)
    place = {old: new for new, old in enumerate(order)}
    inside = [(place[a], place[b]) for a, b in maker.pairs if a < n and b < n]
    return Posts([maker.texts[old] for old in order], [(min(pair), max(pair)) for pair in inside])


def _one_kind(maker: _Maker) -> None:
    rng, kind = maker.rng, maker.rng.random()
    if kind < 0.75:
        maker.add(maker.notice())
    elif kind < 0.90:
        first = maker.add(maker.notice())
        for _ in range(maker.some(most=200)):
            maker.add(maker.edited(maker.texts[first]), first)
    elif kind < 0.93:
        first = maker.add(maker.notice())
        for _ in range(maker.some(most=50)):
            maker.add(maker.texts[first], first)
    elif kind < 0.96:
        saying = maker.edited(rng.choice(_SAYINGS)) + maker.place() + rng.choice(_ADVICE)
        first = maker.add(maker.padding(saying))
        for _ in range(maker.some(most=400)):
            maker.add(maker.padding(saying), first)
    elif kind < 0.995:
        place = maker.place()
        for _ in range(maker.some(most=60)):
            maker.add(maker.bulletin(place))
    else:
        first = maker.add(maker.notice(rng.randint(20, 80)))
        if rng.random() < 0.3:
            maker.add(maker.edited(maker.texts[first]), first)


def write(folder: Path, n: int) -> None:
    """The texts, separated by zero bytes, and a sample of the pairs."""
    posts = made(n)
    (folder / "posts.txt").write_bytes("\0".join(posts.texts).encode())
    rng = random.Random(n)
    sample = rng.sample(posts.pairs, min(_SAMPLE, len(posts.pairs)))
    (folder / "pairs.txt").write_text("".join(f"{a} {b}\n" for a, b in sorted(sample)))


def texts_of(folder: str) -> list[str]:
    """The texts as they were written."""
    return (Path(folder) / "posts.txt").read_bytes().decode().split("\0")


def pairs_of(folder: str) -> Iterator[tuple[int, int]]:
    """The sample of pairs."""
    for line in (Path(folder) / "pairs.txt").read_text().splitlines():
        first, second = line.split()
        yield int(first), int(second)
