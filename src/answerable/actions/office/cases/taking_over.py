"""A case that was kept before there were steps, as one step that says where its rows left it."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

from answerable.actions.office.cases.finders import finders_by_finding
from answerable.actions.office.dump import held_district
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
_SUSPENDED = "suspended"
_WAYS = {"ended_expired": "expiry", "ended_agreement": "agreement", "ended_unilateral": "unilateral"}


@dataclass(frozen=True)
class _Rows:
    """What the rows say of a case on a day, in as many queries as for one case."""

    latest: CaseState | None
    """The state that began last; None where none has begun, and the case is as it was opened."""
    suspended_from: date | None
    """From which later day on it is suspended, as was decided by then."""
    orders: list[Order]
    results: Mapping[str, str]
    finders: tuple[str, ...]


def taken_over(case: Case, *, on: date) -> Step:
    """The step by which the case is taken over on a day, as of its latest state by then."""
    return all_taken_over([case], on=on)[case.pk]


def all_taken_over(cases: Iterable[Case], *, on: date) -> Mapping[str, Step]:
    """The same of many cases, by their ids; the number of queries does not depend on how many they are."""
    rows = {case.pk: case for case in cases}
    latest, later = _states(rows, on)
    orders: dict[str, list[Order]] = defaultdict(list)
    for order in Order.objects.filter(case__in=rows).order_by("id"):
        orders[order.case_id].append(order)
    results: dict[str, dict[str, str]] = defaultdict(dict)
    for row in Recheck.objects.filter(order__case__in=rows).select_related("order").order_by("order"):
        results[row.order.case_id][row.order_id] = row.result
    found = finders_by_finding(
        each.finding_id for some in orders.values() for each in some if each.finding_id
    )
    zone = ZoneInfo(held_district().time_zone)
    return {
        id: _step(
            case,
            _Rows(latest.get(id), later.get(id), orders[id], results[id], _finders(orders[id], found)),
            zone,
        )
        for id, case in rows.items()
    }


def _states(cases: Iterable[str], on: date) -> tuple[Mapping[str, CaseState], Mapping[str, date]]:
    """By case the state that began last by the day, and the next day from which it is suspended after that."""
    latest: dict[str, CaseState] = {}
    later: dict[str, date] = {}
    for row in CaseState.objects.filter(case__in=cases).order_by("starts"):
        if row.starts <= on:
            latest[row.case_id] = row
        elif row.state == _SUSPENDED:
            later.setdefault(row.case_id, row.starts)
    return latest, later


def _step(case: Case, rows: _Rows, zone: ZoneInfo) -> Step:
    since = case.opened_on if rows.latest is None else rows.latest.starts
    state = "finding" if rows.latest is None else rows.latest.state
    stage, orders = _STAGE[state], rows.orders
    if stage in ("correcting", "rechecking") and not orders:
        stage = "weighing"
    act = TakeOver(
        route="civil",
        subject=case.subject,
        stage=stage,
        since=since,
        opened_on=case.opened_on,
        suspended=state == _SUSPENDED,
        suspended_from=None if state == _SUSPENDED else rows.suspended_from,
        heard=rows.latest is not None and (state == "statement" or any(each.reported_on for each in orders)),
        way=_WAYS.get(state, ""),
        findings=tuple(dict.fromkeys(order.finding_id for order in orders if order.finding_id)),
        finders=rows.finders,
        items=tuple(_demand(order) for order in orders),
        reported=tuple(order.id for order in orders if order.reported_on is not None),
        authors=tuple(dict.fromkeys(order.author_id for order in orders)),
        results=tuple(Result(item=id, result=result) for id, result in sorted(rows.results.items())),
    )
    # A day begins where the district lies: by any other clock its first hours would lie before the step.
    at = datetime.combine(since, time(), zone).astimezone(UTC)
    return Step(act, By(account=NOBODY), at, on=since)


def _finders(orders: list[Order], found: Mapping[str, frozenset[str]]) -> tuple[str, ...]:
    """Whoever found what the orders are about; confirming it is a decision, and no finding."""
    return tuple(sorted({each for order in orders for each in found.get(order.finding_id or "", ())}))


def _demand(order: Order) -> Demand:
    return Demand(
        item=order.id,
        finding=order.finding_id or "",
        demand=order.demand,
        demand_en=order.demand_en or "",
        due_on=order.due_on,
    )
