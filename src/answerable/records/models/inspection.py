"""Inspection plans with their frames, inspections and their checks, as rows; and secrets until a draw reveals them."""

from django.db import models

from answerable.core.tables.district import BY_NAME
from answerable.records.constraints import kept, with_document
from answerable.records.fields import (
    ChoiceField,
    DateField,
    HashField,
    IdField,
    IntegerField,
    Link,
    TextField,
    YesNoField,
)
from answerable.records.rows import Row


class InspectionPlan(Row):
    """One row of the table `inspection_plans`."""

    id = IdField(primary_key=True)
    body = Link("Body")
    reach = ChoiceField()
    starts = DateField()
    ends = DateField()
    count = IntegerField()
    random_count = IntegerField()
    seed_source = TextField()
    seed_on = DateField()
    commitment = HashField()
    committed_on = DateField()
    committed_by = Link("Person")
    secret = TextField(null=True, blank=True)
    public_seed = TextField(null=True, blank=True)
    drawn_on = DateField(null=True, blank=True)

    class Meta:
        db_table = "inspection_plans"
        constraints = kept(BY_NAME["inspection_plans"])


class InspectionChance(Row):
    """One row of the table `inspection_frame`."""

    row = models.BigAutoField(primary_key=True)
    plan = Link("InspectionPlan")
    contract = Link("Contract")
    standing = ChoiceField(null=True, blank=True)
    overdue = IntegerField()
    findings = IntegerField()
    months = IntegerField(null=True, blank=True)
    large = YesNoField()
    weight = IntegerField()

    class Meta:
        db_table = "inspection_frame"
        constraints = kept(BY_NAME["inspection_frame"])


class Inspection(Row):
    """One row of the table `inspections`."""

    id = IdField(primary_key=True)
    plan = Link("InspectionPlan", null=True, blank=True)
    contract = Link("Contract")
    chosen_by = ChoiceField()
    place = IntegerField(null=True, blank=True)
    cause = TextField(null=True, blank=True)
    due_on = DateField()
    inspected_on = DateField(null=True, blank=True)
    inspector = Link("Person", null=True, blank=True)
    outcome = ChoiceField(null=True, blank=True)
    note = TextField(null=True, blank=True)
    document = HashField(null=True, blank=True)

    class Meta:
        db_table = "inspections"
        constraints = kept(BY_NAME["inspections"])
        indexes = (with_document("inspections"),)


class InspectionCheck(Row):
    """One row of the table `inspection_checks`."""

    row = models.BigAutoField(primary_key=True)
    inspection = Link("Inspection")
    basis = ChoiceField()
    item = IdField()
    result = ChoiceField()
    note = TextField(null=True, blank=True)
    finding = Link("Finding", null=True, blank=True)
    document = HashField(null=True, blank=True)

    class Meta:
        db_table = "inspection_checks"
        constraints = kept(BY_NAME["inspection_checks"])
        indexes = (with_document("inspection_checks"),)


class InspectionSecret(models.Model):
    """The secret of a plan that was committed to and not drawn yet. It is part of no folder and of no page."""

    plan = IdField(primary_key=True)
    secret = models.CharField(max_length=64)

    class Meta:
        db_table = "inspection_secrets"
