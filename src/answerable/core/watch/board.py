"""Where the watch on one voice stands today, in one word with one explanation, and when it is to be looked at next.

Agrees with `core.watch.health`, from which it differs in needing only the latest tries: a board shows many voices.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum

from answerable.core.terms.message import Message
from answerable.core.watch.accounts.values import Health
from answerable.core.watch.health import Attempt, Outcome

LOOKED_AT = frozenset({"feed", "page", "sitemap"})
"""Ways of collecting in which the program looks itself; the others are known by what people handed in."""
SUCCEEDED = tuple(outcome.value for outcome in Outcome if outcome in (Outcome.OK, Outcome.NOT_MODIFIED))
SETTLED = (*SUCCEEDED, Outcome.REFUSED.value, Outcome.ROBOTS.value)
"""Outcomes after which no further look is due until the days between two looks are over."""
_DAY = timedelta(days=1)


class State(StrEnum):
    """Where the watch on a voice stands."""

    SEEN = "seen"
    SILENT = "silent"
    """Seen, and nothing was said for longer than the rules allow: the only state held against a provider."""
    FAILED = "failed"
    UNTRIED = "untried"
    UNOBSERVABLE = "unobservable"
    NEVER = "never"
    HANDED_IN = "handed_in"
    NOTHING_HANDED_IN = "nothing_handed_in"
    CLOSED = "closed"


OURS = frozenset({State.FAILED, State.UNTRIED})
"""States that are a task of the body the same day, and accuse nobody."""


@dataclass(frozen=True)
class Tries:
    """What is known of the tries to look at a voice; days are local, None where there was none."""

    first: date | None = None
    last: date | None = None
    outcome: str | None = None
    """How the last one ended."""
    seen: date | None = None
    settled: date | None = None
    """The last day on which it was seen, or refused to be looked at."""


@dataclass(frozen=True)
class Watched:
    """A registered voice with the tries to look at it, and when something of it was captured last."""

    collect: str
    every_days: int
    opened_on: date
    closed_on: date | None
    addressed: bool
    tries: Tries = Tries()
    said: date | None = None
    """The day of its latest post; None where none was captured."""
    captured: date | None = None
    """When something of it was taken in last."""
    posts: bool = True
    """It is expected to post, as an account is and a site is not."""


def state_of(voice: Watched, *, on: date, silent_days: int | None) -> State:
    """Where the watch on the voice stands at the end of the day; `silent_days` is how long an account may be silent."""
    if voice.opened_on > on or (voice.closed_on is not None and voice.closed_on < on):
        return State.CLOSED
    if voice.collect not in LOOKED_AT:
        return State.NOTHING_HANDED_IN if voice.captured is None else State.HANDED_IN
    health = _health(voice, on)
    if health is not State.SEEN or not voice.posts or silent_days is None or voice.tries.seen is None:
        return health
    last = voice.said or voice.opened_on - _DAY
    return State.SILENT if (voice.tries.seen - last).days >= silent_days else State.SEEN


def _health(voice: Watched, on: date) -> State:
    tries = voice.tries
    if tries.last is None:
        return State.NEVER if voice.addressed else State.UNOBSERVABLE
    if tries.last < on and _overdue(voice, on):
        return State.UNTRIED if tries.last in (tries.seen, tries.settled) else State.FAILED
    if tries.seen == tries.last:
        return State.SEEN
    return State.UNOBSERVABLE if _attempt(tries).health is Health.UNOBSERVABLE else State.FAILED


def _overdue(voice: Watched, on: date) -> bool:
    begun = max(voice.tries.first or on, voice.opened_on) - _DAY
    return (on - max(voice.tries.settled or begun, begun)).days >= voice.every_days


def _attempt(tries: Tries) -> Attempt:
    at = datetime.combine(tries.last or date.min, datetime.min.time(), tzinfo=UTC)
    return Attempt("", at, Outcome(tries.outcome or Outcome.UNREACHABLE.value))


def next_look(voice: Watched, state: State, *, on: date) -> date | None:
    """The day on which it is to be looked at next; None where the program does not look, or never will.

    After a failure it is tried again at every run: there is no longer pause between tries.
    """
    if state is State.CLOSED or voice.collect not in LOOKED_AT or not voice.addressed:
        return None
    if state in OURS or voice.tries.settled is None:
        return on
    return max(on, voice.tries.settled + voice.every_days * _DAY)


def explanation(voice: Watched, state: State, *, on: date) -> Message:
    """What the state means, and what is to be done, in one sentence."""
    tries = voice.tries
    return Message.of(
        f"board_{state.value}",
        outcome=tries.outcome,
        last=tries.last,
        seen=tries.seen,
        said=voice.said,
        captured=voice.captured,
        closed=voice.closed_on,
        days=None if tries.seen is None else (on - tries.seen).days,
    )
