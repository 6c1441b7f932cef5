"""Home care that failed in 2025, was ordered to correct, and did: clear today, with its history in sight."""

from datetime import date, timedelta

from answerable.actions.offline.model.cases import Finding, Item, Order, Step, find, open_case, order
from answerable.actions.offline.model.days import at
from answerable.actions.offline.model.figures import Measured, Stretch, compare
from answerable.actions.offline.model.oversight import DRILL, EVALUATE, STANDARD, oversee
from answerable.actions.offline.model.plan import Plan, Provided, open_contract
from answerable.actions.offline.model.rows import Pen
from answerable.actions.offline.model.scoring import ITEMS, score
from answerable.actions.offline.model.series import measure
from answerable.actions.offline.model.surveys import survey
from answerable.actions.offline.model.voice import (
    FAILED,
    GOOD,
    PARTLY,
    RIGHT,
    SLOW,
    Phase,
    deliver,
    hear,
    rate,
    take_up,
)
from answerable.core.tables.declare import Both

PLAN = Plan(
    id="home-care",
    body="civil",
    name=Both("居家养老上门服务", "Home care for the elderly"),
    provider=Provided(
        "v-home-care",
        Both("样例居家养老服务中心", "Model Home Care Association"),
        kind="social_organisation",
    ),
    starts=date(2025, 1, 1),
    ends=date(2027, 12, 31),
    indicators={"visits-on-time": "50", "plans-kept": "40", "attendance": "10"},
    catalogue="C05010400",
    asked=date(2024, 10, 21),
    in_house="0.2",
    yuan=5_400_000,
    exits=("not_corrected", "rated_low", "serious_finding", "assignment"),
)
_TOPICS = (
    "约好上午来，等到下午也没有人上门",
    "每次来的护理员都不一样，老人不习惯",
    "说好一小时，半小时就走了",
    "助浴服务预约了两周还没排上",
    "护理员没有按计划量血压",
    "想把上门时间改到周末",
)
_AGES = {"under-80": 60, "80-and-over": 40}
_PHASES = (
    Phase(date(2025, 1, 1), weekly=(6, 8), bad=12),
    Phase(date(2025, 5, 1), weekly=(6, 9), bad=36),
    Phase(date(2025, 10, 1), weekly=(27, 33), bad=2),
)
_LATE = Finding(
    date(2025, 8, 26),
    "inspection",
    "ordinary",
    Both(
        "7月上门服务准时率低于95%的约定标准，8月前三周仍未恢复，部分老人当日无人上门且事先未告知。",
        "In July visits on time fell below the agreed 95 per cent and had not recovered by late "
        "August; some people were not visited at all and were not told beforehand.",
    ),
    decided_on=date(2025, 8, 29),
)
_RATED = Finding(
    date(2025, 8, 28),
    "rating",
    "ordinary",
    Both(
        "5月以来差评占比超过三成，主要反映服务时长不足和护理员频繁更换。",
        "Since May more than three in ten ratings were bad: visits cut short, carers changing all the time.",
    ),
    decided_on=date(2025, 8, 29),
)
_STEPS = (
    Step(date(2025, 9, 1), "finding"),
    Step(date(2025, 9, 3), "statement"),
    Step(date(2025, 9, 8), "ordered", "合同限期整改条款；民法典 第五百六十三条第一款第三项（催告）"),
    Step(date(2025, 10, 15), "recheck"),
    Step(date(2025, 11, 3), "closed", "复核结论：各项均已整改"),
)


def tell(pen: Pen) -> None:
    """Write the contract, the summer in which it failed, and the year in which it recovered."""
    open_contract(pen, PLAN)
    _figures(pen)
    rate(pen, PLAN, tier="home", phases=_PHASES)
    rate(pen, PLAN, tier="assisted", phases=(Phase(date(2025, 10, 1), weekly=(2, 4), bad=3),))
    deliver(pen, PLAN, times=(5, 8))
    take_up(pen, PLAN)
    survey(
        pen,
        PLAN,
        day=date(2025, 8, 20),
        frame=620,
        sample=120,
        answering=(70, 80),
        bad=(24, 30),
        strata=_AGES,
    )
    survey(
        pen,
        PLAN,
        day=date(2026, 5, 20),
        frame=655,
        sample=120,
        answering=(74, 84),
        bad=(2, 5),
        strata=_AGES,
    )
    trouble = (RIGHT, SLOW, RIGHT, FAILED, RIGHT, PARTLY)
    hear(pen, PLAN, topics=_TOPICS, monthly=(1, 1), last=date(2025, 4, 30))
    hear(
        pen,
        PLAN,
        topics=_TOPICS,
        monthly=(1, 2),
        fates=trouble,
        first=date(2025, 5, 1),
        last=date(2025, 8, 31),
    )
    hear(pen, PLAN, topics=_TOPICS, monthly=(4, 5), fates=GOOD, first=date(2025, 9, 1))
    _correction(pen)
    compare(
        pen,
        PLAN,
        Measured(
            "unit_cost",
            "每次上门服务成本",
            size=(1_400, 1_600),
            stretches=(
                Stretch("2023-Q3", "2024-Q4", (9_300, 9_800)),
                Stretch("2025-Q1", "2026-Q1", (8_900, 9_500), source="provider"),
            ),
        ),
    )


def _figures(pen: Pen) -> None:
    measure(
        pen,
        PLAN,
        indicator="visits-on-time",
        size=(460, 540),
        usual=(96, 98),
        odd={"2025-06": (95, 96), "2025-07": (86, 88), "2025-08": (82, 84), "2025-09": (91, 93)},
    )
    measure(
        pen,
        PLAN,
        indicator="plans-kept",
        size=(110, 140),
        usual=(93, 98),
        odd={"2025-07": (78, 84), "2025-08": (72, 78), "2025-09": (85, 88)},
        source="third_party",
    )
    measure(pen, PLAN, indicator="attendance", size=(600, 660), usual=(97, 99), source="provider")
    done = oversee(pen, PLAN, tasks=(*STANDARD, EVALUATE, DRILL))
    score(pen, PLAN, done=done, usual=(92, 97), items=ITEMS)


def _correction(pen: Pen) -> None:
    late = find(pen, PLAN, finding=_LATE)
    rated = find(pen, PLAN, finding=_RATED)
    case = open_case(
        pen,
        PLAN,
        subject=Both("居家养老上门服务连续两月未达标", "Home care below the agreed standard for two months"),
        steps=_STEPS,
    )
    order(pen, PLAN, case=case, what=_order(late=late, rated=rated))
    _published(pen)


def _order(*, late: str, rated: str) -> Order:
    reported, checked = date(2025, 10, 14), date(2025, 10, 29)
    demands = (
        (
            late,
            Both(
                "增配护理员不少于6名，上门服务准时率恢复到95%以上",
                "Add at least six carers; visits on time back to 95 per cent or more",
            ),
        ),
        (
            late,
            Both(
                "无法按时上门的，提前2小时告知老人或家属并另约时间",
                "Where a visit cannot be made in time, tell the person two hours ahead "
                "and agree on another time",
            ),
        ),
        (
            rated,
            Both(
                "固定护理员，更换须事先征得老人同意；服务时长逐次签字确认",
                "The same carer for each person, changes only by consent; "
                "the length of each visit is signed for",
            ),
        ),
    )
    items = tuple(Item(demand, finding, reported, checked, "corrected") for finding, demand in demands)
    return Order(issued=date(2025, 9, 8), due=date(2025, 10, 15), items=items)


def _published(pen: Pen) -> None:
    published = at(date(2025, 11, 5), hour=10)
    pen.book.add(
        "observations",
        id="home-care-v001",
        contract=PLAN.id,
        kind="page",
        at=published,
        captured=published + timedelta(hours=3),
        voice="样例县民政局网站",
        text="居家养老上门服务整改结果公示：限期整改通知所列3项要求经复核均已整改到位，公示期5个工作日。",
    )
