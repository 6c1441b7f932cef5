"""What a supervising department, or a head, looks at across bodies: lists to ask after, and no ranking of anybody."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

from django.db.models import Count, F, Max, Min, Q, QuerySet, Sum, TextField
from django.db.models.functions import Coalesce

from answerable.actions.office.cases.same import unsaid
from answerable.actions.office.pages.people import vacant as vacant_among
from answerable.actions.office.pages.providers import running
from answerable.actions.office.pages.subjects import Asking, bodies_where
from answerable.core.enforce.trouble import TROUBLE
from answerable.core.register.permits import Act
from answerable.records.models import (
    Body,
    Contract,
    DutyOwed,
    Person,
    Provider,
    Standing,
    WorkItem,
)
from answerable.render.words.fill import percent

HALF = 2
"""One provider holds most of a function with more than one part in so many of its contracts, or of their amount."""


@dataclass(frozen=True)
class Overview:
    """How much there is on each list."""

    overdue: int
    vacancies: int
    trouble: int
    functions: int
    outsourced: int
    """Functions of which nothing is done in the house any more."""
    dependent: int
    assessed_on: date | None


@dataclass(frozen=True)
class OverdueLine:
    """A duty of a body that was not done in time."""

    duty: DutyOwed
    body: Body
    who: Person | None


@dataclass(frozen=True)
class FunctionLine:
    """A function of a body: how much of it is outsourced, to how many contracts, for how much money by currency."""

    work: WorkItem
    outsourced: Decimal | None
    """A part of 1; None where nobody has said how much the body does itself."""
    contracts: int
    amounts: tuple[tuple[int, str], ...]
    unpriced: int
    """Contracts that state no amount."""

    @property
    def percent(self) -> str | None:
        """The share that is outsourced, as it is shown."""
        return None if self.outsourced is None else percent(Fraction(self.outsourced))


@dataclass(frozen=True)
class DependenceLine:
    """A function of which one provider holds all, or most."""

    function: str
    """The line of the catalogue, or the work item where it has none."""
    name: str
    name_en: str | None
    provider: Provider
    whole: bool
    held: int
    contracts: int
    bodies: int


def overseen(asked: Asking) -> frozenset[str]:
    """The bodies that the reader looks after: those below the supervising department's, or the head's own."""
    return bodies_where(asked, Act.OVERSEE)


def overview(asked: Asking) -> Overview:
    """The numbers at the top, with so many queries however much there is."""
    bodies = overseen(asked)
    latest = Standing.objects.filter(contract__body__in=bodies).order_by("-on")
    work = functions(asked)
    return Overview(
        overdue=overdue(asked).count(),
        vacancies=vacant(asked).count(),
        trouble=in_trouble(asked).count(),
        functions=work.count(),
        outsourced=work.filter(in_house_share__regex=_NOTHING).count(),
        dependent=len(dependences(asked)),
        assessed_on=latest.values_list("on", flat=True).first(),
    )


_NOTHING = r"^0(\.0+)?$"
"""How nothing is written: shares are kept as they were written."""


def overdue(asked: Asking) -> QuerySet[DutyOwed]:
    """The overdue duties of the bodies, body by body, the oldest first; what is late in a case is on its board."""
    rows = DutyOwed.objects.filter(side="body", state="overdue", contract__body__in=overseen(asked))
    return unsaid(rows).select_related("contract__body").order_by("contract__body__name", "by", "duty")


def overdue_lines(rows: Sequence[DutyOwed]) -> list[OverdueLine]:
    """The duties with whoever owes them; nobody where it is a body that owes."""
    people = Person.objects.in_bulk({row.who for row in rows})
    return [OverdueLine(row, row.contract.body, people.get(row.who)) for row in rows]


def vacant(asked: Asking) -> QuerySet[Contract]:
    """The contracts, running or to come, to which nobody is assigned who may answer, as on each body's own list."""
    found = vacant_among(Contract.objects.filter(body__in=overseen(asked)), on=asked.on)
    return found.select_related("body", "provider").order_by("body__name", "name", "id")


def in_trouble(asked: Asking) -> QuerySet[Standing]:
    """The standings on watch or worse of running contracts, provider by provider."""
    there = running(asked, overseen(asked))
    rows = Standing.objects.filter(
        standing__in=[each.value for each in TROUBLE], contract__in=there.values("id")
    )
    return rows.select_related("contract__provider", "contract__body").order_by(
        "contract__provider__name", "contract__provider", "contract__name", "contract"
    )


def functions(asked: Asking) -> QuerySet[WorkItem]:
    """The functions of which something runs outside the house, body by body."""
    there = running(asked, overseen(asked))
    rows = WorkItem.objects.filter(id__in=there.values("work_item"))
    return rows.select_related("body").order_by("body__name", "name", "id")


def function_lines(asked: Asking, rows: Sequence[WorkItem]) -> list[FunctionLine]:
    """The functions with their contracts, with so many queries for all of them."""
    there = running(asked, overseen(asked)).filter(work_item__in=[row.pk for row in rows])
    counts: dict[str, int] = defaultdict(int)
    unpriced: dict[str, int] = defaultdict(int)
    amounts: dict[str, list[tuple[int, str]]] = defaultdict(list)
    grouped = there.values_list("work_item", "currency").annotate(Count("id"), Sum("amount_minor"))
    for work, currency, n, amount in grouped.order_by("work_item", "currency"):
        counts[work] += n
        if currency is None or amount is None:
            unpriced[work] += n
        else:
            amounts[work].append((amount, currency))
    return [
        FunctionLine(row, _outsourced(row), counts[row.pk], tuple(amounts[row.pk]), unpriced[row.pk])
        for row in rows
    ]


def _outsourced(row: WorkItem) -> Decimal | None:
    return None if row.in_house_share is None else 1 - row.in_house_share


def dependences(asked: Asking) -> list[DependenceLine]:
    """The functions of which one provider holds all or most: more than half of the contracts, or of their amount.

    A function is a line of the catalogue over all the bodies looked after; work without a line stands by itself.
    """
    grouped = (
        running(asked, overseen(asked))
        .values(
            function=Coalesce("work_item__catalogue", "work_item", output_field=TextField()), by=F("provider")
        )
        .annotate(
            n=Count("id"),
            amount=Sum("amount_minor"),
            stated=Count("amount_minor"),
            bodies=Count("body", distinct=True),
            least=Min("currency"),
            most=Max("currency"),
        )
        .order_by("function", "by")
    )
    shares: dict[str, list[Mapping[str, Any]]] = defaultdict(list)
    for row in grouped:
        shares[row["function"]].append(row)
    found = {function: leading for function, held in shares.items() if (leading := _leading(held))}
    providers = Provider.objects.in_bulk({each["by"] for each in found.values()})
    names = _names(found)
    return [
        DependenceLine(
            function,
            *names[function],
            provider=providers[each["by"]],
            whole=len(shares[function]) == 1,
            held=each["n"],
            contracts=sum(one["n"] for one in shares[function]),
            bodies=each["bodies"],
        )
        for function, each in found.items()
    ]


def _leading(held: Sequence[Mapping[str, Any]]) -> Mapping[str, Any] | None:
    """The provider with more than half of the contracts, or of the amount; None if nobody has.

    Amounts are compared where all are stated, in one currency.
    """
    numbers = [[each["n"] for each in held]]
    currencies = {each[name] for each in held for name in ("least", "most")}
    if len(currencies) == 1 and all(each["stated"] == each["n"] for each in held):
        numbers.append([each["amount"] for each in held])
    for counted in numbers:
        largest = max(counted)
        if HALF * largest > sum(counted):
            return held[counted.index(largest)]
    return None


def _names(functions: Mapping[str, object]) -> dict[str, tuple[str, str | None]]:
    """What each function is called, as one of its work items is."""
    rows = WorkItem.objects.filter(Q(catalogue__in=list(functions)) | Q(id__in=list(functions)))
    found: dict[str, tuple[str, str | None]] = {}
    for id, catalogue, zh, en in rows.order_by("id").values_list("id", "catalogue", "name", "name_en"):
        found.setdefault(catalogue or id, (zh, en))
    return found
