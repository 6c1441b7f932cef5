"""How much an assessment hangs on each parameter: the nearest value at which it would be another one."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Any

from answerable.core.assess.policy import Policy
from answerable.core.assess.results import Assessment

Number = int | Fraction


@dataclass(frozen=True)
class Knob:
    """A parameter that can be turned: its id, its value now, the policy with another value, and the values tried."""

    parameter: str
    now: Number
    turned: Callable[[Number], Policy]
    step: Number
    least: Number
    most: Number


@dataclass(frozen=True)
class Turn:
    """At this value of the parameter, and not before, the assessment would be another one."""

    parameter: str
    now: Number
    at: Number
    assessment: Assessment


def turns(policy: Policy, assessed: Callable[[Policy], Assessment]) -> tuple[Turn, ...]:
    """Every turn, in the order of the parameters, lower values first.

    A parameter only ever makes an assessment stricter or milder as it grows, so the nearest value is bisected.
    """
    now = assessed(policy)
    found: list[Turn] = []
    for knob in knobs(policy):
        for end, up in ((knob.least, False), (knob.most, True)):
            found += _nearest(knob, end, now, assessed, up=up)
    return tuple(found)


def _nearest(
    knob: Knob, end: Number, now: Assessment, assessed: Callable[[Policy], Assessment], *, up: bool
) -> Iterator[Turn]:
    if (end > knob.now) is not up:
        return  # the value lies beyond the bounds already
    direction = 1 if up else -1
    inside, outside = 0, int(abs(Fraction(end) - knob.now) // knob.step)

    def value(steps: int) -> Number:
        return knob.now + direction * steps * knob.step

    if not outside or assessed(knob.turned(value(outside))) is now:
        return
    while outside - inside > 1:
        middle = (inside + outside) // 2
        if assessed(knob.turned(value(middle))) is now:
            inside = middle
        else:
            outside = middle
    yield Turn(knob.parameter, knob.now, value(outside), assessed(knob.turned(value(outside))))


def knobs(policy: Policy) -> Iterator[Knob]:
    """The parameters that can be turned without counting anything anew."""
    hundredth, bet = Fraction(1, 100), policy.bet
    for parameter, field, least, most in (
        ("ratings.standard", "standard", hundredth, 1 - hundredth),
        ("ratings.alpha", "alpha", Fraction(1, 1000), Fraction(1, 10)),
        ("ratings.margin", "margin", Fraction(0), Fraction(1, 4)),
    ):
        step = Fraction(1, 1000) if parameter == "ratings.alpha" else hundredth
        yield Knob(parameter, getattr(bet, field), _betting(policy, field), step, least, most)
    yield Knob("ratings.min_count", bet.least, _betting(policy, "least"), 1, 1, 10 * max(bet.least, 10))
    yield Knob(
        "matters.put_right_share",
        policy.put_right_share,
        _with(policy, "put_right_share"),
        hundredth,
        Fraction(0),
        Fraction(1),
    )
    for parameter, field, most_whole in (
        ("matters.min_count", "matters_min_count", 100),
        ("survey.min_responses", "survey_min_responses", 1000),
        ("watch.off_target_periods", "off_target_periods", 12),
        ("watch.far_steps", "far_steps", 9),
        ("watch.serious_findings", "serious_findings", 9),
        ("watch.duty_overdue_workdays", "duty_overdue", 250),
    ):
        yield Knob(parameter, getattr(policy, field), _with(policy, field), 1, 1, most_whole)
    yield Knob(
        "survey.alpha",
        policy.survey_alpha,
        _with(policy, "survey_alpha"),
        Fraction(1, 1000),
        Fraction(1, 1000),
        Fraction(1, 10),
    )
    for parameter, field in (
        ("watch.worst_k", "worst_k"),
        ("watch.worst_last", "worst_last"),
        ("watch.trend_periods", "trend_periods"),
    ):
        value = getattr(policy, field)
        if value is not None:
            yield Knob(parameter, value, _with(policy, field), 1, 1, 36)


def _betting(policy: Policy, field: str) -> Callable[[Number], Policy]:
    return lambda value: replace(policy, bet=replace(policy.bet, **_one(field, value)))


def _with(policy: Policy, field: str) -> Callable[[Number], Policy]:
    return lambda value: replace(policy, **_one(field, value))


def _one(field: str, value: Number) -> dict[str, Any]:
    return {field: value}
