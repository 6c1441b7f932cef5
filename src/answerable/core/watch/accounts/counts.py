"""Counts that repeat or are round far more often than chance, and comments that are the same words."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from fractions import Fraction
from math import ceil, isqrt

from answerable.core.terms.message import Param
from answerable.core.watch.accounts.chance import allowed, at_least, beyond_chance
from answerable.core.watch.accounts.engagement import BOUGHT, counts_of, measured
from answerable.core.watch.accounts.looking import (
    Hit,
    Window,
    counted,
    episodes,
    heard,
    said,
    share_over,
    shown,
    weeks,
    words_of,
)
from answerable.core.watch.accounts.values import Account, Said, Utterance
from answerable.core.watch.accounts.words import bare
from answerable.core.watch.values import Alert, Limits

_REPEATED = Fraction(85, 100)
_COMMENTS = Fraction(75, 100)
_SHOWN_ROUND = 10_000
"""From here on platforms show rounded counts."""
_ROUND = 100
_FINE = 10_000
"""Chances are rounded up to so many parts: long fractions are slow."""
_ASKS = re.compile(
    "[?？]|吗|呢|请问|什么|怎么|为何|何时|多久|哪|能否|可否|是否|投诉|举报|反映|解决|希望|建议|求|没人|不管|还没|至今|再次"
)
"""A citizen who asks, and asks again under every post, is no sign of bought praise."""


@dataclass(frozen=True)
class _Found:
    """Counts that stand too often: one, or round ones; so many of all that are judged, and the most by chance."""

    special: Set[int]
    same: int | None
    part: int
    whole: int
    most: int


def figures_repeated(account: Account, limits: Limits) -> Iterator[Alert]:
    """One count again and again, or round counts, more often than chance allows."""
    limit = limits.of("figures-repeated")
    if limit is not None:
        yield from episodes("figures-repeated", account, _repeated(account, limit), _REPEATED)


def figures_comments(account: Account, limits: Limits) -> Iterator[Alert]:
    """The same words of praise as a comment below many different posts."""
    limit = limits.of("figures-comments")
    if limit is not None:
        yield from episodes("figures-comments", account, _comments(account, limit), _COMMENTS)


def _repeated(account: Account, limit: Mapping[str, Fraction]) -> Iterator[Hit]:
    for window, posts in weeks(account, said(account, Said.POST), limit["weeks"], seen=False):
        for measure in BOUGHT:
            times = Counter(counts_of(posts, measure))
            part = _same(times, limit) or _round(times, limit)
            if part is not None:
                yield _hit(window, posts, measure, part)
                break


def _same(times: Mapping[int, int], limit: Mapping[str, Fraction]) -> _Found | None:
    """The count that stands most often, if so often is beyond chance among the counts near it."""
    most = max(filter(_judged, times), key=lambda count: (times[count], count), default=None)
    return None if most is None else _beyond(times, {most}, limit, same=most)


def _round(times: Mapping[int, int], limit: Mapping[str, Fraction]) -> _Found | None:
    """Counts that are whole hundreds, if they are so many beyond chance among the counts near hundreds."""
    hundreds = {count - count % _ROUND + add for count in times for add in (0, _ROUND)}
    return _beyond(times, set(filter(_judged, hundreds)), limit)


def _judged(count: int) -> bool:
    return _ROUND <= count < _SHOWN_ROUND


def _reach(count: int) -> int:
    """How far around a count others are as likely: readers who come on their own vary by its root (Poisson)."""
    return min(isqrt(count), _ROUND // 2 - 1)


def _beyond(
    times: Mapping[int, int], special: Set[int], limit: Mapping[str, Fraction], *, same: int | None = None
) -> _Found | None:
    """The special counts, if more of them stand than chance allows among the counts near each of them.

    Chances differ a little from one to the next: their mean overstates the tail (Hoeffding 1956).
    """
    part = sum(times.get(count, 0) for count in special)
    if part < limit["posts"]:
        return None
    near = {count: _near(count, times) for count in special}
    among = sum(near.values())
    hoped = sum(Fraction(number, 2 * _reach(count) + 1) for count, number in near.items())
    chance = Fraction(ceil(hoped / among * _FINE), _FINE)
    whole = sum(number for count, number in times.items() if _judged(count))
    if at_least(part, among, chance) * whole >= limit["chance"]:
        return None
    return _Found(special, same, part, whole, allowed(among, chance, limit["chance"] / whole))


def _hit(window: Window, posts: Sequence[Utterance], measure: str, found: _Found) -> Hit:
    says: dict[str, Param] = {
        **counted(window, found.part, found.whole),
        "same": found.same,
        "round": found.part if found.same is None else None,
        "measure": measure,
        "most": found.most,
    }
    special = [post for post, count in measured(posts, measure) if count in found.special]
    return Hit(window, says, Fraction(found.part), Fraction(found.most), shown(special))


def _near(count: int, times: Mapping[int, int]) -> int:
    """How many counts lie within reach of the count, and on it."""
    reach = _reach(count)
    return sum(times.get(each, 0) for each in range(count - reach, count + reach + 1))


def _comments(account: Account, limit: Mapping[str, Fraction]) -> Iterator[Hit]:
    posts = {each.id: each for each in said(account, Said.POST)}
    for window, comments in weeks(account, heard(account, Said.COMMENT), limit["weeks"], seen=False):
        below = [each for each in comments if each.answers in posts]
        same: dict[str, dict[str, Utterance]] = defaultdict(dict)
        for each in below:
            if len(bare(each.text)) >= limit["characters"] and not _ASKS.search(each.text):
                same[bare(each.text)].setdefault(each.answers or "", each)
        again = [each for group in same.values() if len(group) >= limit["under"] for each in group.values()]
        some = share_over(len(again), len(below), limit)
        if some and beyond_chance(len(again), len(below), limit):
            says = {**counted(window, len(again), len(below)), "words": again[0].text[:30]}
            passages = tuple(words_of(each, beside=posts[each.answers or ""]) for each in again)
            yield Hit(window, says, Fraction(len(again), len(below)), limit["share"], passages)
