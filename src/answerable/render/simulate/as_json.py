"""A simulation as JSON, `answerable/simulation/1`."""

from answerable.core.assess.simulate.values import (
    GroupOutcome,
    Middle,
    Needed,
    Outcome,
    Simulation,
    Tally,
    Trial,
)
from answerable.render.json_text import Json

FORMAT = "answerable/simulation/1"


def simulation_json(simulation: Simulation) -> Json:
    """Everything found. Null in a waiting time: not within the time simulated; elsewhere: there is none."""
    portfolio = simulation.portfolio
    sources = [simulation.rulebook, simulation.tried][: len(simulation.outcomes)]
    return {
        "format": FORMAT,
        "title": portfolio.title.zh,
        "title_en": portfolio.title.en,
        "months": portfolio.months,
        "looks_a_month": portfolio.looks,
        "seed": simulation.seed,
        "runs": simulation.runs,
        "outcomes": [
            {"parameters": source, **_outcome(each)}
            for source, each in zip(sources, simulation.outcomes, strict=True)
        ],
    }


def _outcome(each: Outcome) -> dict[str, Json]:
    return {
        **_trial(each.trial),
        "false_part_of_those_acted_on": {way.value: part for way, part in each.discoveries},
        "groups": [_group(group) for group in each.groups],
        "ratings_needed": [_needed(row) for row in each.needed],
    }


def _trial(trial: Trial) -> dict[str, Json]:
    bet = trial.bet
    return {
        "standard": bet.standard,
        "alpha": bet.alpha,
        "margin": bet.margin,
        "fewest_ratings": bet.least,
        "scores": list(bet.scores),
        "false_discovery": trial.false_discovery,
    }


def _group(each: GroupOutcome) -> dict[str, Json]:
    group = each.group
    return {
        "id": group.id,
        "title": group.title.zh,
        "title_en": group.title.en,
        "providers": group.providers,
        "fails": group.fails,
        "true_mean": each.quality[0],
        "changes_in_month": group.change.month if group.change else None,
        "true_mean_then": each.quality[1],
        "ratings_a_month": each.ratings_a_month,
        "mean_of_ratings": each.shown,
        "ways": {tally.way.value: _tally(tally) for tally in each.tallies},
    }


def _tally(tally: Tally) -> dict[str, Json]:
    return {
        "of": tally.of,
        "false_actions": tally.false,
        "right_actions": tally.right,
        "not_acted_on": tally.missed,
        "months": _middle(tally.months),
        "ratings": _middle(tally.ratings),
        "acted_on_by_month": list(tally.by_month),
    }


def _middle(middle: Middle) -> dict[str, Json]:
    return {"median": middle.median, "ninth_decile": middle.ninth}


def _needed(row: Needed) -> dict[str, Json]:
    return {
        "true_mean": row.mean,
        "ratings": _middle(row.ratings),
        "found": [{"ratings": n, "part": part} for n, part in row.found],
    }
