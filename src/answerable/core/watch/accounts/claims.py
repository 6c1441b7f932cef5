"""What a report claims of a month, against what was captured in it; only months that were wholly seen."""

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from fractions import Fraction

from answerable.core.terms.message import Param
from answerable.core.terms.period import Period, PeriodKind
from answerable.core.watch.accounts.engagement import count_of
from answerable.core.watch.accounts.looking import (
    DAY,
    Hit,
    Window,
    days_of,
    said,
    seen_days,
    told,
    window_of,
    within,
)
from answerable.core.watch.accounts.values import Account, Claim, Said, Utterance
from answerable.core.watch.values import Alert, Limits, Passage

_CLAIMED = Fraction(9, 10)
_COUNTED = {"posts": Said.POST, "replies": Said.REPLY}
_ADDED = ("reads", "likes")
_AROUND = timedelta(days=7)
"""Followers are counted on some days only: the most of the days around the end of the month are taken."""


def figures_claimed(account: Account, limits: Limits) -> Iterator[Alert]:
    """A report that claims more of a month than was captured, by a share and by a number; one alert a month."""
    limit = limits.of("figures-claimed")
    if limit is None:
        return
    by_month: dict[date, list[Hit]] = {}
    for claim in account.claims:
        if claim.known <= account.on and (hit := _exceeds(account, claim, limit)):
            by_month.setdefault(claim.month, []).append(hit)
    for hits in by_month.values():
        first = min(hits, key=lambda hit: hit.window.on)
        yield told("figures-claimed", account.voice.id, first, _CLAIMED, until=first.window.last)


def _exceeds(account: Account, claim: Claim, limit: Mapping[str, Fraction]) -> Hit | None:
    window = _month(account, claim)
    found = None if window is None else _captured(account, window, claim.of)
    if window is None or found is None:
        return None
    count, shown = found
    allowed = _allowed(count, claim.of, limit)
    if claim.count <= allowed:
        return None
    says: dict[str, Param] = {
        "month": f"{claim.month:%Y-%m}",
        "of": claim.of,
        "claimed": claim.count,
        "captured": count,
        "said": claim.said,
    }
    return Hit(window, says, Fraction(claim.count), allowed, _side_by_side(claim, shown), claim.paper)


def _allowed(count: int, of: str, limit: Mapping[str, Fraction]) -> Fraction:
    """The most that may be claimed: reads and likes go on growing after they were captured."""
    if of in _ADDED:
        return count * limit["engaged_times"] + limit["engaged"]
    return max(count * (1 + limit["share"]), count + limit["number"])


def _month(account: Account, claim: Claim) -> Window | None:
    """The claim's month, if it is over, every day of it was seen, and the claim and its items are known."""
    month = Period.holding(claim.month, PeriodKind.MONTH)
    clear = seen_days(account)
    if month.end >= account.on or not all(day in clear for day in days_of(month.start, month.end)):
        return None
    window = window_of(month.start, month.end, _own(account, month.start, month.end))
    settled = window.last + _AROUND + DAY if claim.of == "followers" else window.on
    on = max(window.on, claim.known, settled)
    return Window(window.first, window.last, on) if on <= account.on else None


def _own(account: Account, first: date, last: date) -> tuple[Utterance, ...]:
    return tuple(
        each for kind in (Said.POST, Said.REPLY) for each in within(said(account, kind), first, last)
    )


def _captured(account: Account, window: Window, of: str) -> tuple[int, tuple[Utterance, ...]] | None:
    """The count as captured, and what it counts; None where it cannot be told."""
    if of in _COUNTED:
        items = within(said(account, _COUNTED[of]), window.first, window.last)
        return len(items), items
    if of in _ADDED:
        posts = within(said(account, Said.POST), window.first, window.last)
        counts = [count for post in posts if (count := count_of(post, of)) is not None]
        return (sum(counts), posts) if len(counts) == len(posts) else None
    if of == "followers":
        near = [count for day, count in account.followers if abs(day - window.last) <= _AROUND]
        return (max(near), ()) if near else None
    return None


def _side_by_side(claim: Claim, shown: tuple[Utterance, ...]) -> tuple[Passage, ...]:
    """The report's words beside the latest post that was captured, or alone where there was none."""
    report = Passage.cut(claim.paper, claim.said)
    report = Passage(report.of, report.text, claim.start)
    if not shown:
        return (report,)
    return (Passage.cut(shown[-1].id, shown[-1].text, beside=report),)
