"""Readings and scores: what has been entered of which contract up to when, and one month with what follows from it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

from django.db.models import Max, QuerySet

from answerable.actions.office.figures_in import deducted
from answerable.actions.office.pages.corrected import Correction, corrections_of
from answerable.actions.office.pages.files import kept_of
from answerable.actions.office.pages.providers import running
from answerable.actions.office.pages.subjects import Asking, bodies_where
from answerable.core.assess.score import deduction_minor
from answerable.core.evidence import values
from answerable.core.register.permits import Act
from answerable.core.terms.period import Period, PeriodKind
from answerable.records.models import (
    Contract,
    ContractIndicator,
    Deduction,
    Indicator,
    Reading,
    Score,
    Standing,
)
from answerable.records.values import values_of

MONTHS = 24
"""Scored periods on the page of a contract."""
_FULL = 100


@dataclass(frozen=True)
class EnteredLine:
    """One contract, and how far its figures have come."""

    contract: Contract
    scored: str | None
    """The latest period scored."""
    measured: str | None
    """The latest period with a reading."""


@dataclass(frozen=True)
class MonthLine:
    """One scored period: what people gave, and what the agreement says of it."""

    row: int
    """Of its first item."""
    period: str
    points: Decimal
    full: Decimal
    of_100: Fraction | None
    agreed_minor: int | None
    """None where nothing is agreed for such a score."""
    taken_minor: int | None
    computed: Fraction | None
    """What the indicators give; None where they say nothing."""

    @property
    def differs(self) -> bool:
        """What is deducted is not what was agreed."""
        return self.agreed_minor is not None and (self.taken_minor or 0) != self.agreed_minor


@dataclass(frozen=True)
class AgreedIndicator:
    """An indicator of a contract, as its latest edition names it."""

    id: str
    name: str
    name_en: str | None
    period: str
    """day, week, month, quarter or year."""
    measure: str
    better: str
    weight: Decimal | None


@dataclass(frozen=True)
class FiguresPage:
    """A contract with its scored months."""

    contract: Contract
    months: tuple[MonthLine, ...]
    indicators: tuple[AgreedIndicator, ...]
    deductions: tuple[values.Deduction, ...]
    due: str | None
    """The period to be scored next, if it is over."""


@dataclass(frozen=True)
class MonthPage:
    """One scored period, item by item."""

    contract: Contract
    month: MonthLine
    items: tuple[Score, ...]
    deductions: tuple[values.Deduction, ...]
    corrections: tuple[Correction, ...]
    names: Mapping[str, AgreedIndicator]
    """Of items that are indicators."""


@dataclass(frozen=True)
class ReadingPage:
    """One reading, and what was corrected of it."""

    reading: Reading
    indicator: AgreedIndicator | None
    corrections: tuple[Correction, ...]
    kept: frozenset[str]
    """The hash of its document, if the file is here."""


def entered(asked: Asking) -> QuerySet[Contract]:
    """The running contracts whose figures the actor records, by name; of a clerk those of its provider."""
    if asked.actor.provider is not None:
        return Contract.objects.none()
    rows = running(asked, bodies_where(asked, Act.RECORD))
    return rows.select_related("body", "provider").order_by("name", "id")


def entered_lines(rows: Sequence[Contract]) -> list[EnteredLine]:
    """The contracts with how far their figures have come, with so many queries for all of them."""
    ids = [row.pk for row in rows]
    scored, measured = (
        dict(
            model._default_manager.filter(contract__in=ids)
            .values_list("contract")
            .annotate(Max("period"))
            .order_by()
        )
        for model in (Score, Reading)
    )
    return [EnteredLine(row, scored.get(row.pk), measured.get(row.pk)) for row in rows]


def readings_seen(asked: Asking) -> QuerySet[Reading]:
    """The readings of the contracts of which the actor sees at least the provider's side, the latest first."""
    rows: QuerySet[Reading] = Reading.objects.select_related("contract")
    return _seen(rows, asked).order_by("-recorded", "-period", "id")


def scores_seen(asked: Asking) -> QuerySet[Score]:
    """The scores of such contracts, the latest first."""
    rows: QuerySet[Score] = Score.objects.select_related("contract", "scored_by")
    return _seen(rows, asked).order_by("-scored_on", "-period", "contract", "row")


def _seen(rows: QuerySet[Any], asked: Asking) -> QuerySet[Any]:
    if asked.actor.provider is not None:
        return rows.filter(contract__provider=asked.actor.provider)
    return rows.filter(contract__body__in=bodies_where(asked, Act.SEE_PROVIDER_SIDE))


def indicators_of(contract: str) -> tuple[AgreedIndicator, ...]:
    """The indicators agreed in a contract, in the order in which they were agreed."""
    agreed = list(ContractIndicator.objects.filter(contract=contract).order_by("row"))
    known = indicators({each.indicator for each in agreed})
    return tuple(
        AgreedIndicator(
            each.indicator,
            known[each.indicator].name,
            known[each.indicator].name_en,
            known[each.indicator].period,
            known[each.indicator].measure,
            known[each.indicator].better,
            each.weight,
        )
        for each in agreed
        if each.indicator in known
    )


def indicators(ids: Iterable[str]) -> dict[str, Indicator]:
    """The latest editions of these indicators."""
    return {each.id: each for each in Indicator.objects.filter(id__in=list(ids)).order_by("starts")}


def figures_page(contract: Contract, *, on: date) -> FiguresPage:
    """A contract with its latest scored months, the latest first."""
    rows = list(Score.objects.filter(contract=contract.pk).order_by("-period", "row"))
    periods = list(dict.fromkeys(row.period for row in rows))[:MONTHS]
    deductions, computed = deductions_of(contract.pk), _computed(contract.pk)
    return FiguresPage(
        contract=contract,
        months=tuple(
            _month([row for row in rows if row.period == period], deductions, computed) for period in periods
        ),
        indicators=indicators_of(contract.pk),
        deductions=deductions,
        due=_due(contract, periods, on=on),
    )


def _due(contract: Contract, periods: Sequence[str], *, on: date) -> str | None:
    """The period after the latest scored one, or the first whole month of the contract; None before it is over."""
    if periods:
        following = Period.parse(periods[0]).next()
    else:
        first = Period.holding(contract.starts, PeriodKind.MONTH)
        following = first if first.start == contract.starts else first.next()
    return str(following) if following.end <= on else None


def month_page(first: Score) -> MonthPage:
    """The period that a score belongs to, item by item, in the order of the sheet."""
    rows = list(
        Score.objects.filter(contract=first.contract_id, period=first.period)
        .select_related("scored_by")
        .order_by("row")
    )
    deductions = deductions_of(first.contract_id)
    names = {each.id: each for each in indicators_of(first.contract_id)}
    keys = [("scores", first.contract_id, first.period, row.item) for row in rows]
    return MonthPage(
        contract=first.contract,
        month=_month(rows, deductions, _computed(first.contract_id)),
        items=tuple(rows),
        deductions=deductions,
        corrections=corrections_of(keys),
        names=names,
    )


def reading_page(reading: Reading) -> ReadingPage:
    """A reading with its indicator, and why it was corrected."""
    known = indicators([reading.indicator]).get(reading.indicator)
    agreed = None
    if known is not None:
        agreed = AgreedIndicator(
            known.id, known.name, known.name_en, known.period, known.measure, known.better, None
        )
    return ReadingPage(
        reading, agreed, corrections_of([("readings", reading.pk)]), kept_of([reading.document])
    )


def deductions_of(contract: str) -> tuple[values.Deduction, ...]:
    """What was agreed to be deducted, the latest agreement first, the highest scores first."""
    rows = values_of(values.Deduction, Deduction.objects.filter(contract=contract))
    return tuple(sorted(rows, key=lambda each: (each.starts, each.high), reverse=True))


def _month(
    rows: Sequence[Score], deductions: Iterable[values.Deduction], computed: Mapping[str, Fraction]
) -> MonthLine:
    points, full = sum((row.points for row in rows), Decimal(0)), sum((row.full for row in rows), Decimal(0))
    of_100 = Fraction(points) * _FULL / Fraction(full) if full else None
    period = rows[0].period
    agreed = None if of_100 is None else deduction_minor(of_100, deductions, on=Period.parse(period).end)
    return MonthLine(
        row=rows[0].row,
        period=period,
        points=points,
        full=full,
        of_100=of_100,
        agreed_minor=agreed,
        taken_minor=deducted(rows),
        computed=computed.get(period),
    )


def _computed(contract: str) -> dict[str, Fraction]:
    """What the indicators gave for each month, by the latest assessment."""
    months = Standing.objects.filter(contract=contract).values_list("content__months", flat=True).first()
    return {
        each["period"]: Fraction(str(each["computed"]))
        for each in months or ()
        if isinstance(each, dict) and each.get("computed") is not None
    }
