"""Digitising archives, accepted by the quarter; a month in which nobody asked for anything is no failure."""

from datetime import date

from answerable.actions.offline.model.boundary import stated
from answerable.actions.offline.model.figures import Measured, Stretch, compare
from answerable.actions.offline.model.oversight import DRILL, STANDARD, oversee
from answerable.actions.offline.model.plan import Plan, Provided, open_contract
from answerable.actions.offline.model.rows import Pen
from answerable.actions.offline.model.scoring import score
from answerable.actions.offline.model.series import measure
from answerable.actions.offline.model.voice import Phase, deliver, hear, rate, take_up
from answerable.core.tables.declare import Both

PLAN = Plan(
    id="archives",
    body="archive",
    name=Both("馆藏档案数字化加工", "Digitising of archives"),
    provider=Provided("v-digitising", Both("样例档案数字科技有限公司", "Model Archive Digitising Ltd.")),
    starts=date(2025, 1, 1),
    ends=date(2026, 12, 31),
    indicators={"pages-accepted": "70", "requests-in-time": "30"},
    catalogue="C23200000",
    verdict="limited",
    asked=date(2024, 11, 19),
    facts=stated("archive_service", months=24),
    in_house="0.4",
    yuan=1_180_000,
    exits=("not_corrected", "serious_finding", "assignment"),
)
_TOPICS = ("查到的扫描件缺了一页", "复印件字迹太淡看不清", "预约查档等了三天")


def tell(pen: Pen) -> None:
    """Write the contract; months without a request carry a denominator of 0."""
    open_contract(pen, PLAN)
    measure(pen, PLAN, indicator="pages-accepted", size=(92_000, 118_000), usual=(99, 100))
    measure(
        pen,
        PLAN,
        indicator="requests-in-time",
        size=(18, 44),
        usual=(96, 100),
        idle=("2025-08", "2026-02"),
    )
    done = oversee(pen, PLAN, tasks=(*STANDARD, DRILL))
    score(pen, PLAN, done=done, usual=(93, 98))
    rate(pen, PLAN, tier="counter", phases=(Phase(date(2025, 1, 1), weekly=(2, 5), bad=3),))
    deliver(pen, PLAN, times=(2, 3))
    take_up(pen, PLAN)
    hear(pen, PLAN, topics=_TOPICS, monthly=(0, 1))
    compare(
        pen,
        PLAN,
        # Nobody digitised before, so there is no before.
        Measured(
            "unit_cost",
            "每页数字化成本",
            size=(280_000, 340_000),
            stretches=(Stretch("2025-Q1", "2026-Q2", (38, 42), source="provider"),),
        ),
    )
