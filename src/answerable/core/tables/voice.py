"""Tables of the public's voice and of what was seen: ratings, surveys, services, matters, observations."""

from answerable.core.tables.columns import CONTRACT, TIER, id_of
from answerable.core.tables.declare import (
    Both,
    Column,
    DuringContract,
    Ordered,
    Sums,
    Table,
    Together,
)
from answerable.core.tables.types import (
    COUNT,
    DATE,
    HASH,
    IDENT,
    INSTANT,
    PERIOD,
    TEXT,
    YES_NO,
    Kind,
    Type,
    between,
    choice,
    ref,
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
        id_of("评价编号", "the rating's id"),
        CONTRACT,
        Column("rated_on", DATE, Both("评价日期", "Rated on"), Both("评价的日期", "The day of the rating")),
        TIER,
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
        Column(
            "served_on",
            DATE,
            Both("服务日期", "Served on"),
            Both("所评服务的日期；不明不填", "The day of the service rated; empty if not known"),
            required=False,
            omissible=True,
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
        id_of("调查编号", "the survey's id"),
        CONTRACT,
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

SURVEY_STRATA = Table(
    name="survey_strata",
    title=Both("抽样分层", "Strata of surveys"),
    help=Both(
        "分层抽样的各层：层的总体即其权重；各层相加与调查一致",
        "The strata of a stratified survey: the frame of each is its weight; together they make up the survey",
    ),
    key=("survey", "stratum"),
    columns=(
        Column(
            "survey", ref("surveys"), Both("调查", "Survey"), Both("所属调查", "The survey it belongs to")
        ),
        Column(
            "stratum", IDENT, Both("层", "Stratum"), Both("如乡镇、年龄段", "Such as a town or an age group")
        ),
        Column(
            "frame",
            COUNT,
            Both("总体", "Frame"),
            Both("该层可被抽到的人数", "How many could have been drawn"),
        ),
        Column("sample", COUNT, Both("样本", "Sample"), Both("该层抽到的人数", "How many were drawn")),
        Column("responses", COUNT, Both("答复", "Responses"), Both("该层答复的人数", "How many answered")),
        *(
            Column(
                f"level_{level}",
                COUNT,
                Both(f"{level} 级人数", f"Level {level}"),
                Both(f"该层答 {level} 级的人数", f"How many answered {level}"),
            )
            for level in range(1, 6)
        ),
    ),
    rules=(
        Ordered("sample", "frame"),
        Ordered("responses", "sample"),
        Sums(tuple(f"level_{level}" for level in range(1, 6)), "responses"),
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
        CONTRACT,
        Column("period", PERIOD, Both("周期", "Period"), Both("如 2026-05", "Such as 2026-05")),
        TIER,
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
        "What citizens raised. Handling and outcome are kept apart; somebody other than the fixer confirms the outcome",
    ),
    key=("id",),
    columns=(
        id_of("诉求编号", "the matter's id"),
        CONTRACT,
        Column("raised_on", DATE, Both("提出日期", "Raised on"), Both("收到的日期", "When it came in")),
        Column(
            "channel",
            choice("own_page", "hotline", "letter", "visit", "rating", "other"),
            Both("来源", "Channel"),
            Both(
                "本系统、热线、信函、来访、差评、其他", "Own page, hotline, letter, visit, low rating, other"
            ),
        ),
        Column(
            "topic",
            TEXT,
            Both("事由", "Topic"),
            Both("一句话说明，不写个人信息", "One line, without personal data"),
        ),
        Column(
            "cause",
            IDENT,
            Both("原因", "Cause"),
            Both(
                "同类问题用同一代码，用来看是否反复；可不填",
                "One code for one sort of problem, to see repeats",
            ),
            required=False,
            omissible=True,
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
    ),
    bulk=True,
)


def _more(name: str, type: Type, title: Both, help: Both) -> Column:
    """A column that files made before there was watching do not have."""
    return Column(name, type, title, help, required=False, omissible=True)


OBSERVATIONS = Table(
    name="observations",
    title=Both("观测", "Observations"),
    help=Both("采集到的发文、回复、网页和文件", "Posts, replies, pages and documents that were captured"),
    key=("id",),
    columns=(
        id_of("观测编号", "the observation's id"),
        CONTRACT,
        Column(
            "kind",
            choice("post", "reply", "page", "document", "message", "comment"),
            Both("类别", "Kind"),
            Both("发文、回复、网页、文件、留言、跟帖", "Post, reply, page, document, message or comment"),
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
        _more("forwards", COUNT, Both("转发数", "Forwards"), Both("不明不填", "Empty if not known")),
        _more("comments", COUNT, Both("评论数", "Comments"), Both("不明不填", "Empty if not known")),
        _more("source", TEXT, Both("转载来源", "Source"), Both("原创不填", "Empty for its own words")),
        _more(
            "automatic",
            YES_NO,
            Both("自动回复", "Automatic"),
            Both(
                "平台自动作出的填 yes；不明不填", "yes if the platform answered by itself; empty if not known"
            ),
        ),
        _more("address", TEXT, Both("地址", "Address"), Both("网址；不明不填", "Empty if not known")),
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

TABLES = (RATINGS, SURVEYS, SURVEY_STRATA, SERVICES, MATTERS, OBSERVATIONS)
