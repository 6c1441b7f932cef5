"""What providers hand in, and what they say to findings: neither is a fact of the district before an official acts."""

from django.db import models
from django.db.models import Q

from answerable.core.evidence.submitted import TABLES, State
from answerable.records.constraints import with_document
from answerable.records.fields import ChoiceField, HashField, IdField, InstantField, Link, TextField


class Submission(models.Model):
    """Figures handed in by a provider; `version` rises when it is decided on (compare and set)."""

    id = IdField(primary_key=True)
    """The number on the receipt."""
    contract = Link("Contract")
    provider = Link("Provider", db_index=False)
    of = models.CharField(max_length=64)
    """The table that the rows are for."""
    cells = models.JSONField()
    """The rows as texts, in the order in which they were handed in."""
    document = HashField(null=True, blank=True)
    note = TextField(blank=True, default="")
    digest = HashField()
    """The hash of what was handed in, as the receipt states it."""
    submitted_by = IdField()
    submitted_at = InstantField()
    state = ChoiceField(default=State.SUBMITTED.value)
    decided_by = IdField(null=True, blank=True)
    decided_at = InstantField(null=True, blank=True)
    reason = TextField(blank=True, default="")
    version = models.BigIntegerField(default=0)

    class Meta:
        db_table = "submissions"
        constraints = (
            models.CheckConstraint(
                name="submissions_state_known", condition=Q(state__in=[each.value for each in State])
            ),
            models.CheckConstraint(name="submissions_of_known", condition=Q(of__in=TABLES)),
            models.CheckConstraint(
                name="submissions_decided",
                condition=Q(state=State.SUBMITTED.value, decided_by__isnull=True, decided_at__isnull=True)
                | (~Q(state=State.SUBMITTED.value) & Q(decided_by__isnull=False, decided_at__isnull=False)),
            ),
        )
        indexes = (
            with_document("submissions"),
            models.Index(name="submissions_by", fields=("provider", "-submitted_at")),
            models.Index(
                name="submissions_open", fields=("contract",), condition=Q(state=State.SUBMITTED.value)
            ),
        )


class FindingReply(models.Model):
    """What a provider says to a confirmed finding. It is never changed; who has more to say says it beside."""

    id = IdField(primary_key=True)
    finding = Link("Finding")
    text = TextField()
    document = HashField(null=True, blank=True)
    said_by = IdField()
    said_at = InstantField()

    class Meta:
        db_table = "finding_replies"
        indexes = (with_document("finding_replies"),)
