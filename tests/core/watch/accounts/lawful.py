"""A busy lawful county account, drawn at random: recurring notices, festivals, posts that spread, proper answers."""

from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction
from random import Random

from answerable.core.watch.accounts.values import (
    Account,
    Claim,
    Filing,
    Health,
    Promise,
    Repeats,
    Review,
    Said,
    Stretch,
    Utterance,
)
from answerable.core.watch.accounts.words import pairs
from tests.core.watch.accounts.scenes import CALENDAR, comment, message, moment, post, reply, voice

FIRST = date(2024, 7, 1)
DAYS = 730
_DAY = timedelta(days=1)
_TOWNS = ("城关镇", "石桥镇", "青山镇", "白沙乡", "柳林乡", "河口镇", "新集镇", "双溪乡")
_STREETS = ("东街", "西街", "解放路", "人民路", "环城路", "站前路", "文昌巷", "滨河路", "建设路", "学府路")
_BUREAUS = (
    "县医保局",
    "县民政局",
    "县人社局",
    "县教育局",
    "县交通局",
    "县住建局",
    "县市场监管局",
    "县农业农村局",
)
_ACTS = (
    "义务植树",
    "反诈宣传",
    "全民阅读",
    "消防演练",
    "家电以旧换新",
    "招聘会",
    "农技培训",
    "健康讲座",
    "文艺演出",
    "巡河护河",
)
_GOODS = ("白菜", "萝卜", "猪肉", "鸡蛋", "大米", "菜油", "黄瓜", "西红柿")
_WARNINGS = ("雷电黄色预警", "暴雨蓝色预警", "大风蓝色预警", "高温橙色预警", "大雾黄色预警", "寒潮蓝色预警")
_FESTIVALS = {
    (1, 1): "元旦",
    (5, 1): "劳动节",
    (10, 1): "国庆节",
    (1, 29): "春节",
    (2, 17): "春节",
    (9, 17): "中秋节",
}
_TERMS = {
    (3, 20): "春分",
    (5, 5): "立夏",
    (6, 21): "夏至",
    (8, 7): "立秋",
    (9, 22): "秋分",
    (11, 7): "立冬",
    (12, 21): "冬至",
}
_SAYINGS = (
    "新的一天，愿你眼里有光、心中有爱。",
    "平凡的日子，也要热气腾腾地过。",
    "慢慢来，一切都是最好的安排。",
    "所有的努力都不会白费。",
)
_PRAISE = (
    "为家乡点赞",
    "支持",
    "好政策",
    "越来越好了",
    "给交警同志点个赞",
    "辛苦了",
    "家乡变化真大",
    "工作人员态度很好",
    "感谢政府为老百姓办实事",
    "祝家乡发展越来越好，加油",
)
_OPENINGS = (
    "网友您好！您的留言已收悉，现答复如下：",
    "您好，感谢您的关注。",
    "尊敬的网友：您好！您反映的情况已收到。",
    "您好！经核实，",
    "",
)
_CLOSINGS = ("感谢您的理解与支持。", "如有疑问请拨打12345。", "祝您生活愉快！", "")
_MATTERS = (
    (
        "{street}的路灯坏了好几天，什么时候能修好？",
        "{street}路灯故障系电缆老化所致，维修人员已到现场更换，{month}月{day}日恢复照明。",
    ),
    (
        "请问居民医保今年缴多少钱，在哪里缴？",
        "今年居民医保个人缴费标准为{n}80元，可到村委会、社区窗口或者手机缴纳。",
    ),
    ("{town}经常停水，能不能解决一下？", "{town}停水是因管网改造，施工预计{month}月底完成，期间早晚供水。"),
    (
        "小孩户口在乡下，能在县城读小学吗？",
        "非本学区儿童可凭居住证、务工证明申请县城小学，教育局{month}月公布学区方案。",
    ),
    ("{street}夜里施工太吵了，有没有人管？", "县城管执法人员已责令{street}工地夜间停止作业。"),
    (
        "想咨询一下老年人高龄补贴怎么申请？",
        "年满80周岁的老人可由家属到户籍所在村（社区）申请高龄补贴，每月{n}0元。",
    ),
    (
        "建议在{town}增加一趟公交，学生上学不方便。",
        "县交通局正在优化公交线路，拟于下学期在{town}增设一个班次。",
    ),
    ("我家门口的垃圾没人收，都臭了！", "已督促保洁公司当日清运，并增设垃圾桶{n}个。"),
)


class _County:
    """One county account while it is being drawn."""

    def __init__(self, seed: int) -> None:
        self.random = Random(seed)  # noqa: S311  # examples, not secrets
        self.own: list[Utterance] = []
        self.others: list[Utterance] = []
        self.foreign: list[Utterance] = []
        self.kinds: dict[str, list[Utterance]] = defaultdict(list)
        self.followers = self.random.randint(6_000, 60_000)
        self.rate = self.random.uniform(0.02, 0.12)
        self.counted: list[tuple[date, int]] = []
        self.busy = self.random.uniform(1.0, 2.2)

    def pick(self, *of: str) -> str:
        return self.random.choice(of)

    def say(
        self, kind: str, day: date, text: str, *, hour: int | None = None, source: str | None = None
    ) -> None:
        hour = self.random.choice((8, 9, 10, 11, 14, 15, 16, 17, 18, 20)) if hour is None else hour
        made = post(f"p{len(self.own)}", day, text, hour=hour, known=day + self.random.choice((0, 1)) * _DAY)
        at = moment(day, hour, self.random.randint(0, 59))
        reads = int(self.followers * self.rate * self.random.lognormvariate(0, 0.7)) + self.random.randint(
            5, 60
        )
        if self.random.random() < 0.02:
            reads = int(reads * min(200.0, 4 * self.random.paretovariate(0.9)))
        likes = int(reads * self.random.lognormvariate(-4.2, 0.5))
        made = replace(
            made,
            at=at,
            reads=reads,
            likes=likes,
            forwards=int(reads * self.random.lognormvariate(-4.6, 0.6)),
            comments=int(reads * self.random.lognormvariate(-5.5, 0.6)),
            source=source,
        )
        self.own.append(made)
        self.kinds[kind].append(made)
        for _ in range(min(6, int(self.random.expovariate(0.8)))):
            words = self.pick(
                *_PRAISE,
                f"{self.pick(*_STREETS)}什么时候修？",
                f"{self.pick(*_TOWNS)}的路走了{reads % 90}年了",
            )
            self.others.append(comment(f"c{len(self.others)}", made.id, made.known, words))


def lawful(seed: int, *, days: int = DAYS) -> Account:
    """Two years of a county's account that does what it should, on the day after they are over."""
    county = _County(seed)
    for at in range(days):
        day = FIRST + at * _DAY
        county.followers += county.random.randint(-3, 25)
        if day.weekday() == 0:
            county.counted.append((day, county.followers))
        for draw in _DRAWS:
            draw(county, day)
        _ask(county, day)
    on = FIRST + days * _DAY
    own = tuple(
        sorted((each for each in county.own if each.known <= on), key=lambda each: (each.at, each.id))
    )
    return Account(
        voice=voice(
            opened_on=FIRST,
            reviewed_since=FIRST,
            custody="both",
            promise=Promise(posts_per_week=Fraction(5), reply_hours=None, sources=("省日报", "市广播电视台")),
        ),
        on=on,
        calendar=CALENDAR,
        own=own,
        others=tuple(sorted(county.others, key=lambda each: (each.at, each.id))),
        foreign=tuple(county.foreign),
        repeats=tuple(_groups(county)),
        looked=(Stretch(FIRST, on, Health.SEEN),),
        followers=tuple(county.counted),
        claims=tuple(_claims(own, county.random, on)),
        filings=(Filing("opened", FIRST, FIRST + 3 * _DAY),),
        reviews=tuple(_review(each) for each in own if each.said is Said.POST),
    )


def _notices(county: _County, day: date) -> None:
    """News of the day: many kinds, none very often."""
    resting = day in CALENDAR.off or day.weekday() >= 5
    number = int(county.random.expovariate(1 / (0.4 if resting else county.busy)))
    for _ in range(min(number, 6)):
        bureau, town, act = county.pick(*_BUREAUS), county.pick(*_TOWNS), county.pick(*_ACTS)
        n, later = county.random.randint(12, 980), day + county.random.randint(1, 9) * _DAY
        text = county.pick(
            f"{bureau}在{town}开展{act}活动，{n}名群众参加，现场发放资料{n * 3}份。",
            f"{later.month}月{later.day}日，{bureau}将在{town}举办{act}，欢迎市民参加。",
            f"{town}完成{act}任务，惠及{n}户村民，{bureau}现场验收。",
            f"【通知】{bureau}：{later.month}月{later.day}日起受理{act}报名，名额{n}个。",
            f"县领导到{town}调研{act}工作，走访{n % 20 + 2}个村，要求抓好落实。",
            f"{town}村民种的油菜又丰收了，今年{n}亩，{bureau}送来农机{n % 9 + 2}台。",
        )
        county.say("news", day, text)


def _recurring(county: _County, day: date) -> None:
    """What returns by the week or the month, in the same words with other figures."""
    draw = county.random
    if day.weekday() == 0:
        prices = "，".join(
            f"{each}{draw.randint(2, 30)}.{draw.randint(0, 9)}元/公斤" for each in draw.sample(_GOODS, 5)
        )
        county.say(
            "prices", day, f"本周菜价（{day.month}月{day.day}日）：{prices}。县发改局价格监测中心发布。"
        )
    if draw.random() < 0.12:
        on, street = day + draw.randint(1, 3) * _DAY, county.pick(*_STREETS)
        hours = f"{draw.randint(6, 9)}:00至{draw.randint(15, 19)}:00"
        text = f"【停电通知】因设备检修，{on.month}月{on.day}日{hours}，{street}一带停电，请做好准备。"
        county.say("power", day, text)
    if draw.random() < 0.08:
        on, town = day + _DAY, county.pick(*_TOWNS)
        hours = f"{draw.randint(8, 10)}时至{draw.randint(14, 20)}时"
        text = f"【停水通知】{on.month}月{on.day}日{hours}，{town}管网维修停水，请储水备用。"
        county.say("water", day, text)
    if draw.random() < (0.25 if 4 <= day.month <= 9 else 0.06):
        hour, kind = draw.randint(2, 22), county.pick(*_WARNINGS)
        at = f"{day.month}月{day.day}日{hour}时{draw.randint(0, 59)}分"
        text = f"县气象台{at}发布{kind}：预计未来6小时我县大部有强对流天气，请注意防范。"
        county.say("warning", day, text, hour=hour)
    if day.day in (5, 20) and draw.random() < 0.7:
        where, when = county.pick(*_TOWNS), draw.randint(21, 28)
        text = f"【接种提醒】{where}卫生院本月{when}日接种脊灰、百白破疫苗，请家长带接种证前往。"
        county.say("vaccine", day, text)
    if day.day == 12 and day.month in (2, 3, 4, 10, 11):
        county.say(
            "fire",
            day,
            "【森林防火】天干物燥，严禁野外用火，烧荒、上坟烧纸一律依法处罚，发现火情请拨打12119。",
        )
    if day.day == 8 and day.month in (3, 6, 9, 12):
        county.say("fraud", day, "【反诈提醒】刷单返利都是诈骗，不轻信、不转账，接到可疑来电请拨打96110。")


def _festivals(county: _County, day: date) -> None:
    """Greetings on festivals and solar terms, and now and then a word for the morning."""
    if name := _FESTIVALS.get((day.month, day.day)):
        county.say("greeting", day, f"县委、县政府祝全县人民{name}快乐，阖家幸福！")
    if name := _TERMS.get((day.month, day.day)):
        county.say("term", day, f"今日{name}。{county.pick(*_SAYINGS)}")
    if county.random.random() < 0.05:
        county.say("morning", day, f"早安，云水！{county.pick(*_SAYINGS)}", hour=7)


def _reposts(county: _County, day: date) -> None:
    """Reposts that name their source, and joint notices that every account of the county puts out."""
    if county.random.random() < 0.1:
        source = county.pick("新华社", "省日报", "市广播电视台", "中国政府网")
        n = county.random.randint(100, 999)
        text = f"国务院部署稳就业举措，{n}万人受益，各地落实补贴政策，{county.pick(*_BUREAUS)}跟进。"
        county.say("repost", day, text, source=source)
    if county.random.random() < 0.03:
        street = county.pick(*_STREETS)
        text = f"关于{street}道路封闭施工的通告：因铺设管网，{street}自{day.month}月{day.day}日起封闭，过往车辆请绕行。"
        first = post(f"f{len(county.foreign)}", day, text, hour=7, voice="云水交警")
        county.foreign.append(first)
        county.kinds[f"joint{first.id}"].append(first)
        county.say(f"joint{first.id}", day, text, hour=16)


def _ask(county: _County, day: date) -> None:
    """Citizens ask, and are answered: most within days, a few late, a few not at all."""
    draw = county.random
    for _ in range(min(3, int(draw.expovariate(1.6)))):
        asks, tells = draw.choice(_MATTERS)
        facts = {"street": county.pick(*_STREETS), "town": county.pick(*_TOWNS), "n": str(draw.randint(3, 9))}
        facts |= {"month": str(day.month), "day": str(min(28, day.day + 1))}
        asked = message(f"m{len(county.others)}", day, asks.format(**facts))
        county.others.append(asked)
        if draw.random() < 0.05:
            continue
        after = draw.choices((0, 1, 2, 3, 4, 9), weights=(25, 30, 20, 10, 8, 4))[0]
        if draw.random() < 0.3:
            _answer(
                county,
                asked,
                day + (after > 0) * _DAY,
                "您好，您的留言已收悉，已转交相关部门办理，请耐心等待。",
            )
        text = county.pick(*_OPENINGS) + tells.format(**facts) + county.pick(*_CLOSINGS)
        _answer(county, asked, day + after * _DAY, text)
    if draw.random() < 0.1:
        county.others.append(
            message(f"m{len(county.others)}", day, county.pick("谢谢你们，路灯修好了", "点赞，办事真快！"))
        )


def _answer(county: _County, asked: Utterance, day: date, text: str) -> None:
    hour = county.random.randint(15, 18)
    county.own.append(reply(f"r{len(county.own)}", asked.id, day, text, hour=hour))


def _groups(county: _County) -> Iterator[Repeats]:
    """Near repeats as a search would find them, within each kind: everything like one of the twenty before it."""
    for kind in county.kinds.values():
        group: list[Utterance] = []
        groups = [group]
        for each in kind:
            near = (have for have in groups if any(_near(each.text, one.text) for one in have[-8:]))
            found = next(near, None)
            if found is None:
                groups.append([each])
            else:
                found.append(each)
        for found in groups:
            if len(found) > 1:
                yield Repeats(tuple(each.id for each in found), Fraction(6, 10))


def _near(one: str, other: str) -> bool:
    """Whether `words.alike` says 6/10 or more, without a fraction of each of two million pairs."""
    a, b = pairs(one), pairs(other)
    return bool(a or b) and 10 * len(a & b) >= 6 * len(a | b)


def _claims(own: tuple[Utterance, ...], random: Random, on: date) -> Iterator[Claim]:
    """A report every month that says what was posted, or nearly: one or two were counted twice."""
    months = sorted({each.day.replace(day=1) for each in own})
    for month in months:
        inside = [each for each in own if each.said is Said.POST and each.day.replace(day=1) == month]
        known = (month + 35 * _DAY).replace(day=6)
        if known > on:
            continue
        posts, reads = len(inside) + random.choice((0, 0, 1, 2)), sum(each.reads or 0 for each in inside)
        yield Claim(f"report{month}", "posts", month, posts, f"本月共发布信息{posts}条", 10, known)
        more = int(reads * random.uniform(1, 1.6))
        yield Claim(f"report{month}", "reads", month, more, f"总阅读量{more}次", 30, known)


def _review(each: Utterance) -> Review:
    return Review(
        each.id, ("editor", "chief", "officer"), (each.day, each.day, each.day), (False, False, True)
    )


_DRAWS: tuple[Callable[[_County, date], None], ...] = (_notices, _recurring, _festivals, _reposts)
