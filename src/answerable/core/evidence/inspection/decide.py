"""What speaks against planning, drawing and recording inspections: all of it at once, each with its field."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from answerable.core.evidence.inspection.checklist import NOT_MET, Answer, Item
from answerable.core.evidence.inspection.draw import commitment_of, text_of
from answerable.core.evidence.inspection.values import Chance, Inspection, Plan
from answerable.core.evidence.inspection.weights import Weights, least_random
from answerable.core.tables.types import HASH
from answerable.core.terms.message import Message

LONGEST_ID = 58
"""Characters of a plan's id, so that the ids of its inspections, made from it, are ids too."""


@dataclass(frozen=True)
class Made:
    """An inspection that is said to have been made: when, and what was seen of each item."""

    inspected_on: date
    answers: Mapping[str, Answer]


def against_plan(
    plan: Plan, *, contracts: int, others: Iterable[Plan], on: date, weights: Weights
) -> tuple[Message, ...]:
    """Every reason why the plan may not be committed to on the day; `others` are the plans of the same body."""
    return (*_counts(plan, contracts, weights), *_days(plan, others, on), *_texts(plan))


def _counts(plan: Plan, contracts: int, weights: Weights) -> Iterator[Message]:
    if plan.count > contracts:
        yield Message.of("inspection_too_many", field="count", count=plan.count, contracts=contracts)
    least = least_random(plan.count, weights)
    if plan.random_count > plan.count:
        yield Message.of("inspection_random_over", field="random_count", count=plan.count)
    elif plan.random_count < least:
        share = weights.random_share
        yield Message.of("inspection_random_under", field="random_count", least=least, share=share)


def _days(plan: Plan, others: Iterable[Plan], on: date) -> Iterator[Message]:
    if plan.starts < on:
        yield Message.of("inspection_starts_past", field="starts", starts=plan.starts, on=on)
    if plan.ends < plan.starts:
        yield Message.of("inspection_ends_first", field="ends", starts=plan.starts, ends=plan.ends)
    if plan.seed_on <= plan.committed_on:
        yield Message.of("inspection_seed_known_already", field="seed_on", seed_on=plan.seed_on)
    elif plan.seed_on > plan.ends:
        yield Message.of("inspection_seed_late", field="seed_on", seed_on=plan.seed_on, ends=plan.ends)
    for other in others:
        if other.starts <= plan.ends and plan.starts <= other.ends:
            yield Message.of(
                "inspection_plan_overlaps",
                field="starts",
                plan=other.id,
                starts=other.starts,
                ends=other.ends,
            )


def _texts(plan: Plan) -> Iterator[Message]:
    if len(plan.id) > LONGEST_ID:
        yield Message.of("inspection_id_long", field="id", most=LONGEST_ID)
    if not plan.seed_source.strip() or not plan.seed_source.isprintable():
        yield Message.of("inspection_line", field="seed_source")


def against_draw(
    plan: Plan, frame: Iterable[Chance], *, secret: str | None, public_seed: str, on: date
) -> tuple[Message, ...]:
    """Every reason why the plan may not be drawn on the day with this secret and this public number."""
    return tuple(_draw(plan, tuple(frame), secret=secret, public_seed=public_seed, on=on))


def _draw(
    plan: Plan, frame: tuple[Chance, ...], *, secret: str | None, public_seed: str, on: date
) -> Iterator[Message]:
    if plan.drawn_on is not None:
        yield Message.of("inspection_plan_drawn", plan=plan.id, drawn=plan.drawn_on)
        return
    if on < plan.seed_on:
        yield Message.of("inspection_not_published", field="public_seed", seed_on=plan.seed_on, on=on)
    if not public_seed.strip() or not public_seed.isprintable():
        yield Message.of("inspection_line", field="public_seed")
    if not secret:
        yield Message.of("inspection_no_secret", field="secret", plan=plan.id)
    elif commitment_of(text_of(plan, frame, secret=secret)) != plan.commitment:
        yield Message.of("inspection_secret_wrong", field="secret", plan=plan.id)


def against_record(
    inspection: Inspection, made: Made, *, items: Iterable[Item], since: date, on: date
) -> tuple[Message, ...]:
    """Every reason why the inspection may not be recorded so; it is possible from `since` on."""
    days = against_day(inspection, made.inspected_on, since=since, on=on)
    return (*days, *_answers(made.answers, tuple(items)))


def against_day(inspection: Inspection, day: date, *, since: date, on: date) -> tuple[Message, ...]:
    """Every reason why the inspection cannot have been made, or tried, on the day."""
    return tuple(_against_day(inspection, day, since=since, on=on))


def _against_day(inspection: Inspection, day: date, *, since: date, on: date) -> Iterator[Message]:
    if inspection.inspected_on is not None:
        yield Message.of("inspection_recorded", id=inspection.id, inspected=inspection.inspected_on)
    if day > on:
        yield Message.of("inspection_later", field="inspected_on", day=day, on=on)
    if day < since:
        yield Message.of("inspection_earlier", field="inspected_on", day=day, since=since)


def _answers(answers: Mapping[str, Answer], items: tuple[Item, ...]) -> Iterator[Message]:
    known = {item.key for item in items}
    for key in sorted(answers.keys() - known):
        yield Message.of("inspection_item_unknown", field=key, item=key)
    for item in items:
        answer = answers.get(item.key)
        if answer is None or not answer.result:
            yield Message.of("inspection_unanswered", field=item.key)
            continue
        if answer.severity is not None and answer.result != NOT_MET:
            yield Message.of("inspection_finding_of_met", field=f"{item.key}.severity")
        if answer.document and not HASH.matches(answer.document):
            yield Message.of("inspection_document", field=f"{item.key}.document")
