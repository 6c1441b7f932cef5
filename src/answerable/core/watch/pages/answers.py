"""Messages of citizens on a site that nobody answered in time."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from answerable.core.watch.pages.seen import DAY, first_seen, months_after, seen_days
from answerable.core.watch.pages.values import Asked, Site
from answerable.core.watch.values import Alert, Limits, Passage, alert_of

_SURE = Fraction(9, 10)
_APART = 28
"""Days after which a further message begins a new alert."""
_WORD = re.compile(r"\w")
_THANKS = re.compile("(?:非常|十分|衷心)?(?:感谢|谢谢|点赞|支持|赞|好|已解决|测试|test)\\W*", re.IGNORECASE)


@dataclass(frozen=True)
class _Overdue:
    """A message, the first day on which it was overdue, and the day on which that could be seen."""

    asked: Asked
    since: date
    on: date


def messages_unanswered(site: Site, limits: Limits) -> Iterator[Alert]:
    """One alert for messages that fell overdue within four weeks of one another, and the longest wait among them."""
    limit = limits.of("page-messages-unanswered")
    if limit is None:
        return
    run: list[_Overdue] = []
    for late in sorted(_overdue(site, limit), key=lambda each: (each.since, each.asked.id)):
        if run and (late.since - run[-1].since).days > _APART:
            yield _alert(site, run, limit)
            run = []
        run.append(late)
    if run:
        yield _alert(site, run, limit)


def _overdue(site: Site, limit: Mapping[str, Fraction]) -> Iterator[_Overdue]:
    seen = seen_days(site)
    for asked in site.asked:
        since = months_after(asked.on, int(limit["months"])) + DAY
        on = first_seen(seen, since)
        answered = asked.answered_on is not None and asked.answered_on < since
        if on is not None and not answered and _wants_an_answer(asked.text, limit):
            yield _Overdue(asked, since, on)


def _wants_an_answer(text: str, limit: Mapping[str, Fraction]) -> bool:
    """The indicator speaks of valid messages: thanks and a few signs are none."""
    return len(_WORD.findall(text)) >= limit["characters"] and not _THANKS.fullmatch(text.strip())


def _alert(site: Site, run: Sequence[_Overdue], limit: Mapping[str, Fraction]) -> Alert:
    answers = [each.asked.answered_on for each in run]
    ends = [day for day in answers if day is not None]
    return alert_of(
        "page-messages-unanswered",
        site.voice,
        on=run[0].on,
        since=run[0].since,
        until=max(ends) if len(ends) == len(run) else site.on,
        value=Fraction(len(run)),
        threshold=Fraction(1),
        confidence=_SURE,
        passages=tuple(Passage.cut(each.asked.id, each.asked.text) for each in run[:5]),
        observation=run[0].asked.id,
        says={"n": len(run), "asked": run[0].asked.on, "months": int(limit["months"])},
    )
