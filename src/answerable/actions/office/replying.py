"""What a provider says to a confirmed finding: a statement as such. It changes nothing by itself."""

import secrets

from django.db import transaction

from answerable.actions.office import told
from answerable.actions.office.actors import NotPermittedError, refuse_unless, subject
from answerable.actions.office.entries import append_entry
from answerable.actions.office.figures_in import Entering
from answerable.core.ledger.entry import Act, Change
from answerable.core.register.permits import Act as Permit
from answerable.core.tables.types import MAX_TEXT
from answerable.core.terms.errors import InputError
from answerable.records.models import Finding, FindingReply

REPLIES = "finding_replies"
CONFIRMED = "confirmed"


def reply(finding: str, text: str, *, document: str = "", entering: Entering) -> str:
    """Keep what the provider says to a finding that was confirmed by the day; the id of the statement.

    A finding that nobody confirmed is not there for a provider. Raises NotPermittedError, and InputError for a
    statement that is empty or too long.
    """
    found = Finding.objects.select_related("contract").filter(id=finding).first()
    if found is None or not _confirmed(found, entering):
        raise NotPermittedError(Permit.SUBMIT_AS_PROVIDER)
    of = subject("finding", body=found.contract.body_id, provider=found.contract.provider_id, on=entering.on)
    refuse_unless(entering.by, Permit.SUBMIT_AS_PROVIDER, of)
    if not text.strip() or len(text) > MAX_TEXT:
        raise InputError("reply_text", field="text", most=MAX_TEXT)
    with transaction.atomic():
        said = FindingReply.objects.create(
            id=f"a-{secrets.token_hex(8)}",
            finding=found,
            text=text,
            document=document or None,
            said_by=entering.by.account,
            said_at=entering.at,
        )
        content = {"finding": finding, "text": text, "document": document}
        change = Change(REPLIES, (said.id,), {name: part for name, part in content.items() if part})
        told.answered(said, at=entering.at, on=entering.on)
        append_entry(Act.REPLY_TO_FINDING, at=entering.at, by=entering.by.account, changes=[change])
        return said.id


def _confirmed(found: Finding, entering: Entering) -> bool:
    decided = found.decided_on
    return found.decision == CONFIRMED and decided is not None and decided <= entering.on
