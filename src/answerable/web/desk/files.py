"""Evidence files of a form: kept under their hash, which is what the record holds, as soon as they arrive.

What arrived once is carried along by the form under `kept.<field>`, so that nobody chooses it again because something
else was wrong.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.conf import settings
from django.http import HttpRequest

from answerable.actions.office.attaching import Brought, UploadError, attach, brought_fault
from answerable.core.terms.message import Message
from answerable.web.actor import Visit
from answerable.web.desk.fields import Cells, Field
from answerable.web.uploads import too_large


@dataclass(frozen=True)
class Kept:
    """The hash of each file that is there, by field, and why another is not."""

    cells: dict[str, str] = field(default_factory=dict)
    faults: dict[str, Message] = field(default_factory=dict)


def keep_files(request: HttpRequest, visit: Visit, fields: Iterable[Field], *, now: Cells) -> Kept:
    """Keep what was uploaded. One that was kept before counts if the account brought it, or it stands there `now`."""
    kept = Kept()
    for each in fields:
        if not each.file:
            continue
        try:
            kept.cells[each.name] = _hash(request, visit, each, now=now)
        except UploadError as error:
            kept.cells[each.name] = ""
            kept.faults[each.name] = error.message
    return kept


def _hash(request: HttpRequest, visit: Visit, field: Field, *, now: Cells) -> str:
    most = settings.UPLOAD_MB if field.most_mb is None else field.most_mb
    # Reading the form is what finds out whether something was too large.
    file = request.FILES.get(field.name)
    if too_large(request, field.name):
        raise UploadError("upload_too_large", most=most)
    if file is not None:
        brought = Brought(file.name or "", file.chunks())
        kinds = {} if field.kinds is None else {"kinds": field.kinds}
        return attach(brought, account=visit.account, at=visit.now, most_mb=most, **kinds).hash
    before = request.POST.get(f"kept.{field.name}", "")
    if before and before != now.get(field.name):
        fault = brought_fault(before[:80], visit.account, field.kinds)
        if fault is not None:
            raise UploadError(fault.code, **fault.params)
    return before
