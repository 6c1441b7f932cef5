"""Where alerts on accounts come from: one list, so that nothing looks for them elsewhere."""

from collections.abc import Callable, Iterable, Iterator

from answerable.core.watch.accounts.adverts import voice_advert
from answerable.core.watch.accounts.answers import reply_beside_point, reply_canned
from answerable.core.watch.accounts.cadence import account_below_promise, account_dormant, account_silent
from answerable.core.watch.accounts.claims import figures_claimed
from answerable.core.watch.accounts.copies import (
    account_copies_others,
    account_near_copies,
    account_recycled,
)
from answerable.core.watch.accounts.counts import figures_comments, figures_repeated
from answerable.core.watch.accounts.engagement import figures_jump, figures_over_followers
from answerable.core.watch.accounts.hostile import hostile
from answerable.core.watch.accounts.nights import figures_night
from answerable.core.watch.accounts.opinions import voice_opinion
from answerable.core.watch.accounts.originality import account_below_original
from answerable.core.watch.accounts.origins import voice_unlisted_source
from answerable.core.watch.accounts.padding import (
    account_empty_cadence,
    account_off_topic,
    account_set_phrases,
)
from answerable.core.watch.accounts.register import review_missing, voice_custody, voice_filed_late
from answerable.core.watch.accounts.replies import reply_auto_only, reply_late, reply_missing
from answerable.core.watch.accounts.values import Account
from answerable.core.watch.values import Alert, Limits

Producer = Callable[[Account, Limits], Iterator[Alert]]

PRODUCERS: tuple[Producer, ...] = (
    account_silent,
    account_below_promise,
    account_dormant,
    account_below_original,
    account_near_copies,
    account_copies_others,
    account_recycled,
    account_set_phrases,
    account_off_topic,
    account_empty_cadence,
    figures_over_followers,
    figures_jump,
    figures_night,
    figures_repeated,
    figures_comments,
    figures_claimed,
    reply_missing,
    reply_late,
    reply_canned,
    reply_beside_point,
    reply_auto_only,
    hostile,
    voice_opinion,
    voice_advert,
    voice_unlisted_source,
    review_missing,
    voice_filed_late,
    voice_custody,
)


def look(account: Account, limits: Limits, *, producers: Iterable[Producer] = PRODUCERS) -> tuple[Alert, ...]:
    """Every alert on the account by the day, by first day and rule. One id stands once."""
    found: dict[str, Alert] = {}
    for producer in producers:
        for alert in producer(account, limits):
            found.setdefault(alert.id, alert)
    return tuple(sorted(found.values(), key=lambda each: (each.since, each.rule, each.subject)))
