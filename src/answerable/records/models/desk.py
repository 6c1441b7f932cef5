"""What the desk remembers for its users: filters they use again."""

from django.db import models

from answerable.records.fields import IdField, InstantField


class KeptFilter(models.Model):
    """The filter of a list under a name of the account's own."""

    account = models.ForeignKey("Account", on_delete=models.CASCADE, related_name="+", db_column="account")
    route = IdField()
    """The list."""
    name = models.CharField(max_length=80)
    query = models.TextField()
    kept_at = InstantField()

    class Meta:
        db_table = "kept_filters"
        constraints = (models.UniqueConstraint(name="kept_filters_key", fields=("account", "route", "name")),)
