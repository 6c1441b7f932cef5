"""A case that was kept before there were steps, as one step that says where its rows left it."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime, time

from answerable.core.enforce.course.acts import Demand, Result, TakeOver
from answerable.core.enforce.course.steps import By, Step
from answerable.records.models import Case, CaseState, Order, Recheck

NOBODY = "record"
"""The account of a step that nobody took: it stands in the rows."""
_STAGE = {
    "finding": "opened",
    "statement": "weighing",
    "ordered": "correcting",
    "recheck": "rechecking",
    "not_corrected": "not_corrected",
    "renewal_suspended": "not_corrected",
    "suspended": "opened",
    "ending": "not_corrected",
    "closed": "closed",
    "ended_expired": "handed_over",
    "ended_agreement": "handed_over",
    "ended_unilateral": "handed_over",
}
"""Where a case goes on that is in a state of the table: never later than what its rows prove."""
_WAYS = {"ended_expired": "expiry", "ended_agreement": "agreement", "ended_unilateral": "unilateral"}


def taken_over(case: Case) -> Step:
    """The step by which the case is taken over, as of the day of its latest state."""
    return all_taken_over([case])[case.pk]


def all_taken_over(cases: Iterable[Case]) -> Mapping[str, Step]:
    """The same of many cases, by their ids; the number of queries does not depend on how many they are."""
    rows = {case.pk: case for case in cases}
    latest = {row.case_id: row for row in CaseState.objects.filter(case__in=rows).order_by("starts")}
    orders: dict[str, list[Order]] = defaultdict(list)
    for order in Order.objects.filter(case__in=rows).select_related("finding").order_by("id"):
        orders[order.case_id].append(order)
    results: dict[str, dict[str, str]] = defaultdict(dict)
    for row in Recheck.objects.filter(order__case__in=rows).select_related("order").order_by("order"):
        results[row.order.case_id][row.order_id] = row.result
    return {id: _step(case, latest.get(id), orders[id], results[id]) for id, case in rows.items()}


def _step(case: Case, latest: CaseState | None, orders: list[Order], results: Mapping[str, str]) -> Step:
    since = case.opened_on if latest is None else latest.starts
    stage = _STAGE["finding" if latest is None else latest.state]
    if stage in ("correcting", "rechecking") and not orders:
        stage = "weighing"
    act = TakeOver(
        route="civil",
        subject=case.subject,
        stage=stage,
        since=since,
        opened_on=case.opened_on,
        suspended=latest is not None and latest.state == "suspended",
        heard=latest is not None
        and (latest.state == "statement" or any(each.reported_on for each in orders)),
        way=_WAYS.get("" if latest is None else latest.state, ""),
        findings=tuple(dict.fromkeys(order.finding_id for order in orders if order.finding_id)),
        finders=_finders(orders),
        items=tuple(_demand(order) for order in orders),
        reported=tuple(order.id for order in orders if order.reported_on is not None),
        authors=tuple(dict.fromkeys(order.author_id for order in orders)),
        results=tuple(Result(item=id, result=result) for id, result in sorted(results.items())),
    )
    return Step(act, By(account=NOBODY), datetime.combine(since, time(), UTC), on=since)


def _finders(orders: list[Order]) -> tuple[str, ...]:
    found = {order.finding.decided_by_id for order in orders if order.finding_id and order.finding}
    return tuple(sorted(each for each in found if each))


def _demand(order: Order) -> Demand:
    return Demand(
        item=order.id,
        finding=order.finding_id or "",
        demand=order.demand,
        demand_en=order.demand_en or "",
        due_on=order.due_on,
    )
