"""The dated parameters an assessment needs, resolved for one day, each with the ground it rests on."""

from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import TypeVar

from answerable.core.assess.betting.judge import Bet
from answerable.core.assess.betting.wealth import Gamblers
from answerable.core.rulebook.parameters import Parameters
from answerable.core.terms.citation import Citation
from answerable.core.terms.errors import UndecidableError

T = TypeVar("T")


@dataclass(frozen=True)
class Limit:
    """A whole number that the rulebook sets, with its ground."""

    value: int
    ground: Citation


@dataclass(frozen=True)
class Policy:
    """What the rulebook says on the day. A None limit is a rule that this rulebook does not set."""

    bad_levels: tuple[int, ...]
    bet: Bet
    """How ratings are judged."""
    false_discovery: Fraction
    survey_alpha: Fraction
    survey_z_squared: Fraction
    survey_min_responses: int
    put_right_share: Fraction
    matters_min_count: int
    off_target_periods: int
    far_steps: int
    worst_k: int | None
    worst_last: int | None
    trend_periods: int | None
    serious_findings: int
    duty_overdue: int
    horizon_days: int
    answer_matter: Limit | None
    appoint: Limit | None
    measure: Limit | None
    decide_finding: Limit | None
    recheck: Limit | None
    exit_clause: Limit | None
    renewal_days: Limit | None

    @property
    def satisfied_from(self) -> int:
        """The lowest rating level that is not bad."""
        return max(self.bad_levels, default=0) + 1


def policy_on(parameters: Parameters, on: date) -> Policy:
    """Resolve every parameter for the day. Raises UndecidableError where the rulebook does not decide one."""

    def share(id: str) -> Fraction:
        value = parameters.share(id, on=on)
        return _stated(value, id, on)

    def count(id: str) -> int:
        return _stated(parameters.count(id, on=on), id, on)

    def limit(id: str) -> Limit | None:
        value = parameters.count(id, on=on)
        return None if value is None else Limit(value, parameters.at(id, on=on).ground)

    return Policy(
        bad_levels=parameters.levels("ratings.bad_levels", on=on),
        bet=_bet(parameters, on),
        false_discovery=share("portfolio.false_discovery"),
        survey_alpha=share("survey.alpha"),
        survey_z_squared=share("survey.z_squared"),
        survey_min_responses=count("survey.min_responses"),
        put_right_share=share("matters.put_right_share"),
        matters_min_count=count("matters.min_count"),
        off_target_periods=count("watch.off_target_periods"),
        far_steps=count("watch.far_steps"),
        worst_k=parameters.count("watch.worst_k", on=on),
        worst_last=parameters.count("watch.worst_last", on=on),
        trend_periods=parameters.count("watch.trend_periods", on=on),
        serious_findings=count("watch.serious_findings"),
        duty_overdue=count("watch.duty_overdue_workdays"),
        horizon_days=count("duties.horizon_days"),
        answer_matter=limit("matters.answer_workdays"),
        appoint=limit("vacancy.appoint_workdays"),
        measure=limit("measure.workdays"),
        decide_finding=limit("finding.decide_workdays"),
        recheck=limit("order.recheck_workdays"),
        exit_clause=limit("exit.clause_workdays"),
        renewal_days=limit("renewal.decide_days"),
    )


def _bet(parameters: Parameters, on: date) -> Bet:
    """How ratings are judged. Without scores of its own a bad level scores 0 and any other 1."""

    def share(id: str) -> Fraction:
        return _stated(parameters.share(id, on=on), id, on)

    def shares(id: str) -> tuple[Fraction, ...]:
        return _stated(parameters.shares(id, on=on), id, on)

    bad = parameters.levels("ratings.bad_levels", on=on)
    satisfied = tuple(Fraction(level not in bad) for level in range(1, 6))
    return Bet(
        standard=share("ratings.standard"),
        scores=parameters.shares("ratings.scores", on=on) or satisfied,
        alpha=share("ratings.alpha"),
        margin=share("ratings.margin"),
        gamblers=Gamblers(shares("ratings.bets"), shares("ratings.bet_weights")),
        least=_stated(parameters.count("ratings.min_count", on=on), "ratings.min_count", on),
    )


def _stated(value: T | None, id: str, on: date) -> T:
    if value is None:
        raise UndecidableError("parameter_not_set", parameter=id, on=on)
    return value
