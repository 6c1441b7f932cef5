"""A health centre for which a novelist was invited, unpaid, to write the yearly work summary."""

from datetime import date, timedelta
from hashlib import sha256

from answerable.actions.offline.model.cases import Finding, find
from answerable.actions.offline.model.days import at
from answerable.actions.offline.model.plan import Plan, Provided, open_contract
from answerable.actions.offline.model.rows import Pen
from answerable.actions.offline.model.watched import register
from answerable.core.tables.declare import Both

PLAN = Plan(
    id="work-summary",
    body="clinic",
    name=Both("2025年度工作总结撰写（受邀、无偿）", "Writing the 2025 work summary (invited, unpaid)"),
    provider=Provided("v-novelist", Both("作家某甲", "A novelist, Mr A"), kind="individual"),
    starts=date(2025, 12, 1),
    ends=date(2026, 3, 31),
    indicators={},
    verdict="undecided",
    # Whether a health centre is a buyer at all was never found out.
    facts={"task": "paper_work", "provider": "individual", "paid": "no"},
    exits=(),
    clauses=("other",),
)
_NAME = "样北镇中心卫生院2025年工作总结（报送稿）"
_TEXT = (
    "样北镇中心卫生院2025年工作总结。当第一缕晨光推开门诊楼的窗，白衣便像一群醒来的鸽子。走廊尽头，她把听诊器贴在"
    "老人的胸口，仿佛贴着一条河流的心跳。“疼吗？”她轻声问。“不疼了。”老人笑了，皱纹里开出一朵菊花。这一年，我们在"
    "药香里播种，在脚步里收割；风翻动病历，像翻动一页页没有写完的诗。夜色如墨，唯有值班室的灯是落在人间的星。"
    "若你问我们走了多远，请去问那条通往山村的小路，它记得每一串足音。春天会来，而我们早已是春天。"
)


def tell(pen: Pen) -> None:
    """Write the engagement, the summary, and what the audit said about it."""
    open_contract(pen, PLAN)
    register(
        pen,
        PLAN,
        voice="clinic-summary",
        name=_NAME,
        opened=PLAN.starts,
        kind="paper",
        collect="manual",
        every_days=31,
        custody="body",
    )
    published = at(date(2026, 1, 20), hour=16, minute=30)
    pen.book.add(
        "observations",
        id="work-summary-v001",
        contract=PLAN.id,
        kind="document",
        at=published,
        captured=published + timedelta(days=78),
        voice=_NAME,
        text=_TEXT,
        document=f"sha256:{sha256(_TEXT.encode()).hexdigest()}",
    )
    find(
        pen,
        PLAN,
        finding=Finding(
            date(2026, 4, 22),
            "audit",
            "ordinary",
            Both(
                "工作总结以宣传为由邀请作家撰写，成文通篇比喻抒情和对话描写，没有一项工作数据，未写存在问题和下步打算，"
                "公文工作变成了文学创作；交由他人撰写前未作边界核实。",
                "For publicity a novelist was invited to write the work summary. It is figurative from end "
                "to end, without one figure and without a section on problems or next steps: official work "
                "became literature. Nobody had asked whether this work may be handed over.",
            ),
            decided_on=date(2026, 4, 28),
            observation="work-summary-v001",
        ),
    )
