"""Decisions as lists: what waits for the reader, what he has under way, and all of the bodies that he sees."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q, QuerySet

from answerable.actions.office.pages.duties import signer_in
from answerable.actions.office.pages.subjects import Asking, bodies_where
from answerable.core.register.approval import FINAL, Act, State, from_cells, open_acts
from answerable.core.register.permits import Act as Permit
from answerable.records.models import Account, Approval, Person

_OPEN = tuple(state.value for state in State if state not in FINAL)


@dataclass(frozen=True)
class DecisionLine:
    """One decision of a list; `waits_for` is the role of the step it waits at."""

    approval: Approval
    waits_for: str | None
    by: Person | None


def decisions_seen(asked: Asking) -> QuerySet[Approval]:
    """The decisions of every body whose decisions the reader may see, the latest change first."""
    return _ordered(Approval.objects.filter(body__in=bodies_where(asked, Permit.SEE_DECISION)))


def decisions_of_mine(asked: Asking) -> QuerySet[Approval]:
    """The decisions that the reader proposed and that are not over."""
    return _ordered(Approval.objects.filter(opened_by=asked.actor.account, state__in=_OPEN))


def decisions_waiting(asked: Asking, *, now: datetime) -> QuerySet[Approval]:
    """The decisions that wait for the reader: to sign, to accept, to submit or to revise; longest waiting first."""
    person = asked.actor.person
    if person is None:
        return Approval.objects.none()
    bodies = bodies_where(asked, Permit.SIGN_STEP)
    mine = Q(opened_by=asked.actor.account) | Q(body__in=bodies) | Q(kind="assign", content__person=person)
    rows = Approval.objects.filter(mine, state__in=_OPEN)
    waiting = [row.pk for row in rows if _waits(row, asked, now=now)]
    return _ordered(Approval.objects.filter(pk__in=waiting)).order_by("changed_at", "id")


def decision_lines(rows: Sequence[Approval]) -> Iterable[DecisionLine]:
    """A line for each of the decisions, with two queries for all of them."""
    opened = Account.objects.filter(username__in={row.opened_by for row in rows}, person__isnull=False)
    names = {row.username: row.person for row in opened.select_related("person")}
    for row in rows:
        step = from_cells(row.progress).step
        yield DecisionLine(row, None if step is None else step.role, names.get(row.opened_by))


def _ordered(rows: QuerySet[Approval]) -> QuerySet[Approval]:
    return rows.select_related("contract", "body").order_by("-changed_at", "id")


def _waits(row: Approval, asked: Asking, *, now: datetime) -> bool:
    signer = signer_in(asked, row.body_id)
    if signer is None:
        return False
    return bool({Act.APPROVE, Act.SUBMIT} & open_acts(from_cells(row.progress), by=signer, at=now))
