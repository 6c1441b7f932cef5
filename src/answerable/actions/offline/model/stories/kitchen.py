"""Kitchen waste, measured by the week: under an order whose deadline is still running."""

from datetime import date

from answerable.actions.offline.model.cases import Finding, Item, Order, Step, find, open_case, order
from answerable.actions.offline.model.figures import Measured, Stretch, compare
from answerable.actions.offline.model.oversight import oversee
from answerable.actions.offline.model.plan import Plan, Provided, open_contract
from answerable.actions.offline.model.rows import Pen
from answerable.actions.offline.model.scoring import score
from answerable.actions.offline.model.series import Range, measure
from answerable.actions.offline.model.surveys import survey
from answerable.actions.offline.model.voice import FAILED, GOOD, RIGHT, SLOW, UNCONFIRMED, hear
from answerable.core.tables.declare import Both

PLAN = Plan(
    id="kitchen-waste",
    body="urban",
    name=Both("餐厨垃圾收运服务", "Kitchen waste collection"),
    provider=Provided("v-haulage", Both("样例环保清运有限公司", "Model Waste Haulage Ltd.")),
    starts=date(2025, 1, 1),
    ends=date(2027, 12, 31),
    indicators={"collected": "60", "weighed": "30", "attendance": "10"},
    catalogue="C13050100",
    asked=date(2024, 10, 8),
    in_house="0",
    yuan=4_320_000,
    exits=("not_corrected", "serious_finding", "assignment"),
)
_TOPICS = (
    "饭店后巷的泔水桶两天没人收",
    "收运车漏了一路的油水，味道很大",
    "说好晚上收，中午饭点来收，影响做生意",
    "换了收运员以后，垃圾桶不清洗就放回来",
)
_CAUSES = {_TOPICS[0]: "missed-round", _TOPICS[1]: "leaking"}
_LATE: dict[str, Range] = {f"2026-W{week}": (86, 93) for week in range(18, 27)}
_MISSED = Finding(
    date(2026, 5, 22),
    "inspection",
    "ordinary",
    Both(
        "4月下旬以来每周按时收运率均低于95%，两条线路因车辆停运未安排替班。",
        "Since late April fewer than 95 per cent of rounds were made in time each week; "
        "two routes were left without a substitute vehicle.",
    ),
    decided_on=date(2026, 5, 26),
)
_LEAKING = Finding(
    date(2026, 5, 25),
    "matter",
    "ordinary",
    Both(
        "收运车辆密闭不严，沿途滴漏，群众多次反映。",
        "Vehicles were not tight and leaked along the way; citizens raised it several times.",
    ),
    decided_on=date(2026, 5, 27),
)
_STEPS = (
    Step(date(2026, 5, 28), "finding"),
    Step(date(2026, 6, 1), "statement"),
    Step(date(2026, 6, 8), "ordered", "合同限期整改条款；民法典 第五百六十三条第一款第三项（催告）"),
)


def tell(pen: Pen) -> None:
    """Write the contract, its spring of missed rounds, and the order to rectify by 10 July 2026."""
    open_contract(pen, PLAN)
    measure(pen, PLAN, indicator="collected", size=(170, 210), usual=(96, 99), odd=_LATE)
    measure(pen, PLAN, indicator="weighed", size=(760, 840), usual=(97, 99), source="provider")
    measure(pen, PLAN, indicator="attendance", size=(190, 220), usual=(97, 99), source="provider")
    done = oversee(pen, PLAN)
    score(pen, PLAN, done=done, usual=(91, 96))
    survey(pen, PLAN, day=date(2025, 12, 10), frame=386, sample=120, answering=(60, 75), bad=(3, 6))
    hear(pen, PLAN, topics=_TOPICS, monthly=(1, 2), fates=GOOD, causes=_CAUSES, last=date(2026, 4, 30))
    worse = (RIGHT, SLOW, FAILED, RIGHT, UNCONFIRMED)
    hear(pen, PLAN, topics=_TOPICS, monthly=(3, 4), fates=worse, causes=_CAUSES, first=date(2026, 5, 1))
    _correction(pen)
    compare(
        pen,
        PLAN,
        # One year before, told by the provider since, and weighed otherwise: nothing can be concluded.
        Measured(
            "unit_cost",
            "每吨收运成本",
            size=(2_900, 3_400),
            stretches=(
                Stretch("2024", "2024", (33_000, 36_000), note="含外雇车辆，按车次估算吨数"),
                Stretch("2025", "2025", (29_000, 31_000), source="provider", note="改为过磅计量"),
            ),
        ),
    )


def _correction(pen: Pen) -> None:
    missed = find(pen, PLAN, finding=_MISSED)
    leaking = find(pen, PLAN, finding=_LEAKING)
    case = open_case(
        pen,
        PLAN,
        subject=Both("餐厨垃圾漏收和沿途滴漏", "Missed rounds and leaking vehicles"),
        steps=_STEPS,
    )
    order(pen, PLAN, case=case, what=_order(missed=missed, leaking=leaking))


def _order(*, missed: str, leaking: str) -> Order:
    items = (
        Item(
            Both(
                "配足备用车辆，恢复全部线路按时收运", "Keep spare vehicles; serve every route in time again"
            ),
            missed,
        ),
        Item(
            Both(
                "全部车辆更换密封件，经检查合格后上路",
                "Renew the seals of all vehicles; on the road only after a check",
            ),
            leaking,
            reported=date(2026, 6, 26),
        ),
        Item(
            Both(
                "清洗受污染路段，每日收车后冲洗车辆",
                "Clean the soiled streets; wash vehicles after every day",
            ),
            leaking,
        ),
    )
    return Order(issued=date(2026, 6, 8), due=date(2026, 7, 10), items=items)
