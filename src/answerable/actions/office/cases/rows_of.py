"""The rows of the district that follow from a step: states, orders, re-checks, findings. Each change is logged."""

from collections.abc import Iterator, Mapping
from datetime import date

from answerable.actions.office.cases.loading import Loaded, calendar_on
from answerable.actions.office.entries import changed
from answerable.actions.office.reading import cells_of
from answerable.core.enforce.course import acts
from answerable.core.enforce.course.clocks import item_due, with_measures
from answerable.core.enforce.course.steps import Step
from answerable.core.enforce.course.values import ENDED, CaseNow, Item
from answerable.core.ledger.entry import Change
from answerable.records.models import CaseFinding, CaseState, Contract, Finding, Order, Recheck

_STATES, _SUSPENDED = "case_states", "suspended"


def follow(loaded: Loaded, step: Step, now: CaseNow) -> Iterator[Change]:
    """Write what follows from the step, and yield every row as it is now."""
    _link_findings(loaded.id, now)
    yield from _states(loaded, step, now)
    yield from _orders(loaded, step, now)
    yield from _findings(loaded.now, step, now)
    if loaded.now.ending is not None and now.ending is None:
        yield from _undecided(loaded.contract.id)


def _link_findings(case: str, now: CaseNow) -> None:
    there = set(CaseFinding.objects.filter(case=case).values_list("finding", flat=True))
    known = Finding.objects.filter(id__in=set(now.findings) - there).values_list("id", flat=True)
    CaseFinding.objects.bulk_create(CaseFinding(case_id=case, finding_id=each) for each in known)


def _states(loaded: Loaded, step: Step, now: CaseNow) -> Iterator[Change]:
    """The state from the day on, and what is known to come: the end from the contract's last day on, a suspension.

    A row of a later day of which the steps know nothing was decided or brought in before there were any: it stays.
    """
    case, wanted = loaded.id, {step.on: now.state, **_ahead(step, now)}
    for row in CaseState.objects.filter(case=case, starts__gt=step.on):
        if row.starts not in wanted and _of_steps(row, loaded.now, now):
            # An end or a suspension that lay ahead and does not come, or not then.
            row.delete()
            yield Change(_STATES, (case, row.starts.isoformat()), None)
    for day in sorted(wanted):
        if not _over_by_rows(case, day, loaded.now, now):
            yield from _state(case, day, wanted[day], step, now)


def _ahead(step: Step, now: CaseNow) -> dict[date, str]:
    """The states that will begin on later days, as far as it is known."""
    found: dict[date, str] = {}
    for each in now.protections:
        if each.ahead and each.of_service and with_measures(now, on=each.on).state == _SUSPENDED:
            found[each.on] = _SUSPENDED
    ending = now.ending
    if (
        ending is not None
        and ending.effective is not None
        and now.place.state in ("ending", "renewal_suspended")
    ):
        last = max(ending.effective, step.on)
        found = {day: state for day, state in found.items() if day < last} | {last: ENDED[ending.way]}
    return found


def _of_steps(row: CaseState, before: CaseNow, now: CaseNow) -> bool:
    """Whether the steps know of a state that lies ahead: an end that was decided in them, a suspension taken over."""
    if row.state in ENDED.values():
        return before.ending is not None or now.ending is not None
    return row.state == _SUSPENDED and any(
        each.ahead and each.on == row.starts for each in before.protections
    )


def _over_by_rows(case: str, day: date, before: CaseNow, now: CaseNow) -> bool:
    """Whether the contract has ended by the day as only the rows say: no step of the case takes that back."""
    if before.ending is not None or now.ending is not None:
        return False
    row = CaseState.objects.filter(case=case, starts__lte=day).order_by("starts").last()
    return row is not None and row.state in ENDED.values()


def _state(case: str, day: date, state: str, step: Step, now: CaseNow) -> Iterator[Change]:
    before = CaseState.objects.filter(case=case, starts__lte=day).order_by("starts").last()
    if before is not None and before.state == state:
        return
    cells = {"state": state, "ground": _ground(step, now) or None, "decided_by_id": step.by.person}
    CaseState.objects.update_or_create(case_id=case, starts=day, defaults=cells)
    yield changed(_STATES, cells_of(_STATES, case, day.isoformat()))


def _ground(step: Step, now: CaseNow) -> str:
    if now.ending is not None and now.ending.ground:
        return now.ending.ground
    return str(getattr(step.act, "reason", "") or getattr(step.act, "facts", ""))


def _orders(loaded: Loaded, step: Step, now: CaseNow) -> Iterator[Change]:
    """The items of the order in force as rows: new, moved in time, reported, re-checked, or withdrawn."""
    calendar = calendar_on()(step.on)
    if isinstance(step.act, acts.Order):
        Order.objects.bulk_create(_row(loaded.id, item, step) for item in now.items)
    before = {item.id: item for item in loaded.now.items}
    for item in now.items:
        if before.get(item.id) != item or isinstance(
            step.act, acts.Serve | acts.Extend | acts.Pause | acts.Resume
        ):
            due_on = max(item_due(now, item, calendar).on, step.on if item.id not in before else date.min)
            Order.objects.filter(id=item.id).update(due_on=due_on, reported_on=item.reported_on)
            yield changed("orders", cells_of("orders", item.id))
            yield from _recheck(item, before.get(item.id), step)
    if not isinstance(step.act, acts.Order):
        yield from _withdrawn(before, now)


def _row(case: str, item: Item, step: Step) -> Order:
    if not isinstance(step.act, acts.Order):
        raise TypeError("only an order makes items")
    return Order(
        id=item.id,
        case_id=case,
        finding_id=item.finding or None,
        demand=item.demand,
        demand_en=item.demand_en or None,
        issued_on=step.on,
        due_on=step.on,
        author_id=step.act.signers[-1],
    )


def _recheck(item: Item, before: Item | None, step: Step) -> Iterator[Change]:
    """What the re-check found; a re-check that was set aside has found nothing."""
    if before is not None and before.result is not None and item.result is None:
        Recheck.objects.filter(order=item.id).delete()
        yield Change("rechecks", (item.id,), None)
    if not isinstance(step.act, acts.Recheck) or item.result is None or item == before:
        return
    cells = {"checked_on": step.on, "checked_by_id": step.by.person, "result": item.result}
    Recheck.objects.update_or_create(order_id=item.id, defaults=cells)
    yield changed("rechecks", cells_of("rechecks", item.id))


def _withdrawn(before: Mapping[str, Item], now: CaseNow) -> Iterator[Change]:
    for id in sorted(before.keys() - {item.id for item in now.items}):
        if Recheck.objects.filter(order=id).delete()[0]:
            yield Change("rechecks", (id,), None)
        Order.objects.filter(id=id).delete()
        yield Change("orders", (id,), None)


def _undecided(contract: str) -> Iterator[Change]:
    """The end was set aside: whether the contract is renewed is to be decided anew."""
    if Contract.objects.filter(id=contract, renewal_decided__isnull=False).update(renewal_decided=None):
        yield changed("contracts", cells_of("contracts", contract))


def _findings(before: CaseNow, step: Step, now: CaseNow) -> Iterator[Change]:
    """A finding that was set aside is rejected from that day on, by whoever decided so; one that is excused stands."""
    if isinstance(step.act, acts.Dismiss) and step.act.outcome == acts.EXCUSED:
        return
    for id in now.set_aside:
        if id in before.set_aside:
            continue
        rows = Finding.objects.filter(id=id, decision="confirmed")
        if rows.update(decision="rejected", decided_on=step.on, decided_by=step.by.person):
            yield changed("findings", cells_of("findings", id))
