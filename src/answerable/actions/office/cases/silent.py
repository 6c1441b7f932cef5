"""The rows that follow from silence: states that came about by themselves, and due dates that the calendar moved."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from answerable.actions.office.entries import changed
from answerable.actions.office.reading import cells_of
from answerable.core.enforce.course.clocks import ITEMS, item_due
from answerable.core.enforce.course.silence import Move
from answerable.core.enforce.course.values import CaseNow
from answerable.core.ledger.entry import Change
from answerable.core.terms.calendar import WorkingCalendar
from answerable.records.models import CaseState, Order

_STATES = "case_states"


def follow_silence(moved: Mapping[str, Iterable[Move]]) -> Iterator[Change]:
    """Write each state that silence led to in these cases, from its first day on; what stands there already stays."""
    there: dict[str, dict[date, str]] = defaultdict(dict)
    for case, starts, state in CaseState.objects.filter(case__in=moved).values_list(
        "case", "starts", "state"
    ):
        there[case][starts] = state
    made: list[CaseState] = []
    for case, moves in moved.items():
        for move in moves:
            known = there[case]
            latest = max((day for day in known if day <= move.on), default=None)
            if latest is None or (known[latest] != move.now.state and latest != move.on):
                known[move.on] = move.now.state
                made.append(_row(case, move))
    CaseState.objects.bulk_create(made, batch_size=500)
    for row in made:
        cells = {"case": row.case_id, "starts": row.starts.isoformat(), "state": row.state}
        yield changed(_STATES, {**cells, "ground": row.ground or ""})


def _row(case: str, move: Move) -> CaseState:
    ground = " ".join((move.ground.source, move.ground.article)).strip() if move.ground else None
    return CaseState(case_id=case, starts=move.on, state=move.now.state, ground=ground or None)


def follow_calendar(now: CaseNow, rows: Iterable[Order], calendar: WorkingCalendar) -> Iterator[Change]:
    """Write the last day of each open item anew where it was provisional and the calendar has been published since."""
    items = {item.id: item for item in now.open_items} if now.place.clock == ITEMS else {}
    for row in rows:
        item = items.get(row.id)
        if item is None:
            continue
        due_on = item_due(now, item, calendar).on
        if due_on not in (row.due_on, item.due_on):
            Order.objects.filter(id=row.id).update(due_on=due_on)
            yield changed("orders", cells_of("orders", row.id))
