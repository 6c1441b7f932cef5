"""Stand-ins, reorganised bodies, approval chains, funds and amendments, as rows."""

from django.db import models

from answerable.core.tables.district import BY_NAME
from answerable.records.constraints import kept
from answerable.records.fields import ChoiceField, DateField, IntegerField, Link, TextField
from answerable.records.rows import Row


class StandIn(Row):
    """One row of the table `stand_ins`."""

    row = models.BigAutoField(primary_key=True)
    person = Link("Person")
    starts = DateField()
    ends = DateField(null=True, blank=True)
    stand_in = Link("Person", null=True, blank=True)
    note = TextField(null=True, blank=True)

    class Meta:
        db_table = "stand_ins"
        constraints = kept(BY_NAME["stand_ins"])


class Succession(Row):
    """One row of the table `successions`."""

    row = models.BigAutoField(primary_key=True)
    body = Link("Body")
    starts = DateField()
    successor = Link("Body")
    note = TextField(null=True, blank=True)

    class Meta:
        db_table = "successions"
        constraints = kept(BY_NAME["successions"])


class ApprovalStep(Row):
    """One row of the table `approval_steps`."""

    row = models.BigAutoField(primary_key=True)
    body = Link("Body")
    decision = ChoiceField()
    starts = DateField()
    number = IntegerField()
    role = ChoiceField()

    class Meta:
        db_table = "approval_steps"
        constraints = kept(BY_NAME["approval_steps"])


class Funds(Row):
    """One row of the table `funds`."""

    row = models.BigAutoField(primary_key=True)
    contract = Link("Contract")
    line = TextField()
    starts = DateField()
    ends = DateField()
    amount_minor = IntegerField()
    currency = ChoiceField()
    confirmed_on = DateField()
    confirmed_by = Link("Person")

    class Meta:
        db_table = "funds"
        constraints = kept(BY_NAME["funds"])


class Amendment(Row):
    """One row of the table `amendments`."""

    row = models.BigAutoField(primary_key=True)
    contract = Link("Contract")
    decided_on = DateField()
    kind = ChoiceField()
    ends_before = DateField(null=True, blank=True)
    ends_after = DateField(null=True, blank=True)
    amount_before = IntegerField(null=True, blank=True)
    amount_after = IntegerField(null=True, blank=True)
    reason = TextField()
    cause = ChoiceField(null=True, blank=True)

    class Meta:
        db_table = "amendments"
        constraints = kept(BY_NAME["amendments"])
