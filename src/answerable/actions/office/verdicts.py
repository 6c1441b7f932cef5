"""The boundary question about a work item: its facts are stated, the rulebook in force decides, both are kept.

A verdict is never written down by hand: it comes from the facts, so that it can be decided again.
"""

from collections.abc import Mapping
from datetime import date, datetime

from django.db import transaction

from answerable.actions.office.actors import refuse_unless, subject
from answerable.actions.office.approvals import Proposed, propose
from answerable.actions.office.changing import RowMovedError
from answerable.actions.office.dump import held_district
from answerable.actions.office.entries import append_entry, changed
from answerable.actions.office.reading import cells_of
from answerable.actions.office.topics import work_item as item_of
from answerable.actions.offline.scope.decide import open_boundary
from answerable.core.ledger.entry import Act, Change
from answerable.core.register.permits import Act as Permit
from answerable.core.register.permits import Actor
from answerable.core.scope.decide import Decision, decide
from answerable.core.scope.stated import read_facts
from answerable.core.terms.errors import InputError
from answerable.records.models import WorkFact, WorkItem


def give_verdict(
    work_item: str,
    facts: Mapping[str, str],
    *,
    by: Actor,
    at: datetime,
    on: date,
    seen: Mapping[str, str] | None = None,
) -> Decision:
    """Decide whether the work may be outsourced, and keep facts and verdict in the place of earlier ones.

    `seen` are facts as they stood when the questions were asked, empty where none was stated. Raises StatedFactsError
    with everything wrong with the facts, UndecidableError where no edition is in force, and RowMovedError where
    somebody else has stated other facts meanwhile.
    """
    with transaction.atomic():
        item = WorkItem.objects.select_for_update().filter(id=work_item).first()
        if item is None:
            raise InputError("no_such_row", table="work_items", key=work_item)
        refuse_unless(by, Permit.PROPOSE, subject("work_items", body=item.body_id, on=on))
        held = dict(WorkFact.objects.filter(work_item=item).values_list("fact", "value"))
        if any(held.get(name, "") != text for name, text in (seen or {}).items()):
            raise RowMovedError("work_facts", (work_item,))
        boundary = open_boundary(held_district().rulebook)
        known = read_facts(facts, boundary)
        decision = decide(boundary, known, on=on)
        stated = {name: _text(value) for name, value in known.items()}
        gone = sorted(held.keys() - stated.keys())
        WorkFact.objects.filter(work_item=item).delete()
        WorkFact.objects.bulk_create(
            WorkFact(work_item=item, fact=name, value=text) for name, text in stated.items()
        )
        WorkItem.objects.filter(id=work_item).update(verdict=decision.verdict.value, verdict_on=on)
        _log(work_item, stated, gone, by=by, at=at)
    return decision


def propose_record(work_item: str, note: str, *, by: Actor, at: datetime, on: date) -> str:
    """Put the record of a verdict before those who sign it; the id of the decision.

    Raises InputError where there is no verdict, and as `propose` does.
    """
    with transaction.atomic():
        item = item_of(work_item)
        if item.verdict is None or item.verdict_on is None:
            raise InputError("verdict_not_given", work_item=work_item)
        stated = {"verdict": item.verdict, "verdict_on": item.verdict_on.isoformat(), "note": note}
        content = {name: text for name, text in stated.items() if text}
        return propose(Proposed("verdict", work_item, content), by=by, at=at, on=on)


def _log(work_item: str, stated: Mapping[str, str], gone: list[str], *, by: Actor, at: datetime) -> None:
    rows = [{"work_item": work_item, "fact": name, "value": text} for name, text in sorted(stated.items())]
    changes = [
        changed("work_items", cells_of("work_items", work_item)),
        *(changed("work_facts", cells) for cells in rows),
        *(Change("work_facts", (work_item, name), None) for name in gone),
    ]
    append_entry(Act.CHANGE, at=at, by=by.account, changes=changes)


def _text(value: object) -> str:
    """A fact as a cell states it."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    return str(value)
