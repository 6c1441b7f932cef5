"""What calls of the API rest on: tokens, and answers that are given again when a call is repeated."""

from django.db import models

from answerable.records.fields import DateField, IdField, InstantField


class Token(models.Model):
    """A token of an account. Only the digest of its secret is kept; what it opens is at most what the account may."""

    id = IdField(primary_key=True)
    account = models.ForeignKey("Account", on_delete=models.PROTECT, related_name="+", db_column="account")
    name = models.CharField(max_length=80)
    digest = models.CharField(max_length=64)
    """SHA-256 of the secret, hexadecimal."""
    scopes = models.JSONField()
    """A list of `area:read` and `area:act`."""
    created_at = InstantField()
    expires_on = DateField()
    """The last day on which it serves."""
    used_on = DateField(null=True, blank=True)
    revoked_at = InstantField(null=True, blank=True)

    class Meta:
        db_table = "tokens"


class Answered(models.Model):
    """A call that was answered under an idempotency key of its account: the same call gets the same answer again."""

    account = models.ForeignKey("Account", on_delete=models.CASCADE, related_name="+", db_column="account")
    key = models.CharField(max_length=80)
    request = models.CharField(max_length=64)
    """SHA-256 of method, address and body, hexadecimal."""
    at = InstantField()
    status = models.IntegerField()
    body = models.JSONField()

    class Meta:
        db_table = "answered"
        constraints = (models.UniqueConstraint(name="answered_key", fields=("account", "key")),)
