"""Who had a part in what is decided: none of them decides it, and no meeting does while anybody else is left."""

from typing import TYPE_CHECKING

from answerable.core.enforce.course import acts
from tests.drills.histories.cast import deciders

if TYPE_CHECKING:
    from tests.drills.histories.model import Model


class ViolationError(AssertionError):
    """Something was accepted, refused or stored that must not be."""


def forbid(so: bool, rule: str, *told: object) -> None:
    """Object where it is so."""
    if so:
        raise ViolationError(f"{rule}: {', '.join(map(str, told))}")


def met(act: acts.Act) -> bool:
    """Whether the act states the minutes of a meeting: then it is not one person's decision."""
    return bool(getattr(act, "minutes", "").strip())


def by_others(model: "Model", act: acts.Act, persons: set[str], part: set[str], rule: str) -> None:
    """None of whom had a part does it, but where everybody had one: then a meeting does."""
    barred = persons & part
    forbid(bool(barred) and not met(act), rule, barred)
    left = deciders(model.signed) - part
    forbid(bool(barred) and bool(left), f"{rule}, in a meeting, while others are left", barred, left)


def of_measures(model: "Model", step: int) -> set[str]:
    """Whoever took the measures that a step is of, or reviewed them by then."""
    found: set[str] = set()
    for taken, (by, _) in model.protections.items():
        review, reviewers = model.reviewed.get(taken, (0, set()))
        if step in (taken, review):
            found |= by | reviewers
    return found
