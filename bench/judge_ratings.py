"""The judgement table: false action, delay, bombed ratings, a portfolio, published colours; naive tests beside.

Wealth is computed for many histories at once, and held against the judgement itself on a sample in the same run.

    python -m bench.judge_ratings
"""

import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

import numpy as np

from answerable.core.assess.simulate.portfolio import named
from answerable.core.assess.simulate.wealth import Counts, Crowd, Flags, Floats, levels_of
from bench.histories import (
    ALPHA,
    LIKERT,
    SATISFIED,
    Mix,
    bet_of,
    bombed,
    drawn,
    dumped,
    ever,
    first,
    hoeffding_below,
    mean_of,
    mixture_below,
    running,
    stitched_below,
    z_below,
)

RAIL = Path(__file__).resolve().parents[2] / "shared/data/rail_ppm/rtppm.json"
HISTORIES, RATINGS = 10_000, 5_000
DELAYED = 4_000
"""Histories for the delay."""
STANDARD = ".60"
AT_STANDARD: dict[str, Mix] = {
    "two-point": (0.40, 0, 0, 0, 0.60),
    "spread evenly": (0.12, 0.16, 0.20, 0.24, 0.28),
    "crowded at the top": (0.32, 0.06, 0.02, 0.10, 0.50),
    "crowded in the middle": (0, 0.10, 0.40, 0.50, 0),
}
"""Chances of level 1 to 5 whose mean score is exactly the standard."""
SHIPPED: Mix = (0.04, 0.06, 0.20, 0.30, 0.40)
"""Exactly 90 % satisfied, the standard of the shipped rules."""
BELOW: dict[str, Mix] = {"levels uniform": (0.2,) * 5, "two-point, the slowest": (0.5, 0, 0, 0, 0.5)}
PORTFOLIOS, PROVIDERS, FAILING, WEEKS = 300, 200, 20, 104
DELTA = Fraction(5, 100)
AGREE = 1e-9


@dataclass(frozen=True)
class Line:
    """One line of the table; `met` is None where nothing is asked."""

    what: str
    naive: str = ""
    ours: str = ""
    target: str = ""
    met: bool | None = None


def agreement() -> list[Line]:
    """The largest difference between the wealth of many at once and that of the judgement, on a sample."""
    worst, n = 0.0, 0
    for margin in ("0", "0.1"):
        bet = bet_of(STANDARD, margin=margin)
        mixes = (*AT_STANDARD.values(), *BELOW.values())
        for seed, mix in enumerate(mixes):
            (levels,) = drawn(mix, histories=20, ratings=RATINGS, seed=seed)
            counts = running(levels)[:, ::499].reshape(-1, 5)
            exact = np.array([bet.wealth(levels_of(each)).ln for each in counts])
            worst = max(worst, float(np.abs(Crowd(bet).ln(counts) - exact).max()))
            n += len(counts)
    what = f"ln wealth, many at once beside one by one, {n:,} looks"
    return [Line(what, "", f"{worst:.0e} apart", f"≤ {AGREE:.0e}", worst <= AGREE)]


def false_action() -> list[Line]:
    """Looking after every rating at a provider exactly at the standard."""
    lines, worst, naive = [], 0.0, 0.0
    cases = [(f"  {name}", mix, LIKERT, STANDARD) for name, mix in AT_STANDARD.items()]
    cases.append(("  90 % satisfied (the shipped rule)", SHIPPED, SATISFIED, ".90"))
    for seed, (name, mix, scores, standard) in enumerate(cases):
        assert abs(mean_of(mix, scores) - float(standard)) < 1e-12, name
        crowd = Crowd(bet_of(standard, scores=scores))

        def judged(
            counts: Counts,
            crowd: Crowd = crowd,
            scores: tuple[Fraction, ...] = scores,
            standard: str = standard,
        ) -> Sequence[Flags]:
            return crowd.below(counts), z_below(counts, scores, float(standard))

        ours, z = ever(drawn(mix, histories=HISTORIES, ratings=RATINGS, seed=seed), judged)
        worst, naive = max(worst, ours), max(naive, z)
        lines.append(Line(name, _percent(z), _percent(ours)))
    what = f"false action, {HISTORIES:,} histories of {RATINGS:,} ratings, the worst of:"
    return [Line(what, f"z, peeking {_percent(naive)}", _percent(worst), "≤ 1 %", worst <= 0.01), *lines]


def delay() -> list[Line]:
    """Ratings until a provider with a mean of .50 is found below .60."""
    crowd, lenient = Crowd(bet_of(STANDARD)), Crowd(bet_of(STANDARD, margin="0.1"))

    def judged(counts: Counts) -> Sequence[Flags]:
        return (
            crowd.below(counts),
            lenient.below(counts),
            *(
                each(counts, LIKERT, float(STANDARD))
                for each in (stitched_below, hoeffding_below, mixture_below)
            ),
        )

    lines = [Line("delay, mean .50 against .60, median (90 %) of ratings; Hoeffding: stitched")]
    for seed, (name, mix) in enumerate(BELOW.items()):
        plain, with_margin, stitched, plugged, mixed = first(
            drawn(mix, histories=DELAYED, ratings=RATINGS, seed=seed), judged
        )
        met = bool(np.median(plain) <= 250)
        lines += [
            Line(f"  {name}", _quantiles(stitched), _quantiles(plain), "median ≤ 250", met),
            Line("    with a margin of 10 %", "", _quantiles(with_margin), "stated"),
            Line("    Hoeffding by a predictable mixture", _quantiles(plugged)),
            Line("    Hoeffding by a normal mixture tuned to 500", _quantiles(mixed)),
        ]
    return lines


def bombing() -> list[Line]:
    """A tenth of the ratings are false ones of the lowest level; the provider is exactly at the standard."""
    crowd, bare = Crowd(bet_of(STANDARD, margin="0.1")), Crowd(bet_of(STANDARD))
    wanted = np.log(float(1 / ALPHA))

    def judged(counts: Counts) -> Sequence[Flags]:
        lenient, without = (value >= wanted for value in crowd.each_ln(counts))
        return lenient & without, bare.below(counts), lenient, without

    lines, worst, naive = [], 0.0, 1.0
    for seed, (name, mix) in enumerate(AT_STANDARD.items()):
        for how in ("at random", "at the worst moment"):
            batches = drawn(mix, histories=HISTORIES, ratings=RATINGS, seed=seed)
            if how == "at random":
                batches = bombed(batches, share=0.1, seed=seed + 100)
                found = ever(batches, judged)
            else:
                found = ever(batches, lambda counts: judged(dumped(counts)))
            both, unprotected, *alone = found
            worst, naive = max(worst, both), min(naive, unprotected)
            shown = f"{_percent(both)} (alone {_percent(alone[0])}, {_percent(alone[1])})"
            lines.append(Line(f"  {name}, {how}", _percent(unprotected), shown))
    what = "10 % bombed, at the standard, margin 10 %, the worst of (each game alone):"
    return [Line(what, f"unprotected {_percent(naive)}", _percent(worst), "≤ 1 %", worst <= 0.01), *lines]


def portfolio() -> list[Line]:
    """False discoveries among those ever named, on average over portfolios, at weekly looks."""
    crowd = Crowd(bet_of(STANDARD))
    ours, naive, missed = [], [], []
    good = list(AT_STANDARD.values())
    for seed in range(PORTFOLIOS):
        counts = _weekly(np.random.default_rng(seed), good)
        named_ever = np.asarray(named(crowd, counts, delta=DELTA).any(axis=1))
        z_ever = np.asarray(z_below(counts, LIKERT, float(STANDARD)).any(axis=1))
        ours.append(_false_part(named_ever))
        naive.append(_false_part(z_ever))
        missed.append(1 - named_ever[:FAILING].mean())
    found, beside = float(np.mean(ours)), float(np.mean(naive))
    what = (
        f"portfolio: {PROVIDERS} providers, {FAILING} of them at .45 to .55, the others exactly at .60,\n"
        f"  5 to 200 ratings a week, {WEEKS} weekly looks, {PORTFOLIOS} portfolios, e-BH at 5 %"
    )
    shown = f"{_percent(found)}, missed {_percent(float(np.mean(missed)))}"
    return [Line(what, f"weekly z {_percent(beside)}", shown, "≤ 5 %", found <= float(DELTA))]


def _weekly(random: np.random.Generator, good: Sequence[Mix]) -> Counts:
    """Cumulative counts (provider, week, level); the failing ones first."""
    volumes = np.exp(random.uniform(np.log(5), np.log(200), PROVIDERS))
    means = random.uniform(0.45, 0.55, FAILING)
    mixes: list[Mix] = [(1 - mean, 0, 0, 0, mean) for mean in means]
    mixes += [good[at % len(good)] for at in range(PROVIDERS - FAILING)]
    rates = volumes[:, None, None] * np.array(mixes)[:, None, :]
    return np.cumsum(random.poisson(rates, (PROVIDERS, WEEKS, 5)), axis=1, dtype=np.int64)


def _false_part(flags: Flags) -> float:
    return float(flags[FAILING:].sum() / max(flags.sum(), 1))


def rail() -> list[Line]:
    """The published colours of British rail rows beside the bands given."""
    what = "published red, amber, green of 132 British rail rows"
    if not RAIL.is_file():
        return [Line(what, "the file itself", "not run: ../shared/data/rail_ppm is not there")]
    from answerable.actions.offline.folders import adapt, compare

    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch) / "rail"
        adapt("rail-ppm", RAIL, folder)
        found = compare(RAIL, folder)
    explained = all(miss.why for miss in found.misses)
    met = (found.agreeing, found.total, explained) == (130, 132, True)
    names = ", ".join(miss.name for miss in found.misses)
    shown = f"{found.agreeing} of {found.total}"
    what += f";\n  explained by --compare: {names}"
    return [Line(what, "the file itself", shown, "130, 2 explained", met)]


def _percent(part: float) -> str:
    return f"{100 * part:.2f} %"


def _quantiles(stops: Floats) -> str:
    middle, late = np.quantile(stops, (0.5, 0.9), method="higher")
    return f"{middle:.0f} ({late:.0f})"


def _show(line: Line) -> None:
    *above, last = line.what.split("\n")
    for text in above:
        print(text)
    verdict = "" if line.met is None else "met" if line.met else "MISSED"
    print(f"{last:78} {line.naive:24} {line.ours:34} {line.target:17} {verdict}".rstrip(), flush=True)


def main() -> int:
    """0 if every target is met, else 1."""
    _show(Line("judgement, α = .01, score = (level - 1)/4, the shipped bets", "naive", "ours", "target"))
    met = True
    for part in (agreement, false_action, delay, bombing, portfolio, rail):
        for line in part():
            _show(line)
            met &= line.met is not False
    print("all targets met" if met else "a target was missed")
    return 0 if met else 1


if __name__ == "__main__":
    sys.exit(main())
