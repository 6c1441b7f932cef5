"""Money that is there: confirmed for a contract in one's own name, and never by whoever prepares it."""

from collections.abc import Mapping
from datetime import date, datetime

from django.db import transaction

from answerable.actions.office.actors import refuse_unless, subject
from answerable.actions.office.owners import hold_contracts
from answerable.actions.office.rows import check, write
from answerable.core.ledger.entry import Act
from answerable.core.register.permits import Act as Permit
from answerable.core.register.permits import Actor
from answerable.core.tables.district import BY_NAME
from answerable.core.terms.errors import InputError
from answerable.records.models import Contract


def confirm_funds(contract: str, cells: Mapping[str, str], *, by: Actor, at: datetime, on: date) -> None:
    """Record that the money of a budget line covers the contract from `starts` to `ends`.

    `cells` states line, starts, ends, amount_minor and currency; who confirms, and when, follows from the act. Raises
    NotPermittedError, and UnsoundError with everything wrong with the cells.
    """
    declared = BY_NAME["funds"]
    with transaction.atomic():
        hold_contracts(declared, [{"contract": contract}])
        held = Contract.objects.filter(id=contract).first()
        if held is None:
            raise InputError("no_such_contract", id=contract)
        refuse_unless(by, Permit.CONFIRM_FUNDS, subject("funds", body=held.body_id, on=on))
        stated = {column.name: cells.get(column.name, "") for column in declared.columns}
        row = {
            **stated,
            "contract": contract,
            "confirmed_on": on.isoformat(),
            "confirmed_by": by.person or "",
        }
        check(declared, [row])
        write(declared, [row], act=Act.ADD, at=at, by=by.account)
