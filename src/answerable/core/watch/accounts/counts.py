"""Counts that repeat or are round far more often than chance, and comments that are the same words."""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction

from answerable.core.terms.message import Param
from answerable.core.watch.accounts.chance import allowed, at_least, beyond_chance
from answerable.core.watch.accounts.engagement import BOUGHT, measured
from answerable.core.watch.accounts.looking import (
    Hit,
    Window,
    counted,
    episodes,
    heard,
    said,
    share_over,
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
_NEAR = Fraction(1, 10)
_ASKS = re.compile(
    "[?？]|吗|呢|请问|什么|怎么|为何|何时|多久|哪|能否|可否|是否|投诉|举报|反映|解决|希望|建议|求|没人|不管|还没|至今|再次"
)
"""A citizen who asks, and asks again under every post, is no sign of bought praise."""


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
            known = [
                (post, count) for post, count in measured(posts, measure) if _ROUND <= count < _SHOWN_ROUND
            ]
            hit = _same(window, known, measure, limit) or _round(window, known, measure, limit)
            if hit is not None:
                yield hit
                break


def _same(
    window: Window, known: Sequence[tuple[Utterance, int]], measure: str, limit: Mapping[str, Fraction]
) -> Hit | None:
    """The count that stands most often, if so often is beyond chance among the counts near it."""
    posts: dict[int, list[Utterance]] = defaultdict(list)
    for post, count in known:
        posts[count].append(post)
    most = max(posts, key=lambda count: (len(posts[count]), count), default=None)
    if most is None or len(posts[most]) < limit["posts"]:
        return None
    near = sum(abs(count - most) <= most * _NEAR for _, count in known)
    chance = Fraction(near, len(known)) / (2 * most * _NEAR)
    says: dict[str, Param] = {"same": most, "round": None, "measure": measure}
    return _hit(window, posts[most], len(known), chance=chance, limit=limit, says=says)


def _round(
    window: Window, known: Sequence[tuple[Utterance, int]], measure: str, limit: Mapping[str, Fraction]
) -> Hit | None:
    """Counts that are whole hundreds, if they are so many beyond chance."""
    posts = [post for post, count in known if count % _ROUND == 0]
    says: dict[str, Param] = {"same": None, "round": len(posts), "measure": measure}
    return _hit(window, posts, len(known), chance=Fraction(1, _ROUND), limit=limit, says=says)


def _hit(
    window: Window,
    posts: Sequence[Utterance],
    whole: int,
    *,
    chance: Fraction,
    limit: Mapping[str, Fraction],
    says: Mapping[str, Param],
) -> Hit | None:
    if len(posts) < limit["posts"] or at_least(len(posts), whole, chance) * whole >= limit["chance"]:
        return None
    most = allowed(whole, chance, limit["chance"] / whole)
    told = {**counted(window, len(posts), whole), **says, "most": most}
    return Hit(window, told, Fraction(len(posts)), Fraction(most), tuple(words_of(each) for each in posts))


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
