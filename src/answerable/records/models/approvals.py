"""Decisions under way: what is proposed, and how far it has come along its chain. The steps themselves are entries."""

from django.db import models

from answerable.records.fields import ChoiceField, IdField, InstantField, Link


class Approval(models.Model):
    """One proposal on its way through its chain; `version` rises with every change (compare and set)."""

    id = IdField(primary_key=True)
    kind = ChoiceField()
    body = Link("Body")
    contract = Link("Contract", null=True, blank=True)
    subject = IdField()
    """Key of what it is about."""
    content = models.JSONField()
    """What is proposed: cells of rows, as texts."""
    progress = models.JSONField()
    """How far it has come; `core.register.approval` reads and writes it."""
    seen = models.CharField(max_length=64, null=True, blank=True)
    """Digest of the rows that it is about, as they were when it was submitted: signatures are for these."""
    state = ChoiceField(db_index=True)
    opened_by = IdField()
    opened_at = InstantField()
    changed_at = InstantField()
    version = models.BigIntegerField(default=0)

    class Meta:
        db_table = "approvals"
        indexes = (models.Index(fields=["body", "state"], name="approvals_waiting"),)
