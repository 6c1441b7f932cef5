"""Citizens' ratings of every contract of a district, judged together: many bounds at once cost little more than one."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta

from answerable.core.assess import ratings
from answerable.core.assess.betting.judge import Bet
from answerable.core.assess.betting.portfolio import named
from answerable.core.assess.betting.wealth import Shared
from answerable.core.assess.policy import Policy
from answerable.core.assess.ratings import NOTHING, Rated, Start
from answerable.core.assess.results import RatingsResult
from answerable.core.enforce.layout import Layout
from answerable.core.enforce.results import PortfolioResult
from answerable.core.enforce.values import Order
from answerable.core.evidence.values import Finding
from answerable.core.register.values import Contract

RATINGS_RULE = "ratings."
"""How the rules of findings begin that rest on ratings."""


def restarts(
    contract: Contract, orders: Iterable[Order], findings: Mapping[str, Finding], *, on: date
) -> tuple[Start, ...]:
    """The days from which ratings are counted anew: the day after the time of each order to rectify was over.

    These days are fixed when the order is issued, before any rating that is counted from them.
    """
    supersedes: dict[date, bool] = {}
    for order in orders:
        since = order.due_on + timedelta(days=1)
        if order.issued_on <= on and contract.starts <= since <= min(on, contract.ends or on):
            finding = findings.get(order.finding or "")
            supersedes[since] = supersedes.get(since, False) or _of_ratings(finding)
    return tuple(Start(since, supersedes[since]) for since in sorted(supersedes))


def _of_ratings(finding: Finding | None) -> bool:
    """Whether the finding says that ratings are bad. That they were made up, or not followed up, says nothing of it."""
    if finding is None or finding.source != "rating":
        return False
    return finding.rule is None or finding.rule.startswith(RATINGS_RULE)


def all_restarts(layout: Layout) -> Iterator[tuple[str, date]]:
    """The further starts of every contract, for the engines to count from."""
    for contract in layout.records.contracts:
        for start in restarts(contract, layout.orders_of(contract.id), layout.findings_by_id, on=layout.on):
            yield contract.id, start.since


def judged(layout: Layout, policy: Policy) -> dict[str, RatingsResult]:
    """The ratings of every contract."""
    rated = {contract.id: _rated(layout, contract) for contract in layout.records.contracts}
    asked = {id: list(ratings.questions(each)) for id, each in rated.items()}
    every = iter(ratings.answers([each for of_one in asked.values() for each in of_one], policy.bet))
    return {
        id: ratings.result(rated[id], [next(every) for _ in of_one], policy) for id, of_one in asked.items()
    }


def _rated(layout: Layout, contract: Contract) -> Rated:
    id = contract.id
    return Rated(
        starts=contract.starts,
        counts=layout.ratings[id],
        restarted=layout.restarted[id],
        restarts=restarts(contract, layout.orders_of(id), layout.findings_by_id, on=layout.on),
        delivered=layout.services[id],
    )


def portfolio(layout: Layout, results: Mapping[str, RatingsResult], policy: Policy) -> PortfolioResult:
    """Which running contracts are below the standard when all are looked at together."""
    bet = policy.bet
    running = [each.id for each in layout.records.contracts if each.running_on(layout.on)]
    evidence = {id: _evidence(results[id], bet) for id in running if results[id].n}
    found = named(evidence, delta=policy.false_discovery, least=1 / bet.alpha) if evidence else ()
    return PortfolioResult(
        delta=policy.false_discovery,
        looked_at=len(evidence),
        named=found,
        alone=tuple(id for id in sorted(evidence) if results[id].below_standard and id not in found),
    )


def _evidence(result: RatingsResult, bet: Bet) -> Shared:
    """The evidence of every question that bears on the assessment, the stake shared; with too few ratings, none."""
    counted = [test.levels if test.n >= bet.least else NOTHING for test in result.tests if test.counts]
    return Shared(tuple(bet.wealth(levels) for levels in counted))
