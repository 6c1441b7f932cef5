"""The sheet of an inspection: its checklist from the record, the question of each item, the duties it can do."""

from collections.abc import Callable
from datetime import date, timedelta

from django.db.models import QuerySet

from answerable.core.evidence.inspection.checklist import CLAUSE, GENERAL, INDICATOR, Item, checklist
from answerable.core.evidence.values import Indicator, PlannedDuty
from answerable.core.register.values import Clause
from answerable.core.rulebook.checklists import general_item
from answerable.core.tables.declare import Both
from answerable.core.terms.period import Period, PeriodKind
from answerable.records import models
from answerable.records.values import values_of
from answerable.render import words
from answerable.render.names import either

_DAY = timedelta(days=1)
_LATEST = 3
"""Of so many periods, counted back from the current one, the duty to inspect is offered."""


def sheet_of(contract: str, *, on: date) -> tuple[Item, ...]:
    """The checklist of a contract on the day."""
    held = models.Contract.objects.select_related("work_item").get(id=contract)
    editions = _editions(contract).filter(starts__lte=on)
    return checklist(
        values_of(Clause, models.Clause.objects.filter(contract=contract)),
        values_of(Indicator, editions),
        catalogue=held.work_item.catalogue,
        on=on,
    )


def _editions(contract: str) -> QuerySet[models.Indicator]:
    """Every edition of the indicators that the contract agreed."""
    agreed = models.ContractIndicator.objects.filter(contract=contract).values("indicator")
    return models.Indicator.objects.filter(id__in=agreed)


def question_of(item: Item, lang: str) -> str:
    """What is asked of an item, as one sentence."""
    if item.basis == CLAUSE:
        return words.term("clause_question", item.kind or "other", lang)
    named = either(item.text, item.text_en, lang)
    return words.label("inspection_indicator", lang, name=named) if item.basis == INDICATOR else named


def asked_of(item: Item) -> Both:
    """The same in both languages."""
    return Both(question_of(item, "zh"), question_of(item, "en"))


def said_of(contract: str, *, on: date) -> Callable[[str, str], Both]:
    """What was asked of an item of a checklist of the contract, by its basis and id: the id where nobody knows it.

    Items that are not on the checklist of the day, because a clause or an indicator came since or a list was changed,
    are known as well.
    """
    known = {(item.basis, item.id): asked_of(item) for item in sheet_of(contract, on=on)}
    for clause in values_of(Clause, models.Clause.objects.filter(contract=contract)):
        of_clause = Item(CLAUSE, clause.id, clause.kind, clause.text, None)
        known.setdefault((CLAUSE, clause.id), asked_of(of_clause))
    for each in values_of(Indicator, _editions(contract).order_by("starts")):
        of_indicator = Item(INDICATOR, each.id, None, each.name, each.name_en)
        known.setdefault((INDICATOR, each.id), asked_of(of_indicator))

    def said(basis: str, item: str) -> Both:
        general = general_item(item) if basis == GENERAL else None
        return known.get((basis, item)) or (Both(item, item) if general is None else general.text)

    return said


def duties_to_do(contract: str, *, on: date, kind: str = "inspect") -> tuple[tuple[str, str], ...]:
    """Duties of the body of a kind that are open, each with its period, the earliest first; only the latest ones."""
    planned = models.PlannedDuty.objects.filter(contract=contract, kind=kind, side="body")
    found: list[tuple[date, str, str]] = []
    for duty in values_of(PlannedDuty, planned):
        done = set(models.DutyDone.objects.filter(duty=duty.id).values_list("period", flat=True))
        found += [
            (start, duty.id, period) for start, period in _open(duty, contract, on) if period not in done
        ]
        if duty.every == "once" and done:
            found = [each for each in found if each[1] != duty.id]
    return tuple((id, period) for _, id, period in sorted(found))


def _open(duty: PlannedDuty, contract: str, on: date) -> list[tuple[date, str]]:
    """The latest whole periods of a duty that have begun by the day, each with its first day."""
    if duty.every == "once":
        return [(duty.starts, on.isoformat())] if duty.starts <= on else []
    ends = models.Contract.objects.values_list("ends", flat=True).get(id=contract)
    last = min(day for day in (duty.ends, ends, date.max) if day is not None)
    period = Period.holding(on, PeriodKind(duty.every))
    found: list[tuple[date, str]] = []
    while len(found) < _LATEST and period.start >= duty.starts:
        if period.end <= last:
            found.append((period.start, str(period)))
        period = Period.holding(period.start - _DAY, period.kind)
    return found
