"""Citizens' ratings judged against the standard: pooled and by tier, since the contract began, since orders were due.

Each question is put to cumulative counts since a day that was fixed in advance, so that looking every day does not
make a false alarm likelier: see `core.assess.betting`.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from answerable.core.assess.betting.bounds import bounds
from answerable.core.assess.betting.judge import Bet
from answerable.core.assess.betting.wealth import Levels
from answerable.core.assess.policy import Policy
from answerable.core.assess.results import POOLED, RatingsResult, RatingsTest
from answerable.core.evidence.statistics import Delivered, LevelCounts, RestartCounts
from answerable.core.tables.columns import TIERS

NOTHING: Levels = (0, 0, 0, 0, 0)


@dataclass(frozen=True)
class Start:
    """A day fixed in advance from which ratings are counted anew."""

    since: date
    supersedes: bool
    """Whether it opens a new chapter: an order about the ratings themselves. Earlier days are then history."""


@dataclass(frozen=True)
class Rated:
    """What is known of the ratings of one contract."""

    starts: date
    """The first day of the contract."""
    counts: tuple[LevelCounts, ...]
    restarted: tuple[RestartCounts, ...]
    restarts: tuple[Start, ...]
    delivered: tuple[Delivered, ...]


@dataclass(frozen=True)
class Question:
    """Are these ratings below the standard?"""

    tier: str
    since: date
    levels: Levels
    counts: bool
    """Whether the answer bears on the assessment; other answers are only shown."""
    share: int
    """Among how many questions the risk is shared."""
    delivered: int
    """Services delivered since the same day; 0 where that is not known."""


def questions(rated: Rated) -> Iterator[Question]:
    """Pooled since the contract began, by tier, and pooled since each further start."""
    tiers, delivered = _by_tier(rated.counts), services(rated)
    latest = max((start.since for start in rated.restarts if start.supersedes), default=None)
    pooled = _sum(tiers.values())
    yield Question(POOLED, rated.starts, pooled, latest is None, share=1, delivered=delivered[POOLED])
    if len(tiers) > 1:
        for tier, levels in sorted(tiers.items()):
            known = delivered.get(tier, 0)
            # Among all tiers there are, not those that were heard from: who may be asked is fixed in advance.
            yield Question(tier, rated.starts, levels, False, share=len(TIERS), delivered=known)
    for start in sorted(rated.restarts, key=lambda start: start.since):
        since = [each for each in rated.restarted if each.since == start.since]
        levels = _sum(_by_tier(since).values())
        counts = latest is None or start.since >= latest
        yield Question(POOLED, start.since, levels, counts, share=1, delivered=0)


def answers(asked: Sequence[Question], bet: Bet) -> list[RatingsTest]:
    """The answers, in the order of the questions."""
    edges = bounds([each.levels for each in asked], bet)
    return [_answer(question, bet, found) for question, found in zip(asked, edges, strict=True)]


def _answer(question: Question, bet: Bet, edges: tuple[Fraction, Fraction]) -> RatingsTest:
    wealth = bet.wealth(question.levels)
    n, wanted = sum(question.levels), question.share / bet.alpha
    return RatingsTest(
        tier=question.tier,
        since=question.since,
        levels=question.levels,
        mean=bet.mean(question.levels),
        interval=edges if n else None,
        evidence=wealth.log10(),
        below=n >= bet.least and wealth.reaches(wanted),
        counts=question.counts,
        risk_shared=question.share,
        wanted=wanted,
        delivered=question.delivered,
    )


def result(rated: Rated, tests: Iterable[RatingsTest], policy: Policy) -> RatingsResult:
    """Everything that is said of the ratings of one contract; defaulted ones are counted apart and never used."""
    every = tuple(tests)
    whole = every[0]
    low = sum(whole.levels[level - 1] for level in policy.bad_levels)
    return RatingsResult(
        levels=whole.levels,
        defaulted=sum(sum(each.levels) for each in rated.counts if each.origin == "default"),
        satisfied_from=policy.satisfied_from,
        low=low,
        share=whole.mean,
        interval=whole.interval,
        standard=policy.bet.standard,
        below_standard=_verdict(every, policy.bet.standard),
        delivered=whole.delivered,
        response=Fraction(sum(whole.levels), whole.delivered) if whole.delivered else None,
        tiers=tuple(sorted(_by_tier(rated.counts).items())),
        tests=every,
    )


def _verdict(tests: tuple[RatingsTest, ...], standard: Fraction) -> bool | None:
    """True: shown to be below. False: shown to be at the standard or above. None: neither can be said yet."""
    counted = [test for test in tests if test.counts]
    if any(test.below for test in counted):
        return True
    latest = counted[-1]
    return False if latest.interval is not None and latest.interval[0] >= standard else None


def services(rated: Rated) -> dict[str, int]:
    """Services delivered in all, and by tier."""
    found = {POOLED: sum(each.count for each in rated.delivered)}
    for each in rated.delivered:
        found[each.tier] = found.get(each.tier, 0) + each.count
    return found


def _by_tier(counts: Iterable[LevelCounts | RestartCounts]) -> dict[str, Levels]:
    tiers: dict[str, list[Levels]] = {}
    for each in counts:
        if each.origin != "default":
            tiers.setdefault(each.tier, []).append(each.levels)
    return {tier: _sum(levels) for tier, levels in tiers.items()}


def _sum(several: Iterable[Levels]) -> Levels:
    every = [NOTHING, *several]
    return _five([sum(levels[at] for levels in every) for at in range(5)])


def _five(levels: list[int]) -> Levels:
    one, two, three, four, five = levels
    return one, two, three, four, five
