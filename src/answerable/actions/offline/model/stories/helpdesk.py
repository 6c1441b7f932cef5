"""An IT helpdesk that began in June 2026: nothing was measured yet, which is neither good nor bad."""

from datetime import date

from answerable.actions.offline.model.oversight import DRILL, STANDARD, oversee
from answerable.actions.offline.model.plan import Plan, Provided, open_contract
from answerable.actions.offline.model.rows import Pen
from answerable.core.tables.declare import Both

PLAN = Plan(
    id="helpdesk",
    body="data",
    name=Both("政务信息系统运维服务台", "IT helpdesk of the county's systems"),
    provider=Provided("v-it", Both("样例信息技术服务有限公司", "Model IT Services Ltd.")),
    starts=date(2026, 6, 1),
    ends=date(2027, 5, 31),
    indicators={"tickets-in-time": "60", "hours-to-fix": "40"},
    catalogue="C16070000",
    verdict="limited",
    asked=date(2026, 3, 30),
    in_house="0.35",
    yuan=680_000,
    exits=("not_corrected", "serious_finding", "assignment"),
    clauses=("scoring", "deduction", "rectification", "hand_over", "no_assignment", "custody"),
)


def tell(pen: Pen) -> None:
    """Write the contract and its oversight plan; no duty has fallen due and no reading came in."""
    open_contract(pen, PLAN)
    oversee(pen, PLAN, tasks=(*STANDARD, DRILL))
