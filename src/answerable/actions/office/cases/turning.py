"""Keep whose turn it is beside the steps of each case, as of a day: for lists, reminders and escalation."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from answerable.actions.office.cases.loading import calendar_on
from answerable.actions.office.people import everybody
from answerable.core.enforce.course.owners import owner
from answerable.core.enforce.course.turns import Turn, turns
from answerable.core.enforce.course.values import CaseNow
from answerable.core.register.answer import People
from answerable.core.register.values import Contract
from answerable.core.terms.calendar import WorkingCalendar
from answerable.records.models import CaseTurn

_CELLS = (
    *("what", "side", "owner", "since", "by", "provisional", "paused_until", "silence", "step"),
    "escalated_on",
)


@dataclass(frozen=True)
class Standing:
    """A case as it stands on the day."""

    case: str
    contract: Contract
    now: CaseNow


def refresh_turns(
    case: str, contract: Contract, now: CaseNow, *, on: date, people: People | None = None
) -> tuple[Turn, ...]:
    """Write what waits in the case at the end of the day; what waits no longer is gone. All of it, in order."""
    who = people or everybody([contract.id])
    return write_turns([Standing(case, contract, now)], who, calendar_on()(on), on=on)[case]


def write_turns(
    cases: Iterable[Standing], people: People, calendar: WorkingCalendar, *, on: date
) -> Mapping[str, tuple[Turn, ...]]:
    """The same for many cases, with as many queries as for one."""
    standing = {each.case: each for each in cases}
    stored: dict[str, dict[str, CaseTurn]] = defaultdict(dict)
    for row in CaseTurn.objects.filter(case__in=standing):
        stored[row.case_id][row.key] = row
    found: dict[str, tuple[Turn, ...]] = {}
    changed: list[CaseTurn] = []
    for id, each in standing.items():
        found[id] = turns(each.now, calendar, on=on)
        for turn in found[id]:
            there = stored[id].pop(turn.key) if turn.key in stored[id] else None
            cells = _cells(turn, owner(turn, each.contract, people, on=on), there, on)
            if there is None or any(getattr(there, name) != value for name, value in cells.items()):
                changed.append(CaseTurn(case_id=id, contract_id=each.contract.id, key=turn.key, **cells))
    gone = [row.row for rows in stored.values() for row in rows.values()]
    if gone:
        CaseTurn.objects.filter(row__in=gone).delete()
    CaseTurn.objects.bulk_create(
        changed, batch_size=500, update_conflicts=True, unique_fields=("case", "key"), update_fields=_CELLS
    )
    return found


def _cells(turn: Turn, owner: str, row: CaseTurn | None, on: date) -> dict[str, object]:
    return {
        "what": turn.what,
        "side": turn.owner,
        "owner": owner,
        "since": turn.since,
        "by": turn.by,
        "provisional": turn.provisional,
        "paused_until": turn.paused_until,
        "silence": turn.silence or "",
        "step": turn.step,
        "escalated_on": _escalated_on(turn, row, on),
    }


def _escalated_on(turn: Turn, row: CaseTurn | None, on: date) -> date | None:
    """Since when it is known to be overdue: the day on which that was first seen of this turn."""
    if not turn.overdue(on):
        return None
    same = row is not None and (row.what, row.since) == (turn.what, turn.since)
    return (row.escalated_on if row is not None and same else None) or on
