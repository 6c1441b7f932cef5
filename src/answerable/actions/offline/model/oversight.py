"""Oversight duties, and what was done of them."""

from collections.abc import Mapping, Set
from dataclasses import dataclass
from datetime import date

from answerable.actions.offline.model.days import LAST, after_workdays, periods
from answerable.actions.offline.model.plan import Plan
from answerable.actions.offline.model.rows import Pen
from answerable.core.terms.period import Period, PeriodKind

Done = Mapping[tuple[str, str], date]
"""When a kind of duty was done for a period, such as ("score", "2026-05")."""


@dataclass(frozen=True)
class Task:
    """One duty of an oversight plan: `within` working days after each period."""

    kind: str
    every: str
    within: int
    ground: str
    result: str
    side: str = "body"
    role: str = "handler"


INSPECT = Task("inspect", "month", 5, "政府购买服务管理办法 第二十五条；合同监督计划", "现场检查记录已归档")
SCORE = Task("score", "month", 10, "合同考核条款（月度评分）", "评分表已签字")
ACCEPT = Task(
    "accept",
    "quarter",
    10,
    "政府采购法 第四十一条；政府采购法实施条例 第四十五条",
    "验收书已签署",
    role="leader",
)
PAY = Task("pay", "quarter", 20, "政府购买服务管理办法 第二十五条；合同付款条款", "已按考核结果支付")
REPORT = Task(
    "report",
    "month",
    5,
    "政府购买服务管理办法 第二十七条；合同报告条款",
    "月报已提交",
    side="provider",
    role="contact",
)
REVIEW = Task(
    "review",
    "week",
    2,
    "国办发〔2018〕123号 第四部分（先审后发）；合同先审后发条款",
    "当周拟发内容已审核",
)
EVALUATE = Task(
    "evaluate",
    "year",
    40,
    "政府购买服务管理办法 第二十条、第二十一条",
    "年度绩效评价报告已形成",
    role="leader",
)
DRILL = Task(
    "drill", "once", 60, "政府采购需求管理办法 第二十五条（替代方案）", "收回演练已完成，接管人员和时限已明确"
)
STANDARD = (INSPECT, SCORE, ACCEPT, PAY, REPORT)
_CHANCE_LATE = 0.03


def oversee(
    pen: Pen,
    plan: Plan,
    *,
    tasks: tuple[Task, ...] = STANDARD,
    missing: Set[tuple[str, str]] = frozenset(),
    late: Set[tuple[str, str]] = frozenset(),
) -> Done:
    """Write the oversight plan and what was done of it.

    `missing` and `late` name duties as (kind, period): never done, or done some days after the deadline.
    A few more are late by chance.
    """
    done: dict[tuple[str, str], date] = {}
    for task in tasks:
        duty = f"{plan.id}-{task.kind}"
        _duty(pen, plan, task=task, duty=duty)
        for period, after in _occasions(plan, task):
            key = (task.kind, str(period))
            day = after_workdays(after, _offset(pen, task, must_be_late=key in late))
            if key not in missing and day <= LAST:
                done[key] = day
                _done(pen, plan, task=task, duty=duty, period=period, day=day)
    return done


def _duty(pen: Pen, plan: Plan, *, task: Task, duty: str) -> None:
    handler = pen.cast.holder(plan.body, "handler", on=plan.starts)
    pen.book.add(
        "duties",
        id=duty,
        contract=plan.id,
        side=task.side,
        kind=task.kind,
        every=task.every,
        within_workdays=task.within,
        starts=plan.starts,
        ends=plan.stopped,
        ground=task.ground,
        who=handler if task.role == "handler" else "",
    )


def _occasions(plan: Plan, task: Task) -> list[tuple[Period | None, date]]:
    """Each period of the duty with the day from which people count; once has no period of its own.

    The last period of a contract that is over was settled when the contract ended, not when the period did.
    """
    if task.every == "once":
        return [(None, plan.starts)]
    over = plan.last < LAST
    kind = PeriodKind(task.every)
    last = Period.holding(plan.last, kind).end if over else LAST
    found = periods(kind, first=plan.starts, last=last)
    return [(period, min(period.end, plan.last)) for period in found]


def _offset(pen: Pen, task: Task, *, must_be_late: bool) -> int:
    """Working days until it was done. In time means a day to spare, for make-up days move deadlines."""
    by_chance = pen.rng.random() < _CHANCE_LATE
    if must_be_late or by_chance:
        return task.within + pen.rng.randint(2, 6)
    return pen.rng.randint(max(1, task.within // 2), max(1, task.within - 1))


def _done(pen: Pen, plan: Plan, *, task: Task, duty: str, period: Period | None, day: date) -> None:
    if task.role == "contact":
        person = plan.provider.contact
    else:
        person = pen.cast.holder(plan.body, task.role, on=day)
    pen.book.add(
        "duties_done", duty=duty, period=period or day, done_on=day, done_by=person, note=task.result
    )
