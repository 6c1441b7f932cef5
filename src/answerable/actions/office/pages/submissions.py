"""What was handed in, and the provider's own side: what is measured and how, deadlines, findings to answer, results."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import QuerySet

from answerable.actions.office.pages.corrected import names_of
from answerable.actions.office.pages.corrections import Correction, corrections_of_contract, stood
from answerable.actions.office.pages.duties import DutyLine, lines_of
from answerable.actions.office.pages.figures import (
    AgreedIndicator,
    FiguresPage,
    figures_page,
    indicators,
)
from answerable.actions.office.pages.files import kept_of
from answerable.actions.office.pages.providers import FoundLine, measures, with_replies
from answerable.actions.office.pages.subjects import Asking, bodies_where
from answerable.actions.office.pages.told import series_of
from answerable.core.assess.results import IndicatorSeries
from answerable.core.register.permits import Act, Subject
from answerable.core.tables.declare import Both
from answerable.records.models import (
    Band,
    Clause,
    Contract,
    DutyOwed,
    Finding,
    Standing,
    Submission,
)

LATEST = 10
"""Submissions and findings on the home page of a provider."""
CONTRACTS = 200
TOLD = ("scoring", "deduction", "rectification", "exit")
"""Clauses that say how a provider is measured, and what follows."""


@dataclass(frozen=True)
class RowShown:
    """One row that was handed in, with the name of its indicator."""

    cells: Mapping[str, str]
    indicator: Both | None


@dataclass(frozen=True)
class SubmissionPage:
    """A submission as its receipt and its decision show it."""

    submission: Submission
    rows: tuple[RowShown, ...]
    submitted_by: str
    """The provider's account; a provider's clerks have no names here."""
    decided_by: Both | None
    """None while it waits, and for a clerk: who decided is the body's own affair."""
    kept: frozenset[str]
    """The hash of its document, if the file is here."""


@dataclass(frozen=True)
class OwnContract:
    """One contract on the provider's home page."""

    contract: Contract
    standing: Standing | None


@dataclass(frozen=True)
class ProviderHome:
    """The landing page of a provider."""

    contracts: tuple[OwnContract, ...]
    deadlines: tuple[DutyOwed, ...]
    to_answer: tuple[FoundLine, ...]
    """Confirmed findings to which nothing was said yet."""
    submissions: tuple[Submission, ...]


@dataclass(frozen=True)
class Measure:
    """One indicator of a contract: its bands, in words, and its course."""

    indicator: AgreedIndicator
    bands: tuple[Band, ...]
    """Of the edition in force, the best first."""
    series: IndicatorSeries | None
    """None where nothing was assessed yet."""


@dataclass(frozen=True)
class OwnPage:
    """A contract as its provider sees it."""

    figures: FiguresPage
    standing: Standing | None
    measures: tuple[Measure, ...]
    clauses: tuple[Clause, ...]
    deadlines: tuple[DutyLine, ...]
    findings: tuple[FoundLine, ...]
    corrections: tuple[Correction, ...]
    """What of all this was taken back in cases."""
    submissions: tuple[Submission, ...]


def submissions_seen(asked: Asking) -> QuerySet[Submission]:
    """What the actor's provider handed in, or what was handed in for contracts of the actor's bodies; latest first."""
    rows = Submission.objects.select_related("contract", "provider")
    if asked.actor.provider is not None:
        rows = rows.filter(provider=asked.actor.provider)
    else:
        rows = rows.filter(contract__body__in=bodies_where(asked, Act.SEE_CONTRACT))
    return rows.order_by("-submitted_at", "id")


def submission_page(row: Submission, *, inside: bool) -> SubmissionPage:
    """What was handed in, row by row; `inside` the public side sees who decided."""
    known = indicators({cells["indicator"] for cells in row.cells if "indicator" in cells})
    rows = []
    for cells in row.cells:
        edition = known.get(cells.get("indicator", ""))
        name = None if edition is None else Both(edition.name, edition.name_en or edition.name)
        rows.append(RowShown(cells, name))
    decided = names_of([row.decided_by])[row.decided_by] if inside and row.decided_by else None
    return SubmissionPage(row, tuple(rows), row.submitted_by, decided, kept_of([row.document]))


def own_side(asked: Asking) -> Subject:
    """The provider's own side of everything; of whoever is no clerk, nobody's."""
    return Subject("provider_side", provider=asked.actor.provider)


def provider_home(asked: Asking) -> ProviderHome:
    """The landing page of the actor's provider, with so many queries however many contracts there are."""
    provider = asked.actor.provider
    contracts = list(
        Contract.objects.filter(provider=provider)
        .select_related("body", "provider")
        .order_by("-starts", "id")[:CONTRACTS]
    )
    standings = Standing.objects.in_bulk([each.pk for each in contracts])
    deadlines = DutyOwed.objects.filter(side="provider", contract__provider=provider)
    found = confirmed_of(asked).select_related("contract").order_by("-found_on", "id")
    return ProviderHome(
        contracts=tuple(OwnContract(each, standings.get(each.pk)) for each in contracts),
        deadlines=tuple(
            deadlines.filter(state__in=("due", "overdue"))
            .select_related("contract")
            .order_by("by", "duty")[:CONTRACTS]
        ),
        to_answer=tuple(each for each in with_replies(found[:CONTRACTS]) if not each.replies),
        submissions=tuple(submissions_seen(asked)[:LATEST]),
    )


def confirmed_of(asked: Asking) -> QuerySet[Finding]:
    """The findings on contracts of the actor's provider that were confirmed by the day: others are not there."""
    rows = Finding.objects.filter(contract__provider=asked.actor.provider)
    return rows.filter(decision="confirmed", decided_on__lte=asked.on)


def own_page(contract: Contract, asked: Asking) -> OwnPage:
    """A contract as its provider sees it: nothing of it is from inside."""
    standing = Standing.objects.filter(contract=contract.pk).first()
    figures = figures_page(contract, on=asked.on)
    series = (
        {} if standing is None else {each.indicator: each for each in series_of(standing.content, measures())}
    )
    found = Finding.objects.filter(stood(on=asked.on), contract=contract.pk).select_related("contract")
    return OwnPage(
        figures=figures,
        standing=standing,
        measures=tuple(_measures(figures.indicators, series, on=asked.on)),
        clauses=tuple(Clause.objects.filter(contract=contract.pk, kind__in=TOLD).order_by("kind", "id")),
        deadlines=lines_of(contract.pk, sides=("provider",), on=asked.on),
        findings=with_replies(found.order_by("-found_on", "id")),
        corrections=corrections_of_contract(contract.pk),
        submissions=tuple(submissions_seen(asked).filter(contract=contract.pk)[:LATEST]),
    )


def _measures(
    agreed: tuple[AgreedIndicator, ...], series: Mapping[str, IndicatorSeries], *, on: date
) -> Iterator[Measure]:
    """Each indicator with the bands of the edition in force on the day, the best first."""
    rows = Band.objects.filter(indicator__in=[each.id for each in agreed], starts__lte=on)
    editions: dict[str, list[Band]] = {}
    for row in rows.order_by("starts", "row"):
        held = editions.setdefault(row.indicator, [])
        if held and held[0].starts != row.starts:
            held.clear()
        held.append(row)
    for each in agreed:
        bands = sorted(editions.get(each.id, ()), key=_from, reverse=each.better == "higher")
        yield Measure(each, tuple(bands), series.get(each.id))


def _from(band: Band) -> tuple[bool, Decimal]:
    """Where a band begins; one that is open below lies before all others."""
    return band.low is not None, Decimal(0) if band.low is None else band.low
