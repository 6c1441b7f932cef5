"""What the system knows of itself: which district it holds, and contracts that came with an older world."""

from django.db import models

from answerable.records.fields import DateField, IdField, InstantField


class Held(models.Model):
    """The one district of this deployment, as `district.yaml` states it."""

    only = models.PositiveSmallIntegerField(primary_key=True, default=1)
    id = IdField()
    name = models.TextField()
    name_en = models.TextField()
    language = models.CharField(max_length=8)
    time_zone = models.CharField(max_length=64)
    calendar = models.CharField(max_length=64)
    rulebook = models.CharField(max_length=64)
    loaded_at = InstantField()

    class Meta:
        db_table = "held"
        constraints = (models.CheckConstraint(name="held_is_one", condition=models.Q(only=1)),)


class Legacy(models.Model):
    """A contract that was signed before the system began: its gaps are warned about, and stay on a list."""

    contract = models.OneToOneField(
        "Contract", primary_key=True, on_delete=models.PROTECT, related_name="+", db_column="contract"
    )
    listed_on = DateField()
    lacks = models.JSONField()
    """Codes of what it lacks, as the gates name them."""

    class Meta:
        db_table = "legacy"


class JobRun(models.Model):
    """When a job of the clock last ran, and how it ended."""

    name = IdField(primary_key=True)
    last_at = InstantField()
    ok = models.BooleanField()
    what = models.CharField(max_length=64, blank=True, default="")
    """How much was done, or the kind of error; never what an error said."""

    class Meta:
        db_table = "job_runs"
