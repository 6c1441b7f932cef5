"""Fewer posts in its own words than promised: reposts, and words taken from others, are not original."""

from collections.abc import Iterator
from fractions import Fraction

from answerable.core.terms.message import Param
from answerable.core.watch.accounts.copies import others_copies
from answerable.core.watch.accounts.looking import Hit, episodes, said, shown, weeks
from answerable.core.watch.accounts.values import Account, Said, Utterance
from answerable.core.watch.values import Alert, Limits

_RULE = "account-below-original"
_COPIED = "account-copies-others"
_BELOW = Fraction(85, 100)


def account_below_original(account: Account, limits: Limits) -> Iterator[Alert]:
    """A share of original posts that lies below the promised one by more than a margin, over whole weeks seen."""
    limit, promised = limits.of(_RULE), account.voice.promise.original_share
    if limit is None or promised is None:
        return
    copied = limits.of(_COPIED)
    taken = frozenset(() if copied is None else others_copies(account, copied))

    def foreign(post: Utterance) -> bool:
        return bool(post.source) or post.id in taken

    def hits() -> Iterator[Hit]:
        for window, posts in weeks(account, said(account, Said.POST), limit["weeks"]):
            others = [post for post in posts if foreign(post)]
            if len(posts) < limit["least"]:
                continue
            share = 1 - Fraction(len(others), len(posts))
            if share < promised - limit["margin"]:
                says: dict[str, Param] = {
                    "first": window.first,
                    "last": window.last,
                    "posts": len(posts),
                    "original": len(posts) - len(others),
                    "share": share,
                    "promised": promised,
                }
                yield Hit(window, says, share, promised, shown(others))

    yield from episodes(_RULE, account, hits(), _BELOW)
