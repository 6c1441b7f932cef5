"""The latest assessment, so that pages need not assess: each contract's standing, and what is due from whom."""

from django.db import models

from answerable.records.fields import ChoiceField, DateField, IdField, Link


class Standing(models.Model):
    """How a contract stood when it was last assessed."""

    contract = models.OneToOneField(
        "Contract", primary_key=True, on_delete=models.PROTECT, related_name="+", db_column="contract"
    )
    on = DateField()
    standing = ChoiceField()
    content = models.JSONField()
    """The contract's part of the assessment, as `answerable assess --json` writes it."""

    class Meta:
        db_table = "standings"
        indexes = (models.Index(fields=["on"], name="standings_on"),)


class DutyOwed(models.Model):
    """A duty that is due or overdue, as of the day of the assessment."""

    row = models.BigAutoField(primary_key=True)
    duty = models.CharField(max_length=400, unique=True)
    contract = Link("Contract")
    side = ChoiceField()
    who = IdField(db_index=True)
    by = DateField()
    state = ChoiceField()
    on = DateField()
    content = models.JSONField()

    class Meta:
        db_table = "duties_owed"
        indexes = (
            models.Index(fields=["who", "by", "duty"], name="duties_owed_whose"),
            models.Index(fields=["state", "side", "by", "duty"], name="duties_owed_late"),
        )
