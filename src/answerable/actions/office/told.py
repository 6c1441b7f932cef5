"""Who is told of what a provider, a citizen and an official do to each other's desks, within the act."""

from datetime import date, datetime

from answerable.actions.office.links import finding_path, matter_path, submission_path
from answerable.actions.office.recipients import Recipients
from answerable.actions.office.telling import settle, tell
from answerable.core.register.notices import Kind
from answerable.records.models import Contract, FindingReply, Matter, Submission

WHO_ACCEPT = ("handler", "leader")
"""Who is told that a provider handed something in: whoever accepts it, and whoever answers for it."""


def handed_in(row: Submission, *, at: datetime, on: date) -> None:
    """A provider handed figures in: they wait to be accepted."""
    who = Recipients(on=on).in_role(row.contract.body_id, *WHO_ACCEPT)
    link = submission_path(row.id)
    tell(who, Kind.SUBMISSION_TO_ACCEPT, key=row.id, link=link, params=_named(row.contract), at=at)


def decided(row: Submission, *, accepted: bool | None, at: datetime, on: date) -> None:
    """Figures wait no more: accepted, returned, or, with None, taken back; only of that the provider is not told."""
    settle(Kind.SUBMISSION_TO_ACCEPT, row.id, at=at)
    if accepted is None:
        return
    kind = Kind.SUBMISSION_ACCEPTED if accepted else Kind.SUBMISSION_RETURNED
    who = Recipients(on=on).clerks(row.provider_id)
    tell(who, kind, key=row.id, link=submission_path(row.id), params=_named(row.contract), at=at)


def answered(row: FindingReply, *, at: datetime, on: date) -> None:
    """A provider answered a finding."""
    contract = row.finding.contract
    who = Recipients(on=on).in_role(contract.body_id, *WHO_ACCEPT)
    link = finding_path(row.finding_id)
    tell(who, Kind.FINDING_ANSWERED, key=row.id, link=link, params=_named(contract), at=at)


def contested(row: Matter, *, at: datetime, on: date) -> None:
    """A citizen contests how a matter was handled: it is to be handled again."""
    who = Recipients(on=on).in_role(row.contract.body_id, *WHO_ACCEPT)
    key = f"{row.id}/{on}"
    tell(who, Kind.MATTER_CONTESTED, key=key, link=matter_path(row.id), params=_named(row.contract), at=at)


def _named(contract: Contract) -> dict[str, str | None]:
    return {"contract": contract.name, "contract_en": contract.name_en}
