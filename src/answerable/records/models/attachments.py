"""Evidence files: who brought which bytes, when and under which name. The bytes lie in the data folder."""

from django.db import models

from answerable.records.fields import HashField, InstantField, Link


class Attachment(models.Model):
    """A file as one account brought it. Its bytes are kept once, under their hash, whoever brings them."""

    row = models.BigAutoField(primary_key=True)
    hash = HashField()
    account = Link("Account")
    name = models.CharField(max_length=200)
    """As it was called where it came from; never a path."""
    media_type = models.CharField(max_length=100)
    """What its bytes are, whatever its name says."""
    size = models.BigIntegerField()
    at = InstantField()

    class Meta:
        db_table = "attachments"
        constraints = (
            models.UniqueConstraint(name="attachments_key", fields=("hash", "account")),
            models.CheckConstraint(name="attachments_not_empty", condition=models.Q(size__gt=0)),
        )
