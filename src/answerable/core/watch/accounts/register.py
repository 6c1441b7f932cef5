"""What the body itself has to keep in order: review before publishing, filings in time, and its own passwords."""

from collections.abc import Iterator
from datetime import date, timedelta
from fractions import Fraction

from answerable.core.terms.message import Param
from answerable.core.watch.accounts.looking import (
    DAY,
    Hit,
    Window,
    due_on,
    gathered,
    said,
    single,
    told,
    words_of,
)
from answerable.core.watch.accounts.values import Account, Review, Said, Utterance
from answerable.core.watch.values import Alert, Limits

_REVIEW = Fraction(9, 10)
_FILED = Fraction(95, 100)
_CUSTODY = Fraction(95, 100)


def review_missing(account: Account, limits: Limits) -> Iterator[Alert]:
    """Posts that were published without three steps of review before, the last by the body's own staff."""
    limit, since = limits.of("review-missing"), account.voice.reviewed_since
    if limit is None or since is None:
        return
    reviews = {each.observation: each for each in account.reviews}
    grace = timedelta(days=int(limit["days"]))
    hits = (
        _unreviewed(post, post.known + grace, lacks)
        for post in said(account, Said.POST)
        if post.day >= since
        and post.known + grace <= account.on
        and (lacks := lacking(post, reviews.get(post.id)))
    )
    yield from gathered("review-missing", account, hits, _REVIEW)


def lacking(post: Utterance, review: Review | None) -> str | None:
    """What the review of a post lacks: `record`, `step`, `before`, `staff`; None where nothing does."""
    if review is None:
        return "record"
    if None in review.steps or None in review.on:
        return "step"
    if any(day is not None and day > post.day for day in review.on):
        return "before"
    return None if review.staff[-1] else "staff"


def _unreviewed(post: Utterance, on: date, lacks: str) -> Hit:
    says: dict[str, Param] = {"day": post.day, "lacks": lacks}
    return Hit(single(post, on), says, passages=(words_of(post),), observation=post.id)


def voice_filed_late(account: Account, limits: Limits) -> Iterator[Alert]:
    """Openings, changes and closings that were not filed within so many working days; one alert for a day's."""
    limit = limits.of("voice-filed-late")
    if limit is None:
        return
    told_of = set()
    for filing in account.filings:
        due = due_on(account, filing.happened_on, int(limit["workdays"]))
        late = due is not None and due < account.on and (filing.filed_on is None or filing.filed_on > due)
        if due is not None and late and filing.happened_on not in told_of:
            told_of.add(filing.happened_on)
            says: dict[str, Param] = {
                "what": filing.what,
                "day": filing.happened_on,
                "due": due,
                "workdays": int(limit["workdays"]),
            }
            window = Window(filing.happened_on, filing.happened_on, due + DAY)
            yield told("voice-filed-late", account.voice.id, Hit(window, says), _FILED)


def voice_custody(account: Account, limits: Limits) -> Iterator[Alert]:
    """The passwords are held by the provider alone. Where nobody stated who holds them, nothing is said."""
    voice = account.voice
    if limits.of("voice-custody") is None or voice.custody != "provider" or voice.opened_on > account.on:
        return
    says: dict[str, Param] = {"name": voice.name, "since": voice.opened_on}
    window = Window(voice.opened_on, voice.opened_on, voice.opened_on)
    yield told("voice-custody", voice.id, Hit(window, says), _CUSTODY, until=voice.closed_on)
