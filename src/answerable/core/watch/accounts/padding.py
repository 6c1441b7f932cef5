"""Posts without substance: set phrases, nothing of public business, and a promised number kept by such posts alone."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Set
from fractions import Fraction
from math import ceil

from answerable.core.watch.accounts.copies import others_copies, own_copies
from answerable.core.watch.accounts.looking import (
    Hit,
    counted,
    episodes,
    once,
    said,
    share_over,
    shown,
    weeks,
)
from answerable.core.watch.accounts.marks import bears_mark, marks
from answerable.core.watch.accounts.values import Account, Said
from answerable.core.watch.accounts.words import bare, frames
from answerable.core.watch.values import Alert, Limits

_SET = Fraction(85, 100)
_OFF = Fraction(8, 10)
_EMPTY = Fraction(85, 100)
_NONE = Fraction(0)
SET_PHRASE = re.compile(
    "早安|晚安|早上好|晚上好|午安|每日一[句语签图]|[每今]日(?:金句|一读|分享|心语|正能量)|心灵鸡汤|正能量语录|星座|运势"
    "|语录|美文|夜读|今日份|你好[，,！!]?\\w{1,3}月|\\w{1,3}月[，,]?你好|周末愉快|新的一天"
)
"""Marks of a post that could be put out by anybody on any day."""


def account_set_phrases(account: Account, limits: Limits) -> Iterator[Alert]:
    """Too large a share of greetings, sayings and sentences that the account says again and again."""
    limit = limits.of("account-set-phrases")
    if limit is not None:
        empty = set_phrased(account, limit["times"], limit["framed"])
        yield from episodes("account-set-phrases", account, _shares(account, limit, empty), _SET)


def account_off_topic(account: Account, limits: Limits) -> Iterator[Alert]:
    """Too large a share of posts that bear no mark of the account's field or of any public business."""
    limit = limits.of("account-off-topic")
    if limit is not None:
        yield from episodes("account-off-topic", account, _shares(account, limit, off_topic(account)), _OFF)


def account_empty_cadence(account: Account, limits: Limits) -> Iterator[Alert]:
    """The promised number of posts is reached, but fewer than half of it have substance."""
    limit, promised = limits.of("account-empty-cadence"), account.voice.promise.posts_per_week
    if limit is None or not promised:
        return
    empty = (
        set_phrased(account, limit["times"], limit["framed"])
        | off_topic(account)
        | own_copies(account, limit["alike"], limit["facts"]).keys()
        | others_copies(account, limit).keys()
    )
    hits = _emptied(account, limit, promised, empty)
    yield from episodes("account-empty-cadence", account, hits, _EMPTY)


@once
def set_phrased(account: Account, times: Fraction, framed: Fraction) -> Set[str]:
    """Own posts, by id, made of set phrases: a declared one, or sentences said `times` times before.

    A post that tells of public business is none: at most one kind of mark beside a declared phrase, none beside
    sentences said before, which must make up the share `framed` of it.
    """
    found, before = set(), Counter[str]()
    for post in said(account, Said.POST):
        lines = list(frames(post.text))
        said_before = _again(post.text, lines, before, times) >= framed
        if SET_PHRASE.search(post.text):
            empty = len(marks(post.text, post.day)) <= 1
        else:
            empty = said_before and not bears_mark(post.text, post.day)
        if empty:
            found.add(post.id)
        for line in set(lines):
            before[line] += 1
    return found


@once
def off_topic(account: Account) -> Set[str]:
    """Own posts, by id, without a word of its field and without any mark of public business.

    Where the account has topics of its own, days and figures alone do not make a post public business.
    """
    topics = account.voice.promise.topics
    loose = {"time", "figure"} if topics else set[str]()
    return {
        post.id
        for post in said(account, Said.POST)
        if len(bare(post.text)) >= 6
        and not any(topic in post.text for topic in topics)
        and not bears_mark(post.text, post.day, besides=loose)
    }


def _again(text: str, lines: list[str], before: Mapping[str, int], times: Fraction) -> Fraction:
    """The share of the text that is in sentences said so many times before."""
    least = ceil(times)
    again = sum(len(line) for line in lines if before.get(line, 0) >= least)
    return Fraction(again, max(1, len(bare(text)))) if again else _NONE


def _shares(account: Account, limit: Mapping[str, Fraction], empty: Set[str]) -> Iterator[Hit]:
    for window, posts in weeks(account, said(account, Said.POST), limit["weeks"]):
        inside = [each for each in posts if each.id in empty]
        if share_over(len(inside), len(posts), limit):
            says = counted(window, len(inside), len(posts))
            share = Fraction(len(inside), len(posts))
            yield Hit(window, says, share, limit["share"], shown(inside))


def _emptied(
    account: Account, limit: Mapping[str, Fraction], promised: Fraction, empty: Set[str]
) -> Iterator[Hit]:
    """The windows with the promised number of posts, of which those of substance are too few."""
    due = promised * limit["weeks"]
    for window, posts in weeks(account, said(account, Said.POST), limit["weeks"]):
        inside = [each for each in posts if each.id in empty]
        full = len(posts) - len(inside)
        if len(posts) >= max(due, limit["least"]) and full < due * limit["share"]:
            says = {**counted(window, full, len(posts)), "promised": promised, "due": due}
            yield Hit(window, says, Fraction(full), due * limit["share"], shown(inside))
