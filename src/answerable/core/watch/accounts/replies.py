"""Whether citizens' messages are answered, in time, and by a person."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import timedelta
from fractions import Fraction

from answerable.core.terms.message import Param
from answerable.core.watch.accounts.chance import beyond_chance
from answerable.core.watch.accounts.looking import (
    Hit,
    Window,
    counted,
    due_on,
    episodes,
    middle,
    share_over,
    words_of,
)
from answerable.core.watch.accounts.talk import Asked, asked
from answerable.core.watch.accounts.values import Account, Utterance
from answerable.core.watch.values import Alert, Limits

_MISSING = Fraction(9, 10)
_LATE = Fraction(9, 10)
_AUTO = Fraction(9, 10)
_HOUR = timedelta(hours=1)


def reply_missing(account: Account, limits: Limits) -> Iterator[Alert]:
    """Too few messages had any answer so many working days later, while the account was seen all the time."""
    limit = limits.of("reply-missing")
    if limit is not None:
        yield from episodes("reply-missing", account, _missing(account, limit), _MISSING)


def reply_late(account: Account, limits: Limits) -> Iterator[Alert]:
    """Too many answers came later than promised, or later than so many working days where nothing is promised."""
    limit = limits.of("reply-late")
    if limit is not None:
        yield from episodes("reply-late", account, _late(account, limit), _LATE)


def reply_auto_only(account: Account, limits: Limits) -> Iterator[Alert]:
    """Too many messages were answered by the platform alone."""
    limit = limits.of("reply-auto-only")
    if limit is None:
        return
    hits = _automatic(account, limit)
    yield from episodes("reply-auto-only", account, hits, _AUTO)


def _missing(account: Account, limit: Mapping[str, Fraction]) -> Iterator[Hit]:
    for window, messages in asked(account, limit["weeks"], limit["workdays"], watched=True):
        silent = [each for each in messages if not each.replies and not each.automatic]
        answered = len(messages) - len(silent)
        few = len(messages) >= limit["least"] and Fraction(answered, len(messages)) < limit["share"]
        if few and beyond_chance(len(silent), len(messages), limit):
            says = {**counted(window, answered, len(messages)), "workdays": int(limit["workdays"])}
            share = Fraction(answered, len(messages))
            yield Hit(window, says, share, limit["share"], tuple(words_of(each.message) for each in silent))


def _late(account: Account, limit: Mapping[str, Fraction]) -> Iterator[Hit]:
    for window, messages in asked(account, limit["weeks"], limit["judged"], watched=False):
        answered = [each for each in messages if each.replies]
        late = [each for each in answered if not _in_time(account, each, limit)]
        if share_over(len(late), len(answered), limit) and beyond_chance(len(late), len(answered), limit):
            yield _late_hit(account, window, answered, late, limit)


def _late_hit(
    account: Account,
    window: Window,
    answered: Sequence[Asked],
    late: Sequence[Asked],
    limit: Mapping[str, Fraction],
) -> Hit:
    delays = [int((first(each).at - each.message.at) / _HOUR) for each in answered]
    says: dict[str, Param] = {
        **counted(window, len(late), len(answered)),
        "hours": account.voice.promise.reply_hours,
        "workdays": None if account.voice.promise.reply_hours else int(limit["workdays"]),
        "median": middle(delays) / 24,
    }
    share = Fraction(len(late), len(answered))
    shown = tuple(words_of(each.replies[0], beside=each.message) for each in late)
    return Hit(window, says, share, limit["share"], shown)


def _in_time(account: Account, each: Asked, limit: Mapping[str, Fraction]) -> bool:
    """Within the hours promised; over days off, within as many working days. Doubt counts as in time."""
    hours = account.voice.promise.reply_hours
    if hours and first(each).at - each.message.at <= hours * _HOUR:
        return True
    days = max(1, -(-hours // 24)) if hours else int(limit["workdays"])
    due = due_on(account, each.message.day, days)
    if due is None:
        return True
    if hours and due == each.message.day + timedelta(days=days):
        return False
    return first(each).day <= due


def first(each: Asked) -> Utterance:
    """The first answer by a person."""
    return each.replies[0]


def _automatic(account: Account, limit: Mapping[str, Fraction]) -> Iterator[Hit]:
    for window, messages in asked(account, limit["weeks"], limit["workdays"], watched=True):
        alone = [each for each in messages if each.automatic and not each.replies]
        if share_over(len(alone), len(messages), limit):
            says = counted(window, len(alone), len(messages))
            share = Fraction(len(alone), len(messages))
            shown = tuple(words_of(each.automatic[0], beside=each.message) for each in alone)
            yield Hit(window, says, share, limit["share"], shown)
