"""Oversight duties, findings, cases, orders and re-checks, as rows."""

from django.db import models

from answerable.core.tables.district import BY_NAME
from answerable.records.constraints import kept
from answerable.records.fields import (
    ChoiceField,
    DateField,
    IdField,
    IntegerField,
    Link,
    PeriodField,
    TextField,
)
from answerable.records.rows import Row


class PlannedDuty(Row):
    """One row of the table `duties`."""

    id = IdField(primary_key=True)
    contract = Link("Contract")
    side = ChoiceField()
    kind = ChoiceField()
    every = ChoiceField()
    within_workdays = IntegerField()
    starts = DateField()
    ends = DateField(null=True, blank=True)
    ground = TextField()
    who = Link("Person", null=True, blank=True)

    class Meta:
        db_table = "duties"
        constraints = kept(BY_NAME["duties"])


class DutyDone(Row):
    """One row of the table `duties_done`."""

    row = models.BigAutoField(primary_key=True)
    duty = Link("PlannedDuty")
    period = PeriodField()
    done_on = DateField()
    done_by = Link("Person", null=True, blank=True)
    note = TextField(null=True, blank=True)

    class Meta:
        db_table = "duties_done"
        constraints = kept(BY_NAME["duties_done"])


class Finding(Row):
    """One row of the table `findings`."""

    id = IdField(primary_key=True)
    contract = Link("Contract")
    found_on = DateField()
    source = ChoiceField()
    severity = ChoiceField()
    observation = IdField(null=True, blank=True)
    rule = TextField(null=True, blank=True)
    what = TextField()
    what_en = TextField(null=True, blank=True)
    decision = ChoiceField(null=True, blank=True)
    decided_on = DateField(null=True, blank=True)
    decided_by = Link("Person", null=True, blank=True)

    class Meta:
        db_table = "findings"
        constraints = kept(BY_NAME["findings"])


class Case(Row):
    """One row of the table `cases`."""

    id = IdField(primary_key=True)
    contract = Link("Contract")
    opened_on = DateField()
    subject = TextField()
    subject_en = TextField(null=True, blank=True)

    class Meta:
        db_table = "cases"
        constraints = kept(BY_NAME["cases"])


class CaseState(Row):
    """One row of the table `case_states`."""

    row = models.BigAutoField(primary_key=True)
    case = Link("Case")
    starts = DateField()
    state = ChoiceField()
    ground = TextField(null=True, blank=True)
    decided_by = Link("Person", null=True, blank=True)

    class Meta:
        db_table = "case_states"
        constraints = kept(BY_NAME["case_states"])


class Order(Row):
    """One row of the table `orders`."""

    id = IdField(primary_key=True)
    case = Link("Case")
    finding = Link("Finding", null=True, blank=True)
    demand = TextField()
    demand_en = TextField(null=True, blank=True)
    issued_on = DateField()
    due_on = DateField()
    reported_on = DateField(null=True, blank=True)
    author = Link("Person")

    class Meta:
        db_table = "orders"
        constraints = kept(BY_NAME["orders"])


class Recheck(Row):
    """One row of the table `rechecks`."""

    row = models.BigAutoField(primary_key=True)
    order = Link("Order")
    checked_on = DateField()
    checked_by = Link("Person")
    result = ChoiceField()

    class Meta:
        db_table = "rechecks"
        constraints = kept(BY_NAME["rechecks"])
