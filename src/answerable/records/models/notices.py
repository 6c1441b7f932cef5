"""What accounts are told, where their owners want to be told, and how far each message has come."""

from django.db import models
from django.db.models import Q

from answerable.core.register.notices import LONGEST_KEY, LONGEST_LINK, QUIET_FROM, QUIET_TO, Medium
from answerable.records.fields import ChoiceField, IdField, InstantField, Link

STATES = ("waiting", "sending", "sent", "failed")


class Contact(models.Model):
    """One address of an account's owner. It is sealed with the secret key: no copy of the database tells it."""

    account = Link("Account")
    channel = ChoiceField()
    address = models.TextField()
    quiet_from = models.TimeField(default=QUIET_FROM)
    quiet_to = models.TimeField(default=QUIET_TO)
    on = models.BooleanField(default=True)
    since = InstantField()
    sent_at = InstantField(null=True, blank=True)
    """When a message went there last."""
    tested_at = InstantField(null=True, blank=True)

    class Meta:
        db_table = "contacts"
        constraints = (
            models.CheckConstraint(
                name="contacts_channel_known", condition=Q(channel__in=[each.value for each in Medium])
            ),
        )


class Notice(models.Model):
    """One thing that an account is told, once. What it says is its kind and `params`; nothing personal is in it."""

    id = IdField(primary_key=True)
    account = Link("Account", db_index=False)
    kind = ChoiceField()
    key = models.CharField(max_length=LONGEST_KEY)
    params = models.JSONField()
    link = models.CharField(max_length=LONGEST_LINK)
    urgent = models.BooleanField(default=False)
    created_at = InstantField()
    settled_at = InstantField(null=True, blank=True)
    """Since when nothing is to be done about it any more: it is not sent then."""

    class Meta:
        db_table = "notices"
        constraints = (models.UniqueConstraint(name="notices_told_once", fields=("account", "kind", "key")),)
        indexes = (
            models.Index(name="notices_of", fields=("account", "-created_at")),
            models.Index(name="notices_open", fields=("kind", "key"), condition=Q(settled_at__isnull=True)),
        )


class Delivery(models.Model):
    """One notice on its way to one contact; it is sent once at most, whoever sends."""

    row = models.BigAutoField(primary_key=True)
    notice = models.ForeignKey(Notice, on_delete=models.CASCADE, related_name="deliveries")
    contact = models.ForeignKey(Contact, on_delete=models.CASCADE, related_name="deliveries")
    state = ChoiceField(default="waiting")
    attempts = models.PositiveSmallIntegerField(default=0)
    at = InstantField()
    """When it came into this state."""
    next_at = InstantField(null=True, blank=True)
    """Not before this it is tried again."""
    claim = models.CharField(max_length=32, null=True, blank=True)
    """Which message it is part of: whoever sends it has marked it so before."""
    error = models.CharField(max_length=32, null=True, blank=True)
    """The code of what went wrong last; never what a machine said."""

    class Meta:
        db_table = "deliveries"
        constraints = (
            models.UniqueConstraint(name="deliveries_once", fields=("notice", "contact")),
            models.CheckConstraint(name="deliveries_state_known", condition=Q(state__in=STATES)),
        )
        indexes = (
            models.Index(
                name="deliveries_open", fields=("contact",), condition=Q(state__in=("waiting", "sending"))
            ),
        )
