"""The approval chain that a body sets for a kind of decision: who signs, in which order, from which day on."""

from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction

from answerable.actions.office.actors import refuse_unless, subject
from answerable.actions.office.rows import check, write
from answerable.actions.office.sound import refuse_unsound
from answerable.core.ledger.entry import Act
from answerable.core.register.approval import chain_of
from answerable.core.register.permits import Act as Permit
from answerable.core.register.permits import Actor
from answerable.core.tables.district import BY_NAME
from answerable.core.terms.errors import InputError


def set_chain(
    body: str, decision: str, *, roles: Sequence[str], starts: date, by: Actor, at: datetime, on: date
) -> None:
    """Set a new edition of a chain. Decisions that are under way keep the one they were proposed with.

    Raises NotPermittedError, UnsoundError where the chain lacks somebody whom it must not lack, and InputError for a
    chain that one person could go alone or nobody at all, that begins in the past, or that another set meanwhile.
    """
    with transaction.atomic():
        refuse_unless(by, Permit.APPOINT, subject("approval_steps", body=body, on=on))
        if starts < on:
            raise InputError("starts_in_the_past", starts=starts, on=on)
        declared = BY_NAME["approval_steps"]
        numbers = range(1, len(roles) + 1)
        edition = {"body": body, "decision": decision, "starts": starts.isoformat()}
        rows = [
            edition | {"number": str(number), "role": role}
            for number, role in zip(numbers, roles, strict=True)
        ]
        if not rows:
            raise InputError("approval_chain_short")
        check(declared, rows)
        chain_of(decision, configured=roles, successor="-")
        write(declared, rows, act=Act.ADD, at=at, by=by.account)
        refuse_unsound(declared, rows, file=f"{declared.name}.csv", numbers=numbers)
