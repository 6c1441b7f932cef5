"""Evidence files, to take away."""

from django.http import FileResponse, Http404, HttpRequest

from answerable.actions.office.pages.files import file_for
from answerable.core.tables.types import HASH
from answerable.web.actor import Visit, signed_in


@signed_in
def file(request: HttpRequest, visit: Visit, hash: str) -> FileResponse:
    """The bytes of a file, for whoever brought it or sees something that refers to it. It is never shown in place."""
    found = file_for(hash, visit.asking, visit.account) if HASH.matches(hash) else None
    if found is None:
        raise Http404
    visit.require(*found.asked, key=hash)
    response = FileResponse(
        found.place.open("rb"), as_attachment=True, filename=found.name, content_type=found.media_type
    )
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    return response
