"""Tables of watching: registered voices, their filings, reviews before publishing, collections, silenced rules."""

from answerable.core.tables.columns import CONTRACT, NAME, id_of, who
from answerable.core.tables.declare import Both, Column, Disjoint, DuringContract, Ordered, Table, Together
from answerable.core.tables.types import (
    COUNT,
    DATE,
    DECIMAL,
    HASH,
    INSTANT,
    SHARE,
    TEXT,
    Kind,
    between,
    choice,
    ref,
)

OUTCOMES = (
    "ok", "not_modified", "gone", "refused", "robots", "slow", "cut", "too_large", "redirects", "private",
    "unreachable", "server_error", "limited", "not_resolved", "tls", "bad_address", "unreadable",
)  # fmt: skip
"""How a try to look at a voice can end."""

VOICES = Table(
    name="voices",
    title=Both("账号、网站和文稿登记", "Register of voices"),
    help=Both(
        "每份合同名下的账号、网站和须交付的文稿：谁掌握密码、承诺什么、何时开设和关停",
        "The accounts, sites and papers of each contract: who holds the passwords, what is promised, since when",
    ),
    key=("id",),
    columns=(
        id_of("账号编号", "the voice's id"),
        CONTRACT,
        Column(
            "kind",
            choice("account", "site", "paper"),
            Both("类别", "Kind"),
            Both("账号、网站、文稿", "Account, site or paper"),
        ),
        NAME,
        Column(
            "platform",
            TEXT,
            Both("平台", "Platform"),
            Both("如 微信公众号、微博、政府网站", "Where it is published"),
            required=False,
        ),
        Column(
            "address",
            TEXT,
            Both("地址", "Address"),
            Both("网址；没有可采集的地址不填", "Its address; empty if there is none to collect from"),
            required=False,
        ),
        Column(
            "collect",
            choice("feed", "page", "sitemap", "export", "manual"),
            Both("采集方式", "Collected by"),
            Both(
                "订阅源、网页、网站地图、平台导出、人工取证",
                "Feed, page, sitemap, platform export, or manual capture",
            ),
        ),
        Column(
            "every_days",
            between(Kind.INTEGER, 1, 366),
            Both("采集间隔（天）", "Collected every (days)"),
            Both("至少几天采集一次", "How often it is to be looked at, at least"),
        ),
        Column("opened_on", DATE, Both("开设日期", "Opened on"), Both("开设的日期", "When it was opened")),
        Column(
            "closed_on",
            DATE,
            Both("关停日期", "Closed on"),
            Both("未关停不填", "Empty while it is open"),
            required=False,
        ),
        Column(
            "custody",
            choice("body", "provider", "both"),
            Both("密码保管", "Custody"),
            Both("本单位、承接主体、双方；不明不填", "Who holds the passwords; empty if not known"),
            required=False,
        ),
        who("reviewer", "审核人", "Reviewer", required=False),
        Column(
            "reviewed_since",
            DATE,
            Both("三审起始日期", "Reviewed since"),
            Both("自该日起发文须有三审记录", "From this day every post needs a review record"),
            required=False,
        ),
        Column(
            "posts_per_week",
            DECIMAL,
            Both("承诺每周发文", "Posts a week"),
            Both("合同承诺的篇数", "As the contract promises"),
            required=False,
        ),
        Column(
            "original_share",
            SHARE,
            Both("承诺原创率", "Original share"),
            Both("0 至 1", "From 0 to 1, as promised"),
            required=False,
        ),
        Column(
            "reply_hours",
            COUNT,
            Both("承诺回复时限（小时）", "Replies within (hours)"),
            Both("合同承诺的时限", "As the contract promises"),
            required=False,
        ),
        Column(
            "auto_reply",
            TEXT,
            Both("自动回复", "Automatic reply"),
            Both("平台自动回复的原文；没有不填", "The text the platform answers by itself, if any"),
            required=False,
        ),
        Column(
            "topics",
            TEXT,
            Both("本业用词", "Topics"),
            Both("用分号隔开；不限不填", "Words of its own field, parted by ；"),
            required=False,
        ),
        Column(
            "sources",
            TEXT,
            Both("可转载稿源", "Sources"),
            Both("用分号隔开；没有名单不填", "What may be reposted, parted by ；"),
            required=False,
        ),
    ),
    rules=(Ordered("opened_on", "closed_on"), DuringContract("opened_on")),
)

VOICE_FILINGS = Table(
    name="voice_filings",
    title=Both("账号备案", "Filings of voices"),
    help=Both(
        "开设、变更、关停及其备案日期；应在五个工作日内备案",
        "Opening, change and closing, and when each was filed: within five working days",
    ),
    key=("voice", "what", "happened_on"),
    columns=(
        Column("voice", ref("voices"), Both("账号", "Voice"), Both("所指账号", "The voice meant")),
        Column(
            "what",
            choice("opened", "changed", "closed"),
            Both("事项", "What"),
            Both("开设、变更、关停", "Opened, changed or closed"),
        ),
        Column(
            "happened_on", DATE, Both("发生日期", "Happened on"), Both("发生的日期", "The day it happened")
        ),
        Column(
            "filed_on",
            DATE,
            Both("备案日期", "Filed on"),
            Both("未备案不填", "Empty until it is filed"),
            required=False,
        ),
    ),
    rules=(Ordered("happened_on", "filed_on"),),
)


def _step(name: str, zh: str, en: str) -> tuple[Column, Column]:
    return (
        who(f"{name}_by", f"{zh}人", f"{en} by", required=False),
        Column(
            f"{name}_on",
            DATE,
            Both(f"{zh}日期", f"{en} on"),
            Both("未审不填", "Empty if not reviewed"),
            required=False,
        ),
    )


REVIEWS = Table(
    name="reviews",
    title=Both("发布前三审", "Reviews before publishing"),
    help=Both("每条发文的三级审核记录", "The three steps of review of each post, before it was published"),
    key=("observation",),
    columns=(
        Column(
            "observation",
            ref("observations"),
            Both("发文", "Post"),
            Both("审核的是哪一条", "The post that was reviewed"),
        ),
        *_step("first", "初审", "First"),
        *_step("second", "复审", "Second"),
        *_step("third", "终审", "Third"),
    ),
    rules=(
        Together(("first_by", "first_on")),
        Together(("second_by", "second_on")),
        Together(("third_by", "third_on")),
    ),
)

FOLLOWERS = Table(
    name="followers",
    title=Both("粉丝数", "Followers"),
    help=Both("某日采集到的关注人数", "How many followed a voice on a day, as captured"),
    key=("voice", "counted_on"),
    columns=(
        Column("voice", ref("voices"), Both("账号", "Voice"), Both("所指账号", "The voice meant")),
        Column("counted_on", DATE, Both("日期", "Counted on"), Both("采集的日期", "The day it was captured")),
        Column("count", COUNT, Both("人数", "Count"), Both("关注人数", "How many")),
    ),
)

COLLECTIONS = Table(
    name="collections",
    title=Both("采集记录", "Collections"),
    help=Both(
        "每次采集的结果；采集失败不归责于任何人，是本单位当日要办的事",
        "How each try to look ended. A failed one accuses nobody; it is the body's own task of the same day",
    ),
    key=("voice", "at"),
    columns=(
        Column("voice", ref("voices"), Both("账号", "Voice"), Both("所采集的账号", "The voice looked at")),
        Column("at", INSTANT, Both("时间", "At"), Both("带时区", "With its zone")),
        Column(
            "outcome",
            choice(*OUTCOMES),
            Both("结果", "Outcome"),
            Both("ok 为成功；其余说明原因", "ok if it worked; any other says why not"),
        ),
        Column(
            "seconds",
            DECIMAL,
            Both("用时（秒）", "Seconds"),
            Both("打开所用的时间", "How long it took to open"),
            required=False,
        ),
        Column(
            "status",
            COUNT,
            Both("状态码", "Status"),
            Both("服务器的回答", "What the server answered"),
            required=False,
        ),
        Column(
            "covers_from",
            DATE,
            Both("覆盖起始日", "Covers from"),
            Both("所见内容最早到哪一天", "The earliest day that what was seen reaches back to"),
            required=False,
        ),
        Column(
            "document",
            HASH,
            Both("原件散列", "Hash"),
            Both("原件的 sha256，存于 raw 文件夹", "sha256 of the raw bytes, kept in the folder raw"),
            required=False,
        ),
        Column(
            "etag", TEXT, Both("版本标记", "Etag"), Both("供下次采集", "For the next try"), required=False
        ),
        Column(
            "modified",
            TEXT,
            Both("修改时间标记", "Modified"),
            Both("供下次采集", "For the next try"),
            required=False,
        ),
    ),
    bulk=True,
)

SILENCED = Table(
    name="silenced_rules",
    title=Both("暂停使用的监看规则", "Silenced rules"),
    help=Both(
        "由人决定暂停使用的监看规则和期间；程序只能提出建议",
        "Rules of watching that people decided not to use for a time; the program only proposes it",
    ),
    key=("rule", "starts"),
    columns=(
        Column("rule", TEXT, Both("规则", "Rule"), Both("规则编号", "The rule's id")),
        Column("starts", DATE, Both("起始日期", "Starts"), Both("自该日起不用", "Not used from this day on")),
        Column(
            "ends",
            DATE,
            Both("结束日期", "Ends"),
            Both("不填为另行决定", "Empty until decided otherwise"),
            required=False,
        ),
        who("decided_by", "决定人", "Decided by"),
        Column("why", TEXT, Both("理由", "Why"), Both("一句话", "In one line")),
    ),
    rules=(Disjoint(("rule",), "starts", "ends"),),
)

KEYS = Table(
    name="voice_keys",
    title=Both("自报签名公钥", "Keys of self-exports"),
    help=Both(
        "承接主体自报数据所用的 Ed25519 公钥，自何日起有效",
        "The Ed25519 public key that signs what a provider exports itself, and since when",
    ),
    key=("voice", "starts"),
    columns=(
        Column("voice", ref("voices"), Both("账号", "Voice"), Both("所指账号", "The voice meant")),
        Column("starts", DATE, Both("起始日期", "Starts"), Both("自该日起有效", "Valid from this day on")),
        Column("key", TEXT, Both("公钥", "Key"), Both("64 位十六进制", "64 hexadecimal digits")),
    ),
)

PASSAGES = Table(
    name="finding_passages",
    title=Both("问题所据原文", "Passages of findings"),
    help=Both(
        "监看提出的问题所指的文字；有对照的并列保存",
        "The words a finding of the watch points at, with those they repeat or contradict beside them",
    ),
    key=("finding", "number"),
    columns=(
        Column("finding", ref("findings"), Both("问题", "Finding"), Both("所属问题", "The finding meant")),
        Column("number", COUNT, Both("序号", "Number"), Both("从 1 起", "From 1 on")),
        Column("of", TEXT, Both("出处", "Of"), Both("观测编号或文件名", "Observation or file")),
        Column("start", COUNT, Both("起始字", "Start"), Both("从第几个字起", "At which character it starts")),
        Column("text", TEXT, Both("原文", "Text"), Both("所指的文字", "The words")),
        Column(
            "beside_of",
            TEXT,
            Both("对照出处", "Beside, of"),
            Both("没有对照不填", "Empty if nothing stands beside it"),
            required=False,
        ),
        Column(
            "beside_text",
            TEXT,
            Both("对照原文", "Beside"),
            Both("没有对照不填", "Empty if nothing stands beside it"),
            required=False,
        ),
    ),
    rules=(Together(("beside_of", "beside_text")),),
)

TABLES = (VOICES, VOICE_FILINGS, REVIEWS, FOLLOWERS, COLLECTIONS, SILENCED, KEYS, PASSAGES)
