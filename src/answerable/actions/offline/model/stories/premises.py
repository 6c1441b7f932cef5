"""A cheap cleaning contract without any exit clause: mediocre, and there is no agreed way out."""

from datetime import date

from answerable.actions.offline.model.cases import Finding, find
from answerable.actions.offline.model.oversight import oversee
from answerable.actions.offline.model.plan import Plan, Provided, open_contract
from answerable.actions.offline.model.rows import Pen
from answerable.actions.offline.model.scoring import score
from answerable.actions.offline.model.series import measure
from answerable.actions.offline.model.surveys import survey
from answerable.actions.offline.model.voice import MIXED, hear
from answerable.core.tables.declare import Both

PLAN = Plan(
    id="office-cleaning",
    body="premises",
    name=Both("县政府办公区物业保洁", "Cleaning of the county government building"),
    provider=Provided("v-budget", Both("样例低价物业有限公司", "Model Budget Property Services Ltd.")),
    starts=date(2025, 10, 1),
    ends=date(2026, 9, 30),
    indicators={"spot-checks": "", "attendance": ""},
    catalogue="C21040000",
    asked=date(2025, 8, 18),
    in_house="0",
    yuan=312_000,
    exits=(),
    clauses=("scoring", "deduction"),
)
_TOPICS = (
    "办事大厅卫生间地面有积水，没人拖",
    "信访接待室的座椅积灰",
    "电梯间垃圾桶满了一整天",
    "三楼卫生间没有洗手液",
    "地下车库出口的玻璃碴没人清",
)


def tell(pen: Pen) -> None:
    """Write the contract: just good enough at first, off target in May and June 2026.

    Its scores call for deductions every month, and nobody takes one.
    """
    open_contract(pen, PLAN)
    measure(
        pen,
        PLAN,
        indicator="spot-checks",
        size=(78, 96),
        usual=(90, 93),
        odd={"2026-05": (85, 88), "2026-06": (82, 85)},
    )
    measure(pen, PLAN, indicator="attendance", size=(380, 420), usual=(95, 96), source="provider")
    done = oversee(pen, PLAN)
    worse = {"2026-04": (80, 83), "2026-05": (76, 79)}
    score(pen, PLAN, done=done, usual=(84, 89), odd=worse, takes=False)
    survey(pen, PLAN, day=date(2026, 3, 18), frame=1_150, sample=200, answering=(60, 70), bad=(10, 14))
    hear(pen, PLAN, topics=_TOPICS, monthly=(1, 3), fates=MIXED)
    _findings(pen)


def _findings(pen: Pen) -> None:
    find(
        pen,
        PLAN,
        finding=Finding(
            date(2026, 2, 5),
            "audit",
            "minor",
            Both(
                "合同价31.2万元，仅为预算60万元的52%，评审时未要求说明低价理由；合同未约定限期整改和解除事由。",
                "The price of CNY 312,000 is 52 per cent of the budget of CNY 600,000; "
                "nobody asked why it was so low. The contract agrees neither on rectification "
                "nor on any ground for ending it.",
            ),
            decided_on=date(2026, 2, 11),
        ),
    )
    find(
        pen,
        PLAN,
        finding=Finding(
            date(2026, 6, 8),
            "inspection",
            "ordinary",
            Both(
                "5月抽查合格率低于90%，公共卫生间和电梯间保洁频次不足，现场人员由6人减至4人。",
                "In May fewer than 90 per cent of spot checks were passed; toilets and lift halls "
                "were cleaned too seldom, and the staff on site had shrunk from six to four.",
            ),
            decided_on=date(2026, 6, 12),
        ),
    )
