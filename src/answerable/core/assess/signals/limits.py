"""The thresholds of signs, from the dated parameters of the rulebook."""

from datetime import date
from fractions import Fraction

from answerable.core.assess.policy import Policy
from answerable.core.assess.signals.values import SignalPolicy
from answerable.core.rulebook.parameters import Parameters
from answerable.core.terms.errors import UndecidableError


def signal_policy(parameters: Parameters, policy: Policy, on: date) -> SignalPolicy:
    """The thresholds in force on the day. Raises UndecidableError where the rulebook does not set one."""

    def share(name: str) -> Fraction:
        value = parameters.share(f"signals.{name}", on=on)
        if value is None:
            raise UndecidableError("parameter_not_set", parameter=f"signals.{name}", on=on)
        return value

    def count(name: str) -> int:
        value = parameters.count(f"signals.{name}", on=on)
        if value is None:
            raise UndecidableError("parameter_not_set", parameter=f"signals.{name}", on=on)
        return value

    return SignalPolicy(
        bad_levels=policy.bad_levels,
        alpha=share("alpha"),
        peers_least=count("peers_least"),
        peers_ratings=count("peers_ratings"),
        peers_low=count("peers_low"),
        taken_up_low=count("taken_up_low"),
        taken_up_share=share("taken_up_share"),
        cause_repeats=count("cause_repeats"),
        history_months=count("history_months"),
        history_least=count("history_least"),
        history_ratings=count("history_ratings"),
        month_ratings=count("month_ratings"),
        burst_times=share("burst_times"),
        burst_volume=share("burst_volume"),
        mix_distance=share("mix_distance"),
        tier_ratings=count("tier_ratings"),
        tier_points=share("tier_points"),
        hoard_ratings=count("hoard_ratings"),
        hoard_serious=count("hoard_serious"),
        hoard_share=share("hoard_share"),
        hoard_times=count("hoard_times"),
        hoard_low=share("hoard_low"),
        stop_points=share("stop_points"),
        stop_alpha=share("stop_alpha"),
        stop_share=share("stop_share"),
        stop_services=share("stop_services"),
        same_months=count("same_months"),
        same_range=share("same_range"),
        many_low=count("many_low"),
        many_share=share("many_share"),
        many_matters=count("many_matters"),
        many_matters_share=share("many_matters_share"),
        inspections=count("inspections"),
        look_back_months=count("look_back_months"),
    )
