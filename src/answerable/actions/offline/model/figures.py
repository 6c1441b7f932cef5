"""Figures on value: the same measure before a service was outsourced and since."""

from collections.abc import Iterator
from dataclasses import dataclass

from answerable.actions.offline.model.plan import Plan
from answerable.actions.offline.model.rows import Pen
from answerable.actions.offline.model.series import Range
from answerable.core.terms.period import Period


@dataclass(frozen=True)
class Stretch:
    """Periods of one kind from the first to the last, with values of this range."""

    first: str
    last: str
    values: Range
    """Lowest and highest: fen, hours, or per mille of a share."""
    source: str = "body"
    note: str = ""

    def periods(self) -> Iterator[Period]:
        period, last = Period.parse(self.first), Period.parse(self.last)
        while period.end <= last.end:
            yield period
            period = period.next()


@dataclass(frozen=True)
class Measured:
    """One measure. `size` bounds the denominators; `scale` is what a value is divided by: 1000 for per mille."""

    aspect: str
    name: str
    size: Range
    stretches: tuple[Stretch, ...]
    scale: int = 1


def compare(pen: Pen, plan: Plan, *measures: Measured) -> None:
    """Write the figures of a contract, measure by measure."""
    for measured in measures:
        for stretch in measured.stretches:
            for period in stretch.periods():
                whole = pen.rng.randint(*measured.size)
                low, high = (whole * value for value in stretch.values)
                pen.book.add(
                    "value_figures",
                    contract=plan.id,
                    aspect=measured.aspect,
                    measure=measured.name,
                    period=period,
                    numerator=pen.rng.randint(low, high) // measured.scale,
                    denominator=whole,
                    source=stretch.source,
                    note=stretch.note,
                )
