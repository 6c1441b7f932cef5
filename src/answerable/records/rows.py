"""What rows of every table share, and how big tables are filled: staged in chunks, flipped at once.

A chunk of an import is written with its batch, which nobody sees until the batch is accepted. Accepting it is one
small update, however many rows it has; a batch that was given up is deleted in chunks.
"""

from typing import Any, ClassVar

from django.db import models
from django.db.models import Q

from answerable.core.tables.declare import Table
from answerable.core.tables.district import BY_NAME
from answerable.records.fields import InstantField


class Row(models.Model):
    """A row of a table that `core.tables` declares; its fields have the names of the columns."""

    class Meta:
        abstract = True

    @classmethod
    def table(cls) -> Table:
        """The declaration that the rows follow."""
        return BY_NAME[cls._meta.db_table]


class Batch(models.Model):
    """One import into a big table. Its rows are seen from the instant it is accepted."""

    id = models.BigAutoField(primary_key=True)
    of = models.CharField(max_length=64)
    """The table it fills."""
    began_at = InstantField()
    accepted_at = InstantField(null=True, blank=True)
    rows = models.BigIntegerField(default=0)

    class Meta:
        db_table = "batches"


class Live(models.Manager[Any]):
    """Only rows that belong to no batch, or to one that was accepted."""

    def get_queryset(self) -> models.QuerySet[Any]:
        accepted = Batch.objects.filter(accepted_at__isnull=False).values("id")
        return super().get_queryset().filter(Q(batch__isnull=True) | Q(batch__in=accepted))


class Staged(Row):
    """A row of a big table."""

    batch = models.ForeignKey(
        Batch,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        db_index=False,
        db_column="batch",
    )
    every: ClassVar[models.Manager[Any]] = models.Manager()
    objects: ClassVar[models.Manager[Any]] = Live()

    class Meta:
        abstract = True
        # Nothing written before it is accepted may be missed when the database checks what it refers to.
        base_manager_name = "every"
