"""Parking, whose leader was moved away without a successor: the provider does well, the body does not."""

from datetime import date

from answerable.actions.offline.model.oversight import EVALUATE, STANDARD, oversee
from answerable.actions.offline.model.plan import Plan, Provided, open_contract
from answerable.actions.offline.model.rows import Pen
from answerable.actions.offline.model.scoring import score
from answerable.actions.offline.model.series import measure
from answerable.actions.offline.model.surveys import survey
from answerable.actions.offline.model.voice import Phase, deliver, hear, rate, take_up
from answerable.core.tables.declare import Both

PLAN = Plan(
    id="parking",
    body="transport",
    name=Both("城区停车场（位）管理服务", "Management of public parking"),
    provider=Provided("v-parking", Both("样例停车管理有限公司", "Model Parking Ltd.")),
    starts=date(2025, 1, 1),
    ends=date(2026, 12, 31),
    indicators={"fees-correct": "60", "devices-up": "40"},
    catalogue="C15029900",
    verdict="limited",
    asked=date(2024, 9, 12),
    in_house="0.1",
    yuan=2_600_000,
    exits=("not_corrected", "serious_finding", "assignment", "abandoned"),
)
_TOPICS = (
    "停了20分钟却按1小时收费",
    "道闸识别不了车牌，堵了十几分钟",
    "老旧小区门口的泊位被长期占用",
    "缴费后系统仍提示欠费",
    "收费公示牌被树挡住看不见",
)


def tell(pen: Pen) -> None:
    """Write the contract. Since 1 April 2026 nobody answers for it, and nobody has inspected it."""
    open_contract(pen, PLAN)
    measure(pen, PLAN, indicator="fees-correct", size=(1800, 2400), usual=(99, 100))
    measure(
        pen,
        PLAN,
        indicator="devices-up",
        size=(620, 680),
        usual=(96, 99),
        silent=("2026-06",),
        source="provider",
    )
    done = oversee(
        pen,
        PLAN,
        tasks=(*STANDARD, EVALUATE),
        missing={("inspect", "2026-04"), ("inspect", "2026-05")},
        late={("accept", "2026-Q1")},
    )
    score(pen, PLAN, done=done, usual=(92, 97))
    rate(pen, PLAN, tier="site", phases=(Phase(date(2025, 1, 1), weekly=(8, 14), bad=4),))
    rate(pen, PLAN, tier="online", phases=(Phase(date(2025, 1, 1), weekly=(12, 20), bad=3),))
    deliver(pen, PLAN, times=(40, 60))
    take_up(pen, PLAN)
    survey(pen, PLAN, day=date(2025, 11, 20), frame=18_300, sample=300, answering=(60, 72), bad=(3, 6))
    hear(pen, PLAN, topics=_TOPICS, monthly=(1, 3))
