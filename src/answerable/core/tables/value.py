"""The table of what outsourcing brought: cost, quality, the public's voice and officials' time, before and after."""

from answerable.core.tables.columns import CONTRACT
from answerable.core.tables.declare import Both, Column, Table
from answerable.core.tables.types import COUNT, HASH, INTEGER, PERIOD, TEXT, choice

ASPECTS = ("unit_cost", "quality", "voice", "staff_time")

VALUE_FIGURES = Table(
    name="value_figures",
    title=Both("成效数据", "Figures on value"),
    help=Both(
        "外包之前和之后的同一指标：单位成本、质量、群众评价、公职人员用时；分子除以分母",
        "One measure before and after outsourcing: unit cost, quality, citizens' voice, officials' time; "
        "numerator divided by denominator",
    ),
    key=("contract", "aspect", "measure", "period"),
    columns=(
        CONTRACT,
        Column(
            "aspect",
            choice(*ASPECTS),
            Both("方面", "Aspect"),
            Both(
                "单位成本、质量、群众评价、公职人员用时",
                "Unit cost (lower is better), quality (higher), voice (higher), staff time (lower)",
            ),
        ),
        Column(
            "measure",
            TEXT,
            Both("指标", "Measure"),
            Both(
                "量的是什么，如“每吨清运费”；同一指标前后写法一致",
                "What is measured; the same words before and after",
            ),
        ),
        Column(
            "period",
            PERIOD,
            Both("周期", "Period"),
            Both(
                "如 2024、2024-Q3；合同开始前结束的为“外包前”",
                "Such as 2024-Q3; before if it ends before the contract",
            ),
        ),
        Column(
            "numerator",
            INTEGER,
            Both("分子", "Numerator"),
            Both("整数；金额以分计", "Whole; money in minor units"),
        ),
        Column("denominator", COUNT, Both("分母", "Denominator"), Both("整数", "A whole number")),
        Column(
            "source",
            choice("body", "provider", "third_party", "published"),
            Both("来源", "Source"),
            Both(
                "单位、承接主体、第三方或公开数据", "The body, the provider, a third party, or published data"
            ),
        ),
        Column(
            "note",
            TEXT,
            Both("口径", "Note"),
            Both("口径变化、价格调整等，可不填", "Changes of definition, prices; may be empty"),
            required=False,
            omissible=True,
        ),
        Column(
            "document",
            HASH,
            Both("凭证散列", "Document hash"),
            Both("凭证文件的 sha256，可不填", "sha256 of the document behind it; may be empty"),
            required=False,
            omissible=True,
        ),
    ),
)

TABLES = (VALUE_FIGURES,)
