"""Of which cases a provider was told: before its notice, or measures at once, a case is the body's own affair."""

from django.db.models import Exists, OuterRef, Q, QuerySet

from answerable.core.enforce.course.steps import Kind
from answerable.records.models import Case, CaseState, CaseStep

TELLS = (Kind.NOTIFY, Kind.ORDER, Kind.END, Kind.PROTECT)
"""Steps of which a provider is told: the first of them tells it of the case."""
_UNTOLD = ("finding", "closed")
"""States in which a case may be of which no provider was ever told."""


def told_of(rows: QuerySet[Case]) -> QuerySet[Case]:
    """Those of the cases of which their provider was told."""
    steps = CaseStep.objects.filter(case=OuterRef("pk"), act__in=TELLS)
    states = CaseState.objects.filter(case=OuterRef("pk")).exclude(state__in=_UNTOLD)
    return rows.filter(Q(Exists(steps)) | Q(Exists(states)))


def told_with(steps: QuerySet[CaseStep]) -> QuerySet[CaseStep]:
    """Those of the steps that tell the provider of the case, or that were taken when it had been told."""
    earlier = CaseStep.objects.filter(case=OuterRef("case"), number__lt=OuterRef("number"), act__in=TELLS)
    states = CaseState.objects.filter(case=OuterRef("case"), starts__lte=OuterRef("on"))
    known = Q(Exists(earlier)) | Q(Exists(states.exclude(state__in=_UNTOLD)))
    return steps.filter(Q(act__in=TELLS) | known)
