"""A whole district under watch: accounts, sites and papers laid out, looked at, and held against what was recorded."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from fractions import Fraction

from answerable.core.rulebook.watch import WatchRules
from answerable.core.terms.calendar import WorkingCalendar
from answerable.core.watch.accounts.producers import look
from answerable.core.watch.accounts.values import Account, Claim, Repeats, Stretch
from answerable.core.watch.layout import Spoken
from answerable.core.watch.pages.producers import look_at_page, look_at_site
from answerable.core.watch.pages.values import Asked, PageView, Site, Visit
from answerable.core.watch.papers.producers import look_at_paper
from answerable.core.watch.papers.values import Held, Paper
from answerable.core.watch.results import Proposed
from answerable.core.watch.values import Alert, Limits


@dataclass(frozen=True)
class Page:
    """One page of a contract under its address, and its views with the days they were captured, the latest first."""

    contract: str
    voice: str | None
    """The registered voice it belongs to; None where nobody can tell."""
    address: str
    views: Iterable[tuple[PageView, date]]

    def look(self, limits: Limits) -> Iterator[Alert]:
        """What the latest view shows, since the first day from which every view has shown it.

        The page's address is the subject: as long as it shows the same, it is the same alert, however its other
        words change from day to day.
        """
        views = iter(self.views)
        latest, day = next(views)
        alerts = {alert.rule: alert for alert in look_at_page(latest, limits, on=day)}
        since = dict.fromkeys(alerts, day)
        lasting = set(alerts)
        while lasting and (earlier := next(views, None)) is not None:
            lasting &= {alert.rule for alert in look_at_page(earlier[0], limits, on=earlier[1])}
            since |= dict.fromkeys(lasting, earlier[1])
        for rule, alert in alerts.items():
            yield replace(alert, subject=self.address, since=since[rule], on=since[rule], until=day)


@dataclass(frozen=True)
class Sight:
    """What was found out about a district's voices before the rules look: everything heavy is done already."""

    spoken: Spoken
    calendar: WorkingCalendar
    repeats: tuple[Repeats, ...] = ()
    """Groups of posts of anybody that say nearly the same."""
    hostile: Mapping[str, Fraction] = field(default_factory=dict)
    """How hostile each own utterance reads to the model, by id."""
    rudest: Mapping[str, tuple[int, int]] = field(default_factory=dict)
    """Where the rudest sentence of such an utterance begins and ends, as that model has it."""
    looked: Mapping[str, tuple[Stretch, ...]] = field(default_factory=dict)
    """When each voice could be looked at, by voice."""
    visits: Mapping[str, tuple[Visit, ...]] = field(default_factory=dict)
    pages: tuple[Page, ...] = ()
    papers: tuple[tuple[str, Paper, Held], ...] = ()
    """Each paper, with its contract and what it is held against."""


def accounts(sight: Sight) -> Iterator[Account]:
    """Every registered account with everything known of it."""
    spoken = sight.spoken
    groups = _groups(sight)
    posts = {each.id: each for each in spoken.posts}
    contracts = {voice.id: voice.contract for voice in spoken.rows.voices}
    # What another voice of the same body said before is no stranger's.
    bodies = {
        each.id: spoken.rows.bodies.get(contracts[voice])
        for voice, said in spoken.own.items()
        for each in said
    }
    for row in spoken.rows.voices:
        if row.kind != "account":
            continue
        own = spoken.own.get(row.id, ())
        mine = {each.id for each in own}
        repeats = groups.get(row.id, ())
        house = spoken.rows.bodies.get(row.contract)
        foreign = {
            id
            for group in repeats
            for id in group.ids
            if id not in mine and (house is None or bodies.get(id) != house)
        }
        yield Account(
            voice=row.voice,
            on=spoken.on,
            calendar=sight.calendar,
            own=own,
            others=spoken.others.get(row.id, ()),
            foreign=tuple(sorted((posts[id] for id in foreign), key=lambda each: (each.at, each.id))),
            repeats=repeats,
            looked=sight.looked.get(row.id, ()),
            followers=spoken.followers(row.id),
            claims=_claims(spoken, row.contract),
            filings=spoken.filings(row.id),
            reviews=spoken.reviews.get(row.id, ()),
            hostile={each.id: sight.hostile[each.id] for each in own if each.id in sight.hostile},
            rudest={each.id: sight.rudest[each.id] for each in own if each.id in sight.rudest},
        )


def _groups(sight: Sight) -> Mapping[str, tuple[Repeats, ...]]:
    """The groups that hold a post of each voice, by voice."""
    owners = {each.id: voice for voice, said in sight.spoken.own.items() for each in said}
    found: dict[str, list[Repeats]] = {}
    for group in sight.repeats:
        for voice in sorted({owners[id] for id in group.ids if id in owners}):
            found.setdefault(voice, []).append(group)
    return {voice: tuple(groups) for voice, groups in found.items()}


def _claims(spoken: Spoken, contract: str) -> tuple[Claim, ...]:
    """What reports claim, where the contract has one account only: else nobody can tell which one is meant."""
    alone = [row for row in spoken.rows.voices if row.contract == contract and row.kind == "account"]
    return spoken.claims.get(contract, ()) if len(alone) == 1 else ()


def sites(sight: Sight) -> Iterator[tuple[str, Site]]:
    """Every registered site with its contract."""
    spoken = sight.spoken
    for row in spoken.rows.voices:
        if row.kind != "site":
            continue
        answered: dict[str, date] = {}
        for each in spoken.own.get(row.id, ()):
            if each.answers is not None:
                answered.setdefault(each.answers, each.day)
        asked = tuple(
            Asked(each.id, each.day, answered.get(each.id), each.text)
            for each in spoken.others.get(row.id, ())
        )
        yield (
            row.contract,
            Site(
                voice=row.id,
                on=spoken.on,
                views=tuple(next(iter(page.views))[0] for page in sight.pages if page.voice == row.id),
                visits=sight.visits.get(row.id, ()),
                asked=asked,
                looked=sight.looked.get(row.id, ()),
            ),
        )


def proposals(
    sight: Sight, seen: Iterable[Account], rules: WatchRules, limits: Limits
) -> tuple[Proposed, ...]:
    """Everything the rules propose on the district at the end of the day, by contract, first day and rule."""
    on = sight.spoken.on
    found: dict[str, Proposed] = {}
    names = {voice.id: voice.name for voice in sight.spoken.rows.voices}
    speakers = {each.id: voice for voice, said in sight.spoken.own.items() for each in said}
    for contract, alert in _alerts(sight, seen, limits):
        rule = rules.by_id[alert.rule]
        edition = rule.at(on)
        if edition is not None and alert.on <= on:
            about = names.get(speakers.get(alert.subject, alert.subject))
            found.setdefault(alert.id, Proposed(contract, alert, rule, edition, about=about))
    return tuple(
        sorted(
            found.values(), key=lambda each: (each.contract, each.alert.since, each.alert.rule, each.alert.id)
        )
    )


def _alerts(sight: Sight, seen: Iterable[Account], limits: Limits) -> Iterator[tuple[str, Alert]]:
    looks = (
        *((account.voice.contract, look(account, limits)) for account in seen),
        *((contract, look_at_site(site, limits)) for contract, site in sites(sight)),
        *((page.contract, page.look(limits)) for page in sight.pages),
        *((contract, look_at_paper(paper, held, limits)) for contract, paper, held in sight.papers),
    )
    return ((contract, alert) for contract, alerts in looks for alert in alerts)
