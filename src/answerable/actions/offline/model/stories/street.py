"""The good street cleaner: nine indicators on target for two years, and what citizens raise is put right."""

from datetime import date

from answerable.actions.offline.model.figures import Measured, Stretch, compare
from answerable.actions.offline.model.oversight import DRILL, EVALUATE, STANDARD, oversee
from answerable.actions.offline.model.plan import Plan, Provided, open_contract
from answerable.actions.offline.model.rows import Pen
from answerable.actions.offline.model.scoring import ITEMS, score
from answerable.actions.offline.model.series import Range, measure
from answerable.actions.offline.model.surveys import survey
from answerable.actions.offline.model.voice import hear
from answerable.core.tables.declare import Both

_SHARES: dict[str, tuple[Range, Range]] = {
    "sweeping": ((600, 680), (97, 99)),
    "litter": ((290, 330), (97, 99)),
    "bins": ((240, 240), (96, 99)),
    "washing": ((110, 130), (96, 100)),
    "attendance": ((1500, 1600), (97, 99)),
    "vehicles": ((200, 230), (96, 100)),
    "spot-checks": ((60, 80), (93, 100)),
    "bill-posting": ((80, 140), (96, 100)),
}
PLAN = Plan(
    id="street-cleaning",
    body="urban",
    name=Both("城区道路清扫保洁", "Street cleaning in the county town"),
    provider=Provided("v-cleaning", Both("样例保洁有限公司", "Model Cleaning Ltd.")),
    starts=date(2024, 7, 1),
    ends=date(2027, 6, 30),
    indicators={**dict.fromkeys(_SHARES, "11.1"), "hours-to-fix": "11.2"},
    catalogue="C13050100",
    asked=date(2024, 4, 15),
    in_house="0.15",
    yuan=11_400_000,
    exits=("not_corrected", "rated_low", "assignment", "abandoned"),
)
_VALUE = (
    Measured(
        "unit_cost",
        "每万平方米每季度保洁成本",
        size=(118, 122),
        stretches=(
            Stretch("2023-Q1", "2024-Q2", (880_000, 940_000)),
            Stretch("2024-Q3", "2026-Q2", (770_000, 810_000)),
        ),
    ),
    Measured(
        "quality",
        "监督抽查合格率",
        size=(190, 240),
        stretches=(
            Stretch("2023-Q1", "2024-Q2", (930, 970)),
            Stretch("2024-Q3", "2026-Q2", (935, 975), source="third_party"),
        ),
        scale=1_000,
    ),
    Measured(
        "voice",
        "无诉求日占比",
        size=(90, 92),
        stretches=(
            Stretch("2023-Q1", "2024-Q2", (850, 920)),
            Stretch("2024-Q3", "2026-Q2", (860, 930)),
        ),
        scale=1_000,
    ),
    Measured(
        "staff_time",
        "每季度管理用时",
        size=(1, 1),
        stretches=(
            Stretch("2023-Q1", "2024-Q2", (1_450, 1_560)),
            Stretch("2024-Q3", "2026-Q2", (520, 590)),
        ),
    ),
)
_TOPICS = (
    "门口这条路落叶好几天没人扫",
    "果皮箱满了，垃圾都堆到地上了",
    "洒水车早高峰洒水，溅了路人一身",
    "菜市场后门的垃圾一天只清一次",
    "公交站台的小广告撕了又贴",
    "背街小巷没有人打扫",
    "清扫车太早作业，声音大",
)


def tell(pen: Pen) -> None:
    """Write the contract, its two years, and its extension by a third."""
    open_contract(pen, PLAN)
    _extend(pen)
    for indicator, (size, usual) in _SHARES.items():
        measure(pen, PLAN, indicator=indicator, size=size, usual=usual)
    # A third party samples beside the body: two readings of one month are added.
    measure(pen, PLAN, indicator="litter", size=(40, 60), usual=(96, 100), source="third_party")
    measure(pen, PLAN, indicator="hours-to-fix", size=(30, 60), usual=(11, 19), source="third_party")
    done = oversee(pen, PLAN, tasks=(*STANDARD, EVALUATE, DRILL))
    score(pen, PLAN, done=done, usual=(94, 99), items=ITEMS)
    for day in (date(2024, 12, 18), date(2025, 6, 18), date(2025, 12, 17), date(2026, 6, 17)):
        survey(
            pen,
            PLAN,
            day=day,
            frame=42_600,
            sample=400,
            answering=(68, 80),
            bad=(2, 5),
            strata={"old-town": 35, "new-town": 45, "edge-villages": 20},
        )
    hear(pen, PLAN, topics=_TOPICS, monthly=(2, 4))
    compare(pen, PLAN, *_VALUE)


def _extend(pen: Pen) -> None:
    """It was agreed for two years at first; after the public evaluation it went on for a third, at the same price."""
    price = (PLAN.yuan or 0) * 100
    ends = {"ends_before": date(2026, 6, 30), "ends_after": PLAN.ends}
    amounts = {"amount_before": price * 2 // 3, "amount_after": price}
    for kind, cells in (("extend", ends), ("amount", amounts)):
        pen.book.add(
            "amendments",
            contract=PLAN.id,
            decided_on=date(2026, 5, 25),
            kind=kind,
            reason="前两个年度绩效评价均达标，按合同约定的续期条款延长一年，单价不变；累计不超过三年",
            **cells,
        )
