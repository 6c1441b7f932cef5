"""What is due under an order to rectify: the provider complies item by item, then somebody else re-checks."""

from collections.abc import Iterable, Iterator, Mapping

from answerable.core.assess.duties import Debt
from answerable.core.assess.policy import Limit
from answerable.core.enforce.values import Order, Recheck
from answerable.core.terms.calendar import Deadline
from answerable.core.terms.citation import Citation, Provenance
from answerable.core.terms.duty import Duty, Side
from answerable.core.terms.message import Message

_ORDERED = Citation("限期整改通知 · order to rectify", "", Provenance.STATED)


def comply(debt: Debt, orders: Iterable[Order], rechecks: Mapping[str, Recheck]) -> Iterator[Duty]:
    """Items that the provider has neither reported as done nor been re-checked on."""
    for order in orders:
        if not issued(debt, order) or reported(debt, order) or rechecked(debt, order, rechecks):
            continue
        what = Message.of("comply_order", order=order.id, demand=order.demand, demand_en=order.demand_en)
        yield from debt.by(
            Deadline(order.due_on, provisional=False),
            key="comply",
            what=what,
            ground=_ORDERED,
            fact=f"orders/{order.id}",
            side=Side.PROVIDER,
        )


def recheck(
    debt: Debt, orders: Iterable[Order], rechecks: Mapping[str, Recheck], limit: Limit | None
) -> Iterator[Duty]:
    """Items that were reported, or whose time is up, and that nobody has re-checked."""
    if limit is None:
        return
    for order in to_recheck(debt, orders, rechecks):
        start = order.reported_on if reported(debt, order) and order.reported_on else order.due_on
        what = Message.of("recheck_order", order=order.id)
        # Nobody re-checks his own order: where the author would owe it, the body has to find somebody else.
        who = debt.contract.body if debt.owed_by(Side.BODY) == order.author else None
        yield from debt.by(
            debt.calendar.deadline(start, limit.value),
            key="recheck",
            what=what,
            ground=limit.ground,
            fact=f"orders/{order.id}",
            who=who,
        )


def to_recheck(debt: Debt, orders: Iterable[Order], rechecks: Mapping[str, Recheck]) -> Iterator[Order]:
    """Items that wait for a re-check."""
    for order in orders:
        ready = reported(debt, order) or order.due_on < debt.on
        if issued(debt, order) and ready and not rechecked(debt, order, rechecks):
            yield order


def issued(debt: Debt, order: Order) -> bool:
    """Whether the item was ordered by the day."""
    return order.issued_on <= debt.on


def reported(debt: Debt, order: Order) -> bool:
    """Whether the provider had reported on the item by the day."""
    return order.reported_on is not None and order.reported_on <= debt.on


def rechecked(debt: Debt, order: Order, rechecks: Mapping[str, Recheck]) -> bool:
    """Whether somebody had re-checked the item by the day."""
    done = rechecks.get(order.id)
    return done is not None and done.checked_on <= debt.on
