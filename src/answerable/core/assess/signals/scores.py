"""The body's own looking: monthly scores that never vary, inspections that find nothing where citizens find much."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from answerable.core.assess.signals.months import add_up, before, end_of, last_over, share_low
from answerable.core.assess.signals.values import Seen, Sight, Signal, SignalPolicy, low_of
from answerable.core.evidence.statistics import Five, ScoreTotal
from answerable.core.terms.duty import Side
from answerable.core.terms.figures import quantise
from answerable.core.terms.message import Message
from answerable.core.terms.period import PeriodKind

_UNSOLVED = ("partly", "not_put_right")


@dataclass(frozen=True)
class Much:
    """What citizens, and findings, say was wrong between two days."""

    low: int
    ratings: int
    unsolved: int
    """Matters overdue, contested or not wholly put right, as of the day."""
    matters: int
    confirmed: int
    """Confirmed findings."""

    def said(self) -> Iterator[Message]:
        """The figures, as far as there are any."""
        if self.ratings:
            share = Fraction(self.low, self.ratings)
            yield Message.of("much_low", low=self.low, n=self.ratings, share=share)
        if self.unsolved:
            yield Message.of("much_matters", n=self.unsolved, matters=self.matters)
        if self.confirmed:
            yield Message.of("much_findings", n=self.confirmed)

    def by_citizens(self, policy: SignalPolicy) -> bool:
        """Whether citizens find much: many low ratings, or many matters not solved."""
        many = self.low >= policy.many_low and self.low >= policy.many_share * self.ratings
        return many or self.unsolved_many(policy)

    def unsolved_many(self, policy: SignalPolicy) -> bool:
        """Whether many matters, and a large part of all, are not solved."""
        large = self.unsolved >= policy.many_matters_share * self.matters
        return large and self.unsolved >= policy.many_matters


def much(seen: Seen, since: date, until: date, *, sight: Sight, policy: SignalPolicy) -> Much:
    """What was wrong between the days. Matters are not dated here: they count if the stretch is still going on."""
    levels: list[Five] = [each.levels for each in seen.months if since <= each.month <= until]
    whole = add_up([(0, 0, 0, 0, 0), *levels])
    recent = until >= end_of(last_over(sight.on))
    unsolved = sum(
        each.count
        for each in seen.matters
        if each.contested or each.outcome in _UNSOLVED or (each.late and not each.handled)
    )
    confirmed = [
        each
        for each in seen.findings
        if since <= each.found_on <= until and each.state_on(sight.on) == "confirmed"
    ]
    return Much(
        low=low_of(whole, policy),
        ratings=sum(whole),
        unsolved=unsolved if recent else 0,
        matters=sum(each.count for each in seen.matters),
        confirmed=len(confirmed),
    )


def same_scores(sight: Sight, policy: SignalPolicy) -> Iterator[Signal]:
    """Half a year and more of the same score, while something was wrong, or citizens' ratings moved."""
    for seen in sight.contracts:
        for run in _runs(seen.scores, policy):
            if len(run) >= policy.same_months:
                yield from _same(seen, run, sight, policy=policy)


def _runs(scores: Sequence[ScoreTotal], policy: SignalPolicy) -> Iterator[list[ScoreTotal]]:
    """Stretches of months without a gap whose scores stay within the range, cut where a score first leaves it."""
    run: list[ScoreTotal] = []
    for each in sorted(scores):
        if each.period.kind is not PeriodKind.MONTH or not each.full:
            continue
        points = [_points(score) for score in (*run, each)]
        follows = not run or run[-1].period.next() == each.period
        if run and not (follows and max(points) - min(points) <= policy.same_range):
            yield run
            run = []
        run.append(each)
    if run:
        yield run


def _points(score: ScoreTotal) -> Fraction:
    return 100 * Fraction(score.points) / Fraction(score.full)


def _same(seen: Seen, run: list[ScoreTotal], sight: Sight, *, policy: SignalPolicy) -> Iterator[Signal]:
    since, until = run[0].period.start, run[-1].period.end
    found = much(seen, since, until, sight=sight, policy=policy)
    moved = tuple(_moved(seen, since, until, policy=policy))
    if not (moved or found.confirmed or found.unsolved_many(policy)):
        return
    points = sorted(_points(each) for each in run)
    shown = (quantise(points[0], places=2), quantise(points[-1], places=2))
    yield Signal(
        rule="scores_never_vary",
        contract=seen.contract.id,
        from_day=since,
        to_day=until,
        severity="ordinary",
        side=Side.BODY,
        source="monitor",
        what=Message.of("signal_same_scores", since=since, until=until, months=len(run)),
        evidence=(Message.of("same_scores", low=shown[0], high=shown[1]), *moved, *found.said()),
        innocent=Message.of("innocent_same_scores"),
    )


def _moved(seen: Seen, since: date, until: date, *, policy: SignalPolicy) -> Iterator[Message]:
    """The lowest and the highest monthly share of low ratings, if they lie far apart."""
    months: dict[date, list[Five]] = {}
    for each in seen.months:
        if since <= each.month <= until:
            months.setdefault(each.month, []).append(each.levels)
    whole = {month: add_up(levels) for month, levels in months.items()}
    shares = [share_low(mix, policy) for mix in whole.values() if sum(mix) >= policy.month_ratings]
    if shares and max(shares) - min(shares) >= policy.many_share:
        yield Message.of("low_share_moved", low=min(shares), high=max(shares))


def blind_inspections(sight: Sight, policy: SignalPolicy) -> Iterator[Signal]:
    """Half-years in which several inspections found nothing and citizens found much."""
    for seen in sight.contracts:
        for since, until in _half_years(sight, seen.contract.starts):
            yield from _blind(seen, since, until, sight=sight, policy=policy)


def _half_years(sight: Sight, starts: date) -> Iterator[tuple[date, date]]:
    """The first and the last day of every half-year, as far as its months are over."""
    last = last_over(sight.on)
    first = date(starts.year, 1 if starts.month <= 6 else 7, 1)
    while first <= last:
        yield first, end_of(min(last, before(first, -5)))
        first = before(first, -6)


def _blind(seen: Seen, since: date, until: date, *, sight: Sight, policy: SignalPolicy) -> Iterator[Signal]:
    duties = {each.id for each in seen.planned if each.side == "body" and each.kind == "inspect"}
    done = [each for each in seen.done if each.duty in duties and since <= each.done_on <= until]
    saw = [
        each
        for each in seen.findings
        if each.source == "inspection"
        and since <= each.found_on <= until
        and each.state_on(sight.on) != "rejected"
    ]
    found = much(seen, since, until, sight=sight, policy=policy)
    if len(done) < policy.inspections or saw or not found.by_citizens(policy):
        return
    yield Signal(
        rule="inspections_find_nothing",
        contract=seen.contract.id,
        from_day=since,
        to_day=until,
        severity="ordinary",
        side=Side.BODY,
        source="monitor",
        what=Message.of("signal_blind_inspections", since=since, until=until, n=len(done)),
        evidence=tuple(found.said()),
        innocent=Message.of("innocent_blind_inspections"),
    )
