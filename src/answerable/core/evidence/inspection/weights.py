"""How much a contract counts where inspections are drawn by risk: whole numbers from the dated parameters.

A weight is 1 and what each circumstance adds to it; nothing takes away, so that every contract can be drawn. The
parameters and their grounds: `inspection.*` in the rulebook.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from answerable.core.evidence.inspection.values import Chance
from answerable.core.rulebook.parameters import Parameters
from answerable.core.terms.errors import UndecidableError

CORRECTING = ("rectifying", "renewal_suspended", "suspended", "ending")
_LARGEST = 4
"""Of so many contracts one is large."""


@dataclass(frozen=True)
class Risk:
    """What is known of a contract on the day of the commitment."""

    contract: str
    standing: str | None
    """As it was assessed last; None if it never was."""
    overdue: int
    """Duties of both sides that were overdue then."""
    findings: int
    """Findings confirmed in the months that count."""
    inspected_on: date | None
    amount_minor: int | None


@dataclass(frozen=True)
class Weights:
    """The parameters in force on a day."""

    watch: int
    correcting: int
    no_data: int
    overdue: int
    overdue_most: int
    finding: int
    findings_most: int
    findings_months: int
    every_months: int
    months_most: int
    large: int
    random_share: Fraction


def weights_on(parameters: Parameters, on: date) -> Weights:
    """The parameters of inspections on the day. Raises UndecidableError where the rulebook does not set one."""

    def count(name: str) -> int:
        value = parameters.count(f"inspection.{name}", on=on)
        if value is None:
            raise UndecidableError("parameter_not_set", parameter=f"inspection.{name}", on=on)
        return value

    share = parameters.share("inspection.random_share", on=on)
    if share is None:
        raise UndecidableError("parameter_not_set", parameter="inspection.random_share", on=on)
    return Weights(
        watch=count("watch"),
        correcting=count("correcting"),
        no_data=count("no_data"),
        overdue=count("overdue"),
        overdue_most=count("overdue_most"),
        finding=count("finding"),
        findings_most=count("findings_most"),
        findings_months=count("findings_months"),
        every_months=max(1, count("every_months")),
        months_most=count("months_most"),
        large=count("large"),
        random_share=share,
    )


def frame_of(plan: str, risks: Iterable[Risk], *, on: date, weights: Weights) -> tuple[Chance, ...]:
    """The frame of a plan: every contract with its weight on the day, in the order of their ids."""
    listed = sorted(risks, key=lambda each: each.contract)
    amounts = sorted((each.amount_minor or 0 for each in listed), reverse=True)
    return tuple(_chance(plan, each, amounts=amounts, on=on, weights=weights) for each in listed)


def _chance(plan: str, risk: Risk, *, amounts: list[int], on: date, weights: Weights) -> Chance:
    months = None if risk.inspected_on is None else _months(risk.inspected_on, on)
    bare = Chance(
        plan=plan,
        contract=risk.contract,
        standing=risk.standing,
        overdue=risk.overdue,
        findings=risk.findings,
        months=months,
        large=_is_large(risk.amount_minor, amounts),
        weight=1,
    )
    return Chance(**{**vars(bare), "weight": weight_of(bare, weights)})


def weight_of(chance: Chance, weights: Weights) -> int:
    """The weight that follows from the columns of a frame's row."""
    months = weights.months_most if chance.months is None else min(chance.months, weights.months_most)
    return (
        1
        + _of_standing(chance.standing, weights)
        + weights.overdue * min(chance.overdue, weights.overdue_most)
        + weights.finding * min(chance.findings, weights.findings_most)
        + months // weights.every_months
        + weights.large * chance.large
    )


def least_random(count: int, weights: Weights) -> int:
    """How many of so many inspections have to be drawn at random, at least: the share of the rulebook, rounded up."""
    share = weights.random_share * count
    return -(-share.numerator // share.denominator)


def _of_standing(standing: str | None, weights: Weights) -> int:
    if standing in CORRECTING:
        return weights.correcting
    if standing == "watch":
        return weights.watch
    return weights.no_data if standing in (None, "no_data") else 0


def _is_large(amount: int | None, amounts: list[int]) -> bool:
    """Whether fewer contracts than a quarter of all are larger; without an amount it is not."""
    if not amount:
        return False
    return sum(1 for each in amounts if each > amount) < -(-len(amounts) // _LARGEST)


def _months(since: date, on: date) -> int:
    """Whole months between two days; none where the first lies after the second."""
    months = 12 * (on.year - since.year) + on.month - since.month - (on.day < since.day)
    return max(0, months)
