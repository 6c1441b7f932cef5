"""Tables that keep responsibility from lapsing: who stands in, who took over, who decides, what was funded, changed."""

from answerable.core.tables.columns import CONTRACT, who
from answerable.core.tables.declare import Both, Column, Disjoint, Ordered, Table, Together
from answerable.core.tables.register import CURRENCIES
from answerable.core.tables.types import COUNT, DATE, TEXT, Kind, between, choice, ref

DECISION_KINDS = (
    "sign", "extend", "end", "amend", "suspend", "resume", "assign", "finding", "order", "verdict", "other",
)  # fmt: skip
CHAIN_ROLES = ("handler", "section", "legality", "leader", "head", "collective")
AMENDMENT_KINDS = ("extend", "amount", "terms")
AMENDMENT_CAUSES = ("need_changed", "price", "law", "force_majeure", "correction", "other")

STAND_INS = Table(
    name="stand_ins",
    title=Both("AB岗", "Stand-ins"),
    help=Both(
        "谁在何时不在岗、由谁代行；未定代行人的，该期间无人代行",
        "Who is away, when, and who acts meanwhile; with no stand-in stated, nobody acts",
    ),
    key=("person", "starts"),
    columns=(
        who("person", "不在岗人员", "Person away"),
        Column("starts", DATE, Both("起始日期", "Starts"), Both("不在岗首日", "First day away")),
        Column(
            "ends",
            DATE,
            Both("结束日期", "Ends"),
            Both("不在岗末日；未定不填", "Last day away; empty if not settled"),
            required=False,
        ),
        Column(
            "stand_in",
            ref("people"),
            Both("代行人", "Stand-in"),
            Both(
                "在此期间代行职责的在编人员；未定不填",
                "Public staff who acts meanwhile; empty if nobody was named",
            ),
            required=False,
        ),
        Column(
            "note",
            TEXT,
            Both("说明", "Note"),
            Both("如学习、休假；不写个人隐私", "Such as training or leave; nothing private"),
            required=False,
        ),
    ),
    rules=(Ordered("starts", "ends"), Disjoint(("person",), "starts", "ends")),
)

SUCCESSIONS = Table(
    name="successions",
    title=Both("单位承继", "Successions"),
    help=Both(
        "机构改革后由谁承继：自起始日起，承继单位对原单位的一切负责",
        "Who took over in a reorganisation: from that day the successor answers for everything of the body",
    ),
    key=("body",),
    columns=(
        Column(
            "body",
            ref("bodies"),
            Both("原单位", "Body"),
            Both("撤销、合并或转隶的单位", "The body dissolved, merged or moved"),
        ),
        Column(
            "starts",
            DATE,
            Both("起始日期", "Starts"),
            Both("承继首日", "First day on which the successor answers"),
        ),
        Column(
            "successor",
            ref("bodies"),
            Both("承继单位", "Successor"),
            Both("承继职责的单位", "The body that took over"),
        ),
        Column(
            "note",
            TEXT,
            Both("说明", "Note"),
            Both("如机构改革方案文号", "Such as the number of the reorganisation plan"),
            required=False,
        ),
    ),
)

APPROVAL_STEPS = Table(
    name="approval_steps",
    title=Both("审批环节", "Approval steps"),
    help=Both(
        "单位为一类决定设定的审批链，按起始日期分版本：新版本自其首日起整体替代旧版本",
        "The chain of approval a body set for a kind of decision, in editions: "
        "a later one replaces the whole of the one before",
    ),
    key=("body", "decision", "starts", "number"),
    columns=(
        Column("body", ref("bodies"), Both("单位", "Body"), Both("作出决定的单位", "The body that decides")),
        Column(
            "decision",
            choice(*DECISION_KINDS),
            Both("决定类别", "Decision"),
            Both(
                "签订、续签或延长、解除、变更、中止、恢复、指定分管领导、认定问题、限期整改、边界结论、其他",
                "Signing, extending, ending, amending, suspending, resuming, assigning, finding, order, verdict, other",
            ),
        ),
        Column("starts", DATE, Both("起始日期", "Starts"), Both("该版本首日", "First day of this edition")),
        Column(
            "number",
            between(Kind.INTEGER, 1, None),
            Both("序号", "Number"),
            Both("自 1 起连续编号", "Counted from 1 without a gap"),
        ),
        Column(
            "role",
            choice(*CHAIN_ROLES),
            Both("审批人", "Role"),
            Both(
                "经办人、股室负责人、合法性审核、分管领导、主要负责人、集体决定",
                "Handler, head of section, legality reviewer, leader, head, collective decision",
            ),
        ),
    ),
)

FUNDS = Table(
    name="funds",
    title=Both("预算资金", "Funds"),
    help=Both(
        "合同由哪一预算科目、在何期间、以多少金额保障，由谁确认",
        "The budget line behind a contract: for which time, how much, and who confirmed it",
    ),
    key=("contract", "line", "starts"),
    columns=(
        CONTRACT,
        Column(
            "line",
            TEXT,
            Both("预算科目", "Budget line"),
            Both("预算科目或项目名称、编码", "Name or code of the budget line"),
        ),
        Column("starts", DATE, Both("起始日期", "Starts"), Both("保障首日", "First day funded")),
        Column("ends", DATE, Both("结束日期", "Ends"), Both("保障末日", "Last day funded")),
        Column(
            "amount_minor",
            COUNT,
            Both("金额（分）", "Amount in minor units"),
            Both("以分为单位的整数", "A whole number of fen, pence or cents"),
        ),
        Column(
            "currency", choice(*CURRENCIES), Both("币种", "Currency"), Both("金额的币种", "Of the amount")
        ),
        Column(
            "confirmed_on",
            DATE,
            Both("确认日期", "Confirmed on"),
            Both("确认资金落实的日期", "When the funds were confirmed"),
        ),
        who("confirmed_by", "确认人", "Confirmed by"),
    ),
    rules=(Ordered("starts", "ends"),),
)

AMENDMENTS = Table(
    name="amendments",
    title=Both("合同变更", "Amendments"),
    help=Both(
        "对合同期限、金额或条款的变更，变更前后并列；合同表中写变更后的现值",
        "What was changed in a contract, before and after; the table of contracts holds what is agreed now",
    ),
    key=("contract", "decided_on", "kind"),
    columns=(
        CONTRACT,
        Column(
            "decided_on", DATE, Both("决定日期", "Decided on"), Both("决定变更的日期", "When it was decided")
        ),
        Column(
            "kind",
            choice(*AMENDMENT_KINDS),
            Both("类别", "Kind"),
            Both("延长期限、变更金额、变更条款", "Extension, another amount, other terms"),
        ),
        Column(
            "ends_before",
            DATE,
            Both("原末日", "Ended before"),
            Both("延长前约定的末日；延长期限必填", "Last day agreed before; needed for an extension"),
            required=False,
        ),
        Column(
            "ends_after",
            DATE,
            Both("新末日", "Ends after"),
            Both("延长后约定的末日；延长期限必填", "Last day agreed since; needed for an extension"),
            required=False,
        ),
        Column(
            "amount_before",
            COUNT,
            Both("原金额（分）", "Amount before"),
            Both("变更前金额，以分计；变更金额必填", "In minor units; needed for another amount"),
            required=False,
        ),
        Column(
            "amount_after",
            COUNT,
            Both("新金额（分）", "Amount after"),
            Both("变更后金额，以分计；变更金额必填", "In minor units; needed for another amount"),
            required=False,
        ),
        Column("reason", TEXT, Both("理由", "Reason"), Both("变更的理由和依据", "Why, and on which ground")),
        Column(
            "cause",
            choice(*AMENDMENT_CAUSES),
            Both("原因类别", "Cause"),
            Both(
                "需求变化、价格、法律政策、不可抗力、更正登记、其他",
                "Changed need, price, law, force majeure, correction of the record, other",
            ),
            required=False,
            omissible=True,
        ),
    ),
    rules=(
        Ordered("ends_before", "ends_after"),
        Together(("ends_before", "ends_after")),
        Together(("amount_before", "amount_after")),
    ),
)

TABLES = (STAND_INS, SUCCESSIONS, APPROVAL_STEPS, FUNDS, AMENDMENTS)
