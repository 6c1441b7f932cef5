"""Duties are done, payment among them: no gate, vacancy, order or approval stands before it (DESIGN, law 8)."""

from datetime import date, datetime

from django.db import transaction

from answerable.actions.office.actors import refuse_unless, subject
from answerable.actions.office.assessing import no_longer_owed
from answerable.actions.office.rows import check, write
from answerable.core.ledger.entry import Act
from answerable.core.register.permits import Act as Permit
from answerable.core.register.permits import Actor
from answerable.core.tables.district import BY_NAME
from answerable.core.terms.errors import InputError
from answerable.records.models import PlannedDuty


def do_duty(duty: str, *, period: str, done_on: date, note: str, by: Actor, at: datetime, on: date) -> None:
    """Record that a duty of the oversight plan was done for a period.

    Raises NotPermittedError, UnsoundError, and InputError where it was recorded by another at the same time.
    """
    with transaction.atomic():
        planned = PlannedDuty.objects.select_related("contract").filter(id=duty).first()
        if planned is None:
            raise InputError("no_such_duty", id=duty)
        paying = planned.kind == "pay"
        whose = subject("duties", body=planned.contract.body_id, person=planned.who_id, on=on)
        refuse_unless(by, Permit.PAY if paying else Permit.DO_DUTY, whose)
        if done_on > on:
            raise InputError("done_later", done_on=done_on, on=on)
        declared = BY_NAME["duties_done"]
        cells = {
            "duty": duty,
            "period": period,
            "done_on": done_on.isoformat(),
            "done_by": by.person or "",
            "note": note,
        }
        check(declared, [cells])
        write(declared, [cells], act=Act.PAY if paying else Act.DO_DUTY, at=at, by=by.account)
        no_longer_owed(planned, period)
