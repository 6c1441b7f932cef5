"""Whether a stored plan is the one that was committed to, and its draw the one that follows from it."""

from collections.abc import Iterable, Iterator

from answerable.core.evidence.inspection.draw import commitment_of, draw, text_of
from answerable.core.evidence.inspection.values import Chance, Inspection, Plan
from answerable.core.evidence.inspection.weights import Weights, weight_of
from answerable.core.terms.message import Message


def verify(plan: Plan, frame: Iterable[Chance], inspections: Iterable[Inspection]) -> tuple[Message, ...]:
    """Everything that speaks against a plan that was drawn; nothing of one that is sound, or not drawn yet."""
    return tuple(_against(plan, tuple(frame), tuple(inspections)))


def _against(plan: Plan, frame: tuple[Chance, ...], inspections: tuple[Inspection, ...]) -> Iterator[Message]:
    if plan.secret is None or plan.public_seed is None:
        if inspections:
            yield Message.of("inspection_before_draw", plan=plan.id)
        return
    if commitment_of(text_of(plan, frame, secret=plan.secret)) != plan.commitment:
        yield Message.of("inspection_commitment_broken", plan=plan.id)
    drawn = draw(plan, frame, secret=plan.secret, public_seed=plan.public_seed)
    wanted = [(each.place, each.contract, each.by) for each in drawn]
    stored = [(each.place or 0, each.contract, each.chosen_by) for each in inspections]
    if sorted(stored) != wanted:
        yield Message.of("inspection_draw_differs", plan=plan.id)


def weights_differ(frame: Iterable[Chance], weights: Weights) -> tuple[str, ...]:
    """The contracts whose weight does not follow from the other columns of their row; of a sound frame none."""
    return tuple(each.contract for each in frame if each.weight != weight_of(each, weights))
