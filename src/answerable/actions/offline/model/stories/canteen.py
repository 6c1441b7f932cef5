"""An old people's canteen that did not correct what it was ordered to: its renewal is suspended."""

from datetime import date

from answerable.actions.offline.model.cases import Finding, Item, Order, Step, find, open_case, order
from answerable.actions.offline.model.figures import Measured, Stretch, compare
from answerable.actions.offline.model.oversight import oversee
from answerable.actions.offline.model.plan import Plan, Provided, open_contract
from answerable.actions.offline.model.rows import Pen
from answerable.actions.offline.model.scoring import score
from answerable.actions.offline.model.series import measure
from answerable.actions.offline.model.surveys import survey
from answerable.actions.offline.model.voice import MIXED, Phase, deliver, hear, rate
from answerable.core.tables.declare import Both

PLAN = Plan(
    id="canteen",
    body="yangdong",
    name=Both("样东镇老年助餐服务", "Old people's canteen, Yangdong Town"),
    provider=Provided("v-catering", Both("样例餐饮服务有限公司", "Model Catering Ltd.")),
    starts=date(2025, 1, 1),
    ends=date(2026, 12, 31),
    indicators={"meals-on-time": "40", "samples-kept": "30", "cost-per-meal": "20", "attendance": "10"},
    catalogue="C22040000",
    asked=date(2024, 11, 6),
    in_house="0",
    yuan=1_460_000,
    exits=("not_corrected", "rated_low", "serious_finding", "assignment"),
)
_TOPICS = (
    "送到家的饭菜是凉的",
    "菜太咸，老人吃不了",
    "一周里四天是同样的菜",
    "周末没有人送餐，也不提前说",
    "想知道菜里用的是什么油",
)
_CAUSES = {_TOPICS[0]: "meals-cold", _TOPICS[1]: "too-salty", _TOPICS[3]: "weekend-gap"}
_VALUE = (
    Measured(
        "unit_cost",
        "每餐成本",
        size=(20_000, 24_000),
        stretches=(
            Stretch("2023-Q1", "2024-Q4", (1_480, 1_560)),
            Stretch("2025-Q1", "2026-Q2", (1_230, 1_310), source="third_party"),
        ),
    ),
    Measured(
        "voice",
        "用餐老人满意率",
        size=(90, 120),
        stretches=(
            Stretch("2023-Q1", "2024-Q4", (910, 960)),
            Stretch("2025-Q1", "2026-Q2", (700, 780)),
        ),
        scale=1_000,
    ),
    Measured(
        "staff_time",
        "每季度管理用时",
        size=(1, 1),
        stretches=(
            Stretch("2023-Q1", "2024-Q4", (300, 340)),
            Stretch("2025-Q1", "2026-Q2", (140, 180)),
        ),
    ),
)
_LATE = Finding(
    date(2025, 12, 22),
    "rating",
    "ordinary",
    Both(
        "9月以来差评超过两成，集中反映送餐迟到和饭菜变凉。",
        "Since September more than two in ten ratings were bad: meals late and cold.",
    ),
    decided_on=date(2025, 12, 25),
)
_SAMPLES = Finding(
    date(2025, 12, 24),
    "inspection",
    "ordinary",
    Both(
        "11月、12月部分餐次未按规定留样。",
        "In November and December samples of some meals were not kept.",
    ),
    decided_on=date(2025, 12, 25),
)
_STEPS = (
    Step(date(2025, 12, 29), "finding"),
    Step(date(2026, 1, 5), "statement"),
    Step(date(2026, 1, 12), "ordered", "合同限期整改条款；民法典 第五百六十三条第一款第三项（催告）"),
    Step(date(2026, 2, 27), "recheck"),
    Step(date(2026, 3, 12), "not_corrected", "复核结论：第1项未整改，第2项已整改"),
    Step(date(2026, 3, 20), "renewal_suspended", "政府购买服务管理办法 第二十一条；合同限期整改条款"),
)


def tell(pen: Pen) -> None:
    """Write the contract, the order of January 2026, and the re-check that it failed."""
    open_contract(pen, PLAN)
    low = {f"2025-{month:02}": (90, 93) for month in (10, 11, 12)} | {
        f"2026-{month:02}": (90, 93) for month in range(1, 7)
    }
    measure(pen, PLAN, indicator="meals-on-time", size=(2300, 2700), usual=(95, 97), odd=low)
    missing_samples = {"2025-11": (91, 95), "2025-12": (91, 94), "2026-02": (92, 96)}
    measure(pen, PLAN, indicator="samples-kept", size=(110, 130), usual=(98, 100), odd=missing_samples)
    measure(pen, PLAN, indicator="cost-per-meal", size=(6900, 8100), usual=(12, 13), source="third_party")
    measure(pen, PLAN, indicator="attendance", size=(80, 95), usual=(96, 99), source="provider")
    done = oversee(pen, PLAN, late={("pay", "2025-Q4")})
    score(pen, PLAN, done=done, usual=(82, 88))
    phases = (
        Phase(date(2025, 1, 1), weekly=(10, 15), bad=8),
        Phase(date(2025, 9, 1), weekly=(12, 18), bad=27),
    )
    rate(pen, PLAN, tier="site", phases=phases)
    deliver(pen, PLAN, times=(30, 45))
    survey(pen, PLAN, day=date(2025, 12, 3), frame=412, sample=100, answering=(75, 88), bad=(24, 30))
    hear(pen, PLAN, topics=_TOPICS, monthly=(1, 3), fates=MIXED, causes=_CAUSES)
    _correction(pen)
    compare(pen, PLAN, *_VALUE)


def _correction(pen: Pen) -> None:
    late = find(pen, PLAN, finding=_LATE)
    samples = find(pen, PLAN, finding=_SAMPLES)
    case = open_case(
        pen,
        PLAN,
        subject=Both("老年助餐送餐迟到、留样不全", "Late meals and missing food samples"),
        steps=_STEPS,
    )
    order(pen, PLAN, case=case, what=_order(late=late, samples=samples))


def _order(*, late: str, samples: str) -> Order:
    reported, checked = date(2026, 2, 26), date(2026, 3, 10)
    items = (
        Item(
            Both(
                "增加送餐人员和保温设备，按时供餐率恢复到95%以上",
                "More staff and insulated boxes; meals on time back to 95 per cent or more",
            ),
            late,
            reported=reported,
            checked=checked,
            result="not_corrected",
        ),
        Item(
            Both("每餐次留样并登记，留存48小时", "Keep and record a sample of every meal for 48 hours"),
            samples,
            reported=reported,
            checked=checked,
            result="corrected",
        ),
    )
    return Order(issued=date(2026, 1, 12), due=date(2026, 2, 27), items=items)
