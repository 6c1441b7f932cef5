"""Tables of what is measured: indicators with their bands, readings, the monthly scoring."""

from answerable.core.tables.columns import CONTRACT, NAME, NAME_EN, id_of
from answerable.core.tables.declare import (
    Both,
    Column,
    DuringContract,
    FitsIndicator,
    Ordered,
    Reference,
    Table,
)
from answerable.core.tables.types import (
    COUNT,
    DATE,
    DECIMAL,
    HASH,
    IDENT,
    INTEGER,
    PERIOD,
    TEXT,
    YES_NO,
    Kind,
    between,
    choice,
    ref,
)
from answerable.core.terms.period import PeriodKind

_INDICATOR = Column(
    "indicator", ref("indicators"), Both("指标", "Indicator"), Both("所指指标", "The indicator meant")
)

INDICATORS = Table(
    name="indicators",
    title=Both("指标", "Indicators"),
    help=Both(
        "衡量什么、怎样算；改动时另起一行新版本，旧行保留",
        "What is measured and how. A change is a new edition in a new row; the old row stays",
    ),
    key=("id", "starts"),
    columns=(
        id_of("指标编号", "the indicator's id"),
        Column(
            "starts",
            DATE,
            Both("版本起始日", "Edition starts"),
            Both("自该日起适用", "In force from this day"),
        ),
        NAME,
        NAME_EN,
        Column(
            "period",
            choice(*(kind.value for kind in PeriodKind)),
            Both("周期", "Period"),
            Both("日、周、月、季、年", "Day, week, month, quarter, or year"),
        ),
        Column(
            "measure",
            choice("share", "ratio"),
            Both("算法", "Measure"),
            Both(
                "share：分子是分母的一部分，按百分比；ratio：分子除以分母",
                "share: a part of the whole, in per cent; ratio: numerator divided by denominator",
            ),
        ),
        Column(
            "better",
            choice("higher", "lower"),
            Both("好的方向", "Better"),
            Both("越高越好填 higher，越低越好填 lower", "higher or lower"),
        ),
        Column(
            "unit", TEXT, Both("单位", "Unit"), Both("如 %、天、件", "Such as %, days, cases"), required=False
        ),
    ),
)

BANDS = Table(
    name="bands",
    title=Both("等级区间", "Bands"),
    help=Both(
        "每个指标版本的等级：含下限不含上限，两端留空为无穷，不得有缝隙或重叠，恰有一个达标等级；"
        "比达标等级更好的也算达标。share 指标按百分比填写",
        "The bands of an edition: low inclusive, high exclusive, open ends empty, no gap or overlap, one target; "
        "bands better than the target meet it too. Shares are given in per cent",
    ),
    key=("indicator", "starts", "band"),
    columns=(
        _INDICATOR,
        Column(
            "starts",
            DATE,
            Both("版本起始日", "Edition starts"),
            Both("与指标版本一致", "As in the indicator's row"),
        ),
        Column(
            "band",
            IDENT,
            Both("等级", "Band"),
            Both("如 green、amber、red", "Such as green, amber, red"),
        ),
        Column(
            "low",
            DECIMAL,
            Both("下限（含）", "Low (inclusive)"),
            Both("不填为无下限", "Empty: no lower limit"),
            required=False,
        ),
        Column(
            "high",
            DECIMAL,
            Both("上限（不含）", "High (exclusive)"),
            Both("不填为无上限", "Empty: no upper limit"),
            required=False,
        ),
        Column(
            "target", YES_NO, Both("是否达标等级", "Target"), Both("恰有一行填 yes", "yes in exactly one row")
        ),
        Column(
            "points",
            between(Kind.DECIMAL, 0, 100),
            Both("得分（百分比）", "Points in per cent"),
            Both(
                "落在该等级时得该指标权重的百分之几；一个版本的等级或都填或都不填",
                "How much of the indicator's weight this band earns, in per cent; all bands of an edition or none",
            ),
            required=False,
            omissible=True,
        ),
    ),
    rules=(Reference(("indicator", "starts"), "indicators", ("id", "starts")),),
)

CONTRACT_INDICATORS = Table(
    name="contract_indicators",
    title=Both("合同考核指标", "Indicators agreed in contracts"),
    help=Both(
        "合同用哪些指标考核，权重多少", "Which indicators a contract is measured by, and their weights"
    ),
    key=("contract", "indicator"),
    columns=(
        CONTRACT,
        _INDICATOR,
        Column(
            "weight",
            between(Kind.DECIMAL, 0, 100),
            Both("权重", "Weight"),
            Both(
                "同一合同的权重合计恰为 100，或都不填",
                "Weights of one contract add up to exactly 100, or none is given",
            ),
            required=False,
        ),
    ),
)

READINGS = Table(
    name="readings",
    title=Both("指标读数", "Readings"),
    help=Both(
        "一次测量：分子和分母都是整数；同一周期的多次读数相加；周期内没有活动就不填，或分母填 0",
        "One measurement: whole numerator and denominator; readings of one period are added; "
        "without activity leave it out, or give a denominator of 0",
    ),
    key=("id",),
    columns=(
        id_of("读数编号", "the reading's id"),
        CONTRACT,
        _INDICATOR,
        Column(
            "period",
            PERIOD,
            Both("周期", "Period"),
            Both(
                "如 2026-05-01、2026-W18、2026-05、2026-Q2、2026",
                "Such as 2026-05-01, 2026-W18, 2026-05, 2026-Q2, 2026",
            ),
        ),
        Column("numerator", INTEGER, Both("分子", "Numerator"), Both("整数", "A whole number")),
        Column(
            "denominator",
            COUNT,
            Both("分母", "Denominator"),
            Both("整数，不小于 0", "A whole number, 0 or more"),
        ),
        Column(
            "recorded",
            DATE,
            Both("记录日期", "Recorded"),
            Both("得到该读数的日期", "When the reading was taken"),
        ),
        Column(
            "source",
            choice("body", "provider", "third_party", "published"),
            Both("测量者", "Measured by"),
            Both(
                "单位、承接主体、第三方或公开数据", "The body, the provider, a third party, or published data"
            ),
        ),
        Column(
            "document",
            HASH,
            Both("凭证散列", "Document hash"),
            Both("凭证文件的 sha256，可不填", "sha256 of the document behind it; may be empty"),
            required=False,
        ),
    ),
    rules=(
        Reference(("contract", "indicator"), "contract_indicators", ("contract", "indicator")),
        FitsIndicator(),
        DuringContract("period"),
    ),
    bulk=True,
)

SCORES = Table(
    name="scores",
    title=Both("月度评分", "Monthly scores"),
    help=Both(
        "百分制月度考核：每项得分与满分", "The monthly 100-point scoring: points and full marks of each item"
    ),
    key=("contract", "period", "item"),
    columns=(
        CONTRACT,
        Column(
            "period",
            PERIOD,
            Both("周期", "Period"),
            Both("一般为月，如 2026-05", "Usually a month, such as 2026-05"),
        ),
        Column(
            "item",
            IDENT,
            Both("项目", "Item"),
            Both("评分项；不分项填 total", "The item scored; total if not itemised"),
        ),
        Column(
            "points",
            between(Kind.DECIMAL, 0, 1000),
            Both("得分", "Points"),
            Both("不超过满分", "Not above full marks"),
        ),
        Column(
            "full",
            between(Kind.DECIMAL, 0, 1000),
            Both("满分", "Full marks"),
            Both("该项满分", "Full marks of the item"),
        ),
        Column(
            "scored_by",
            ref("people"),
            Both("评分人", "Scored by"),
            Both("评分的人", "Who scored"),
            required=False,
        ),
        Column("scored_on", DATE, Both("评分日期", "Scored on"), Both("评分的日期", "When it was scored")),
        Column(
            "deduction_minor",
            COUNT,
            Both("扣款（分）", "Deduction in minor units"),
            Both("按合同约定扣款，可不填", "Deduction as agreed; may be empty"),
            required=False,
        ),
    ),
    rules=(Ordered("points", "full"), DuringContract("period")),
    bulk=True,
)

DEDUCTIONS = Table(
    name="deductions",
    title=Both("扣款约定", "Agreed deductions"),
    help=Both(
        "合同约定的考核扣款：月度得分落在区间内时，按基数的百分比扣款",
        "Deductions as agreed: where the monthly points lie in the range, so many per cent of the base are deducted",
    ),
    key=("contract", "starts", "high"),
    columns=(
        CONTRACT,
        Column("starts", DATE, Both("起始日期", "Starts"), Both("自该日起适用", "In force from this day")),
        Column(
            "low",
            between(Kind.DECIMAL, 0, 1000),
            Both("得分下限（含）", "Points from (inclusive)"),
            Both("百分制，0 至 100", "Of 100 points"),
        ),
        Column(
            "high",
            between(Kind.DECIMAL, 0, 1000),
            Both("得分上限（不含）", "Points below (exclusive)"),
            Both("百分制；高于所有区间的不扣", "Of 100 points; above all ranges nothing is deducted"),
        ),
        Column(
            "percent",
            between(Kind.DECIMAL, 0, 100),
            Both("扣款比例", "Per cent"),
            Both("基数的百分之几", "Per cent of the base"),
        ),
        Column(
            "per_point",
            between(Kind.DECIMAL, 0, 100),
            Both("每分加扣", "Per point"),
            Both(
                "低于上限每 1 分另扣百分之几；没有填 0",
                "More per cent for each point below the upper end; 0 if none",
            ),
        ),
        Column(
            "base_minor",
            COUNT,
            Both("基数（分）", "Base in minor units"),
            Both("每周期应付金额", "What is payable for a period"),
        ),
    ),
    rules=(Ordered("low", "high"), DuringContract("starts")),
)

TABLES = (INDICATORS, BANDS, CONTRACT_INDICATORS, READINGS, SCORES, DEDUCTIONS)
