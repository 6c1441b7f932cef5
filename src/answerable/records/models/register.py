"""Bodies, people, providers, work, contracts and who answers for them, as rows."""

from django.db import models

from answerable.core.tables.district import BY_NAME
from answerable.records.constraints import kept
from answerable.records.fields import (
    ChoiceField,
    DateField,
    ExactField,
    IdField,
    IntegerField,
    Link,
    TextField,
    YesNoField,
)
from answerable.records.rows import Row


class Body(Row):
    """One row of the table `bodies`."""

    id = IdField(primary_key=True)
    name = TextField()
    name_en = TextField(null=True, blank=True)
    kind = ChoiceField()
    parent = Link("self", null=True, blank=True)

    class Meta:
        db_table = "bodies"
        constraints = kept(BY_NAME["bodies"])


class Person(Row):
    """One row of the table `people`."""

    id = IdField(primary_key=True)
    name = TextField()
    name_en = TextField(null=True, blank=True)
    staff = ChoiceField()

    class Meta:
        db_table = "people"
        constraints = kept(BY_NAME["people"])


class Post(Row):
    """One row of the table `posts`."""

    id = IdField(primary_key=True)
    body = Link("Body")
    person = Link("Person")
    role = ChoiceField()
    starts = DateField()
    ends = DateField(null=True, blank=True)

    class Meta:
        db_table = "posts"
        constraints = kept(BY_NAME["posts"])


class Provider(Row):
    """One row of the table `providers`."""

    id = IdField(primary_key=True)
    name = TextField()
    name_en = TextField(null=True, blank=True)
    kind = ChoiceField()
    credit_code = TextField(null=True, blank=True)

    class Meta:
        db_table = "providers"
        constraints = kept(BY_NAME["providers"])


class WorkItem(Row):
    """One row of the table `work_items`."""

    id = IdField(primary_key=True)
    body = Link("Body")
    name = TextField()
    name_en = TextField(null=True, blank=True)
    catalogue = TextField(null=True, blank=True)
    verdict = ChoiceField(null=True, blank=True)
    verdict_on = DateField(null=True, blank=True)
    in_house_share = ExactField(null=True, blank=True)

    class Meta:
        db_table = "work_items"
        constraints = kept(BY_NAME["work_items"])


class WorkFact(Row):
    """One row of the table `work_facts`."""

    row = models.BigAutoField(primary_key=True)
    work_item = Link("WorkItem")
    fact = IdField()
    value = TextField()

    class Meta:
        db_table = "work_facts"
        constraints = kept(BY_NAME["work_facts"])


class Contract(Row):
    """One row of the table `contracts`."""

    id = IdField(primary_key=True)
    body = Link("Body")
    work_item = Link("WorkItem")
    provider = Link("Provider")
    name = TextField()
    name_en = TextField(null=True, blank=True)
    signed = DateField(null=True, blank=True)
    starts = DateField()
    ends = DateField(null=True, blank=True)
    renewal_decided = DateField(null=True, blank=True)
    amount_minor = IntegerField(null=True, blank=True)
    currency = ChoiceField(null=True, blank=True)
    paid = YesNoField()

    class Meta:
        db_table = "contracts"
        constraints = kept(BY_NAME["contracts"])


class Assignment(Row):
    """One row of the table `assignments`."""

    row = models.BigAutoField(primary_key=True)
    contract = Link("Contract")
    starts = DateField()
    person = Link("Person", null=True, blank=True)
    note = TextField(null=True, blank=True)
    accepted_on = DateField(null=True, blank=True)

    class Meta:
        db_table = "assignments"
        constraints = kept(BY_NAME["assignments"])
        indexes = (
            models.Index(
                name="assignments_to_accept", fields=("person",), condition=models.Q(accepted_on__isnull=True)
            ),
        )


class Clause(Row):
    """One row of the table `clauses`."""

    id = IdField(primary_key=True)
    contract = Link("Contract")
    kind = ChoiceField()
    ground = ChoiceField(null=True, blank=True)
    notice_days = IntegerField(null=True, blank=True)
    text = TextField()

    class Meta:
        db_table = "clauses"
        constraints = kept(BY_NAME["clauses"])
