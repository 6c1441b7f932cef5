"""Tables of inspections: plans with their committed draw, the contracts a draw is made among, visits and checklists."""

from decimal import Decimal

from answerable.core.tables.columns import CONTRACT, id_of, who
from answerable.core.tables.declare import Both, Column, Disjoint, Ordered, Table, Together
from answerable.core.tables.types import (
    COUNT,
    DATE,
    HASH,
    IDENT,
    TEXT,
    YES_NO,
    Kind,
    Type,
    between,
    choice,
    ref,
)

REACHES = ("own", "below")
STANDINGS = (
    "clear", "watch", "no_data", "rectifying", "renewal_suspended", "suspended", "ending", "ended_expired",
    "ended_agreement", "ended_unilateral",
)  # fmt: skip
CHOSEN_BY = ("random", "risk", "cause")
OUTCOMES = ("no_faults", "faults", "not_possible")
BASES = ("clause", "indicator", "general")
RESULTS = ("met", "not_met", "not_applicable")
_WEIGHT = Type(Kind.INTEGER, low=Decimal(1), high=Decimal(1_000_000))

INSPECTION_PLANS = Table(
    name="inspection_plans",
    title=Both("检查计划", "Inspection plans"),
    help=Both(
        "一段时间内抽查几份合同、怎样抽取：先承诺、后公布公开数，谁也不能预知或挑选",
        "How many contracts are inspected in a stretch of time, and how they are drawn: committed first, the public "
        "number afterwards, so that nobody can foresee or choose",
    ),
    key=("id",),
    columns=(
        id_of("计划编号", "the plan's id"),
        Column("body", ref("bodies"), Both("单位", "Body"), Both("检查的单位", "The body that inspects")),
        Column(
            "reach",
            choice(*REACHES),
            Both("范围", "Reach"),
            Both(
                "own 本单位的合同，below 本单位和下级单位的合同",
                "own contracts, or those of bodies below too",
            ),
        ),
        Column("starts", DATE, Both("起始日期", "Starts"), Both("计划首日", "First day of the plan")),
        Column(
            "ends",
            DATE,
            Both("结束日期", "Ends"),
            Both("计划末日，检查最迟在该日完成", "Last day to inspect"),
        ),
        Column(
            "count",
            between(Kind.INTEGER, 1, 1_000),
            Both("抽查数", "Count"),
            Both("共抽取几份合同", "How many contracts are drawn in all"),
        ),
        Column(
            "random_count",
            COUNT,
            Both("其中纯随机", "Of these, at random"),
            Both("不看风险、机会均等地抽取几份", "How many with equal chances, whatever the risk"),
        ),
        Column(
            "seed_source",
            TEXT,
            Both("公开数来源", "Source of the public number"),
            Both(
                "承诺时写定，一行，如“某日某时公布的某指数收盘点数”",
                "Stated at the commitment, in one line, such as an index at closing on a named day",
            ),
        ),
        Column(
            "seed_on",
            DATE,
            Both("公布日期", "Published on"),
            Both("公开数公布的日期，须晚于承诺日期", "When the number is published: after the commitment"),
        ),
        Column(
            "commitment",
            HASH,
            Both("承诺值", "Commitment"),
            Both("计划全文（含秘密）的 SHA-256", "SHA-256 of the plan's text with its secret"),
        ),
        Column(
            "committed_on",
            DATE,
            Both("承诺日期", "Committed on"),
            Both("作出承诺的日期", "When it was committed to"),
        ),
        who("committed_by", "承诺人", "Committed by"),
        Column(
            "secret",
            TEXT,
            Both("秘密", "Secret"),
            Both("抽取时公开；此前不填", "Revealed with the draw; empty before"),
            required=False,
        ),
        Column(
            "public_seed",
            TEXT,
            Both("公开数", "Public number"),
            Both("公布的原文，一行；抽取前不填", "As published, in one line; empty before the draw"),
            required=False,
        ),
        Column(
            "drawn_on",
            DATE,
            Both("抽取日期", "Drawn on"),
            Both("抽取前不填", "Empty before the draw"),
            required=False,
        ),
    ),
    rules=(
        Ordered("starts", "ends"),
        Ordered("random_count", "count"),
        Ordered("seed_on", "drawn_on"),
        Together(("secret", "public_seed", "drawn_on")),
        Disjoint(("body",), "starts", "ends"),
    ),
)

INSPECTION_FRAME = Table(
    name="inspection_frame",
    title=Both("抽取范围", "Inspection frame"),
    help=Both(
        "承诺时写定的每份合同及其权重；权重由各列按当时的参数算出",
        "Every contract a draw is made among, with its weight, fixed at the commitment; "
        "the weight follows from the other columns and the parameters of that day",
    ),
    key=("plan", "contract"),
    columns=(
        Column(
            "plan", ref("inspection_plans"), Both("计划", "Plan"), Both("所属计划", "The plan it belongs to")
        ),
        CONTRACT,
        Column(
            "standing",
            choice(*STANDINGS),
            Both("状态", "Standing"),
            Both("当时最近一次评定的状态；未评定不填", "As last assessed then; empty if never"),
            required=False,
        ),
        Column(
            "overdue",
            COUNT,
            Both("逾期职责", "Overdue duties"),
            Both("当时双方逾期未办的项数", "Duties of both sides that were overdue then"),
        ),
        Column(
            "findings",
            COUNT,
            Both("已确认问题", "Confirmed findings"),
            Both("此前规定月数内确认的问题数", "Confirmed in the months before that the parameters count"),
        ),
        Column(
            "months",
            COUNT,
            Both("距上次检查（月）", "Months since the last inspection"),
            Both("整月；从未检查不填", "Whole months; empty if never inspected"),
            required=False,
        ),
        Column(
            "large",
            YES_NO,
            Both("是否大额", "Large"),
            Both("金额居前四分之一的填 yes", "yes for the quarter with the largest amounts"),
        ),
        Column(
            "weight",
            _WEIGHT,
            Both("权重", "Weight"),
            Both("按风险抽取时的权重", "In the part that is drawn by risk"),
        ),
    ),
)

INSPECTIONS = Table(
    name="inspections",
    title=Both("检查", "Inspections"),
    help=Both(
        "每次检查一行：为何检查、最迟何时、谁在何日检查、结果如何；未能检查的也如实记录",
        "One row for each inspection: why, by when, who inspected and when, and how it ended; "
        "one that could not be made says so",
    ),
    key=("id",),
    columns=(
        id_of("检查编号", "the inspection's id"),
        Column(
            "plan",
            ref("inspection_plans"),
            Both("计划", "Plan"),
            Both("抽取自哪一计划；因故检查不填", "The plan it was drawn for; empty for cause"),
            required=False,
        ),
        CONTRACT,
        Column(
            "chosen_by",
            choice(*CHOSEN_BY),
            Both("为何检查", "Chosen by"),
            Both("随机、按风险、因故", "At random, by risk, or for a cause"),
        ),
        Column(
            "place",
            between(Kind.INTEGER, 1, 1_000),
            Both("抽取序号", "Place in the draw"),
            Both("第几个抽出；因故检查不填", "As which it was drawn; empty for cause"),
            required=False,
        ),
        Column(
            "cause",
            TEXT,
            Both("事由", "Cause"),
            Both("因故检查的理由；抽取的不填", "Why, for a cause; empty where drawn"),
            required=False,
        ),
        Column("due_on", DATE, Both("期限", "Due on"), Both("最迟检查日期", "Last day to inspect")),
        Column(
            "inspected_on",
            DATE,
            Both("检查日期", "Inspected on"),
            Both("未检查不填", "Empty until it was done"),
            required=False,
        ),
        who("inspector", "检查人", "Inspector", required=False),
        Column(
            "outcome",
            choice(*OUTCOMES),
            Both("结果", "Outcome"),
            Both("未发现问题、发现问题、未能检查", "No faults found, faults found, or it could not be made"),
            required=False,
        ),
        Column(
            "note",
            TEXT,
            Both("情况说明", "Note"),
            Both("地点、在场人员、未能检查的原因", "Where, who was there, why it could not be made"),
            required=False,
        ),
        Column(
            "document",
            HASH,
            Both("凭证散列", "Document hash"),
            Both("记录或照片的 sha256，可不填", "sha256 of a record or photograph; may be empty"),
            required=False,
        ),
    ),
    rules=(Together(("inspected_on", "inspector", "outcome")), Together(("plan", "place"))),
)

INSPECTION_CHECKS = Table(
    name="inspection_checks",
    title=Both("检查项", "Inspection checks"),
    help=Both(
        "检查清单的每一项：依据条款、指标或通用清单，结果如何",
        "Each item of a checklist, from a clause, an indicator or the general list, and its result",
    ),
    key=("inspection", "basis", "item"),
    columns=(
        Column(
            "inspection",
            ref("inspections"),
            Both("检查", "Inspection"),
            Both("所属检查", "The inspection meant"),
        ),
        Column(
            "basis",
            choice(*BASES),
            Both("依据类别", "Basis"),
            Both("合同条款、考核指标、通用清单", "A clause, an agreed indicator, or the general list"),
        ),
        Column(
            "item",
            IDENT,
            Both("检查项", "Item"),
            Both("条款、指标或清单项的编号", "Id of the clause, the indicator or the item of the list"),
        ),
        Column(
            "result",
            choice(*RESULTS),
            Both("结果", "Result"),
            Both("符合、不符合、不适用", "Met, not met, not applicable"),
        ),
        Column("note", TEXT, Both("说明", "Note"), Both("看到的事实", "What was seen"), required=False),
        Column(
            "finding",
            ref("findings"),
            Both("所提问题", "Finding"),
            Both("由此提出的问题", "The finding proposed from it"),
            required=False,
        ),
        Column(
            "document",
            HASH,
            Both("凭证散列", "Document hash"),
            Both("照片等的 sha256，可不填", "sha256 of a photograph or the like; may be empty"),
            required=False,
        ),
    ),
)

TABLES = (INSPECTION_PLANS, INSPECTION_FRAME, INSPECTIONS, INSPECTION_CHECKS)
