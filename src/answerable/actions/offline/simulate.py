"""Run a portfolio of made-up providers under a rulebook's parameters, and under those of a file beside them."""

from datetime import date
from pathlib import Path

from answerable.actions.offline.aside import written_aside
from answerable.actions.offline.tried import fitting_policy, text_of, tried_parameters
from answerable.core.assess.simulate.run import outcomes
from answerable.core.assess.simulate.values import Simulation, Trial
from answerable.core.rulebook.parameters import Parameters, load_parameters
from answerable.core.rulebook.portfolio import Portfolio
from answerable.core.rulebook.portfolio_yaml import parse_portfolio, shipped_portfolio, shipped_portfolios
from answerable.core.terms.errors import InputError
from answerable.render.json_text import json_text
from answerable.render.simulate.as_json import simulation_json
from answerable.render.simulate.page import simulation_html

DEFAULT = "county"
PAGE_FILE, JSON_FILE = "simulation.html", "simulation.json"
MOST_RUNS = 1000


def simulate(
    portfolio: str, *, parameters: Path | None, rulebook: str, on: date, seed: int, runs: int
) -> Simulation:
    """What the parameters of the day do to the portfolio: a shipped one by its name, or a file.

    Raises PortfolioError with all faults of a file, RulebookFaultsError and UndecidableError as the rulebook does,
    InputError where a file is missing or the parameters do not go together.
    """
    if not 1 <= runs <= MOST_RUNS:
        raise InputError("runs_out_of_range", runs=runs, low=1, high=MOST_RUNS)
    if seed < 0:
        raise InputError("seed_below_zero", seed=seed)
    read = _portfolio(portfolio)
    base = load_parameters(rulebook)
    trials = [_trial(base, on, file=rulebook)]
    if parameters is not None:
        tried = tried_parameters(base, parameters, on=on)
        trials.append(_trial(tried, on, file=parameters.name))
    return Simulation(
        portfolio=read,
        rulebook=rulebook,
        tried=parameters.name if parameters is not None else "",
        seed=seed,
        runs=runs,
        outcomes=outcomes(read, trials, seed=seed, runs=runs),
    )


def write(simulation: Simulation, folder: Path, *, lang: str) -> None:
    """Write the page with its plots, and the figures as JSON. Raises OutputError."""
    with written_aside(folder, replaces=lambda path: (path / PAGE_FILE).is_file()) as aside:
        (aside / PAGE_FILE).write_text(simulation_html(simulation, lang), encoding="utf-8")
        (aside / JSON_FILE).write_text(json_text(simulation_json(simulation)), encoding="utf-8")


def _portfolio(named: str) -> Portfolio:
    if named in shipped_portfolios():
        return shipped_portfolio(named)
    path = Path(named)
    if not path.is_file():
        raise InputError("unknown_portfolio", name=named, known=shipped_portfolios())
    return parse_portfolio(text_of(path), file=path.name)


def _trial(parameters: Parameters, on: date, *, file: str) -> Trial:
    policy = fitting_policy(parameters, on, file=file)
    return Trial(policy.bet, policy.false_discovery)
