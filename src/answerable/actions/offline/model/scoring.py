"""The monthly scoring, and the deduction that was agreed for it."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from fractions import Fraction

from answerable.actions.offline.model.marks import marks_of
from answerable.actions.offline.model.oversight import Done
from answerable.actions.offline.model.plan import Plan
from answerable.actions.offline.model.rows import Pen
from answerable.core.terms.period import Period

TOTAL: Mapping[str, int] = {"total": 100}
ITEMS: Mapping[str, int] = {"quality": 50, "punctuality": 20, "records": 10, "citizens": 20}
_FULL_PRICE_FROM = 90


def score(
    pen: Pen,
    plan: Plan,
    *,
    done: Done,
    usual: tuple[int, int],
    odd: Mapping[str, tuple[int, int]] | None = None,
    items: Mapping[str, int] = TOTAL,
    takes: bool = True,
) -> None:
    """Write the monthly scoring on the days on which it was done, and the agreed deduction.

    Points are those the indicators give, so readings come first. `odd` names months in which people recorded
    others, and `usual` stands where the indicators give none. Unless the body `takes` nothing, the price is
    cut below 90 points as agreed.
    """
    for (kind, period), day in done.items():
        if kind == "score":
            points = _points(pen, plan, period=period, usual=usual, odd=odd or {})
            cut = _cut(plan, points) if takes else 0
            _score_month(pen, plan, period=period, day=day, points=points, items=items, cut=cut)
    agree(pen, plan)


def agree(pen: Pen, plan: Plan) -> None:
    """Write what the clause on deductions says in figures: below 90 points one per cent for each point."""
    if "deduction" in plan.clauses:
        pen.book.add(
            "deductions",
            contract=plan.id,
            starts=plan.starts,
            low=0,
            high=_FULL_PRICE_FROM,
            percent=0,
            per_point=1,
            base_minor=plan.monthly_minor,
        )


def _points(
    pen: Pen, plan: Plan, *, period: str, usual: tuple[int, int], odd: Mapping[str, tuple[int, int]]
) -> Fraction:
    drawn = Fraction(pen.rng.randint(*odd.get(period, usual)))
    marks = None if period in odd else marks_of(pen, plan, month=Period.parse(period))
    return drawn if marks is None else marks


def _cut(plan: Plan, points: Fraction) -> int:
    """In fen, rounded down, as the assessment reckons it."""
    return int(max(Fraction(0), _FULL_PRICE_FROM - points) * plan.monthly_minor / 100)


def _score_month(
    pen: Pen, plan: Plan, *, period: str, day: date, points: Fraction, items: Mapping[str, int], cut: int
) -> None:
    for order, (item, marks) in enumerate(_spread(pen, lost=100 - points, items=items).items()):
        pen.book.add(
            "scores",
            contract=plan.id,
            period=period,
            item=item,
            points=_written(marks),
            full=items[item],
            scored_by=pen.cast.holder(plan.body, "handler", on=day),
            scored_on=day,
            deduction_minor=cut if cut and order == 0 else None,
        )


def _spread(pen: Pen, *, lost: Fraction, items: Mapping[str, int]) -> dict[str, Fraction]:
    """Take the lost points from the items where marks are left: whole ones first, the rest from the largest."""
    marks = {item: Fraction(full) for item, full in items.items()}
    for _ in range(int(lost)):
        open_items = [item for item, left in marks.items() if left >= 1]
        item = pen.rng.choices(open_items, weights=[items[name] for name in open_items])[0]
        marks[item] -= 1
    marks[max(marks, key=lambda item: marks[item])] -= lost - int(lost)
    return marks


def _written(marks: Fraction) -> str:
    """As a decimal; weights and points are such that it ends."""
    return f"{(Decimal(marks.numerator) / Decimal(marks.denominator)).normalize():f}"
