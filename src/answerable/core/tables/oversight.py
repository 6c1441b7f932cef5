"""Tables of oversight and correction: the body's own duties, findings, cases, orders, re-checks."""

from answerable.core.tables.columns import CONTRACT, id_of, who
from answerable.core.tables.declare import (
    Both,
    Column,
    DuringContract,
    Ordered,
    Table,
    Together,
)
from answerable.core.tables.types import (
    COUNT,
    DATE,
    PERIOD,
    TEXT,
    choice,
    ref,
)
from answerable.core.terms.period import PeriodKind

DUTY_KINDS = ("inspect", "score", "accept", "pay", "answer", "review", "report", "evaluate", "drill", "other")
CASE_STATES = (
    "finding", "statement", "ordered", "recheck", "not_corrected", "renewal_suspended", "suspended", "ending",
    "closed", "ended_expired", "ended_agreement", "ended_unilateral",
)  # fmt: skip

DUTIES = Table(
    name="duties",
    title=Both("监督职责", "Oversight duties"),
    help=Both(
        "合同监督计划：本单位或承接主体按周期应做的事",
        "The oversight plan of a contract: what the body, or the provider, has to do and how often",
    ),
    key=("id",),
    columns=(
        id_of("职责编号", "the duty's id"),
        CONTRACT,
        Column(
            "side",
            choice("body", "provider"),
            Both("哪一方", "Side"),
            Both("单位 body 或承接主体 provider", "The body's or the provider's"),
        ),
        Column(
            "kind",
            choice(*DUTY_KINDS),
            Both("类别", "Kind"),
            Both(
                "检查、评分、验收、付款、答复、审核、报告、评价、收回演练、其他",
                "Inspect, score, accept, pay, answer, review, report, evaluate, take-back drill, other",
            ),
        ),
        Column(
            "every",
            choice("once", *(kind.value for kind in PeriodKind)),
            Both("周期", "Every"),
            Both("一次性填 once，到期日为起始日之后", "once, or how often it comes round"),
        ),
        Column(
            "within_workdays",
            COUNT,
            Both("期限（工作日）", "Within (working days)"),
            Both(
                "周期结束后几个工作日内完成；once 从起始日起算",
                "Working days after the period ends, or after the start for once",
            ),
        ),
        Column(
            "starts",
            DATE,
            Both("起始日期", "Starts"),
            Both("自该日起有此职责", "The duty exists from this day"),
        ),
        Column(
            "ends",
            DATE,
            Both("结束日期", "Ends"),
            Both("不填随合同结束", "Empty: ends with the contract"),
            required=False,
        ),
        Column(
            "ground",
            TEXT,
            Both("依据", "Ground"),
            Both("法条、合同条款或内部制度", "Article, clause or house rule"),
        ),
        who("who", "责任人", "Who", required=False),
    ),
    rules=(Ordered("starts", "ends"), DuringContract("starts")),
)

DUTIES_DONE = Table(
    name="duties_done",
    title=Both("已履行职责", "Duties done"),
    help=Both("监督职责的履行记录", "What was done of the oversight duties"),
    key=("duty", "period"),
    columns=(
        Column("duty", ref("duties"), Both("职责", "Duty"), Both("职责编号", "The duty's id")),
        Column(
            "period",
            PERIOD,
            Both("所属周期", "Period"),
            Both("如 2026-05；once 填完成日", "Such as 2026-05; for once the day it was done"),
        ),
        Column("done_on", DATE, Both("完成日期", "Done on"), Both("完成的日期", "When it was done")),
        who("done_by", "完成人", "Done by", required=False),
        Column(
            "note", TEXT, Both("结果", "Result"), Both("结果或凭证", "Result or evidence"), required=False
        ),
    ),
)

FINDINGS = Table(
    name="findings",
    title=Both("问题", "Findings"),
    help=Both(
        "检查、监测、评价或诉求中发现的问题；先提出，由人确认或否定",
        "What inspections, monitors, ratings or matters found; proposed first, then confirmed or rejected by a person",
    ),
    key=("id",),
    columns=(
        id_of("问题编号", "the finding's id"),
        CONTRACT,
        Column("found_on", DATE, Both("发现日期", "Found on"), Both("发现的日期", "When it was found")),
        Column(
            "source",
            choice("inspection", "monitor", "rating", "matter", "audit", "other"),
            Both("来源", "Source"),
            Both("检查、监测、评价、诉求、审计、其他", "Inspection, monitor, rating, matter, audit, other"),
        ),
        Column(
            "severity",
            choice("minor", "ordinary", "serious"),
            Both("程度", "Severity"),
            Both("轻微、一般、严重", "Minor, ordinary or serious"),
        ),
        Column(
            "observation",
            ref("observations"),
            Both("所据观测", "Observation"),
            Both("依据的发文、回复等", "The post, reply or paper it rests on"),
            required=False,
        ),
        Column(
            "rule",
            TEXT,
            Both("所据规则", "Rule"),
            Both(
                "由程序提出的，写明规则和起算日；人工发现的不填",
                "Of a proposed finding: its rule and start; else empty",
            ),
            required=False,
            omissible=True,
        ),
        Column(
            "what", TEXT, Both("问题", "What"), Both("一两句话写清事实", "The facts in a sentence or two")
        ),
        Column(
            "what_en",
            TEXT,
            Both("问题（英文）", "What, in English"),
            Both("可不填", "May be left empty"),
            required=False,
        ),
        Column(
            "decision",
            choice("confirmed", "rejected"),
            Both("确认结果", "Decision"),
            Both("未决定不填", "Empty until a person decided"),
            required=False,
        ),
        Column(
            "decided_on",
            DATE,
            Both("确认日期", "Decided on"),
            Both("未决定不填", "Empty until decided"),
            required=False,
        ),
        who("decided_by", "确认人", "Decided by", required=False),
    ),
    rules=(Ordered("found_on", "decided_on"), Together(("decision", "decided_on", "decided_by"))),
)

CASES = Table(
    name="cases",
    title=Both("案件", "Cases"),
    help=Both("一份合同上的一宗整改或处置案件", "One course of correction on one contract"),
    key=("id",),
    columns=(
        id_of("案件编号", "the case's id"),
        CONTRACT,
        Column("opened_on", DATE, Both("立案日期", "Opened on"), Both("立案的日期", "When it was opened")),
        Column("subject", TEXT, Both("事由", "Subject"), Both("一句话", "In one line")),
        Column(
            "subject_en",
            TEXT,
            Both("事由（英文）", "Subject in English"),
            Both("可不填", "May be left empty"),
            required=False,
        ),
    ),
)

CASE_STATES_TABLE = Table(
    name="case_states",
    title=Both("案件状态", "States of cases"),
    help=Both(
        "案件自何日起处于何种状态；只记起始日", "The state of a case from a day on; only starts are kept"
    ),
    key=("case", "starts"),
    columns=(
        Column("case", ref("cases"), Both("案件", "Case"), Both("所指案件", "The case meant")),
        Column(
            "starts",
            DATE,
            Both("起始日期", "Starts"),
            Both("进入该状态的日期", "The day it entered the state"),
        ),
        Column(
            "state",
            choice(*CASE_STATES),
            Both("状态", "State"),
            Both(
                "问题、陈述申辩、限期整改、复核、未整改到位、暂停续签、中止、终止程序中、结案、期满终止、协议解除、单方解除",
                "Finding, statement, ordered, re-check, not corrected, renewal suspended, suspended, ending, closed, "
                "ended by expiry, by agreement, unilaterally",
            ),
        ),
        Column(
            "ground",
            TEXT,
            Both("依据", "Ground"),
            Both("条款或法条；终止必填", "Clause or article; needed for an ending"),
            required=False,
        ),
        who("decided_by", "决定人", "Decided by", required=False),
    ),
)

ORDERS = Table(
    name="orders",
    title=Both("限期整改", "Orders to rectify"),
    help=Both("限期整改通知的每一项要求一行", "One row for each item of an order to rectify"),
    key=("id",),
    columns=(
        id_of("整改项编号", "the item's id"),
        Column("case", ref("cases"), Both("案件", "Case"), Both("所属案件", "The case it belongs to")),
        Column(
            "finding",
            ref("findings"),
            Both("所据问题", "Finding"),
            Both("针对的问题", "What it is to put right"),
            required=False,
        ),
        Column("demand", TEXT, Both("整改要求", "Demand"), Both("要做到什么", "What has to be done")),
        Column(
            "demand_en",
            TEXT,
            Both("整改要求（英文）", "Demand in English"),
            Both("可不填", "May be left empty"),
            required=False,
        ),
        Column("issued_on", DATE, Both("发出日期", "Issued on"), Both("发出的日期", "When it was issued")),
        Column("due_on", DATE, Both("期限", "Due on"), Both("最迟完成的日期", "The last day to comply")),
        Column(
            "reported_on",
            DATE,
            Both("报告日期", "Reported on"),
            Both("承接主体报告整改的日期", "When the provider reported"),
            required=False,
        ),
        who("author", "签发人", "Author"),
    ),
    rules=(Ordered("issued_on", "due_on"), Ordered("issued_on", "reported_on")),
)

RECHECKS = Table(
    name="rechecks",
    title=Both("复核", "Re-checks"),
    help=Both(
        "对每一整改项的复核；由签发人以外的人作出",
        "The re-check of each item, by somebody other than the order's author",
    ),
    key=("order",),
    columns=(
        Column("order", ref("orders"), Both("整改项", "Order item"), Both("复核的项", "The item re-checked")),
        Column(
            "checked_on", DATE, Both("复核日期", "Checked on"), Both("复核的日期", "When it was re-checked")
        ),
        who("checked_by", "复核人", "Checked by"),
        Column(
            "result",
            choice("corrected", "not_corrected", "not_possible"),
            Both("结果", "Result"),
            Both("已整改、未整改、无法整改", "Corrected, not corrected, not possible"),
        ),
    ),
)

TABLES = (DUTIES, DUTIES_DONE, FINDINGS, CASES, CASE_STATES_TABLE, ORDERS, RECHECKS)
