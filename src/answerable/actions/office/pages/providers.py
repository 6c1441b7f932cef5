"""Providers as officials see them: their contracts, what stands of each, and peers for the same work side by side."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Max, Q, QuerySet

from answerable.actions.office.pages.corrections import Correction, corrections_of_findings, stood
from answerable.actions.office.pages.files import kept_of
from answerable.actions.office.pages.subjects import Asking, bodies_where
from answerable.actions.office.pages.told import Pooled, pooled_of
from answerable.core.enforce.results import Standing as Stands
from answerable.core.enforce.trouble import worst
from answerable.core.register.permits import Act
from answerable.records.models import (
    CaseState,
    Contract,
    DutyOwed,
    Finding,
    FindingReply,
    Indicator,
    Provider,
    Standing,
)

MOST = 500
"""Contracts read for one page, and findings listed on it."""
PARTS = ("content__series", "content__indicators", "content__ratings", "content__matters")
"""What is read of an assessment to compare contracts."""


@dataclass(frozen=True)
class ProviderLine:
    """One line of the list; it counts what its reader may see."""

    provider: Provider
    running: int
    standing: Stands | None
    """The worst of its running contracts."""
    overdue: int
    confirmed: int
    found_on: date | None
    """Of the latest confirmed finding."""


@dataclass(frozen=True)
class Side:
    """One contract of the provider with its results over the last year."""

    contract: Contract
    standing: Standing | None
    results: tuple[Pooled, ...]
    confirmed: int
    put_right: tuple[int, int] | None
    """Matters put right, of so many that had ground and were answered."""


@dataclass(frozen=True)
class FoundLine:
    """A confirmed finding with what the provider said to it."""

    finding: Finding
    replies: tuple[FindingReply, ...]
    kept: frozenset[str] = frozenset()
    """The hashes of documents of the replies whose file is here."""
    correction: Correction | None = None
    """Since when the finding no longer stands, and why."""


@dataclass(frozen=True)
class ProviderPage:
    """A provider, as much of it as the reader may see."""

    provider: Provider
    sides: tuple[Side, ...]
    findings: tuple[FoundLine, ...]
    services: tuple[str, ...]
    """The kinds of work that its contracts are for, by which peers are found."""


def providers_seen(asked: Asking) -> QuerySet[Provider]:
    """Every provider: the register of them belongs to all bodies."""
    return Provider.objects.order_by("name", "id")


def running(asked: Asking, bodies: Iterable[str] | None) -> QuerySet[Contract]:
    """The contracts of these bodies that run on the day; those of the whole county where no bodies are named."""
    rows = Contract.objects.filter(starts__lte=asked.on)
    rows = rows if bodies is None else rows.filter(body__in=bodies)
    over = CaseState.objects.filter(state__startswith="ended_", starts__lte=asked.on).values("case__contract")
    return rows.filter(Q(ends__isnull=True) | Q(ends__gte=asked.on)).exclude(id__in=over)


def with_service(rows: QuerySet[Provider], asked: Asking, words: str) -> QuerySet[Provider]:
    """Those that hold a contract, which the reader may see, for work of such a name or catalogue line."""
    seen = Contract.objects.filter(body__in=bodies_where(asked, Act.SEE_CONTRACT))
    work = (
        Q(work_item__name__icontains=words)
        | Q(work_item__name_en__icontains=words)
        | Q(work_item__catalogue__istartswith=words)
    )
    return rows.filter(id__in=seen.filter(work).values("provider"))


def with_standing(rows: QuerySet[Provider], asked: Asking, standing: str) -> QuerySet[Provider]:
    """Those of which a running contract that the reader may see stands so."""
    seen = running(asked, bodies_where(asked, Act.SEE_CONTRACT))
    stands = Standing.objects.filter(standing=standing, contract__in=seen.values("id"))
    return rows.filter(id__in=stands.values("contract__provider"))


def provider_lines(asked: Asking, rows: Sequence[Provider]) -> list[ProviderLine]:
    """A line for each provider, with so many queries for all of them."""
    ids, bodies = [row.pk for row in rows], bodies_where(asked, Act.SEE_CONTRACT)
    there = running(asked, bodies).filter(provider__in=ids)
    standings: dict[str, list[str]] = defaultdict(list)
    for provider, standing in Standing.objects.filter(contract__in=there.values("id")).values_list(
        "contract__provider", "standing"
    ):
        standings[provider].append(standing)
    counted = dict(there.values_list("provider").annotate(Count("id")).order_by())
    late = DutyOwed.objects.filter(side="provider", state="overdue", contract__body__in=bodies)
    overdue = dict(
        late.filter(contract__provider__in=ids)
        .values_list("contract__provider")
        .annotate(Count("row"))
        .order_by()
    )
    found = {
        provider: (n, latest)
        for provider, n, latest in confirmed_seen(bodies, ids, on=asked.on)
        .values_list("contract__provider")
        .annotate(Count("id"), Max("found_on"))
        .order_by()
    }
    return [
        ProviderLine(
            row,
            counted.get(row.pk, 0),
            worst(standings.get(row.pk, ())),
            overdue.get(row.pk, 0),
            *found.get(row.pk, (0, None)),
        )
        for row in rows
    ]


def confirmed_seen(bodies: Iterable[str], providers: Iterable[str], *, on: date) -> QuerySet[Finding]:
    """The findings on contracts of these bodies with these providers that were confirmed by the day."""
    rows = Finding.objects.filter(contract__body__in=bodies, contract__provider__in=providers)
    return rows.filter(decision="confirmed", decided_on__lte=on)


def provider_page(provider: Provider, asked: Asking) -> ProviderPage:
    """The provider with its contracts that the reader may see."""
    bodies = bodies_where(asked, Act.SEE_CONTRACT)
    contracts = list(
        Contract.objects.filter(provider=provider.pk, body__in=bodies)
        .select_related("body", "work_item")
        .order_by("-starts", "id")[:MOST]
    )
    found = confirmed_seen(bodies, [provider.pk], on=asked.on)
    counted = dict(found.values_list("contract").annotate(Count("id")).order_by())
    standings = Standing.objects.in_bulk([each.pk for each in contracts])
    shares = measures()
    return ProviderPage(
        provider=provider,
        sides=tuple(
            _side(each, standings.get(each.pk), counted.get(each.pk, 0), shares, on=asked.on)
            for each in contracts
        ),
        findings=with_replies(_shown(bodies, provider.pk, on=asked.on)),
        services=tuple(sorted({service_of(each) for each in contracts})),
    )


def _shown(bodies: Iterable[str], provider: str, *, on: date) -> QuerySet[Finding]:
    """The findings that stand, and those that stood until a case took them back."""
    rows = Finding.objects.filter(stood(on=on), contract__body__in=bodies, contract__provider=provider)
    return rows.select_related("contract").order_by("-found_on", "id")[:MOST]


def measures() -> dict[str, str]:
    """Whether each indicator is a share or a ratio, by its latest edition."""
    return dict(Indicator.objects.order_by("starts").values_list("id", "measure"))


def service_of(contract: Contract) -> str:
    """The work that a contract is for: the line of the catalogue, or the work item where it has none."""
    return contract.work_item.catalogue or contract.work_item_id


def with_replies(findings: Iterable[Finding]) -> tuple[FoundLine, ...]:
    """The findings, each with what was said to it, the first statement first, and with its correction."""
    rows = list(findings)
    said: dict[str, list[FindingReply]] = defaultdict(list)
    for each in FindingReply.objects.filter(finding__in=[row.pk for row in rows]).order_by("said_at", "id"):
        said[each.finding_id].append(each)
    kept = kept_of(each.document for replies in said.values() for each in replies)
    back = corrections_of_findings(row.pk for row in rows if row.decision == "rejected")
    return tuple(FoundLine(row, tuple(said[row.pk]), kept, back.get(row.pk)) for row in rows)


def _side(
    contract: Contract,
    standing: Standing | None,
    confirmed: int,
    shares: Mapping[str, str],
    *,
    on: date,
) -> Side:
    content: Mapping[str, Any] = {} if standing is None else standing.content
    matters = content.get("matters") or {}
    answered = matters.get("answered")
    return Side(
        contract,
        standing,
        tuple(pooled_of(content, shares, on=on)),
        confirmed,
        (matters["put_right"], answered) if answered else None,
    )
