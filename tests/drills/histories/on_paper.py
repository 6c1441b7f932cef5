"""What the provider says, here or on paper, held against the day on which it came in."""

from datetime import date
from typing import TYPE_CHECKING

from answerable.core.enforce.course import acts

if TYPE_CHECKING:
    from tests.drills.histories.model import Model


def came_faults(act: acts.OnPaper, on: date) -> list[str]:
    """What came on paper has its day and its scan, and what was said here has neither."""
    came = act.received_on
    wanted = {
        "a paper without its day, or the day without it": bool(act.paper) == (came is not None),
        "came in tomorrow": came is None or came <= on,
    }
    return [fault for fault, kept in wanted.items() if not kept]


def report_faults(model: "Model", act: acts.Report, on: date) -> list[str]:
    """Once the period for the items is over, only a paper that came in before is a report, while any is wanted."""
    dues = {id: due for id in model.open_items if (due := model.item_due(id)) is not None}
    if not model.all_reported and on <= max(dues.values(), default=on):
        return []
    came = act.received_on
    said = [dues[each.item] for each in act.items if each.item in dues]
    wanted = {
        "on what was reported already": bool(model.open_items - model.reported),
        "after its time": came is not None,
        "on paper after its time": came is None or all(came <= due for due in said),
    }
    return [fault for fault, kept in wanted.items() if not kept]
