"""How often an account speaks: silence, dormancy, and fewer posts than promised. Only days that were seen count."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from answerable.core.terms.message import Param
from answerable.core.watch.accounts.looking import (
    DAY,
    Hit,
    Window,
    episodes,
    lives,
    said,
    seen_days,
    shown,
    told,
    weeks,
    words_of,
)
from answerable.core.watch.accounts.values import Account, Said, Utterance
from answerable.core.watch.values import Alert, Limits

_SILENT = Fraction(95, 100)
_DORMANT = Fraction(95, 100)
_BELOW = Fraction(9, 10)


@dataclass(frozen=True)
class _Silence:
    """Days in a row that were seen and had no post, and the last post before them, if it is known."""

    first: date
    last: date
    after: Utterance | None


def account_silent(account: Account, limits: Limits) -> Iterator[Alert]:
    """More days without a post than allowed, all of them seen."""
    limit = limits.of("account-silent")
    if limit is None:
        return
    days = int(limit["days"])
    for silence in _silences(account):
        crossed = silence.first + days * DAY
        if crossed <= silence.last and crossed < account.on:
            says: dict[str, Param] = {"since": silence.first, "limit": days, "last": _day(silence.after)}
            threshold = limit["days"]
            hit = _hit(silence, crossed, says, value=threshold + 1, threshold=threshold)
            yield told("account-silent", account.voice.id, hit, _SILENT, until=silence.last)


def account_dormant(account: Account, limits: Limits) -> Iterator[Alert]:
    """So many months without a post that the account is to be listed for closing; every day was seen."""
    limit = limits.of("account-dormant")
    if limit is None:
        return
    for silence in _silences(account):
        crossed = _months_on(silence.first, int(limit["months"]))
        if crossed <= silence.last and crossed < account.on:
            says: dict[str, Param] = {
                "since": silence.first,
                "months": int(limit["months"]),
                "last": _day(silence.after),
            }
            hit = _hit(silence, crossed, says)
            yield told("account-dormant", account.voice.id, hit, _DORMANT, until=silence.last)


def dormant_among(accounts: Iterable[Account], limits: Limits) -> frozenset[str]:
    """The open accounts that have been dormant up to the last day they were seen."""
    return frozenset(
        account.voice.id
        for account in accounts
        for alert in account_dormant(account, limits)
        if lives(account, account.on) and alert.until == max(seen_days(account))
    )


def account_below_promise(account: Account, limits: Limits) -> Iterator[Alert]:
    """Fewer posts than promised over whole weeks that were all seen, by more than a margin."""
    limit, promised = limits.of("account-below-promise"), account.voice.promise.posts_per_week
    if limit is not None and promised:
        hits = _fewer(account, limit["weeks"], promised, limit["share"])
        yield from episodes("account-below-promise", account, hits, _BELOW)


def _fewer(account: Account, number: Fraction, promised: Fraction, share: Fraction) -> Iterator[Hit]:
    due = promised * number
    for window, posts in weeks(account, said(account, Said.POST), number):
        if len(posts) < due * share:
            says: dict[str, Param] = {
                "first": window.first,
                "last": window.last,
                "posts": len(posts),
                "promised": promised,
                "weeks": int(number),
                "due": due,
            }
            yield Hit(window, says, Fraction(len(posts)), due * share, shown(posts))


def _silences(account: Account) -> Iterator[_Silence]:
    """Every run of seen days without a post. A day that was not seen ends a run, and begins none."""
    posts = {each.day: each for each in said(account, Said.POST)}
    if not posts and any(each.said is Said.REPLY for each in account.own):
        # An account that only ever answers is a mailbox, and was not opened to publish.
        return
    run: list[date] = []
    for day in sorted(seen_days(account)):
        if run and (day in posts or day - run[-1] > DAY):
            yield _silence(run, posts)
            run = []
        if day not in posts:
            run.append(day)
    if run:
        yield _silence(run, posts)


def _silence(run: list[date], posts: dict[date, Utterance]) -> _Silence:
    before = [day for day in posts if day < run[0]]
    return _Silence(run[0], run[-1], posts[max(before)] if before else None)


def _hit(
    silence: _Silence,
    crossed: date,
    says: dict[str, Param],
    *,
    value: Fraction | None = None,
    threshold: Fraction | None = None,
) -> Hit:
    shown = (words_of(silence.after),) if silence.after else ()
    return Hit(Window(silence.first, silence.last, crossed + DAY), says, value, threshold, shown)


def _day(post: Utterance | None) -> date | None:
    return post.day if post else None


def _months_on(day: date, months: int) -> date:
    """The same day so many months later, or the first of the month after where there is no such day."""
    count = day.year * 12 + day.month - 1 + months
    try:
        return day.replace(year=count // 12, month=count % 12 + 1)
    except ValueError:
        return date((count + 1) // 12, (count + 1) % 12 + 1, 1)
