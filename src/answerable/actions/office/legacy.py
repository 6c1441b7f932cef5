"""Contracts signed before the system began: what each lacks is warned about and kept on a list, and blocks nothing."""

from datetime import date, datetime

from answerable.actions.office.entries import append_entry
from answerable.actions.office.footing import signing_facts
from answerable.core.ledger.actors import LOAD
from answerable.core.ledger.entry import Act, Change
from answerable.core.register.gates import may_sign
from answerable.records.models import Contract, Legacy

IRRELEVANT = frozenset({"gate_signed_already", "gate_service_began"})
"""What the gate says of every contract that is running already."""


def list_legacy(*, on: date, at: datetime) -> int:
    """List every contract that could not be signed today for something it lacks; how many they are."""
    found = []
    for facts, contract in signing_facts(Contract.objects.all(), on=on):
        lacks = [each.code for each in may_sign(facts) if each.code not in IRRELEVANT]
        if lacks:
            found.append(Legacy(contract_id=contract.id, listed_on=on, lacks=lacks))
    Legacy.objects.bulk_create(found)
    changes = [
        Change("legacy", (each.contract_id,), {"lacks": ", ".join(each.lacks), "listed_on": on.isoformat()})
        for each in found
    ]
    if changes:
        append_entry(Act.REGISTER_LEGACY, at=at, by=LOAD, changes=changes)
    return len(found)
