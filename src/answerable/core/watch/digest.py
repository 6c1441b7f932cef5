"""The week of one contract under watch: what was said, what is new, what waits for a decision."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from answerable.core.terms.period import Period, PeriodKind
from answerable.core.watch.accounts.profile import Profile, Week
from answerable.core.watch.accounts.values import Health
from answerable.core.watch.results import Proposed, VoiceHealth, WatchResult


@dataclass(frozen=True)
class Digest:
    """One contract's week."""

    contract: str
    name: str
    name_en: str
    week: Period
    accounts: tuple[tuple[Profile, Week | None], ...]
    """Each account, with the week where anything was captured in it."""
    new: tuple[Proposed, ...]
    """What could first be known in the week."""
    open: tuple[Proposed, ...]
    """What was known before, and nobody has confirmed or rejected."""
    health: tuple[VoiceHealth, ...]

    def seen(self, voice: str) -> bool:
        """Whether the voice was looked at on any day of the week."""
        return any(
            stretch.health is Health.SEEN
            and stretch.first <= self.week.end
            and self.week.start <= stretch.last
            for each in self.health
            if each.voice == voice
            for stretch in each.looked
        )


def digests(result: WatchResult) -> tuple[Digest, ...]:
    """The week that holds the result's day, for every contract with a registered voice."""
    week = Period.holding(result.on, PeriodKind.WEEK)
    return tuple(
        Digest(
            contract=contract,
            name=name,
            name_en=name_en,
            week=week,
            accounts=tuple(
                (each, _week(each, week.start)) for each in result.profiles if each.contract == contract
            ),
            new=tuple(_of(result.proposed, contract, first=week.start, last=week.end)),
            open=tuple(_of(result.proposed, contract, first=date.min, last=week.start - timedelta(days=1))),
            health=tuple(each for each in result.health if each.contract == contract),
        )
        for contract, name, name_en in result.names
    )


def _week(profile: Profile, starts: date) -> Week | None:
    return next((week for week in profile.weeks if week.starts == starts), None)


def _of(proposed: Iterable[Proposed], contract: str, *, first: date, last: date) -> Iterable[Proposed]:
    return (
        each
        for each in proposed
        if each.contract == contract and each.decision is None and first <= each.alert.on <= last
    )
