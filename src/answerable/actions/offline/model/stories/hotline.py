"""Hotline seats: a target raised halfway, a leader who handed over, and ratings that do not look natural.

A timer fills in ratings that never count, and on one day in May 2026 codes hoarded since January are rated at once.
"""

from datetime import date

from answerable.actions.offline.model.boundary import stated
from answerable.actions.offline.model.figures import Measured, Stretch, compare
from answerable.actions.offline.model.oversight import DRILL, EVALUATE, STANDARD, oversee
from answerable.actions.offline.model.plan import Plan, Provided, open_contract
from answerable.actions.offline.model.rows import Pen
from answerable.actions.offline.model.scoring import ITEMS, score
from answerable.actions.offline.model.series import Range, measure
from answerable.actions.offline.model.stories import hotline_account
from answerable.actions.offline.model.surveys import survey
from answerable.actions.offline.model.voice import (
    Phase,
    deliver,
    hear,
    rate,
    rate_at_once,
    rate_by_default,
    take_up,
)
from answerable.core.tables.declare import Both

PLAN = Plan(
    id="hotline",
    body="data",
    name=Both("12345政务服务便民热线话务服务", "Seats of the 12345 citizens' hotline"),
    provider=Provided("v-calls", Both("样例呼叫服务有限公司", "Model Call Centre Ltd.")),
    starts=date(2024, 7, 1),
    ends=date(2027, 6, 30),
    indicators={"answered-15s": "40", "solved-first": "35", "seconds-to-answer": "25"},
    catalogue="C16100000",
    verdict="limited",
    asked=date(2024, 3, 26),
    facts=stated("hotline", months=36, personal_info="yes", pia_done="yes"),
    in_house="0.3",
    yuan=7_200_000,
    exits=("not_corrected", "rated_low", "serious_finding", "assignment", "abandoned"),
)
_FIRST_YEAR: dict[str, Range] = {
    **{f"2024-{month:02}": (91, 93) for month in range(7, 13)},
    **{f"2025-{month:02}": (91, 94) for month in range(1, 7)},
}
_HOARDED_UNTIL = date(2026, 5, 20)
_TOPICS = (
    "打了三次热线都在排队",
    "话务员说会回电，两天了没有消息",
    "反映的问题被转到了不相干的部门",
    "话务员听不懂方言，希望有本地人接听",
    "工单内容和我说的不一样",
)


def tell(pen: Pen) -> None:
    """Write two years of calls: on target under both editions."""
    open_contract(pen, PLAN)
    measure(pen, PLAN, indicator="answered-15s", size=(5200, 6400), usual=(96, 98), odd=_FIRST_YEAR)
    measure(pen, PLAN, indicator="solved-first", size=(4200, 5000), usual=(83, 88))
    measure(pen, PLAN, indicator="seconds-to-answer", size=(5200, 6400), usual=(7, 12))
    done = oversee(pen, PLAN, tasks=(*STANDARD, EVALUATE, DRILL))
    score(pen, PLAN, done=done, usual=(93, 98), items=ITEMS)
    rate(pen, PLAN, tier="phone", phases=(Phase(date(2024, 7, 1), weekly=(90, 130), bad=3),))
    rate(pen, PLAN, tier="online", phases=(Phase(date(2024, 7, 1), weekly=(28, 44), bad=5),))
    rate(pen, PLAN, tier="assisted", phases=(Phase(date(2025, 1, 1), weekly=(3, 6), bad=2),))
    rate_by_default(pen, PLAN, tier="phone", weekly=(300, 420))
    deliver(pen, PLAN, times=(2, 4))
    take_up(pen, PLAN)
    rate_at_once(
        pen,
        PLAN,
        tier="online",
        day=_HOARDED_UNTIL,
        served=(date(2026, 1, 5), date(2026, 3, 27)),
        daily=8,
    )
    survey(pen, PLAN, day=date(2025, 6, 25), frame=31_000, sample=350, answering=(55, 65), bad=(3, 6))
    survey(pen, PLAN, day=date(2026, 6, 24), frame=33_500, sample=350, answering=(55, 65), bad=(3, 6))
    hear(pen, PLAN, topics=_TOPICS, monthly=(1, 3))
    compare(
        pen,
        PLAN,
        Measured(
            "unit_cost",
            "每通有效接听成本",
            size=(14_000, 17_000),
            stretches=(
                Stretch("2023-Q1", "2024-Q2", (1_150, 1_300)),
                Stretch("2024-Q3", "2026-Q2", (1_120, 1_280)),
            ),
        ),
        Measured(
            "staff_time",
            "每季度在编人员接听用时",
            size=(1, 1),
            stretches=(
                Stretch("2023-Q1", "2024-Q2", (3_600, 3_900)),
                Stretch("2024-Q3", "2026-Q2", (420, 480)),
            ),
        ),
    )
    hotline_account.tell(pen, PLAN)
