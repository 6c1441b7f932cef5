"""Tables of evidence: what is measured, by which bands, and what came in."""

from answerable.core.tables.declare import (
    Both,
    Column,
    DuringContract,
    FitsIndicator,
    Ordered,
    Reference,
    Sums,
    Table,
    Together,
)
from answerable.core.tables.types import (
    COUNT,
    DATE,
    DECIMAL,
    HASH,
    IDENT,
    INSTANT,
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

TIERS = ("counter", "online", "phone", "home", "site", "assisted", "other")
_CONTRACT = Column(
    "contract", ref("contracts"), Both("合同", "Contract"), Both("所指合同", "The contract meant")
)
_NAME = Column("name", TEXT, Both("名称", "Name"), Both("中文名称", "Name, as used in public"))
_NAME_EN = Column(
    "name_en", TEXT, Both("英文名称", "Name in English"), Both("可不填", "May be left empty"), required=False
)


def _id(zh: str, en: str) -> Column:
    return Column(
        "id", IDENT, Both("编号", "Id"), Both(f"{zh}；一经使用不再更改", f"{en}; never changed once used")
    )


_INDICATOR = Column(
    "indicator", ref("indicators"), Both("指标", "Indicator"), Both("所指指标", "The indicator meant")
)
_TIER = Column(
    "tier",
    choice(*TIERS),
    Both("渠道", "Tier"),
    Both(
        "窗口、网上、电话、上门、现场、代填、其他",
        "Counter, online, phone, at home, on site, assisted, other",
    ),
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
        _id("指标编号", "the indicator's id"),
        Column(
            "starts",
            DATE,
            Both("版本起始日", "Edition starts"),
            Both("自该日起适用", "In force from this day"),
        ),
        _NAME,
        _NAME_EN,
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
        "The bands of an edition: low inclusive, high exclusive, open ends empty, no gap, no overlap, exactly one target; "
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
        _CONTRACT,
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
        _id("读数编号", "the reading's id"),
        _CONTRACT,
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
        _CONTRACT,
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

RATINGS = Table(
    name="ratings",
    title=Both("好差评", "Ratings"),
    help=Both(
        "群众评价：逐条（数量为 1）或按等级汇总；5 非常满意 … 1 非常不满意；默认评价要标明，且从不计入",
        "Citizens' ratings, single (count 1) or as level counts; 5 very satisfied … 1 very dissatisfied; "
        "defaulted ratings are marked and never count",
    ),
    key=("id",),
    columns=(
        _id("评价编号", "the rating's id"),
        _CONTRACT,
        Column("rated_on", DATE, Both("评价日期", "Rated on"), Both("评价的日期", "The day of the rating")),
        _TIER,
        Column("level", between(Kind.INTEGER, 1, 5), Both("等级", "Level"), Both("1 至 5", "1 to 5")),
        Column(
            "count",
            between(Kind.INTEGER, 1, 10**9),
            Both("数量", "Count"),
            Both("逐条为 1", "1 for a single rating"),
        ),
        Column(
            "origin",
            choice("asked", "default"),
            Both("来源", "Origin"),
            Both(
                "群众作出填 asked；超时默认填 default",
                "asked if given by a citizen; default if filled in by a timer",
            ),
        ),
    ),
    rules=(DuringContract("rated_on"),),
    bulk=True,
)

SURVEYS = Table(
    name="surveys",
    title=Both("满意度抽样", "Surveys"),
    help=Both(
        "抽样调查：总体、样本、答复与各等级人数",
        "Sampled surveys: frame, sample, responses, and people per level",
    ),
    key=("id",),
    columns=(
        _id("调查编号", "the survey's id"),
        _CONTRACT,
        Column(
            "surveyed_on",
            DATE,
            Both("调查日期", "Surveyed on"),
            Both("完成调查的日期", "When it was completed"),
        ),
        Column(
            "frame", COUNT, Both("总体", "Frame"), Both("可被抽到的人数", "How many could have been drawn")
        ),
        Column("sample", COUNT, Both("样本", "Sample"), Both("抽到的人数", "How many were drawn")),
        Column("responses", COUNT, Both("答复", "Responses"), Both("答复的人数", "How many answered")),
        *(
            Column(
                f"level_{level}",
                COUNT,
                Both(f"{level} 级人数", f"Level {level}"),
                Both(f"答 {level} 级的人数", f"How many answered {level}"),
            )
            for level in range(1, 6)
        ),
    ),
    rules=(
        Ordered("sample", "frame"),
        Ordered("responses", "sample"),
        Sums(tuple(f"level_{level}" for level in range(1, 6)), "responses"),
        DuringContract("surveyed_on"),
    ),
)

SERVICES = Table(
    name="services",
    title=Both("服务量", "Services delivered"),
    help=Both(
        "每周期每渠道实际提供的服务次数，用于算评价参与率",
        "Services delivered per period and tier; ratings are seen against them",
    ),
    key=("contract", "period", "tier"),
    columns=(
        _CONTRACT,
        Column("period", PERIOD, Both("周期", "Period"), Both("如 2026-05", "Such as 2026-05")),
        _TIER,
        Column("count", COUNT, Both("次数", "Count"), Both("提供的次数", "How many were delivered")),
    ),
    rules=(DuringContract("period"),),
    bulk=True,
)

MATTERS = Table(
    name="matters",
    title=Both("群众诉求", "Matters"),
    help=Both(
        "群众反映的事：办理状态与结果分开记；结果由办理人以外的人确认",
        "What citizens raised. Handling and outcome are kept apart; the outcome is confirmed by somebody other than the fixer",
    ),
    key=("id",),
    columns=(
        _id("诉求编号", "the matter's id"),
        _CONTRACT,
        Column("raised_on", DATE, Both("提出日期", "Raised on"), Both("收到的日期", "When it came in")),
        Column(
            "channel",
            choice("own_page", "hotline", "letter", "visit", "other"),
            Both("来源", "Channel"),
            Both("本系统、热线、信函、来访、其他", "Own page, hotline, letter, visit, other"),
        ),
        Column(
            "topic",
            TEXT,
            Both("事由", "Topic"),
            Both("一句话说明，不写个人信息", "One line, without personal data"),
        ),
        Column(
            "handled_on",
            DATE,
            Both("办结日期", "Handled on"),
            Both("未办结不填", "Empty while open"),
            required=False,
        ),
        Column(
            "outcome",
            choice("put_right", "partly", "not_put_right", "no_ground"),
            Both("结果", "Outcome"),
            Both(
                "已解决、部分解决、未解决、缺乏依据（已解释）；未确认不填",
                "Put right, partly, not put right, no ground (explained); empty until confirmed",
            ),
            required=False,
        ),
        Column(
            "confirmed_by",
            choice("citizen", "inspector", "other_official"),
            Both("谁确认", "Confirmed by"),
            Both("群众、检查人、其他公职人员", "The citizen, an inspector, another official"),
            required=False,
        ),
        Column(
            "confirmed_on",
            DATE,
            Both("确认日期", "Confirmed on"),
            Both("未确认不填", "Empty until confirmed"),
            required=False,
        ),
        Column(
            "contested_on",
            DATE,
            Both("群众异议日期", "Contested on"),
            Both("群众不认可结果的日期", "When the citizen contested the outcome"),
            required=False,
        ),
    ),
    rules=(
        Ordered("raised_on", "handled_on"),
        Ordered("raised_on", "confirmed_on"),
        Ordered("raised_on", "contested_on"),
        Together(("outcome", "confirmed_by", "confirmed_on")),
        DuringContract("raised_on"),
    ),
    bulk=True,
)

OBSERVATIONS = Table(
    name="observations",
    title=Both("观测", "Observations"),
    help=Both("采集到的发文、回复、网页和文件", "Posts, replies, pages and documents that were captured"),
    key=("id",),
    columns=(
        _id("观测编号", "the observation's id"),
        _CONTRACT,
        Column(
            "kind",
            choice("post", "reply", "page", "document"),
            Both("类别", "Kind"),
            Both("发文、回复、网页、文件", "Post, reply, page or document"),
        ),
        Column(
            "at",
            INSTANT,
            Both("发布时间", "At"),
            Both("带时区，如 2026-05-01T09:30+08:00", "With its zone, such as 2026-05-01T09:30+08:00"),
        ),
        Column(
            "captured",
            INSTANT,
            Both("采集时间", "Captured"),
            Both("采集的时间，带时区", "When it was captured, with its zone"),
        ),
        Column(
            "voice",
            TEXT,
            Both("账号或来源", "Voice"),
            Both("账号、网站或文件名", "Account, site or file name"),
        ),
        Column(
            "text",
            TEXT,
            Both("文字", "Text"),
            Both("正文；图片等不填", "The words; empty for images"),
            required=False,
        ),
        Column(
            "answers",
            ref("observations"),
            Both("回复对象", "Answers"),
            Both("回复的是哪一条", "Which one it replies to"),
            required=False,
        ),
        Column(
            "reads", COUNT, Both("阅读数", "Reads"), Both("不明不填", "Empty if not known"), required=False
        ),
        Column(
            "likes", COUNT, Both("点赞数", "Likes"), Both("不明不填", "Empty if not known"), required=False
        ),
        Column(
            "document",
            HASH,
            Both("原件散列", "Hash"),
            Both("原件的 sha256", "sha256 of the raw bytes"),
            required=False,
        ),
    ),
    rules=(Ordered("at", "captured"),),
    bulk=True,
)

TABLES = (
    INDICATORS, BANDS, CONTRACT_INDICATORS, READINGS, SCORES, RATINGS, SURVEYS, SERVICES, MATTERS, OBSERVATIONS,
)  # fmt: skip
