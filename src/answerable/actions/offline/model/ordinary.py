"""Ordinary contracts of towns: generated, of mixed quality, with nothing to tell but their figures."""

from dataclasses import dataclass
from datetime import date, timedelta

from answerable.actions.offline.model.days import FIRST, LAST, periods
from answerable.actions.offline.model.figures import Measured, Stretch, compare
from answerable.actions.offline.model.oversight import EVALUATE, STANDARD, oversee
from answerable.actions.offline.model.people import Seat
from answerable.actions.offline.model.plan import Plan, Provided, open_contract
from answerable.actions.offline.model.rows import Pen
from answerable.actions.offline.model.scoring import score
from answerable.actions.offline.model.series import Range, measure
from answerable.actions.offline.model.surveys import survey
from answerable.actions.offline.model.voice import GOOD, MIXED, Fate, Phase, deliver, hear, rate, take_up
from answerable.core.tables.declare import Both
from answerable.core.terms.period import Period, PeriodKind


@dataclass(frozen=True)
class Cost:
    """What a unit of the work cost the body itself, in fen."""

    measure: str
    size: Range
    before: int


@dataclass(frozen=True)
class Line:
    """A line of work that any town buys."""

    slug: str
    name: Both
    company: Both
    catalogue: str
    shares: dict[str, int]
    """Indicators with their target in per cent."""
    tier: str
    """Where single services are rated; empty where there is no single service."""
    topics: tuple[str, ...]
    fixes: bool = False
    """Whether hours to fix a problem are measured too."""
    cost: Cost | None = None


LINES = (
    Line(
        "village-cleaning",
        Both("村庄保洁", "Village cleaning"),
        Both("保洁", "Cleaning"),
        "C13050100",
        {"sweeping": 95, "litter": 95},
        "",
        ("村口垃圾堆了好几天", "河沟边的垃圾没人清", "保洁员一周没来过"),
        cost=Cost("每万平方米每季度保洁成本", (20, 40), 900_000),
    ),
    Line(
        "public-toilets",
        Both("公共厕所管护", "Public toilets"),
        Both("环境", "Environment"),
        "C13050300",
        {"spot-checks": 90, "attendance": 95},
        "",
        ("公厕没有水冲", "公厕晚上锁门", "公厕异味很大"),
    ),
    Line(
        "road-lighting",
        Both("村道路灯维护", "Village road lighting"),
        Both("照明", "Lighting"),
        "C13020000",
        {"tasks-done": 90},
        "",
        ("路灯坏了一个多星期", "路灯白天亮晚上不亮", "灯杆歪了怕倒下来"),
        fixes=True,
    ),
    Line(
        "elder-visits",
        Both("独居老人探访", "Visits to old people living alone"),
        Both("助老", "Elder Care"),
        "C05010400",
        {"visits-on-time": 95, "plans-kept": 90},
        "home",
        ("这个月探访员没有来", "探访只打了个电话", "希望帮忙代买药品"),
        cost=Cost("每次上门服务成本", (280, 420), 9_500),
    ),
    Line(
        "service-desk",
        Both("便民服务中心导办", "Guides at the service centre"),
        Both("服务外包", "Staffing"),
        "C16100000",
        {"attendance": 95, "solved-first": 80},
        "counter",
        ("窗口没有人，等了半小时", "导办说的材料和窗口要的不一样", "取号机坏了没人管"),
    ),
    Line(
        "park-upkeep",
        Both("公园广场管养", "Upkeep of parks and squares"),
        Both("园林", "Gardens"),
        "C13030000",
        {"plants-alive": 95, "tasks-done": 90},
        "",
        ("健身器材坏了没有修", "广场的草枯了一大片", "公园长椅断了一截"),
    ),
    Line(
        "shuttle",
        Both("学生接送车辆服务", "School transport"),
        Both("客运", "Coaches"),
        "C15029900",
        {"trips-on-time": 95, "vehicles": 95},
        "site",
        ("早上接送车晚到二十分钟", "车上没有安全员", "想增加一个停靠点"),
    ),
)
_RENEWAL_IS_DECIDED = timedelta(days=70)
_STEMS = (
    Both("甲", "Jia"),
    Both("乙", "Yi"),
    Both("丙", "Bing"),
    Both("丁", "Ding"),
    Both("戊", "Wu"),
    Both("己", "Ji"),
    Both("庚", "Geng"),
    Both("辛", "Xin"),
    Both("壬", "Ren"),
    Both("癸", "Gui"),
)
_BRANCHES = (
    Both("子", "zi"),
    Both("丑", "chou"),
    Both("寅", "yin"),
    Both("卯", "mao"),
    Both("辰", "chen"),
    Both("巳", "si"),
    Both("午", "wu"),
    Both("未", "wei"),
    Both("申", "shen"),
    Both("酉", "you"),
    Both("戌", "xu"),
    Both("亥", "hai"),
)


@dataclass(frozen=True)
class Grade:
    """How well a generated contract runs: around its targets, in per cent points, and in marks."""

    weight: int
    around: Range
    hours: Range
    marks: Range
    bad: Range
    fates: tuple[Fate, ...]
    takes_up: bool = True
    """Whether low ratings are followed."""


_GRADES = (
    Grade(12, around=(1, 4), hours=(10, 20), marks=(92, 98), bad=(1, 4), fates=GOOD),
    Grade(6, around=(-2, 3), hours=(18, 27), marks=(86, 94), bad=(4, 7), fates=GOOD),
    Grade(2, around=(-9, -1), hours=(26, 44), marks=(70, 86), bad=(14, 24), fates=MIXED, takes_up=False),
)


def write_ordinary(pen: Pen, *, number: int) -> None:
    """Write the ordinary contract with this number, counted from 0, in the next town in turn."""
    line = LINES[number % len(LINES)]
    grade = pen.rng.choices(_GRADES, weights=[grade.weight for grade in _GRADES])[0]
    plan = _plan(pen, line, number=number)
    open_contract(pen, plan)
    for indicator, target in line.shares.items():
        low, high = (min(100, target + points) for points in grade.around)
        measure(pen, plan, indicator=indicator, size=(90, 260), usual=(low, high))
    if line.fixes:
        measure(pen, plan, indicator="hours-to-fix", size=(8, 30), usual=grade.hours)
    done = oversee(pen, plan, tasks=(*STANDARD, EVALUATE))
    score(pen, plan, done=done, usual=grade.marks)
    _voice(pen, plan, line=line, grade=grade)
    if line.cost:
        _value(pen, plan, cost=line.cost)


def _plan(pen: Pen, line: Line, *, number: int) -> Plan:
    towns = [seat for seat in pen.cast.seats if seat.kind == "town"]
    turn, place = divmod(number, len(LINES))
    seat = towns[(turn + place) % len(towns)]
    starts = _months_after(FIRST, pen.rng.randint(0, 18))
    ends = _end(starts, months=pen.rng.choice((12, 12, 24, 36)))
    shares = list(line.shares) + (["hours-to-fix"] if line.fixes else [])
    return Plan(
        id=f"{line.slug}-{number + 1:03}",
        body=seat.id,
        name=_name(line, seat, lot=1 + turn // len(towns)),
        provider=_provider(pen, line),
        starts=starts,
        ends=ends,
        indicators=dict.fromkeys(shares, "50"),
        catalogue=line.catalogue,
        asked=starts - timedelta(days=pen.rng.randint(60, 110)),
        in_house=f"0.{pen.rng.randint(1, 4)}",
        yuan=10_000 * pen.rng.randint(18, 160),
    )


def _end(starts: date, *, months: int) -> date:
    """The last day agreed. None runs out in the weeks after the district's last day.

    For those, renewal would have to be decided by now, and an ordinary contract tells no story about that.
    """
    ends = _months_after(starts, months) - timedelta(days=1)
    if LAST <= ends <= LAST + _RENEWAL_IS_DECIDED:
        return _months_after(starts, months + 12) - timedelta(days=1)
    return ends


def _name(line: Line, seat: Seat, *, lot: int) -> Both:
    """样东镇公共厕所管护; where a town buys the same work again, in lots."""
    town = seat.name.zh.removesuffix("人民政府").removesuffix("办事处")
    first = Both(f"{town}{line.name.zh}", f"{line.name.en}, {seat.name.en}")
    return first if lot == 1 else Both(f"{first.zh}（第{lot}标段）", f"{first.en}, lot {lot}")


def _months_after(day: date, count: int) -> date:
    month = Period.holding(day, PeriodKind.MONTH)
    for _ in range(count):
        month = month.next()
    return month.start


def _provider(pen: Pen, line: Line) -> Provided:
    """One of the line's companies, named after a year of the sixty-year cycle."""
    year = pen.rng.randrange(60)
    stem, branch = _STEMS[year % len(_STEMS)], _BRANCHES[year % len(_BRANCHES)]
    return Provided(
        f"v-{line.slug}-{year + 1:02}",
        Both(
            f"样例{stem.zh}{branch.zh}{line.company.zh}有限公司",
            f"Model {stem.en}{branch.en} {line.company.en} Ltd.",
        ),
    )


def _voice(pen: Pen, plan: Plan, *, line: Line, grade: Grade) -> None:
    hear(pen, plan, topics=line.topics, monthly=(0, 2), fates=grade.fates)
    if line.tier:
        busy = pen.rng.randint(2, 9)
        phase = Phase(plan.starts, weekly=(busy, busy + 4), bad=pen.rng.randint(*grade.bad))
        rate(pen, plan, tier=line.tier, phases=(phase,))
        deliver(pen, plan, times=(4, 9))
        if grade.takes_up:
            take_up(pen, plan)
    else:
        day = plan.last - timedelta(days=pen.rng.randint(20, 90))
        survey(pen, plan, day=day, frame=4_800, sample=150, answering=(55, 75), bad=grade.bad)


def _value(pen: Pen, plan: Plan, *, cost: Cost) -> None:
    """Four quarters before, and every whole quarter since, at three quarters of the cost to somewhat more."""
    quarter = Period.holding(plan.starts, PeriodKind.QUARTER)
    first = quarter if quarter.start == plan.starts else quarter.next()
    since = list(periods(PeriodKind.QUARTER, first=first.start, last=plan.last))
    earlier = periods(
        PeriodKind.QUARTER, first=plan.starts - timedelta(days=365), last=plan.starts - timedelta(days=1)
    )
    ratio = pen.rng.randint(75, 108)
    after = (cost.before * ratio // 100, cost.before * (ratio + 4) // 100)
    stretches = [
        Stretch(str(found[0]), str(found[-1]), values)
        for found, values in ((list(earlier), (cost.before, cost.before * 106 // 100)), (since, after))
        if found
    ]
    compare(pen, plan, Measured("unit_cost", cost.measure, cost.size, tuple(stretches)))
