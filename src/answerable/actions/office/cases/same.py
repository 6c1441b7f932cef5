"""Duties that say what a turn in a case says already: the case has one clock, and one who owes it."""

from django.db.models import CharField, F, Q, QuerySet, Value
from django.db.models.functions import Concat

from answerable.records.models import CaseTurn, DutyOwed, Order

_DUTY = {"items": "comply", "recheck": "recheck"}
"""The duty on each item of an order that goes with what waits in its case."""


def unsaid(duties: QuerySet[DutyOwed]) -> QuerySet[DutyOwed]:
    """Those of the duties that no case speaks of.

    Of an order whose case goes by its steps, its turns say who complies or checks again, and by when; of one that was
    taken over, only where the same thing waits.
    """
    for waits, duty in _DUTY.items():
        same = CaseTurn.objects.filter(what=waits).values("case")
        orders = Order.objects.filter(Q(case__course__version__gt=0) | Q(case__in=same))
        prefix = Value(f":{duty}:orders/")
        key = Concat(F("case__contract_id"), prefix, F("id"), output_field=CharField())
        duties = duties.exclude(duty__in=orders.annotate(key=key).values("key"))
    return duties
