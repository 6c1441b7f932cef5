"""Indicators, readings, scores and deductions, as rows."""

from django.db import models

from answerable.core.tables.district import BY_NAME
from answerable.records.constraints import kept, with_document
from answerable.records.fields import (
    ChoiceField,
    DateField,
    ExactField,
    HashField,
    IdField,
    IntegerField,
    Link,
    PeriodField,
    TextField,
    YesNoField,
)
from answerable.records.rows import Row, Staged


class Indicator(Row):
    """One row of the table `indicators`."""

    row = models.BigAutoField(primary_key=True)
    id = IdField()
    starts = DateField()
    name = TextField()
    name_en = TextField(null=True, blank=True)
    period = ChoiceField()
    measure = ChoiceField()
    better = ChoiceField()
    unit = TextField(null=True, blank=True)

    class Meta:
        db_table = "indicators"
        constraints = kept(BY_NAME["indicators"])


class Band(Row):
    """One row of the table `bands`."""

    row = models.BigAutoField(primary_key=True)
    indicator = IdField()
    starts = DateField()
    band = IdField()
    low = ExactField(null=True, blank=True)
    high = ExactField(null=True, blank=True)
    target = YesNoField()
    points = ExactField(null=True, blank=True)

    class Meta:
        db_table = "bands"
        constraints = kept(BY_NAME["bands"])


class ContractIndicator(Row):
    """One row of the table `contract_indicators`."""

    row = models.BigAutoField(primary_key=True)
    contract = Link("Contract")
    indicator = IdField()
    weight = ExactField(null=True, blank=True)

    class Meta:
        db_table = "contract_indicators"
        constraints = kept(BY_NAME["contract_indicators"])


class Reading(Staged):
    """One row of the table `readings`."""

    id = IdField(primary_key=True)
    contract = Link("Contract")
    indicator = IdField()
    period = PeriodField()
    numerator = IntegerField()
    denominator = IntegerField()
    recorded = DateField()
    source = ChoiceField()
    document = HashField(null=True, blank=True)

    class Meta:
        db_table = "readings"
        constraints = kept(BY_NAME["readings"])
        indexes = (with_document("readings"),)


class Score(Staged):
    """One row of the table `scores`."""

    row = models.BigAutoField(primary_key=True)
    contract = Link("Contract")
    period = PeriodField()
    item = IdField()
    points = ExactField()
    full = ExactField()
    scored_by = Link("Person", null=True, blank=True)
    scored_on = DateField()
    deduction_minor = IntegerField(null=True, blank=True)

    class Meta:
        db_table = "scores"
        constraints = kept(BY_NAME["scores"])


class Deduction(Row):
    """One row of the table `deductions`."""

    row = models.BigAutoField(primary_key=True)
    contract = Link("Contract")
    starts = DateField()
    low = ExactField()
    high = ExactField()
    percent = ExactField()
    per_point = ExactField()
    base_minor = IntegerField()

    class Meta:
        db_table = "deductions"
        constraints = kept(BY_NAME["deductions"])
