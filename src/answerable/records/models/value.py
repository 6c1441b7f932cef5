"""What outsourcing brought, as rows."""

from django.db import models

from answerable.core.tables.district import BY_NAME
from answerable.records.constraints import kept, with_document
from answerable.records.fields import ChoiceField, HashField, IntegerField, Link, PeriodField, TextField
from answerable.records.rows import Row


class ValueFigure(Row):
    """One row of the table `value_figures`."""

    row = models.BigAutoField(primary_key=True)
    contract = Link("Contract")
    aspect = ChoiceField()
    measure = TextField()
    period = PeriodField()
    numerator = IntegerField()
    denominator = IntegerField()
    source = ChoiceField()
    note = TextField(null=True, blank=True)
    document = HashField(null=True, blank=True)

    class Meta:
        db_table = "value_figures"
        constraints = kept(BY_NAME["value_figures"])
        indexes = (with_document("value_figures"),)
