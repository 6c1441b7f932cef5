"""A contract that comes in or is corrected as a row is a draft: it has not begun, and its work is its own body's."""

from collections.abc import Iterator, Sequence
from datetime import date

from answerable.actions.office.actors import Subjects
from answerable.core.tables.fault import Fault
from answerable.core.tables.rows import RawRow
from answerable.core.terms.message import Message
from answerable.records.models import WorkItem


def draft_faults(rows: Sequence[RawRow], *, file: str, on: date) -> Iterator[Fault]:
    """A fault for every contract that would run by itself, or would stand on the verdict of another body's work."""
    subjects = Subjects(on)
    named = {cells["work_item"] for _, cells in rows}
    bodies = dict(WorkItem.objects.filter(id__in=named).values_list("id", "body"))
    for number, cells in rows:
        if cells["starts"] <= on.isoformat():
            yield Fault(file, number, "starts", Message.of("contract_runs", starts=cells["starts"], on=on))
        body = bodies.get(cells["work_item"])
        if body is not None and subjects.line(body)[0] != subjects.line(cells["body"])[0]:
            message = Message.of("contract_of_others_work", work_item=cells["work_item"])
            yield Fault(file, number, "work_item", message)
