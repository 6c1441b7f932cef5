"""Posts as the accounts of a county put them out, with pairs of which it is known that one was made of the other.

Rather more than half are notices of their own; the rest are old notices put out again with a few characters changed,
the same text again, padding (one saying with a new date and weekday, day after day) and bulletins that share their
frame but not their figures. A few are long articles. Their words are drawn at random, so that notices of their own
share little; bulletins share half to four fifths, which is hardest to tell apart. Nothing is taken from anywhere; the
places do not exist.
"""

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

_PLACE = (
    "云河溪岭桥塘湾坪洲浦泉塔柳松梅竹枫樟榆槐荷莲兰桂青白红黄丹碧玉银金石沙岩东西南北上下前后新古大小长平"
)
_KIND = ("镇", "乡", "街道", "社区", "村", "开发区", "新区", "片区", "工业园", "小区")
_PLAIN = (
    "管网路面垃圾小区疫苗体检义诊招聘书法舞蹈防汛消防食品河道绿化路灯电梯充电停车反诈送餐培训图书旧衣危房水质燃气公厕校车"
    "窗口预约材料证件热线信箱道路桥梁水库农田果园大棚种子化肥农机合作技术专家课堂讲座老人儿童妇女青年志愿服务帮扶补贴救助"
    "医保社保养老就业创业贷款税费发票执照审批登记过户抵押租赁物业维修基金业主委员楼道围墙井盖护栏标线信号监控警示宣传横幅"
    "手册视频直播采访报道文章照片展览演出电影音乐戏曲比赛冠军球场泳池公园步道凉亭长椅花坛草坪树木修剪浇水喷药除草清扫洒水"
    "分类回收堆肥焚烧填埋污水管道泵站阀门水表抄表缴费余额查询账单网点柜台排队叫号等候评价投诉建议回复整改验收公示结果名单"
    "时间地点联系电话地址流程步骤条件范围对象标准期限延期暂停恢复调整增加减少合并撤销设立搬迁启用试行修订废止解释执行监督检查"
    "抽样检测报告合格处罚警告责令停业召回下架消毒通风口罩体温登机出行客流班次线路站点票价优惠学生军人残疾证明残联工会共青"
    "团结协作奉献表彰先进典型事迹学习交流会议座谈调研走访慰问座席提问解答记录归档保密安全生产责任事故隐患排查治理演习撤离"
    "集合广播短信提醒气温降雨大风冰雹台风寒潮霜冻干旱森林火险地震滑坡塌方抢修供电停水停气抢险物资帐篷棉被饮水药品车辆人员"
)
_WORDS = tuple(_PLAIN[at : at + 2] for at in range(0, len(_PLAIN) - 1, 2))
_LINKS = (
    "和",
    "与",
    "的",
    "及",
    "由",
    "向",
    "对",
    "在",
    "把",
    "已",
    "将",
    "可",
    "不",
    "要",
    "为",
    "到",
    "从",
    "并",
    "再",
    "每",
)
_ENDS = ("。", "。", "。", "，", "，", "；", "！", "、")
_ADVICE = (
    *(
        "请沿线居民提前储水",
        "过往车辆请绕行",
        "请携带身份证原件",
        "如有疑问可到窗口咨询",
        "雨天路滑请注意脚下",
    ),
    *(
        "网上也可以查询结果",
        "名额有限先到先得",
        "材料不齐的一次告知",
        "请不要轻信陌生来电",
        "错过的可以等下一批",
    ),
)
_WEEKDAYS = "一二三四五六日"
_SKY = ("晴", "多云", "阴", "小雨", "中雨", "雷阵雨", "晴转多云", "多云转阴", "阴转小雨", "雨夹雪")
_WIND = ("偏北风", "偏南风", "东风", "西风", "东北风", "西南风")
_EMOJI = ("☀️", "🌞", "💪", "🌸", "👍", "😊")
_OTHER = (
    "的一是在有人这上来到时大地为子中你说生国年着就那和要她出也得里后自以会家可下而过天去能对小多然于心学"
)
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
        """Keep it, and what it was made of; its place is returned."""
        self.texts.append(text)
        if source is not None:
            self.pairs.append((source, len(self.texts) - 1))
        return len(self.texts) - 1

    def some(self, *, most: int) -> int:
        """A size with a long tail: mostly two or three, rarely hundreds."""
        return min(most, 1 + int(self.rng.paretovariate(0.9)))

    def again(self, text: str, *, most: int, how: Callable[[str], str]) -> None:
        """The text, and what is made of it."""
        first = self.add(text)
        for _ in range(self.some(most=most)):
            self.add(how(text), first)

    def place(self) -> str:
        return "".join(self.rng.choices(_PLACE, k=2)) + self.rng.choice(_KIND)

    def day(self) -> str:
        return f"{self.rng.randint(1, 12)}月{self.rng.randint(1, 28)}日"

    def sentence(self) -> str:
        """A sentence whose words are drawn one by one; its frame is one of many."""
        rng, said = self.rng, list[str]()
        if rng.random() < 0.4:
            said.append(f"{self.day()}{self.place()}")
        for word in rng.choices(_WORDS, k=rng.randint(4, 12)):
            said += (word, rng.choice(_LINKS)) if rng.random() < 0.35 else (word,)
        if rng.random() < 0.3:
            said.append(f"{rng.randint(2, 9000)}{rng.choice('户人次件处')}")
        return "".join(said) + rng.choice(_ENDS)

    def notice(self, sentences: int | None = None) -> str:
        n = sentences or 1 + min(11, int(self.rng.lognormvariate(1.25, 0.5)))
        advice = self.rng.choice(_ADVICE) if self.rng.random() < 0.3 else ""
        return "".join(self.sentence() for _ in range(n)) + advice

    def padding(self, saying: str) -> str:
        rng = self.rng
        return f"#早安#{self.day()} 星期{rng.choice(_WEEKDAYS)}，{saying}{rng.choice(_EMOJI)}"

    def frame(self) -> list[str]:
        """What a bulletin says every day: each place has words of its own."""
        return [self.sentence().rstrip("。，；！、") for _ in range(5)]

    def bulletin(self, frame: list[str]) -> str:
        rng, low = self.rng, self.rng.randint(-5, 24)
        one, two, three, four, five = frame
        return (
            f"【{self.day()}】{one}{rng.choice(_SKY)}，{two}{rng.choice(_WIND)}{rng.randint(1, 5)}级，{three}{low}度，"
            f"{four}{low + rng.randint(4, 12)}度，{five}{rng.randint(30, 95)}%。"
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
    kind = maker.rng.random()
    if kind < 0.840:
        maker.add(maker.notice())
    elif kind < 0.930:
        maker.again(maker.notice(), most=200, how=maker.edited)
    elif kind < 0.960:
        maker.again(maker.notice(), most=50, how=str)
    elif kind < 0.975:
        saying = maker.notice()
        maker.again(maker.padding(saying), most=400, how=lambda _: maker.padding(saying))
    elif kind < 0.990:
        frame = maker.frame()
        for _ in range(maker.some(most=60)):
            maker.add(maker.bulletin(frame))
    elif kind < 0.997:
        maker.add(maker.notice(maker.rng.randint(20, 80)))
    else:
        maker.again(maker.notice(maker.rng.randint(20, 80)), most=1, how=maker.edited)


def write(folder: Path, n: int) -> None:
    """The texts, separated by zero bytes, and a sample of the pairs."""
    posts = made(n)
    (folder / "posts.txt").write_bytes("\0".join(posts.texts).encode())
    rng = random.Random(n)
    sample = rng.sample(posts.pairs, min(_SAMPLE, len(posts.pairs)))
    (folder / "pairs.txt").write_text("".join(f"{a} {b}\n" for a, b in sorted(sample)))


def texts_of(folder: str, name: str = "posts.txt") -> list[str]:
    """The texts as they were written."""
    return (Path(folder) / name).read_bytes().decode().split("\0")


def pairs_of(folder: str) -> Iterator[tuple[int, int]]:
    """The sample of pairs."""
    for line in (Path(folder) / "pairs.txt").read_text().splitlines():
        first, second = line.split()
        yield int(first), int(second)
