"""Ratings, surveys, services, matters and observations, as rows."""

from django.db import models

from answerable.core.tables.district import BY_NAME
from answerable.records.constraints import kept
from answerable.records.fields import (
    ChoiceField,
    DateField,
    HashField,
    IdField,
    InstantField,
    IntegerField,
    Link,
    PeriodField,
    TextField,
    YesNoField,
)
from answerable.records.rows import Row, Staged


class Rating(Staged):
    """One row of the table `ratings`."""

    id = IdField(primary_key=True)
    contract = Link("Contract")
    rated_on = DateField()
    tier = ChoiceField()
    level = IntegerField()
    count = IntegerField()
    origin = ChoiceField()
    served_on = DateField(null=True, blank=True)

    class Meta:
        db_table = "ratings"
        constraints = kept(BY_NAME["ratings"])


class Survey(Row):
    """One row of the table `surveys`."""

    id = IdField(primary_key=True)
    contract = Link("Contract")
    surveyed_on = DateField()
    frame = IntegerField()
    sample = IntegerField()
    responses = IntegerField()
    level_1 = IntegerField()
    level_2 = IntegerField()
    level_3 = IntegerField()
    level_4 = IntegerField()
    level_5 = IntegerField()

    class Meta:
        db_table = "surveys"
        constraints = kept(BY_NAME["surveys"])


class SurveyStratum(Row):
    """One row of the table `survey_strata`."""

    row = models.BigAutoField(primary_key=True)
    survey = Link("Survey")
    stratum = IdField()
    frame = IntegerField()
    sample = IntegerField()
    responses = IntegerField()
    level_1 = IntegerField()
    level_2 = IntegerField()
    level_3 = IntegerField()
    level_4 = IntegerField()
    level_5 = IntegerField()

    class Meta:
        db_table = "survey_strata"
        constraints = kept(BY_NAME["survey_strata"])


class Service(Staged):
    """One row of the table `services`."""

    row = models.BigAutoField(primary_key=True)
    contract = Link("Contract")
    period = PeriodField()
    tier = ChoiceField()
    count = IntegerField()

    class Meta:
        db_table = "services"
        constraints = kept(BY_NAME["services"])


class Matter(Staged):
    """One row of the table `matters`."""

    id = IdField(primary_key=True)
    contract = Link("Contract")
    raised_on = DateField()
    channel = ChoiceField()
    topic = TextField()
    cause = IdField(null=True, blank=True)
    handled_on = DateField(null=True, blank=True)
    outcome = ChoiceField(null=True, blank=True)
    confirmed_by = ChoiceField(null=True, blank=True)
    confirmed_on = DateField(null=True, blank=True)
    contested_on = DateField(null=True, blank=True)

    class Meta:
        db_table = "matters"
        constraints = kept(BY_NAME["matters"])


class Observation(Staged):
    """One row of the table `observations`."""

    id = IdField(primary_key=True)
    contract = Link("Contract")
    kind = ChoiceField()
    at = InstantField()
    captured = InstantField()
    voice = TextField()
    text = TextField(null=True, blank=True)
    answers = IdField(null=True, blank=True)
    reads = IntegerField(null=True, blank=True)
    likes = IntegerField(null=True, blank=True)
    forwards = IntegerField(null=True, blank=True)
    comments = IntegerField(null=True, blank=True)
    source = TextField(null=True, blank=True)
    automatic = YesNoField(null=True, blank=True)
    address = TextField(null=True, blank=True)
    document = HashField(null=True, blank=True)

    class Meta:
        db_table = "observations"
        constraints = kept(BY_NAME["observations"])
