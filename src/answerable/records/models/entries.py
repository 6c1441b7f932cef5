"""The ledger's entries: one for every act, written in the act's transaction and never changed.

The body of an entry holds no personal data, only salted commitments; what they commit to is kept beside it, and can
be erased without making the entry invalid. Triggers of the database refuse every other change.
"""

from django.db import models

from answerable.records.fields import IdField, InstantField


class Entry(models.Model):
    """One act. `number` is null until the sequencer gives the entry its place."""

    id = IdField(primary_key=True)
    number = models.BigIntegerField(null=True, blank=True, unique=True)
    at = InstantField(db_index=True)
    act = models.CharField(max_length=32)
    by = IdField()
    """Who acted: an account, or `system` for work driven by the clock."""
    body = models.TextField()
    """Canonical JSON (RFC 8785), exactly as it will be a leaf of the log."""

    class Meta:
        db_table = "entries"
        constraints = (
            models.CheckConstraint(name="entries_numbered_from_zero", condition=models.Q(number__gte=0)),
        )


class Disclosed(models.Model):
    """What one commitment of an entry commits to: the row as it was written. Null once it was erased."""

    row = models.BigAutoField(primary_key=True)
    entry = models.ForeignKey(Entry, on_delete=models.PROTECT, related_name="disclosed")
    place = models.PositiveIntegerField()
    """Which of the entry's objects, from 0."""
    of = models.CharField(max_length=64)
    """The table of the object."""
    key = models.CharField(max_length=400)
    """Its key there, parts joined by a slash."""
    salt = models.CharField(max_length=64, null=True, blank=True)
    content = models.TextField(null=True, blank=True)
    """Canonical JSON."""

    class Meta:
        db_table = "disclosed"
        constraints = (models.UniqueConstraint(fields=["entry", "place"], name="disclosed_key"),)
        indexes = (
            models.Index(fields=["of", "key"], name="disclosed_object"),
            # The operator class lets PostgreSQL look for the beginning of a key, whatever the language of its texts.
            models.Index(fields=["key"], name="disclosed_begins", opclasses=["varchar_pattern_ops"]),
        )
