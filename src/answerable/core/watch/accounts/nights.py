"""Posts of the small hours that are read as much as those of the day."""

import re
from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction

from answerable.core.terms.message import Param
from answerable.core.watch.accounts.engagement import BOUGHT, measured
from answerable.core.watch.accounts.looking import Hit, Window, episodes, middle, said, shown, weeks
from answerable.core.watch.accounts.values import Account, Said, Utterance
from answerable.core.watch.values import Alert, Limits

_NIGHT = Fraction(6, 10)
_URGENT = re.compile(
    "预警|暴雨|洪|汛|地震|台风|紧急|抢险|火灾|火情|暴雪|寒潮|疫情|核酸|寻人|事故|溃|泄漏|高考|停课"
)


def figures_night(account: Account, limits: Limits) -> Iterator[Alert]:
    """Many posts from one to five at night that are read as much as those of the day; urgent ones are left out."""
    limit = limits.of("figures-night")
    if limit is not None:
        yield from episodes("figures-night", account, _nights(account, limit), _NIGHT)


def _nights(account: Account, limit: Mapping[str, Fraction]) -> Iterator[Hit]:
    urgent = {each.id for each in said(account, Said.POST) if _URGENT.search(each.text)}
    for window, posts in weeks(account, said(account, Said.POST), limit["weeks"], seen=False):
        calm = [each for each in posts if each.id not in urgent]
        late = [each for each in calm if 1 <= each.hour < 5]
        if len(late) < limit["posts"]:
            continue
        for measure in BOUGHT:
            night = measured(late, measure)
            day = [count for post, count in measured(calm, measure) if 7 <= post.hour < 23]
            if len(night) < limit["posts"] or len(day) < limit["posts"]:
                continue
            at_night, by_day = middle([count for _, count in night]), middle(day)
            if at_night >= limit["times"] * by_day and at_night >= limit["least"]:
                yield _night(
                    window,
                    [post for post, _ in night],
                    measure,
                    at_night=at_night,
                    by_day=by_day,
                    limit=limit,
                )
                break


def _night(
    window: Window,
    posts: Sequence[Utterance],
    measure: str,
    *,
    at_night: Fraction,
    by_day: Fraction,
    limit: Mapping[str, Fraction],
) -> Hit:
    says: dict[str, Param] = {
        "first": window.first,
        "last": window.last,
        "posts": len(posts),
        "measure": measure,
        "night": at_night,
        "day": by_day,
    }
    times = at_night / max(by_day, Fraction(1))
    return Hit(window, says, times, limit["times"], shown(posts))
