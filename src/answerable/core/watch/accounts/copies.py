"""Posts that repeat posts: near copies of its own, other voices' words without their name, old posts as if new.

A post that repeats another but states a new day, hour, place or figure is a recurring notice, and no copy.
"""

import re
from collections import deque
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import timedelta
from fractions import Fraction
from operator import attrgetter

from answerable.core.watch.accounts.looking import (
    SHOWN,
    Hit,
    counted,
    episodes,
    once,
    said,
    share_over,
    weeks,
    words_of,
)
from answerable.core.watch.accounts.values import Account, Said, Utterance
from answerable.core.watch.accounts.words import brings_news, pairs
from answerable.core.watch.values import Alert, Limits

_NEAR = Fraction(85, 100)
_OTHERS = Fraction(8, 10)
_RECYCLED = Fraction(8, 10)
_YEAR, _SEASON = 365, 45
_JOINT = ("通告", "公告", "通知", "预警", "倡议书", "公开信", "提醒函", "公示")
"""A text of this kind is meant to be put out by everybody."""
_NAMED = re.compile("来源|转自|转载|转发|摘自|来自|据.{0,10}(?:报道|消息|通报|介绍|发布|悉)")
_COMPARED = 50
"""Texts of a group, the latest before a post, that it is compared with."""
_AT = attrgetter("at")
Likest = tuple[Utterance, Utterance, Fraction]
"""A post, the earlier one it is most like, and how much they share."""
_HEAD = 40
"""Characters at the beginning in which the kind of a text is named."""


@dataclass(frozen=True)
class Copy:
    """A post and the earlier one that it repeats most closely."""

    post: Utterance
    earlier: Utterance

    @property
    def days(self) -> int:
        return (self.post.day - self.earlier.day).days


@once
def own_copies(account: Account, least: Fraction, facts: Fraction) -> Mapping[str, Copy]:
    """Own posts, by id, that are so much like an earlier one and state fewer than so many new facts."""
    return _copies(_own_likest(account), least, facts)


def account_near_copies(account: Account, limits: Limits) -> Iterator[Alert]:
    """Too large a share of posts that repeat recent own ones."""
    limit = limits.of("account-near-copies")
    if limit is not None:
        copies = {
            id: copy
            for id, copy in own_copies(account, limit["alike"], limit["facts"]).items()
            if copy.days < limit["days"]
        }
        yield from episodes("account-near-copies", account, _shares(account, limit, copies), _NEAR)


def account_recycled(account: Account, limits: Limits) -> Iterator[Alert]:
    """Too many posts that repeat own ones from long ago as if they were new; what returns every year is no news."""
    limit = limits.of("account-recycled")
    if limit is not None:
        copies = {
            id: copy
            for id, copy in own_copies(account, limit["alike"], limit["facts"]).items()
            if copy.days >= limit["days"] and not _yearly(copy)
        }
        yield from episodes("account-recycled", account, _shares(account, limit, copies), _RECYCLED)


def account_copies_others(account: Account, limits: Limits) -> Iterator[Alert]:
    """Too many posts that repeat another voice's earlier ones without naming it."""
    limit = limits.of("account-copies-others")
    if limit is not None:
        copies = others_copies(account, limit)
        yield from episodes("account-copies-others", account, _shares(account, limit, copies), _OTHERS)


def others_copies(account: Account, limit: Mapping[str, Fraction]) -> Mapping[str, Copy]:
    """Own posts, by id, that repeat another voice's post from so many hours before without naming it."""
    found = _copies(_foreign_likest(account), limit["alike"], limit["facts"])
    return {id: copy for id, copy in found.items() if _taken(copy, timedelta(hours=float(limit["hours"])))}


def _copies(likest: Iterable[Likest], least: Fraction, facts: Fraction) -> Mapping[str, Copy]:
    """Posts that are so much like the likest earlier one, and bring fewer news."""
    found: dict[str, Copy] = {}
    for post, best, near in likest:
        if near >= least and post.id not in found and not _news(post, best, facts):
            found[post.id] = Copy(post, best)
    return found


def _news(post: Utterance, best: Utterance, facts: Fraction) -> bool:
    return brings_news(post.text, post.day, best.text, best.day, least=facts)


@once
def _own_likest(account: Account) -> tuple[Likest, ...]:
    posts = {each.id: each for each in said(account, Said.POST)}
    return tuple(_likest(account, posts, posts))


@once
def _foreign_likest(account: Account) -> tuple[Likest, ...]:
    posts = {each.id: each for each in said(account, Said.POST)}
    foreign = {each.id: each for each in account.foreign if each.known <= account.on}
    return tuple(_likest(account, posts, foreign))


def _likest(
    account: Account, posts: Mapping[str, Utterance], first: Mapping[str, Utterance]
) -> Iterator[Likest]:
    """Each post of a group of repeats and the one of `first` before it that it is most like."""
    for group in account.repeats:
        masks = _Masks()
        earlier = deque(sorted((first[id] for id in group.ids if id in first), key=_AT))
        latest: dict[str, tuple[Utterance, int]] = {}
        mine = (posts[id] for id in group.ids if id in posts and earlier)
        for post in sorted(mine, key=_AT):
            while earlier and earlier[0].at < post.at:
                _put(latest, earlier[0], masks[earlier.popleft().text])
            found = _closest(masks[post.text], latest)
            if found is not None:
                yield post, *found


class _Masks(dict[str, int]):
    """The pairs of characters of each text as bits of one number: quick to compare."""

    def __init__(self) -> None:
        super().__init__()
        self._bits: dict[str, int] = {}

    def __missing__(self, text: str) -> int:
        bits, mask = self._bits, 0
        for pair in pairs(text):
            mask |= bits.get(pair) or bits.setdefault(pair, 1 << len(bits))
        self[text] = mask
        return mask


def _put(latest: dict[str, tuple[Utterance, int]], each: Utterance, mask: int) -> None:
    """Puts the utterance last; of one text only the latest stays, and of many texts the latest."""
    latest.pop(each.text, None)
    latest[each.text] = each, mask
    if len(latest) > _COMPARED:
        del latest[next(iter(latest))]


def _closest(mine: int, latest: dict[str, tuple[Utterance, int]]) -> tuple[Utterance, Fraction] | None:
    """The latest of those most like the post, and how much they share (Jaccard 1901)."""
    best, part, likest, size = None, 0, 0.0, mine.bit_count()
    for text in reversed(latest):
        each, other = latest[text]
        common = (mine & other).bit_count()
        near = common and common / (size + other.bit_count() - common)
        if near > likest:
            best, likest, part = each, near, common
            if near == 1:
                break
    if best is None:
        return None
    return best, Fraction(part, (mine | latest[best.text][1]).bit_count())


def _yearly(copy: Copy) -> bool:
    """Whether a year, or years, lie between: greetings, seasons' warnings and yearly services return."""
    off = copy.days % _YEAR
    return copy.days >= _YEAR - _SEASON and min(off, _YEAR - off) <= _SEASON


def _taken(copy: Copy, apart: timedelta) -> bool:
    """Whether the other's words were taken: not at the same time, not named, and not a text for everybody."""
    post = copy.post
    return (
        post.at - copy.earlier.at >= apart
        and not post.source
        and copy.earlier.voice not in post.text
        and not _NAMED.search(post.text)
        and not any(word in post.text[:_HEAD] for word in _JOINT)
    )


def _shares(account: Account, limit: Mapping[str, Fraction], copies: Mapping[str, Copy]) -> Iterator[Hit]:
    """The windows in which copies are at least so many and so large a share."""
    for window, posts in weeks(account, said(account, Said.POST), limit["weeks"]):
        inside = [copies[each.id] for each in posts if each.id in copies]
        if share_over(len(inside), len(posts), limit):
            passages = tuple(words_of(copy.post, beside=copy.earlier) for copy in inside[:SHOWN])
            says = counted(window, len(inside), len(posts))
            yield Hit(window, says, Fraction(len(inside), len(posts)), limit["share"], passages)
