"""What a decision is about: a contract or, where the verdict of a boundary question is signed, a work item."""

from dataclasses import dataclass

from answerable.core.register import values
from answerable.core.terms.errors import InputError
from answerable.records.models import Contract, WorkItem
from answerable.records.values import values_of

ABOUT_WORK = frozenset({"verdict"})
"""Kinds of decisions about a work item; all others are about a contract."""


@dataclass(frozen=True)
class Topic:
    """What a decision is about, and the body whose decision it is."""

    id: str
    body: str
    contract: values.Contract | None
    item: values.WorkItem | None


def topic_of(kind: str, id: str) -> Topic:
    """What a decision of this kind is about. Raises InputError where there is no such contract or work item."""
    if kind in ABOUT_WORK:
        item = work_item(id)
        return Topic(id, item.body, None, item)
    contracts = values_of(values.Contract, Contract.objects.filter(id=id))
    if not contracts:
        raise InputError("no_such_contract", id=id)
    return Topic(id, contracts[0].body, contracts[0], None)


def work_item(id: str) -> values.WorkItem:
    """The work item of this id. Raises InputError where there is none."""
    items = values_of(values.WorkItem, WorkItem.objects.filter(id=id))
    if not items:
        raise InputError("no_such_row", table="work_items", key=id)
    return items[0]
