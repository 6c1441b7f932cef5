"""Tables of the register: bodies, people, providers, work, contracts and who answers for them."""

from answerable.core.tables.columns import NAME, NAME_EN, id_of
from answerable.core.tables.declare import (
    Both,
    Column,
    Disjoint,
    Ordered,
    Table,
    Together,
)
from answerable.core.tables.types import (
    COUNT,
    DATE,
    IDENT,
    SHARE,
    TEXT,
    YES_NO,
    choice,
    ref,
)

CURRENCIES = ("CNY", "GBP", "USD")
POST_ROLES = ("head", "leader", "section", "handler", "legality", "supervisor")
CLAUSE_KINDS = (
    "scoring", "deduction", "rectification", "exit", "hand_over", "custody", "no_assignment", "review", "other",
)  # fmt: skip
VERDICTS = ("suitable", "limited", "prohibited", "not_applicable", "undecided", "not_yet")

BODIES = Table(
    name="bodies",
    title=Both("单位", "Bodies"),
    help=Both(
        "购买服务的机关、部门、乡镇和事业单位", "Departments, towns and institutions that buy services"
    ),
    key=("id",),
    columns=(
        id_of("单位编号", "the body's id"),
        NAME,
        NAME_EN,
        Column(
            "kind",
            choice("government", "department", "town", "institution"),
            Both("类别", "Kind"),
            Both("政府、部门、乡镇（街道）或事业单位", "Government, department, town, or public institution"),
        ),
        Column(
            "parent",
            ref("bodies"),
            Both("上级单位", "Parent"),
            Both("主管它的单位；最上级不填", "The body above it; empty at the top"),
            required=False,
        ),
    ),
)

PEOPLE = Table(
    name="people",
    title=Both("人员", "People"),
    help=Both("担任职务或经手事项的人", "People who hold posts or act"),
    key=("id",),
    columns=(
        id_of("人员编号", "the person's id"),
        NAME,
        NAME_EN,
        Column(
            "staff",
            choice("public", "dispatched", "provider"),
            Both("身份", "Staff"),
            Both(
                "在编在职（public）、劳务派遣（dispatched）或承接主体人员（provider）；只有在编人员能负责",
                "public, dispatched, or of a provider; only public staff may answer for a contract",
            ),
        ),
    ),
)

POSTS = Table(
    name="posts",
    title=Both("任职", "Posts"),
    help=Both("谁在何时于何单位任何职", "Who holds which post, where and when"),
    key=("id",),
    columns=(
        id_of("任职编号", "the post's id"),
        Column("body", ref("bodies"), Both("单位", "Body"), Both("任职单位", "Where the post is")),
        Column("person", ref("people"), Both("人员", "Person"), Both("任职的人", "Who holds it")),
        Column(
            "role",
            choice(*POST_ROLES),
            Both("职务", "Role"),
            Both(
                "主要负责人 head、分管领导 leader、股室负责人 section、经办人 handler、合法性审核 legality、"
                "监督 supervisor",
                "head, leader, head of section, handler, legality reviewer or supervisor",
            ),
        ),
        Column("starts", DATE, Both("起始日期", "Starts"), Both("任职首日", "First day in the post")),
        Column(
            "ends",
            DATE,
            Both("结束日期", "Ends"),
            Both("任职末日；在任不填", "Last day in the post; empty while it is held"),
            required=False,
        ),
    ),
    rules=(
        Ordered("starts", "ends"),
        Disjoint(("body",), "starts", "ends", where=("role", "head")),
        Disjoint(("body", "person", "role"), "starts", "ends"),
    ),
)

PROVIDERS = Table(
    name="providers",
    title=Both("承接主体", "Providers"),
    help=Both(
        "承接服务的企业、社会组织和其他主体", "Companies, social organisations and others that provide"
    ),
    key=("id",),
    columns=(
        id_of("承接主体编号", "the provider's id"),
        NAME,
        NAME_EN,
        Column(
            "kind",
            choice(
                "company", "social_organisation", "public_institution", "collective", "individual", "other"
            ),
            Both("类别", "Kind"),
            Both(
                "企业、社会组织、事业单位、农村集体或自治组织、个人、其他",
                "Company, social organisation, public institution, rural collective, individual, other",
            ),
        ),
        Column(
            "credit_code",
            TEXT,
            Both("统一社会信用代码", "Credit code"),
            Both("18 位；没有则不填", "18 characters; empty if there is none"),
            required=False,
        ),
    ),
)

WORK_ITEMS = Table(
    name="work_items",
    title=Both("工作事项", "Work items"),
    help=Both("拟交或已交第三方承担的工作", "Work that is, or may be, done by a third party"),
    key=("id",),
    columns=(
        id_of("事项编号", "the work item's id"),
        Column("body", ref("bodies"), Both("单位", "Body"), Both("工作属于谁", "Whose work it is")),
        NAME,
        NAME_EN,
        Column(
            "catalogue",
            TEXT,
            Both("目录代码", "Catalogue code"),
            Both("政府采购品目代码，如 C13050100", "Code of the procurement catalogue, such as C13050100"),
            required=False,
        ),
        Column(
            "verdict",
            choice(*VERDICTS),
            Both("边界结论", "Verdict"),
            Both("能否外包的结论；未问过不填", "May it be outsourced? Empty if nobody asked"),
            required=False,
        ),
        Column(
            "verdict_on",
            DATE,
            Both("结论日期", "Verdict date"),
            Both("作出结论的日期", "When the verdict was given"),
            required=False,
        ),
        Column(
            "in_house_share",
            SHARE,
            Both("自办份额", "In-house share"),
            Both(
                "该职能仍由本单位承担的份额，0 至 1", "Share of the function still done in the house, 0 to 1"
            ),
            required=False,
        ),
    ),
)

WORK_FACTS = Table(
    name="work_facts",
    title=Both("事项事实", "Facts of work items"),
    help=Both(
        "作出边界结论所依据的事实，每行一项；不清楚的不填行",
        "The facts a boundary verdict rests on, one in a row; what is not known has no row",
    ),
    key=("work_item", "fact"),
    columns=(
        Column(
            "work_item", ref("work_items"), Both("事项", "Work item"), Both("哪一项工作", "Which work item")
        ),
        Column(
            "fact",
            IDENT,
            Both("事实", "Fact"),
            Both("边界规则手册中事实的编号，如 paid", "Id of a fact in the boundary rulebook, such as paid"),
        ),
        Column(
            "value",
            TEXT,
            Both("值", "Value"),
            Both("选项编号、yes、no 或者整数", "The id of an option, yes, no, or a whole number"),
        ),
    ),
)

CONTRACTS = Table(
    name="contracts",
    title=Both("合同", "Contracts"),
    help=Both("每份服务外包合同", "Every contract for an outsourced service"),
    key=("id",),
    columns=(
        id_of("合同编号", "the contract's id"),
        Column(
            "body",
            ref("bodies"),
            Both("单位", "Body"),
            Both("签约并负责的单位", "The body that signed and answers"),
        ),
        Column(
            "work_item",
            ref("work_items"),
            Both("事项", "Work item"),
            Both("外包的工作", "The work outsourced"),
        ),
        Column(
            "provider", ref("providers"), Both("承接主体", "Provider"), Both("承接的主体", "Who provides")
        ),
        NAME,
        NAME_EN,
        Column(
            "signed", DATE, Both("签订日期", "Signed"), Both("不明不填", "Empty if not known"), required=False
        ),
        Column("starts", DATE, Both("开始日期", "Starts"), Both("履行首日", "First day of service")),
        Column(
            "ends",
            DATE,
            Both("结束日期", "Ends"),
            Both("约定的履行末日；未约定不填", "Last agreed day; empty if open-ended"),
            required=False,
        ),
        Column(
            "renewal_decided",
            DATE,
            Both("续签决定日期", "Renewal decided"),
            Both(
                "决定续签或不续签的日期；未决定不填", "When it was decided to renew or not; empty until then"
            ),
            required=False,
        ),
        Column(
            "amount_minor",
            COUNT,
            Both("合同金额（分）", "Amount in minor units"),
            Both("以分为单位的整数", "A whole number of fen, pence or cents"),
            required=False,
        ),
        Column(
            "currency",
            choice(*CURRENCIES),
            Both("币种", "Currency"),
            Both("填了金额就要填", "Needed where an amount is stated"),
            required=False,
        ),
        Column(
            "paid",
            YES_NO,
            Both("是否付费", "Paid"),
            Both("受邀、志愿等无偿承担填 no", "no for unpaid work: invited, volunteered"),
        ),
    ),
    rules=(Ordered("starts", "ends"), Together(("amount_minor", "currency"))),
)

ASSIGNMENTS = Table(
    name="assignments",
    title=Both("分管领导指定", "Assignments of the responsible leader"),
    help=Both(
        "谁对合同负责：只记起始日，下一行开始即上一行结束；人员不填表示空缺",
        "Who answers for a contract. Only the start is kept: the next row ends the one before; no person is a vacancy",
    ),
    key=("contract", "starts"),
    columns=(
        Column(
            "contract", ref("contracts"), Both("合同", "Contract"), Both("所指合同", "The contract meant")
        ),
        Column("starts", DATE, Both("起始日期", "Starts"), Both("开始负责的日期", "First day of answering")),
        Column(
            "person",
            ref("people"),
            Both("分管领导", "Leader"),
            Both("不填表示自该日起空缺", "Empty means vacant from that day"),
            required=False,
        ),
        Column(
            "note",
            TEXT,
            Both("说明", "Note"),
            Both("如调离、交接", "Such as a move or hand-over"),
            required=False,
        ),
        Column(
            "accepted_on",
            DATE,
            Both("接受日期", "Accepted on"),
            Both(
                "接任者书面接受的日期；未接受不填", "When the successor accepted in writing; empty until then"
            ),
            required=False,
            omissible=True,
        ),
    ),
)

CLAUSES = Table(
    name="clauses",
    title=Both("合同条款", "Clauses"),
    help=Both(
        "合同约定的考核、扣款、整改、退出等条款；没有退出条款的合同可能永远无法解除",
        "What the contract agrees on; without an exit clause it may never be ended",
    ),
    key=("id",),
    columns=(
        id_of("条款编号", "the clause's id"),
        Column(
            "contract",
            ref("contracts"),
            Both("合同", "Contract"),
            Both("所在合同", "The contract it stands in"),
        ),
        Column(
            "kind",
            choice(*CLAUSE_KINDS),
            Both("类别", "Kind"),
            Both(
                "考核、扣款、整改、退出、交接、账号保管、禁止转包、先审后发、其他",
                "Scoring, deduction, rectification, exit, hand-over, custody, no assignment, prior review, other",
            ),
        ),
        Column(
            "ground",
            choice(
                "not_corrected",
                "rated_low",
                "serious_finding",
                "assignment",
                "abandoned",
                "convenience",
                "other",
            ),
            Both("解除事由", "Ground for exit"),
            Both(
                "仅退出条款填写：逾期不改、评价过低、严重问题、转包、停止履行、任意解除、其他",
                "Exit clauses only: not corrected, rated low, serious finding, assigned, abandoned, convenience, other",
            ),
            required=False,
        ),
        Column(
            "notice_days",
            COUNT,
            Both("通知天数", "Days of notice"),
            Both("约定的提前通知日数", "Calendar days of notice agreed"),
            required=False,
        ),
        Column("text", TEXT, Both("条款内容", "Text"), Both("条款原文或概要", "The clause or its gist")),
    ),
)

TABLES = (BODIES, PEOPLE, POSTS, PROVIDERS, WORK_ITEMS, WORK_FACTS, CONTRACTS, ASSIGNMENTS, CLAUSES)
