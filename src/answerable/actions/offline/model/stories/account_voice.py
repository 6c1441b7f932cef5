"""The captured feed of the county's account: notices, padding, messages, replies, an inflated report."""

import random
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from answerable.actions.offline.model.days import LAST, at, periods
from answerable.actions.offline.model.plan import Plan
from answerable.actions.offline.model.rows import Cell, Pen
from answerable.actions.offline.model.stories.account_texts import (
    COMPLAINT,
    EMPTY_REPLY,
    INSULT,
    MESSAGES,
    NOTICES,
    PADDING,
    TOWNS,
    WEEKDAYS,
)
from answerable.actions.offline.model.watched import look_daily, observe, register
from answerable.core.terms.period import PeriodKind

VOICE = "county-account"
_NAME = "样例县发布"
_CITIZEN = "网民留言"
_PADS_SINCE = date(2026, 3, 2)
_COLLECTOR_DOWN = (date(2026, 2, 12), date(2026, 2, 25))
_REVIEWED_SINCE = date(2026, 5, 11)
_REVIEWS_KEPT_FROM = date(2026, 6, 1)
"""For the first three weeks nobody kept a record of the reviews."""
_INSULTED_ON = date(2026, 5, 28)
_CLAIMED_MORE = 30


@dataclass(frozen=True)
class Post:
    """One post of the account."""

    id: str
    day: date
    padding: bool
    reads: int
    text: str


@dataclass(frozen=True)
class Feed:
    """What was captured, and what the provider's monthly report says about it."""

    posts: tuple[Post, ...]
    claimed: Mapping[str, int]
    """Posts per month as the provider reports them."""
    claimed_reads: int
    padded: str
    pads: tuple[tuple[str, str], ...]
    """Three posts in May that repeat one another, with their words."""
    insult: str
    report: str

    def count(self, first: str, last: str) -> tuple[int, int]:
        """Posts captured in these months, both included, and how many of them are padding."""
        posts = [post for post in self.posts if first <= f"{post.day:%Y-%m}" <= last]
        return len(posts), sum(post.padding for post in posts)

    def reads(self, month: str) -> int:
        """What the pages of the month's posts show in all."""
        return sum(post.reads for post in self.posts if f"{post.day:%Y-%m}" == month)

    def write_readings(self, pen: Pen, plan: Plan) -> None:
        """Originality as the provider counts it, and posts per week as the body counts them."""
        for month in periods(PeriodKind.MONTH, first=plan.starts, last=plan.last):
            claimed = self.claimed[str(month)]
            original = claimed * pen.rng.randint(64, 76) // 100
            weeks = list(periods(PeriodKind.WEEK, first=month.start, last=month.end))
            posts = sum(weeks[0].start <= post.day <= weeks[-1].end for post in self.posts)
            for indicator, part, whole, source in (
                ("original-posts", original, claimed, "provider"),
                ("posts-per-week", posts, len(weeks), "body"),
            ):
                pen.book.add(
                    "readings",
                    id=pen.book.new_id(f"{plan.id}-{indicator}-"),
                    contract=plan.id,
                    indicator=indicator,
                    period=month,
                    numerator=part,
                    denominator=whole,
                    recorded=min(month.end + timedelta(days=3), LAST),
                    source=source,
                )


def write_feed(pen: Pen, plan: Plan) -> Feed:
    """Register the account, and write everything that was captured of it."""
    register(
        pen,
        plan,
        voice=VOICE,
        name=_NAME,
        opened=plan.starts,
        platform="微信公众号",
        collect="feed",
        every_days=1,
        posts_per_week="3",
        original_share="0.6",
        reply_hours=48,
        reviewed_since=_REVIEWED_SINCE,
        reviewer=pen.cast.holder(plan.body, "handler", on=_REVIEWED_SINCE),
    )
    look_daily(pen, voice=VOICE, first=plan.starts, failing=_COLLECTOR_DOWN)
    posts: list[Post] = []
    for week in periods(PeriodKind.WEEK, first=plan.starts, last=plan.last):
        pads = week.start >= _PADS_SINCE
        for offset, padding in _rhythm(pads=pads):
            day = week.start + timedelta(days=offset)
            if day >= plan.starts:
                posts.append(_post(pen, plan, day=day, padding=padding, turn=len(posts)))
        _exchange(pen, plan, day=week.start + timedelta(days=1), empty=pads)
    insult = _insult(pen, plan)
    _further_exchanges(Pen(pen.book, pen.cast, random.Random(VOICE)), plan)  # noqa: S311 - invented
    padded = [post for post in posts if post.padding and post.day >= date(2026, 5, 1)]
    _reviews(pen, plan, posts)
    claimed = {month: _claimed(posts, month) for month in _months(plan)}
    claimed_reads = 180_000 + 1_000 * pen.rng.randint(0, 9)
    return Feed(
        posts=tuple(posts),
        claimed=claimed,
        claimed_reads=claimed_reads,
        padded=padded[1].id,
        pads=tuple((post.id, post.text) for post in padded[:3]),
        insult=insult,
        report=_report(pen, plan, claimed=claimed["2026-05"], reads=claimed_reads),
    )


def _rhythm(*, pads: bool) -> tuple[tuple[int, bool], ...]:
    """Days of a week with a post, and whether it is padding: three of substance a week, later one in six."""
    if pads:
        return ((0, True), (1, True), (2, False), (3, True), (4, True), (5, True))
    return ((0, False), (2, False), (3, False), (4, True))


def _post(pen: Pen, plan: Plan, *, day: date, padding: bool, turn: int) -> Post:
    templates = PADDING if padding else NOTICES
    ahead = day if padding else day + timedelta(days=pen.rng.randint(1, 9))
    text = templates[turn % len(templates)].format(
        day=f"{ahead.month}月{ahead.day}日",
        weekday=WEEKDAYS[ahead.weekday()],
        town=pen.rng.choice(TOWNS),
        n=pen.rng.randint(3, 48),
    )
    reads = pen.rng.randint(60, 190) if padding else pen.rng.randint(380, 1_900)
    when = at(day, hour=7 if padding else pen.rng.randint(9, 17), minute=pen.rng.randint(0, 59))
    key = observe(pen, plan, kind="post", when=when, voice=_NAME, text=text, reads=reads, likes=reads // 40)
    return Post(key, day, padding, reads, text)


def _exchange(pen: Pen, plan: Plan, *, day: date, empty: bool) -> None:
    """A citizen's message and its reply: to the point at first, later a set phrase after many days."""
    message, reply = MESSAGES[pen.rng.randrange(len(MESSAGES))]
    asked = at(day, hour=pen.rng.randint(8, 20), minute=pen.rng.randint(0, 59))
    wait = timedelta(days=pen.rng.randint(2, 6) if empty else 1, minutes=pen.rng.randint(5, 55))
    text = EMPTY_REPLY if empty else f"{reply}（工单编号{asked:%m%d%H%M}）"
    if asked + wait <= at(LAST, hour=18):
        question = observe(pen, plan, kind="message", when=asked, text=message, voice=_CITIZEN)
        observe(pen, plan, kind="reply", when=asked + wait, voice=_NAME, text=text, answers=question)


def _reviews(pen: Pen, plan: Plan, posts: list[Post]) -> None:
    """Three looks before each post, the last by the responsible leader; and followers month by month."""
    for post in posts:
        if post.day >= _REVIEWS_KEPT_FROM:
            steps = zip(("first", "second", "third"), ("handler", "legality", "leader"), strict=True)
            cells: dict[str, Cell] = {}
            for step, role in steps:
                cells[f"{step}_by"] = pen.cast.holder(plan.body, role, on=post.day)
                cells[f"{step}_on"] = post.day - timedelta(days=1)
            pen.book.add("reviews", observation=post.id, **cells)
    for month in periods(PeriodKind.MONTH, first=plan.starts, last=plan.last):
        count = 51_000 + 40 * len(pen.book.rows["followers"])
        pen.book.add("followers", voice=VOICE, counted_on=month.end, count=count)


def _further_exchanges(pen: Pen, plan: Plan) -> None:
    """Two more messages a week, answered like the first."""
    for week in periods(PeriodKind.WEEK, first=plan.starts, last=plan.last):
        for offset in (2, 4):
            day = week.start + timedelta(days=offset)
            if plan.starts <= day <= plan.last:
                _exchange(pen, plan, day=day, empty=week.start >= _PADS_SINCE)


def _insult(pen: Pen, plan: Plan) -> str:
    asked = at(_INSULTED_ON, hour=20, minute=12)
    question = observe(pen, plan, kind="message", when=asked, text=COMPLAINT, voice=_CITIZEN)
    answered = asked + timedelta(minutes=29)
    return observe(pen, plan, kind="reply", when=answered, voice=_NAME, text=INSULT, answers=question)


def _report(pen: Pen, plan: Plan, *, claimed: int, reads: int) -> str:
    text = (
        f"5月运维月报：本月发布信息{claimed}条，总阅读量{reads}次，互动活跃，群众好评如潮，影响力持续提升。"
    )
    when = at(date(2026, 6, 4), hour=10)
    return observe(pen, plan, kind="document", when=when, text=text, voice="样例新媒体运营有限公司月报")


def _months(plan: Plan) -> list[str]:
    return [str(month) for month in periods(PeriodKind.MONTH, first=plan.starts, last=plan.last)]


def _claimed(posts: list[Post], month: str) -> int:
    """The true count at first; since the padding began, a good deal more."""
    captured = sum(f"{post.day:%Y-%m}" == month for post in posts)
    return captured + (_CLAIMED_MORE if month >= f"{_PADS_SINCE:%Y-%m}" else 0)
