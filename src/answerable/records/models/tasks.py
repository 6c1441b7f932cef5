"""Long work that somebody asked for: how far it is, whether it is to stop, and what came of it."""

from django.db import models
from django.db.models import Q

from answerable.records.fields import ChoiceField, HashField, IdField, InstantField, Link

STATES = ("waiting", "running", "done", "failed", "cancelled")
OPEN = ("waiting", "running")


class Task(models.Model):
    """One piece of long work. Every change of its state is a compare-and-set; an end is final."""

    id = IdField(primary_key=True)
    kind = ChoiceField()
    account = Link("Account", db_index=False)
    """Who asked; it acts with what this account may do when it runs."""
    params = models.JSONField()
    """What was asked for."""
    file = HashField(null=True, blank=True)
    """The file that it works on."""
    state = ChoiceField(default="waiting")
    done = models.BigIntegerField(default=0)
    total = models.BigIntegerField(default=0)
    """How much there is to do, as far as it is known; 0 where it is not."""
    asked_at = InstantField()
    started_at = InstantField(null=True, blank=True)
    ended_at = InstantField(null=True, blank=True)
    cancel_asked = models.BooleanField(default=False)
    result = models.JSONField(null=True, blank=True)
    """What came of it, in figures and codes; rows and texts stand in files beside it."""

    class Meta:
        db_table = "tasks"
        constraints = (
            models.CheckConstraint(name="tasks_state_known", condition=Q(state__in=STATES)),
            models.CheckConstraint(
                name="tasks_ended_when_over",
                condition=Q(state__in=OPEN, ended_at__isnull=True)
                | (~Q(state__in=OPEN) & Q(ended_at__isnull=False)),
            ),
        )
        indexes = (
            models.Index(name="tasks_of", fields=("account", "-asked_at")),
            models.Index(name="tasks_open", fields=("state",), condition=Q(state__in=OPEN)),
        )
