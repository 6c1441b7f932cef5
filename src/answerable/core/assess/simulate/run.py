"""Runs a portfolio under one or more sets of parameters: the same ratings for each, judged at each look."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

import numpy as np
from numpy.typing import NDArray

from answerable.core.assess.betting.judge import Bet
from answerable.core.assess.simulate.beside import mean_below, z_below
from answerable.core.assess.simulate.draw import ratings
from answerable.core.assess.simulate.needed import needed
from answerable.core.assess.simulate.portfolio import named
from answerable.core.assess.simulate.quantiles import middle
from answerable.core.assess.simulate.values import GroupOutcome, Outcome, Tally, Trial, Way
from answerable.core.assess.simulate.wealth import Counts, Crowd, Flags
from answerable.core.rulebook.portfolio import Group, Mix, Portfolio

Whole = NDArray[np.int64]
_NEVER = -1


@dataclass(frozen=True)
class _Run:
    """One run: cumulative counts (provider, look, level), and for each set and way the look that acts."""

    counts: Counts
    acts: tuple[tuple[Whole, ...], ...]


def outcomes(portfolio: Portfolio, trials: Sequence[Trial], *, seed: int, runs: int) -> tuple[Outcome, ...]:
    """What each set of parameters does to the portfolio. The same arguments give the same outcome."""
    done = [_run(ratings(portfolio, seed=seed, run=run), trials) for run in range(runs)]
    return tuple(
        Outcome(
            trial=trial,
            groups=tuple(_group(portfolio, part, trial, done, at=at) for part in _parts(portfolio)),
            discoveries=tuple(
                (way, _false_part(portfolio, [run.acts[at][which] for run in done]))
                for which, way in enumerate(Way)
            ),
            needed=needed(trial.bet, seed=seed),
        )
        for at, trial in enumerate(trials)
    )


def _run(counts: Counts, trials: Sequence[Trial]) -> _Run:
    return _Run(counts, tuple(tuple(_first(flags) for flags in _ways(counts, trial)) for trial in trials))


def _ways(counts: Counts, trial: Trial) -> Iterator[Flags]:
    """Where each way of judging would act, in the order of `Way`."""
    crowd = Crowd(trial.bet)
    ln = crowd.ln(counts)
    yield crowd.below(counts, ln)
    yield named(crowd, counts, delta=trial.false_discovery, ln=ln)
    yield z_below(trial.bet, counts)
    yield mean_below(trial.bet, counts)


def _first(flags: Flags) -> Whole:
    """For each provider the first look that acts, from 0; -1 if none."""
    return np.where(flags.any(axis=1), flags.argmax(axis=1), _NEVER)


@dataclass(frozen=True)
class _Part:
    """A group, and where its providers stand among all."""

    group: Group
    rows: slice


def _parts(portfolio: Portfolio) -> Iterator[_Part]:
    begin = 0
    for group in portfolio.groups:
        yield _Part(group, slice(begin, begin + group.providers))
        begin += group.providers


def _due(group: Group, looks: int) -> int | None:
    """The first look at which action is right; None if it never is."""
    if not group.fails:
        return None
    return 0 if group.change is None else (group.change.month - 1) * looks


def _group(portfolio: Portfolio, part: _Part, trial: Trial, done: Sequence[_Run], *, at: int) -> GroupOutcome:
    group = part.group
    after = group.change.levels if group.change else group.levels
    counts = np.stack([run.counts[part.rows] for run in done])
    total = [int(each) for each in counts[:, :, -1].sum(axis=(0, 1))]
    n, each = sum(total), len(done) * group.providers * portfolio.months
    scores = trial.bet.scores
    return GroupOutcome(
        group=group,
        quality=(_mean(group.levels, trial.bet), _mean(after, trial.bet)),
        ratings_a_month=Fraction(n, each),
        shown=sum((k * score for k, score in zip(total, scores, strict=True)), Fraction(0)) / n
        if n
        else None,
        tallies=tuple(
            _tally(
                way,
                acts=np.stack([run.acts[at][which][part.rows] for run in done]),
                seen=counts.sum(axis=-1),
                due=_due(group, portfolio.looks),
                looks=portfolio.looks,
            )
            for which, way in enumerate(Way)
        ),
    )


def _mean(levels: Mix, bet: Bet) -> Fraction:
    return sum((part * score for part, score in zip(levels, bet.scores, strict=True)), Fraction(0))


def _tally(way: Way, *, acts: Whole, seen: Whole, due: int | None, looks: int) -> Tally:
    """`acts` by run and provider, `seen` the ratings so far by run, provider and look."""
    acted = acts != _NEVER
    right = acted & (acts >= due) if due is not None else np.zeros_like(acted)
    false = acted & ~right
    months, counted = _delays(acts, seen, due=due, looks=looks, counts=~false)
    by_look = np.bincount(acts[acted], minlength=seen.shape[-1]).cumsum()
    return Tally(
        way=way,
        of=int(acts.size),
        false=int(false.sum()),
        right=int(right.sum()),
        months=middle(months),
        ratings=middle(counted),
        by_month=tuple(int(n) for n in by_look[looks - 1 :: looks]),
    )


def _delays(
    acts: Whole, seen: Whole, *, due: int | None, looks: int, counts: Flags
) -> tuple[list[Fraction | None], list[Fraction | None]]:
    """Months and ratings from when action was right, of each provider not acted on too early."""
    months: list[Fraction | None] = []
    ratings_since: list[Fraction | None] = []
    if due is None:
        return months, ratings_since
    before = seen[..., due - 1] if due else np.zeros_like(acts)
    since = np.take_along_axis(seen, np.maximum(acts, 0)[..., None], axis=-1)[..., 0] - before
    for act, n, counted in zip(acts.ravel(), since.ravel(), counts.ravel(), strict=True):
        if counted:
            never = act == _NEVER
            months.append(None if never else Fraction(int(act) + 1 - due, looks))
            ratings_since.append(None if never else Fraction(int(n)))
    return months, ratings_since


def _false_part(portfolio: Portfolio, acts: Sequence[Whole]) -> Fraction | None:
    """The part acted on in error, on average over the runs in which anybody was acted on."""
    parts = []
    for run in acts:
        false = total = 0
        for part in _parts(portfolio):
            due = _due(part.group, portfolio.looks)
            looks_acted = run[part.rows][run[part.rows] != _NEVER]
            total += len(looks_acted)
            false += int((looks_acted < due).sum()) if due is not None else len(looks_acted)
        if total:
            parts.append(Fraction(false, total))
    return sum(parts, Fraction(0)) / len(parts) if parts else None
