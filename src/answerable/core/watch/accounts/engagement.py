"""Reads and likes that do not fit: far above the followers, or far above the account's own past."""

from bisect import bisect_left, insort
from collections import deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from math import floor, log
from operator import attrgetter

from answerable.core.terms.message import Param
from answerable.core.watch.accounts.looking import (
    Hit,
    counted,
    episodes,
    gathered,
    middle,
    said,
    share_over,
    shown,
    single,
    weeks,
    words_of,
)
from answerable.core.watch.accounts.values import Account, Said, Utterance
from answerable.core.watch.values import Alert, Limits

_OVER = Fraction(75, 100)
_JUMP = Fraction(7, 10)
MEASURES = ("reads", "likes", "forwards", "comments")
_COUNT: Mapping[str, Callable[[Utterance], int | None]] = {name: attrgetter(name) for name in MEASURES}
BOUGHT = MEASURES[:2]
"""What is bought and reported; the others only bear witness."""
_PAST = 100
"""Earlier posts that a post is compared with, at most."""
_SPREAD = Fraction(1, 4)
"""The least spread of logarithms taken as ordinary: a small account's counts may hardly differ for a while."""
_MAD = 1.4826
"""Turns a median absolute deviation into the standard deviation of a normal variable."""


def figures_over_followers(account: Account, limits: Limits) -> Iterator[Alert]:
    """Post after post has far more reads, or more likes, than the account has followers."""
    limit = limits.of("figures-over-followers")
    if limit is not None:
        yield from episodes("figures-over-followers", account, _over(account, limit), _OVER)


def figures_jump(account: Account, limits: Limits) -> Iterator[Alert]:
    """A count far above the account's own past while its other counts stayed where they were.

    What many people really read is also liked and forwarded more. Where nothing else was captured, only several in
    a row count.
    """
    limit = limits.of("figures-jump")
    if limit is not None:
        yield from gathered("figures-jump", account, _jumps(account, limit), _JUMP)


def measured(posts: Sequence[Utterance], measure: str) -> list[tuple[Utterance, int]]:
    """The posts of which the measure was captured, each with its count."""
    get = _COUNT[measure]
    return [(post, count) for post in posts if (count := get(post)) is not None]


def counts_of(posts: Sequence[Utterance], measure: str) -> list[int]:
    """The counts of the measure, where captured."""
    return [count for count in map(_COUNT[measure], posts) if count is not None]


def count_of(post: Utterance, measure: str) -> int | None:
    """The post's count of `reads`, `likes`, `forwards` or `comments`."""
    return _COUNT[measure](post)


def _over(account: Account, limit: Mapping[str, Fraction]) -> Iterator[Hit]:
    times = {"reads": limit["reads_times"], "likes": limit["likes_times"]}
    for window, posts in weeks(account, said(account, Said.POST), limit["weeks"], seen=False):
        followers = _followers(account, window.last)
        if followers is None or followers < limit["followers"]:
            continue
        for measure in BOUGHT:
            known, most = counts_of(posts, measure), floor(times[measure] * followers)
            part = sum(count > most for count in known)
            if share_over(part, len(known), limit):
                high = [post for post, count in measured(posts, measure) if count > most]
                says: dict[str, Param] = {
                    **counted(window, part, len(known)),
                    "measure": measure,
                    "times": times[measure],
                    "followers": followers,
                    "shown": _shown(high, measure),
                }
                share = Fraction(part, len(known))
                yield Hit(window, says, share, limit["share"], shown(high))
                break


def _followers(account: Account, day: date) -> int | None:
    """The most followers captured up to the day; None where none were captured."""
    return max((count for on, count in account.followers if on <= day), default=None)


@dataclass
class _Past:
    """The counts of the posts before, by measure, in order of size: kept up as one goes on from post to post."""

    posts: deque[Utterance] = field(default_factory=deque)
    counts: dict[str, list[int]] = field(default_factory=lambda: {measure: [] for measure in MEASURES})

    def add(self, post: Utterance) -> None:
        """Takes in a post, and lets go of the one that is too long ago."""
        self.posts.append(post)
        gone = self.posts.popleft() if len(self.posts) > _PAST else None
        for measure, line in self.counts.items():
            if (count := count_of(post, measure)) is not None:
                insort(line, count)
            if gone is not None and (old := count_of(gone, measure)) is not None:
                del line[bisect_left(line, old)]


def _jumps(account: Account, limit: Mapping[str, Fraction]) -> Iterator[Hit]:
    past = _Past()
    run: dict[str, list[Hit]] = {measure: [] for measure in BOUGHT}
    for post in said(account, Said.POST):
        for measure in BOUGHT:
            hit = _jump(post, past, measure, limit)
            witness = None if hit is None else _witness(post, past, measure, limit)
            if hit is None:
                run[measure] = []
            elif witness is False:
                yield hit
            elif witness is None:
                run[measure].append(hit)
                if len(run[measure]) >= limit["run"]:
                    yield from run[measure][-1:]
        past.add(post)


def _jump(post: Utterance, past: _Past, measure: str, limit: Mapping[str, Fraction]) -> Hit | None:
    """The post's count against those before it; None where it is ordinary, or the past too short to say."""
    count, before = count_of(post, measure), past.counts[measure]
    if count is None or not before or len(before) < limit["history"] or count < limit["least"]:
        return None
    if count < limit["times"] * before[(len(before) - 1) // 2]:
        return None
    usual = middle(before)
    times = count / max(usual, Fraction(1))
    if times < limit["times"] or _deviation(count, before) < limit["deviations"]:
        return None
    says: dict[str, Param] = {
        "day": post.day,
        "measure": measure,
        "count": count,
        "usual": usual,
        "times": Fraction(int(times)),
        "posts": len(before),
    }
    return Hit(single(post), says, times, limit["times"], (words_of(post),), observation=post.id)


def _deviation(count: int, before: Sequence[int]) -> float:
    """How many robust standard deviations the logarithm of the count lies above the usual one."""
    logs = sorted(log(each + 1) for each in before)
    centre = _mid(logs)
    spread = _MAD * _mid(sorted(abs(each - centre) for each in logs))
    return (log(count + 1) - centre) / max(spread, float(_SPREAD))


def _mid(line: Sequence[float]) -> float:
    return (line[(len(line) - 1) // 2] + line[len(line) // 2]) / 2


def _witness(post: Utterance, past: _Past, measure: str, limit: Mapping[str, Fraction]) -> bool | None:
    """Whether another count of the post rose too; None where no other can be compared."""
    compared = False
    for other in MEASURES:
        count, before = count_of(post, other), past.counts[other]
        if other == measure or count is None or len(before) < limit["history"]:
            continue
        compared = True
        if count > max(2 * middle(before), Fraction(3)):
            return True
    return False if compared else None


def _shown(posts: Sequence[Utterance], measure: str) -> tuple[str, ...]:
    return tuple(str(count) for _, count in measured(posts, measure)[:5])
