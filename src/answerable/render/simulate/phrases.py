"""The cells of a simulation, as the text and the page share them."""

from collections.abc import Iterator
from fractions import Fraction

from answerable.core.assess.simulate.needed import GAPS, VOLUMES
from answerable.core.assess.simulate.values import GroupOutcome, Middle, Simulation, Tally, Way
from answerable.core.terms.figures import quantise
from answerable.render.words import label, term

TOLD = (40, 120, 400)
"""After so many ratings it is told in words what part has been found: 40 a year for one, three and ten years."""

Row = tuple[str, tuple[str, ...]]
"""What, and one cell for each set of parameters."""


def share(part: Fraction) -> str:
    """Per cent with one decimal.

    >>> share(Fraction(1, 3))
    '33.3%'
    """
    return quantise(part * 100, places=1) + "%"


def heads(simulation: Simulation) -> tuple[str, ...]:
    """Whose parameters each column holds."""
    return (simulation.rulebook, simulation.tried)[: len(simulation.outcomes)]


def parameters(simulation: Simulation, lang: str) -> Iterator[Row]:
    """The parameters side by side."""
    trials = [outcome.trial for outcome in simulation.outcomes]
    yield label("simulate_standard", lang), tuple(quantise(each.bet.standard * 100) + "%" for each in trials)
    yield label("simulate_alpha", lang), tuple(quantise(each.bet.alpha * 100) + "%" for each in trials)
    yield label("simulate_margin", lang), tuple(quantise(each.bet.margin * 100) + "%" for each in trials)
    yield label("simulate_least", lang), tuple(str(each.bet.least) for each in trials)
    yield (
        label("simulate_false_discovery", lang),
        tuple(quantise(each.false_discovery * 100) + "%" for each in trials),
    )


def group_about(each: GroupOutcome, lang: str) -> str:
    """What is true of a group, and what its ratings look like."""
    before, after = each.quality
    return label(
        "simulate_group",
        lang,
        title=each.group.title.in_(lang),
        n=each.group.providers,
        true=share(before),
        month=each.group.change.month if each.group.change else None,
        then=share(after),
        shown=share(each.shown) if each.shown is not None else label("no_data", lang),
        ratings=quantise(each.ratings_a_month, places=1),
        right=term("right_action", "yes" if each.group.fails else "no", lang),
    )


def group_rows(simulation: Simulation, at: int, lang: str) -> Iterator[Row]:
    """What each way of judging did to a group."""
    for which, way in enumerate(Way):
        yield (
            term("way", way.value, lang),
            tuple(
                tally_said(outcome.groups[at], outcome.groups[at].tallies[which], lang)
                for outcome in simulation.outcomes
            ),
        )


def tally_said(each: GroupOutcome, tally: Tally, lang: str) -> str:
    """False actions of a good group; of a failing one what was found, when, and what was missed."""
    if not each.group.fails:
        return label("simulate_false", lang, part=share(Fraction(tally.false, tally.of)))
    return label(
        "simulate_found",
        lang,
        part=share(Fraction(tally.right, tally.of)),
        months=waiting(tally.months, "simulate_months", lang),
        ratings=waiting(tally.ratings, "simulate_ratings", lang) if tally.ratings.median else None,
        missed=share(Fraction(tally.missed, tally.of)),
        early=share(Fraction(tally.false, tally.of)) if tally.false else None,
    )


def waiting(middle: Middle, key: str, lang: str) -> str:
    """The median and the ninth decile of a time, or that it lies beyond the time simulated."""
    if middle.median is None:
        return label("simulate_beyond_half", lang)
    late = label("simulate_beyond", lang) if middle.ninth is None else quantise(middle.ninth, places=1)
    return label(key, lang, median=quantise(middle.median, places=1), late=late)


def discoveries(simulation: Simulation, lang: str) -> Iterator[Row]:
    """Of those acted on, the part acted on in error."""
    for which, way in enumerate(Way):
        parts = [outcome.discoveries[which][1] for outcome in simulation.outcomes]
        nobody = label("simulate_nobody", lang)
        yield (
            term("way", way.value, lang),
            tuple(nobody if part is None else share(part) for part in parts),
        )


def needed_rows(simulation: Simulation, lang: str) -> Iterator[Row]:
    """How many ratings it takes, by how far below the standard the mean lies."""
    for gap in GAPS:
        cells = []
        for outcome in simulation.outcomes:
            mean = outcome.trial.bet.standard - gap
            rows = [row for row in outcome.needed if row.mean == mean]
            cells.append(_needed(rows[0].ratings, rows[0].found, lang) if rows else "–")
        if any(cell != "–" for cell in cells):
            what = label("simulate_gap", lang, gap=quantise(gap * 100)) if gap else label("simulate_at", lang)
            yield what, tuple(cells)


def _needed(ratings: Middle, found: tuple[tuple[int, Fraction], ...], lang: str) -> str:
    parts = dict(found)
    told = tuple(share(parts[n]) for n in TOLD)
    return label(
        "simulate_needed",
        lang,
        ratings=waiting(ratings, "simulate_ratings", lang),
        first=told[0],
        second=told[1],
        third=told[2],
        most=share(parts[VOLUMES[-1]]),
    )
