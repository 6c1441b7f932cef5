"""Contracts for the same work side by side: a table of those the reader may see, and a funnel around all of them.

Contracts of other bodies count in the common mean and in the limits, so that a body with one contract for some work
learns how that compares; which they are, and what they reach, it does not learn.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

from django.db.models import Q

from answerable.actions.office.pages.providers import MOST, PARTS, measures, running, service_of
from answerable.actions.office.pages.subjects import Asking, bodies_where
from answerable.actions.office.pages.told import Pooled, pooled_of
from answerable.core.assess.series.funnels import FEWEST, Figure, compare
from answerable.core.register.permits import Act
from answerable.records.models import Contract, Standing
from answerable.render.plots.draw import Plot
from answerable.render.plots.funnel import Mark, funnel_plot


@dataclass(frozen=True)
class Peer:
    """One contract in a comparison."""

    contract: Contract
    figures: Pooled
    place: str | None
    """Where it lies within the limits; None where there are none."""
    own: bool
    """Of the provider whose page it is."""


@dataclass(frozen=True)
class Compared:
    """One measure of contracts for the same work."""

    service: str
    work: Contract
    """One of the contracts, whose work item says what the work is."""
    figures: Pooled
    """How it is measured, as of one of them."""
    peers: tuple[Peer, ...]
    """Those that the reader may see, by body and name: no ranking."""
    of: int
    """How many contracts are compared, those included that the reader may not see."""
    mean: Fraction | None
    """Pooled over all of them, per cent; None of a ratio, or with too few to hide anybody in."""
    plot: Plot | None
    """None with too few contracts to compare, or without limits of chance."""


def compared(provider: str, services: Iterable[str], asked: Asking) -> tuple[Compared, ...]:
    """Every measure of every service that a running contract of the provider shares with another contract."""
    wanted = list(services)
    if not wanted:
        return ()
    seen = bodies_where(asked, Act.SEE_CONTRACT)
    contracts = _peers(wanted, asked)
    groups: dict[tuple[str, str], list[tuple[Contract, Pooled]]] = defaultdict(list)
    shares = measures()
    told = Standing.objects.filter(contract__in=list(contracts)).values_list("contract", *PARTS)
    for id, series, indicators, ratings, matters in told:
        content = {
            "series": series or (),
            "indicators": indicators or (),
            "ratings": ratings,
            "matters": matters,
        }
        for each in pooled_of(content, shares, on=asked.on):
            groups[service_of(contracts[id]), each.key].append((contracts[id], each))
    return tuple(
        _compared(service, sorted(group, key=_by_name), provider=provider, seen=seen)
        for (service, _), group in sorted(groups.items())
        if len(group) > 1
        and any(contract.provider_id == provider and contract.body_id in seen for contract, _ in group)
    )


def _peers(services: list[str], asked: Asking) -> dict[str, Contract]:
    """The running contracts of the county for these kinds of work."""
    everywhere = running(asked, None)
    same = Q(work_item__catalogue__in=services) | Q(work_item__catalogue__isnull=True, work_item__in=services)
    rows = everywhere.filter(same).select_related("body", "provider", "work_item").order_by("id")[:MOST]
    return {each.pk: each for each in rows}


def _by_name(pair: tuple[Contract, Pooled]) -> tuple[str, str]:
    return pair[0].body_id, pair[0].pk


def _compared(
    service: str, group: list[tuple[Contract, Pooled]], *, provider: str, seen: frozenset[str]
) -> Compared:
    first = group[0][1]
    usable = first.share and len(group) >= FEWEST
    figures = [Figure(contract.pk, each.numerator, each.denominator) for contract, each in group]
    limits = compare(figures) if usable else None
    places = [each.place for each in limits.placed] if limits else [None] * len(group)
    peers = tuple(
        Peer(contract, each, place, contract.provider_id == provider)
        for (contract, each), place in zip(group, places, strict=True)
        if contract.body_id in seen
    )
    plot = None
    if limits:
        marks = [
            Mark(each.contract.pk, each.figures.denominator, each.figures.value, each.place or "inside")
            for each in peers
        ]
        plot = funnel_plot(marks, limits, centre=100 * limits.centre, higher=first.higher)
    work = next(each.contract for each in peers if each.own)
    mean = 100 * limits.centre if limits else None
    return Compared(service, work, first, peers, len(group), mean, plot)
