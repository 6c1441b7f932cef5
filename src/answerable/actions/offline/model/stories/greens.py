"""Green-space upkeep that both sides agreed to end in 2025."""

from datetime import date

from answerable.actions.offline.model.cases import Step, open_case
from answerable.actions.offline.model.oversight import oversee
from answerable.actions.offline.model.plan import Plan, Provided, open_contract
from answerable.actions.offline.model.rows import Pen
from answerable.actions.offline.model.scoring import score
from answerable.actions.offline.model.series import measure
from answerable.actions.offline.model.surveys import survey
from answerable.actions.offline.model.voice import hear
from answerable.core.tables.declare import Both

PLAN = Plan(
    id="green-space",
    body="urban",
    name=Both("城区公共绿地管养", "Upkeep of public green space"),
    provider=Provided("v-gardens", Both("样例园林绿化有限公司", "Model Gardens Ltd.")),
    starts=date(2024, 7, 1),
    ends=date(2027, 6, 30),
    indicators={"plants-alive": "50", "tasks-done": "50"},
    catalogue="C13030000",
    asked=date(2024, 4, 15),
    in_house="0.25",
    yuan=3_900_000,
    exits=("not_corrected", "assignment"),
    stopped=date(2025, 9, 30),
)
_TOPICS = ("公园的草很久没修剪了", "行道树枯枝掉下来差点砸到人", "绿化带浇水漫到人行道上")


def tell(pen: Pen) -> None:
    """Write fifteen ordinary months, and the agreement to end."""
    open_contract(pen, PLAN)
    measure(pen, PLAN, indicator="plants-alive", size=(1900, 2300), usual=(96, 98))
    measure(pen, PLAN, indicator="tasks-done", size=(120, 160), usual=(90, 96), odd={"2025-07": (84, 88)})
    done = oversee(pen, PLAN)
    score(pen, PLAN, done=done, usual=(89, 94))
    survey(pen, PLAN, day=date(2025, 5, 14), frame=42_600, sample=300, answering=(60, 70), bad=(4, 8))
    hear(pen, PLAN, topics=_TOPICS, monthly=(0, 2))
    open_case(
        pen,
        PLAN,
        subject=Both(
            "公共绿地管养收回由园林管护站自行承担，双方协商解除合同",
            "Upkeep is taken back by the body's own garden station; both sides agree to end the contract",
        ),
        steps=(
            Step(date(2025, 8, 18), "finding"),
            Step(date(2025, 9, 8), "ending", "民法典 第五百六十二条第一款；解除协议"),
            Step(date(2025, 10, 1), "ended_agreement", "民法典 第五百六十二条第一款；解除协议"),
        ),
    )
