"""Low ratings of a contract against its peers, year by year.

Peers do work of the same line of the purchasing catalogue or, where fewer than five others are rated there, of the
same class. A contract stands out only if both hold: Fisher's exact test, which knows how little the peers' ratings
say, and a beta-binomial around the peers' mean, which knows how much providers differ from one another. Its
correlation comes from the peers without the contract itself, and is the largest that goes with their spread: with the
likeliest one, five peers that happen to be alike would make a provider like them stand out in up to 3% of all years
instead of the 0.1% meant, with the largest one in up to 0.6% (simulated: 5 to 11 peers, correlation 0 to 0.03, 100 and
600 ratings each). The price is that among providers who differ much only a glaring one stands out. The larger chance
of the two is the one that is told.

Every contract keeps its own threshold, whatever the number of contracts looked at: a correction for that number would
make a sign on one contract depend on how many others the county has. The number to expect by chance is stated instead
(contracts compared times the threshold), and a person decides on each.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from answerable.core.assess.signals import chance
from answerable.core.assess.signals.months import add_up, end_of, last_over, years
from answerable.core.assess.signals.values import Seen, Sight, Signal, SignalPolicy, low_of
from answerable.core.evidence.statistics import Five
from answerable.core.terms.duty import Side
from answerable.core.terms.figures import quantise
from answerable.core.terms.message import Message

RULE = "low_ratings_against_peers"
_CLASS = 3
"""A letter and two digits of a catalogue line name its class."""


@dataclass(frozen=True)
class PeerResult:
    """The ratings of one contract in one year beside those of its peers."""

    contract: str
    since: date
    until: date
    basis: str
    """line, class, or none: there are no peers to compare with."""
    peers: int
    low: int
    n: int
    peers_share: Fraction | None
    """The share of low ratings among the peers' ratings together."""
    correlation: Fraction | None
    """How much the peers differ from one another, beyond chance: the likeliest value, from 0 to 1."""
    chance: Fraction | None
    """How likely so many low ratings or more are for a provider like its peers."""

    @property
    def share(self) -> Fraction:
        return Fraction(self.low, self.n)

    @property
    def expected(self) -> Fraction | None:
        """Low ratings to expect of a provider like its peers."""
        return None if self.peers_share is None else self.peers_share * self.n

    @property
    def ratio(self) -> Fraction | None:
        """Low ratings over those to expect; None where none are."""
        return None if not self.expected else self.low / self.expected


@dataclass(frozen=True)
class _Year:
    seen: Seen
    low: int
    n: int

    def group(self, size: int | None) -> str | None:
        """The catalogue line, or its class of so many characters."""
        line = self.seen.catalogue
        return line[:size] if line and (size is None or len(line) >= size) else None


def compared(sight: Sight, policy: SignalPolicy) -> Iterator[PeerResult]:
    """Every rated contract in every calendar year as far as it is over, oldest year first."""
    if not sight.contracts:
        return
    first = min(seen.contract.starts for seen in sight.contracts)
    if first > last_over(sight.on):
        return
    for since, until in years(sight, date(first.year, 1, 1)):
        rated = list(_rated(sight.contracts, since, until, policy=policy))
        lines, classes = _grouped(rated, None), _grouped(rated, _CLASS)
        for year in rated:
            basis, peers = _peers(year, lines, classes, least=policy.peers_least)
            yield _result(year, peers, basis=basis, days=(since, end_of(until)))


def _rated(contracts: Iterable[Seen], since: date, until: date, *, policy: SignalPolicy) -> Iterator[_Year]:
    for seen in contracts:
        levels: list[Five] = [each.levels for each in seen.months if since <= each.month <= until]
        if levels:
            whole = add_up(levels)
            if sum(whole) >= policy.peers_ratings:
                yield _Year(seen, low_of(whole, policy), sum(whole))


def _grouped(rated: Iterable[_Year], size: int | None) -> Mapping[str, list[_Year]]:
    groups: dict[str, list[_Year]] = {}
    for year in rated:
        name = year.group(size)
        if name is not None:
            groups.setdefault(name, []).append(year)
    return groups


def _peers(
    year: _Year, lines: Mapping[str, list[_Year]], classes: Mapping[str, list[_Year]], *, least: int
) -> tuple[str, list[_Year]]:
    for basis, name, groups in (
        ("line", year.group(None), lines),
        ("class", year.group(_CLASS), classes),
    ):
        others = [each for each in groups.get(name or "", ()) if each is not year]
        if len(others) >= least:
            return basis, others
    return "none", []


def _result(year: _Year, peers: list[_Year], *, basis: str, days: tuple[date, date]) -> PeerResult:
    groups = [(each.low, each.n) for each in peers]
    low, n = sum(low for low, _ in groups), sum(n for _, n in groups)
    return PeerResult(
        contract=year.seen.contract.id,
        since=days[0],
        until=days[1],
        basis=basis,
        peers=len(peers),
        low=year.low,
        n=year.n,
        peers_share=Fraction(low, n) if peers else None,
        correlation=chance.correlation(groups) if peers else None,
        chance=_chance(year, groups) if peers else None,
    )


def _chance(year: _Year, groups: list[tuple[int, int]]) -> Fraction:
    low, n = sum(low for low, _ in groups), sum(n for _, n in groups)
    fisher = chance.more_than_others(year.low, year.n, low, n)
    rho = chance.correlation_at_most(groups)
    if not rho:
        return fisher
    # Half a rating either way keeps the mean off 0, where no spread could be.
    mean = (low + Fraction(1, 2)) / (n + 1)
    return max(fisher, chance.beta_binomial(year.low, year.n, mean=mean, correlation=rho))


def low_against_peers(sight: Sight, policy: SignalPolicy) -> Iterator[Signal]:
    """Contracts with clearly more low ratings than their peers."""
    results = list(compared(sight, policy))
    looked_at = Counter(each.since for each in results if each.chance is not None)
    for each in results:
        if each.chance is not None and each.chance < policy.alpha and each.low >= policy.peers_low:
            yield _signal(each, policy, looked_at=looked_at[each.since])


def _tenths(value: Fraction | None) -> str | None:
    return None if value is None else quantise(value, places=1)


def _signal(found: PeerResult, policy: SignalPolicy, *, looked_at: int) -> Signal:
    return Signal(
        rule=RULE,
        contract=found.contract,
        from_day=found.since,
        to_day=found.until,
        severity="ordinary",
        side=Side.PROVIDER,
        source="rating",
        what=Message.of(
            "signal_low_against_peers",
            since=found.since,
            until=found.until,
            low=found.low,
            n=found.n,
            share=found.share,
            peers=found.peers,
            peers_share=found.peers_share,
        ),
        evidence=(
            Message.of(
                "peers_expected",
                expected=_tenths(found.expected),
                ratio=_tenths(found.ratio),
                basis=found.basis,
            ),
            Message.of("peers_chance", chance=chance.shown(found.chance or Fraction(1))),
            Message.of("peers_looked_at", n=looked_at, expected=quantise(looked_at * policy.alpha)),
        ),
        innocent=Message.of("innocent_low_against_peers"),
        chance=found.chance,
    )
