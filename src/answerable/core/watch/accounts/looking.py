"""What was known of an account by the day, when it was seen, and the windows of whole weeks that may be judged."""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from functools import update_wrapper
from operator import attrgetter
from typing import Concatenate, ParamSpec, TypeVar

from answerable.core.terms.errors import UndecidableError
from answerable.core.terms.message import Param
from answerable.core.watch.accounts.values import Account, Health, Said, Utterance
from answerable.core.watch.values import Alert, Passage, alert_of

DAY = timedelta(days=1)
P = ParamSpec("P")
T = TypeVar("T")
SHOWN = 5
"""Examples that an alert shows at most."""
_APART = 28
"""Days after which a single thing of the same kind begins a new alert."""


@dataclass(frozen=True)
class Window:
    """Days, both inclusive, that are over, and the day at whose end they could be judged."""

    first: date
    last: date
    on: date


@dataclass(frozen=True)
class Hit:
    """One window that a rule speaks of, or one utterance with `first` and `last` its day."""

    window: Window
    says: Mapping[str, Param]
    value: Fraction | None = None
    threshold: Fraction | None = None
    passages: tuple[Passage, ...] = ()
    observation: str | None = None


def once(find: Callable[Concatenate[Account, P], T]) -> Callable[Concatenate[Account, P], T]:
    """Finds the same of one account once: many rules ask. Only the last account asked about is remembered."""
    last: list[tuple[Account, dict[object, T]]] = []

    def remembered(account: Account, /, *args: P.args, **other: P.kwargs) -> T:
        kept = last[0] if last else None
        if kept is None or kept[0] is not account:
            last[:] = [kept := (account, {})]
        key = (args, tuple(other.items()))
        if key not in kept[1]:
            kept[1][key] = find(account, *args, **other)
        return kept[1][key]

    update_wrapper(remembered, find)
    return remembered


@once
def said(account: Account, kind: Said) -> tuple[Utterance, ...]:
    """What the account itself said of this kind and was captured by the day, in order of time."""
    return _known(account.own, kind, account.on)


@once
def heard(account: Account, kind: Said) -> tuple[Utterance, ...]:
    """What others said to the account and was captured by the day, in order of time."""
    return _known(account.others, kind, account.on)


def _known(items: Sequence[Utterance], kind: Said, on: date) -> tuple[Utterance, ...]:
    known = (each for each in items if each.said is kind and each.known <= on)
    return tuple(sorted(known, key=attrgetter("day")))


def lives(account: Account, day: date) -> bool:
    """Whether the account was open on the whole of the day, which is not after the day asked about."""
    voice = account.voice
    return voice.opened_on <= day <= account.on and (voice.closed_on is None or day < voice.closed_on)


@once
def seen_days(account: Account) -> frozenset[date]:
    """The days on which the account was open and could be looked at; a failed look spoils the day."""
    found: dict[Health, set[date]] = {health: set() for health in Health}
    for stretch in account.looked:
        day = max(stretch.first, account.voice.opened_on)
        while day <= min(stretch.last, account.on):
            found[stretch.health].add(day)
            day += DAY
    clear = found[Health.SEEN] - found[Health.FAILED] - found[Health.UNOBSERVABLE]
    return frozenset(day for day in clear if lives(account, day))


def days_of(first: date, last: date) -> Iterator[date]:
    """Every day from the first to the last."""
    for at in range((last - first).days + 1):
        yield first + at * DAY


def within(items: Sequence[Utterance], first: date, last: date) -> tuple[Utterance, ...]:
    """Those of the days, both inclusive, of items in order of their days."""
    day = attrgetter("day")
    return tuple(items[bisect_left(items, first, key=day) : bisect_right(items, last, key=day)])


def weeks(
    account: Account, items: Sequence[Utterance], number: Fraction, *, seen: bool = True
) -> Iterator[tuple[Window, tuple[Utterance, ...]]]:
    """Every stretch of so many complete ISO weeks that is over, one week apart, with the items of its days.

    Items are in order of their days. Where `seen`, only stretches whose every day was seen: absence counts there,
    and shares are of everything. Where not, whatever was captured speaks for itself.
    """
    clear = seen_days(account)
    starts = [*clear] if seen else [each.day for each in items]
    if not starts:
        return
    length = int(number) * 7 - 1
    first = max(min(starts), account.voice.opened_on)
    first += (-first.weekday() % 7) * DAY
    while (last := first + length * DAY) < account.on:
        if not seen or all(day in clear for day in days_of(first, last)):
            inside = within(items, first, last)
            yield window_of(first, last, inside), inside
        first += 7 * DAY


def window_of(first: date, last: date, items: Sequence[Utterance]) -> Window:
    """The window, to be judged once it is over and its items were captured."""
    return Window(first, last, max([last + DAY, *(each.known for each in items)]))


def single(utterance: Utterance, on: date | None = None) -> Window:
    """The day of one utterance, to be judged when it was captured, or on a later day."""
    return Window(utterance.day, utterance.day, on or utterance.known)


def episodes(rule: str, account: Account, hits: Iterator[Hit], confidence: Fraction) -> Iterator[Alert]:
    """One alert for every run of windows that overlap or touch, told as the first of them was."""
    run: list[Hit] = []
    for hit in hits:
        if run and hit.window.first > run[-1].window.last + DAY:
            yield told(rule, account.voice.id, run[0], confidence, until=run[-1].window.last)
            run = []
        run.append(hit)
    if run:
        yield told(rule, account.voice.id, run[0], confidence, until=run[-1].window.last)


def gathered(rule: str, account: Account, hits: Iterator[Hit], confidence: Fraction) -> Iterator[Alert]:
    """One alert for single things that became known within four weeks of one another, told as the first was."""
    run: list[Hit] = []
    for hit in sorted(hits, key=lambda each: (each.window.on, each.window.first)):
        if run and (hit.window.on - run[-1].window.on).days > _APART:
            yield _run_told(rule, account, run, confidence)
            run = []
        run.append(hit)
    if run:
        yield _run_told(rule, account, run, confidence)


def _run_told(rule: str, account: Account, run: list[Hit], confidence: Fraction) -> Alert:
    until = max(hit.window.last for hit in run)
    return told(rule, account.voice.id, run[0], confidence, until=until)


def told(rule: str, subject: str, hit: Hit, confidence: Fraction, *, until: date | None = None) -> Alert:
    """The alert of a hit."""
    return alert_of(
        rule,
        subject,
        on=hit.window.on,
        since=hit.window.first,
        until=until,
        value=hit.value,
        threshold=hit.threshold,
        confidence=confidence,
        passages=hit.passages[:SHOWN],
        observation=hit.observation,
        says=hit.says,
    )


def words_of(utterance: Utterance, beside: Utterance | None = None) -> Passage:
    """The utterance's words, with those of another at their side."""
    other = None if beside is None else Passage.cut(beside.id, beside.text)
    return Passage.cut(utterance.id, utterance.text, beside=other)


def shown(utterances: Sequence[Utterance]) -> tuple[Passage, ...]:
    """The words of the first few: no more are shown."""
    return tuple(words_of(each) for each in utterances[:SHOWN])


def due_on(account: Account, start: date, workdays: int) -> date | None:
    """The day so many working days after the start; None where the calendar does not say."""
    try:
        deadline = account.calendar.deadline(start, workdays)
    except UndecidableError:
        return None
    return None if deadline.provisional else deadline.on


def middle(values: Sequence[int]) -> Fraction:
    """The median; of an even number, half way between the middle two. Raises IndexError without values."""
    line = sorted(values)
    return Fraction(line[(len(line) - 1) // 2] + line[len(line) // 2], 2)


def share_over(part: int, whole: int, limit: Mapping[str, Fraction]) -> bool:
    """Whether so many of a whole that is large enough are many enough, and a large enough share."""
    return whole >= limit["least"] and part >= limit["posts"] and Fraction(part, whole) >= limit["share"]


def counted(window: Window, part: int, whole: int) -> Mapping[str, Param]:
    """What a sentence says of a share: first and last day, so many of so many, and the share."""
    return {
        "first": window.first,
        "last": window.last,
        "part": part,
        "whole": whole,
        "share": Fraction(part, whole),
    }
