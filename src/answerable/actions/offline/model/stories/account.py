"""The operator of the county's account: pads posts, inflates figures, and insulted a citizen."""

from datetime import date

from answerable.actions.offline.model.boundary import stated
from answerable.actions.offline.model.cases import Finding, Step, find, open_case
from answerable.actions.offline.model.figures import Measured, Stretch, compare
from answerable.actions.offline.model.oversight import REVIEW, STANDARD, oversee
from answerable.actions.offline.model.plan import Plan, Provided, open_contract
from answerable.actions.offline.model.rows import Pen
from answerable.actions.offline.model.scoring import score
from answerable.actions.offline.model.series import measure
from answerable.actions.offline.model.stories.account_texts import INSULT
from answerable.actions.offline.model.stories.account_voice import VOICE, Feed, write_feed
from answerable.actions.offline.model.surveys import survey
from answerable.actions.offline.model.voice import DISPUTED, FAILED, GOOD, OPEN, RIGHT, hear
from answerable.core.tables.declare import Both

PLAN = Plan(
    id="account-ops",
    body="office",
    name=Both("政务新媒体日常运维", "Daily running of the county's social media account"),
    provider=Provided("v-media", Both("样例新媒体运营有限公司", "Model New Media Ltd.")),
    starts=date(2025, 7, 1),
    ends=date(2027, 6, 30),
    indicators={"reply-in-time": "50", "original-posts": "30", "posts-per-week": "20"},
    catalogue="C23070100",
    verdict="limited",
    asked=date(2025, 4, 10),
    facts=stated("account_running", months=24),
    in_house="0.2",
    yuan=960_000,
    exits=("serious_finding", "not_corrected", "assignment"),
    clauses=(
        "scoring",
        "deduction",
        "rectification",
        "hand_over",
        "no_assignment",
        "custody",
        "review",
    ),
)
_TOPICS = (
    "在政务号留言一个星期没有人回复",
    "政务号天天发早安图，办事通知反而找不到",
    "留言后只收到“已收悉”，没有下文",
    "政务号发布的停水时间和实际不一致",
)
_RUDE = "政务号回复留言时出言不逊"
_CAUSES = {_RUDE: "insult", _TOPICS[0]: "no-reply", _TOPICS[2]: "set-phrase"}


def tell(pen: Pen) -> None:
    """Write the contract, the feed that was captured, what the monitors found and what officials decided."""
    open_contract(pen, PLAN)
    feed = write_feed(pen, PLAN)
    _figures(pen, feed)
    survey(pen, PLAN, day=date(2025, 12, 16), frame=52_000, sample=300, answering=(50, 60), bad=(6, 9))
    survey(pen, PLAN, day=date(2026, 6, 16), frame=54_000, sample=300, answering=(50, 60), bad=(19, 23))
    hear(
        pen,
        PLAN,
        topics=_TOPICS,
        monthly=(1, 1),
        fates=GOOD,
        causes=_CAUSES,
        last=date(2026, 2, 28),
    )
    worse = (FAILED, RIGHT, DISPUTED, FAILED, RIGHT, OPEN)
    hear(
        pen,
        PLAN,
        topics=_TOPICS,
        monthly=(2, 2),
        fates=worse,
        causes=_CAUSES,
        first=date(2026, 3, 1),
        last=date(2026, 5, 31),
    )
    hear(
        pen,
        PLAN,
        topics=(_RUDE, *_TOPICS),
        monthly=(2, 3),
        fates=(FAILED, RIGHT, OPEN),
        causes=_CAUSES,
        first=date(2026, 6, 1),
    )
    _findings(pen, feed)
    compare(
        pen,
        PLAN,
        # The year in which the work was handed over belongs to neither side, and none has ended since.
        Measured(
            "unit_cost",
            "每篇原创内容成本",
            size=(160, 230),
            stretches=(
                Stretch("2023", "2024", (41_000, 46_000), note="未计在编人员工资"),
                Stretch("2025", "2025", (38_000, 42_000), source="provider"),
            ),
        ),
    )


def _figures(pen: Pen, feed: Feed) -> None:
    slipping = {"2026-04": (95, 96), "2026-05": (86, 89), "2026-06": (82, 86)}
    measure(pen, PLAN, indicator="reply-in-time", size=(44, 60), usual=(96, 100), odd=slipping)
    feed.write_readings(pen, PLAN)
    done = oversee(
        pen,
        PLAN,
        tasks=(*STANDARD, REVIEW),
        late={("review", "2026-W20"), ("review", "2026-W21"), ("review", "2026-W22")},
    )
    # No indicator counts an insult: for May people recorded less than the indicators give.
    score(pen, PLAN, done=done, usual=(91, 95), odd={"2026-05": (58, 62)})


def _findings(pen: Pen, feed: Feed) -> None:
    find(
        pen,
        PLAN,
        finding=Finding(
            date(2026, 2, 26),
            "monitor",
            "ordinary",
            Both(
                "监测提示2月中旬连续14天未见更新；经核实系采集中断，账号其间有更新。",
                "The monitor saw no post for 14 days in mid-February; in fact the collector had stopped, "
                "the account had not.",
            ),
            decided_on=date(2026, 2, 28),
            decision="rejected",
        ),
    )
    find(pen, PLAN, finding=_padding(feed))
    find(pen, PLAN, finding=_insult(feed))
    find(pen, PLAN, finding=_inflated(feed))
    open_case(
        pen,
        PLAN,
        subject=Both(
            "政务新媒体辱骂留言群众、重复凑数",
            "A citizen insulted, and posts padded, on the county's account",
        ),
        steps=(Step(date(2026, 6, 23), "finding"),),
    )


def _padding(feed: Feed) -> Finding:
    posts, padded = feed.count("2026-04", "2026-05")
    return Finding(
        date(2026, 6, 3),
        "monitor",
        "ordinary",
        Both(
            f"4月至5月采集发文{posts}篇，其中{padded}篇为文字高度雷同的问候、小贴士类内容，与本县政务无关，属重复凑数。",
            f"Of {posts} posts captured in April and May, {padded} are greetings and tips in nearly the same "
            "words, with no bearing on the county's work: padding.",
        ),
        decided_on=date(2026, 6, 8),
        observation=feed.padded,
        rule=f"watch.account-near-copies {VOICE} 2026-03-02",
        words=feed.pads,
    )


def _insult(feed: Feed) -> Finding:
    return Finding(
        date(2026, 5, 29),
        "monitor",
        "serious",
        Both(
            "5月28日以账号名义回复群众询问路灯维修的留言时使用辱骂、讥讽言语，未经审核发布。",
            "On 28 May the account answered a citizen who had asked about a broken street lamp with abuse "
            "and mockery; the reply had not been reviewed.",
        ),
        decided_on=date(2026, 6, 1),
        observation=feed.insult,
        rule=f"watch.reply-hostile {feed.insult} 2026-05-28",
        words=((feed.insult, INSULT),),
    )


def _inflated(feed: Feed) -> Finding:
    posts, _ = feed.count("2026-05", "2026-05")
    claimed = feed.claimed["2026-05"]
    reads = feed.reads("2026-05")
    return Finding(
        date(2026, 6, 24),
        "monitor",
        "ordinary",
        Both(
            f"5月运维月报称发布信息{claimed}条、总阅读量{feed.claimed_reads}次；"
            f"同期采集发文{posts}篇，页面显示阅读量合计{reads}次，数据疑似虚报。",
            f"The report for May claims {claimed} posts and {feed.claimed_reads} reads; {posts} posts "
            f"were captured, and their pages show {reads} reads: the figures may be inflated.",
        ),
        observation=feed.report,
        rule=f"watch.figures-claimed {VOICE} 2026-05-01",
    )
