"""Whether a reply deals with its message: replies by template, and replies beside the point."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import timedelta
from fractions import Fraction

from answerable.core.watch.accounts.looking import (
    Hit,
    counted,
    episodes,
    share_over,
    single,
    told,
    words_of,
)
from answerable.core.watch.accounts.talk import (
    CANNED,
    Asked,
    asked,
    core_of,
    is_set_phrase,
    of_substance,
    pairs_said,
    to_the_point,
)
from answerable.core.watch.accounts.values import Account, Utterance
from answerable.core.watch.values import Alert, Limits

_CANNED = Fraction(85, 100)
_BESIDE = Fraction(8, 10)


def reply_canned(account: Account, limits: Limits) -> Iterator[Alert]:
    """Too many messages got only a set phrase, or a text that others got too, and nothing of their matter."""
    limit = limits.of("reply-canned")
    if limit is not None:
        yield from episodes("reply-canned", account, _canned(account, limit), _CANNED)


def reply_beside_point(account: Account, limits: Limits) -> Iterator[Alert]:
    """Replies that share nothing with their message and state nothing: one alert for each reply.

    A set phrase is left to `reply_canned`, and a reply that was followed by a better one within the grace is none.
    """
    limit = limits.of("reply-beside-point")
    if limit is None:
        return
    for message, reply, later in pairs_said(account):
        on = max(reply.day + timedelta(days=int(limit["grace"])), reply.known)
        if (
            on <= account.on
            and beside(message, reply, limit)
            and not _made_good(message, later, reply, limit)
        ):
            says = {"day": reply.day}
            hit = Hit(
                single(reply, on), says, passages=(words_of(reply, beside=message),), observation=reply.id
            )
            yield told("reply-beside-point", reply.id, hit, _BESIDE)


def _canned(account: Account, limit: Mapping[str, Fraction]) -> Iterator[Hit]:
    for window, messages in asked(account, limit["weeks"], limit["judged"], watched=False):
        answered = [each for each in messages if each.replies]
        same = Counter(text for each in answered for text in {core_of(reply.text) for reply in each.replies})
        canned = [each for each in answered if _only_canned(each, same, limit)]
        if share_over(len(canned), len(answered), limit):
            says = {**counted(window, len(canned), len(answered)), "words": canned[0].replies[0].text[:40]}
            share = Fraction(len(canned), len(answered))
            shown = tuple(words_of(each.replies[0], beside=each.message) for each in canned)
            yield Hit(window, says, share, limit["share"], shown)


def _only_canned(each: Asked, same: Mapping[str, int], limit: Mapping[str, Fraction]) -> bool:
    return all(
        is_set_phrase(each.message, reply)
        or (same[core_of(reply.text)] >= limit["times"] and not to_the_point(each.message, reply))
        for reply in each.replies
    )


def beside(message: Utterance, reply: Utterance, limit: Mapping[str, Fraction]) -> bool:
    """Whether a reply of some length says nothing of its message and nothing else of use, and is no set phrase."""
    return (
        len(core_of(reply.text)) >= limit["characters"]
        and len(core_of(message.text)) >= limit["characters"]
        and not CANNED.search(reply.text)
        and not to_the_point(message, reply)
        and not of_substance(reply)
    )


def _made_good(
    message: Utterance, later: Sequence[Utterance], reply: Utterance, limit: Mapping[str, Fraction]
) -> bool:
    """Whether a later reply within the grace deals with the matter."""
    until = reply.day + timedelta(days=int(limit["grace"]))
    return any(each.day <= until and (to_the_point(message, each) or of_substance(each)) for each in later)
