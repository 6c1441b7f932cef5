"""An evidence file, for whoever brought it, and for whoever sees something that refers to it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from django.db.models import Q

from answerable.actions.office.actors import Subjects
from answerable.actions.office.attaching import place_of
from answerable.actions.office.pages.subjects import Asking, own
from answerable.core.register.permits import Act, Subject, may
from answerable.records import models
from answerable.records.models import Account, Attachment

_MOST = 50
"""Objects of a kind that are looked at; the same file is evidence of few."""
_REFERRING = (
    (models.Reading, "contract", Act.SEE_PROVIDER_SIDE),
    (models.Submission, "contract", Act.SEE_PROVIDER_SIDE),
    (models.FindingReply, "finding__contract", Act.SEE_PROVIDER_SIDE),
    (models.Inspection, "contract", Act.SEE_CONTRACT),
    (models.InspectionCheck, "inspection__contract", Act.SEE_CONTRACT),
    (models.ValueFigure, "contract", Act.SEE_CONTRACT),
)
"""What refers to evidence in a column `document`: the way to its contract, and what one has to be permitted."""


@dataclass(frozen=True)
class Found:
    """A file, and by which permission it is seen."""

    name: str
    media_type: str
    place: Path
    asked: tuple[Act, Subject]


def file_for(digest: str, asked: Asking, account: Account) -> Found | None:
    """The file of a hash; None where there is none, or nothing of the account's own or of the record refers to it.

    Whether the reader may see what refers to it is for the caller to ask.
    """
    rows = list(Attachment.objects.filter(hash=digest).select_related("account").order_by("row"))
    permission = _permission(digest, rows, asked, account)
    if permission is None or not (place := place_of(digest)).is_file():
        return None
    mine = next((each for each in rows if each.account_id == account.pk), rows[0])
    return Found(mine.name, mine.media_type, place, permission)


def kept_of(digests: Iterable[str | None]) -> frozenset[str]:
    """Those of the hashes whose file was brought here: whoever sees what refers to one may open it."""
    stated = {each for each in digests if each}
    if not stated:
        return frozenset()
    return frozenset(Attachment.objects.filter(hash__in=stated).values_list("hash", flat=True))


def _permission(
    digest: str, rows: list[Attachment], asked: Asking, account: Account
) -> tuple[Act, Subject] | None:
    if not rows:
        return None
    provider = account.provider_id
    if any(
        each.account_id == account.pk or (provider is not None and each.account.provider_id == provider)
        for each in rows
    ):
        return Act.SEE_OWN, own(asked, "files")
    first = None
    for permission in _referring(digest, asked):
        if may(asked.actor, *permission):
            return permission
        first = first or permission
    return first


def _referring(digest: str, asked: Asking) -> Iterator[tuple[Act, Subject]]:
    subjects = Subjects(asked.on)
    for model, way, act in _REFERRING:
        found = model._default_manager.filter(document=digest)
        named = found.values_list(f"{way}__body", f"{way}__provider").order_by().distinct()
        for body, provider in named[:_MOST]:
            yield act, subjects.contract(body=body, provider=provider)
    # Proof of delivery and evidence of a case are the inside's; what a provider brought itself it sees as its own.
    single = Q(said__proof=digest) | Q(said__paper=digest) | Q(said__consent=digest)
    stated = single | Q(said__evidence__icontains=digest)
    steps = models.CaseStep.objects.filter(stated)
    whose = steps.values_list("case__contract__body", "case__contract__provider").order_by().distinct()
    for body, provider in whose[:_MOST]:
        yield Act.SEE_CONTRACT, subjects.contract(body=body, provider=provider)
    # The consent to an end is read by whoever signs it, before it stands in a case.
    proposed = models.Approval.objects.filter(kind="end", content__consent=digest)
    for of in proposed.values_list("body", flat=True).order_by().distinct()[:_MOST]:
        owner, above = subjects.line(of)
        yield Act.SEE_DECISION, Subject("decision", body=owner, bodies=above)
