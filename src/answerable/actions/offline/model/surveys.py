"""Sampled surveys of the model district, plain and stratified."""

from collections import Counter
from collections.abc import Mapping
from datetime import date

from answerable.actions.offline.model.plan import Plan
from answerable.actions.offline.model.rows import Pen
from answerable.actions.offline.model.voice import Range

_LEVELS = range(1, 6)
Strata = Mapping[str, int]
"""Per cent of the frame and of the sample, by stratum."""


def survey(
    pen: Pen,
    plan: Plan,
    *,
    day: date,
    frame: int,
    sample: int,
    answering: Range,
    bad: Range,
    strata: Strata | None = None,
) -> None:
    """Write one sampled survey; `answering` and `bad` are per cent, of the sample and of the answers.

    With strata, each answers in its own way, and the survey is what they add up to.
    """
    key = pen.book.new_id(f"{plan.id}-s")
    parts = []
    for frame_part, sample_part in _parts(frame, sample, shares=tuple((strata or {"": 100}).values())):
        parts.append(_asked(pen, frame=frame_part, sample=sample_part, answering=answering, bad=bad))
    whole: Counter[str] = sum(parts, Counter())
    columns = ("frame", "sample", "responses", *(f"level_{level}" for level in _LEVELS))
    cells = {column: whole[column] for column in columns}
    pen.book.add("surveys", id=key, contract=plan.id, surveyed_on=day, **cells)
    for stratum, part in zip(strata or {}, parts, strict=False):
        pen.book.add(
            "survey_strata", survey=key, stratum=stratum, **{column: part[column] for column in columns}
        )


def _parts(frame: int, sample: int, *, shares: tuple[int, ...]) -> list[tuple[int, int]]:
    """Frame and sample of each stratum; the last takes what rounding left."""
    found = [(frame * share // 100, sample * share // 100) for share in shares[:-1]]
    rest = (frame - sum(part for part, _ in found), sample - sum(part for _, part in found))
    return [*found, rest]


def _asked(pen: Pen, *, frame: int, sample: int, answering: Range, bad: Range) -> Counter[str]:
    answers = sample * pen.rng.randint(*answering) // 100
    low = answers * pen.rng.randint(*bad) // 100
    levels = Counter(pen.rng.choices((1, 2), weights=(1, 2), k=low))
    levels.update(pen.rng.choices((5, 4, 3), weights=(5, 4, 1), k=answers - low))
    asked = Counter({f"level_{level}": count for level, count in levels.items()})
    asked.update(frame=frame, sample=sample, responses=answers)
    return asked
