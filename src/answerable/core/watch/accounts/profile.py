"""An account in figures: what it posted, what it repeated, whom it answered and how soon."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction

from answerable.core.watch.accounts.values import Account, Said, Utterance

_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Week:
    """One week that begins on a Monday: what the account said in it, and what was asked of it."""

    starts: date
    posts: int
    repeats: int
    """Posts that nearly say what an earlier one said."""
    messages: int
    replies: int


@dataclass(frozen=True)
class Profile:
    """Counts are of what was captured by the day; delays are in days, None where nothing was answered."""

    voice: str
    contract: str
    name: str
    posts: int
    distinct: int
    """Different texts among the posts."""
    repeated: int
    """Texts that occur more than once."""
    messages: int
    answered: int
    median: Fraction | None
    """The delay that half of the replies keep, in days."""
    ninth: Fraction | None
    """The delay that nine in ten replies keep, in days."""
    same_replies: int
    """Reply texts that occur more than once."""
    same_share: Fraction | None
    """The share of replies with such a text."""
    first: date | None
    last: date | None
    weeks: tuple[Week, ...]


def profile(account: Account) -> Profile:
    """The account in figures at the end of its day."""
    posts = [each for each in account.own if each.said is Said.POST]
    replies = [each for each in account.own if each.said is Said.REPLY]
    messages = [each for each in account.others if each.said is Said.MESSAGE]
    texts = Counter(each.text.strip() for each in posts if each.text.strip())
    answers = Counter(each.text.strip() for each in replies if each.text.strip())
    same = {text: n for text, n in answers.items() if n > 1}
    delays = _delays(messages, replies)
    days = [each.day for each in posts]
    return Profile(
        voice=account.voice.id,
        contract=account.voice.contract,
        name=account.voice.name,
        posts=len(posts),
        distinct=len(texts),
        repeated=sum(n > 1 for n in texts.values()),
        messages=len(messages),
        answered=len(delays),
        median=quantile(delays, Fraction(1, 2)),
        ninth=quantile(delays, Fraction(9, 10)),
        same_replies=len(same),
        same_share=Fraction(sum(same.values()), len(replies)) if replies else None,
        first=min(days, default=None),
        last=max(days, default=None),
        weeks=_weeks(account, posts),
    )


def _delays(messages: Sequence[Utterance], replies: Sequence[Utterance]) -> list[Fraction]:
    """From each answered message to its first reply, in days, shortest first."""
    first: dict[str, Utterance] = {}
    for reply in replies:
        if reply.answers is not None:
            first.setdefault(reply.answers, reply)
    waits = [first[each.id].at - each.at for each in messages if each.id in first]
    return sorted(Fraction(wait // timedelta(seconds=1), 86_400) for wait in waits)


def quantile(values: Sequence[Fraction], share: Fraction) -> Fraction | None:
    """The value below which the share lies, interpolated between neighbours (Hyndman and Fan, type 7)."""
    if not values:
        return None
    place = share * (len(values) - 1)
    low = place.numerator // place.denominator
    high = min(low + 1, len(values) - 1)
    return values[low] + (values[high] - values[low]) * (place - low)


def _weeks(account: Account, posts: Sequence[Utterance]) -> tuple[Week, ...]:
    """Every week from the first word to the last, empty ones too."""
    said = (*account.own, *account.others)
    if not said:
        return ()
    repeats = {id for group in account.repeats for id in group.ids[1:]}
    kinds: Counter[tuple[date, str]] = Counter()
    for each in said:
        kinds[monday(each.day), each.said.value] += 1
        kinds[monday(each.day), "again"] += each.id in repeats
    week, last = monday(min(each.day for each in said)), monday(account.on)
    weeks = []
    while week <= last:
        weeks.append(
            Week(
                week,
                posts=kinds[week, Said.POST],
                repeats=kinds[week, "again"],
                messages=kinds[week, Said.MESSAGE],
                replies=kinds[week, Said.REPLY],
            )
        )
        week += 7 * _DAY
    return tuple(weeks)


def monday(day: date) -> date:
    """The Monday of the day's week."""
    return day - day.weekday() * _DAY
