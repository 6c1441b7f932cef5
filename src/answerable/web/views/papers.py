"""Papers to read and to take away, the file of a case, and wordings with a look at what they make of a paper."""

from urllib.parse import quote

from django.http import FileResponse, Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import render

from answerable.actions.office.actors import subject as subject_of
from answerable.actions.office.pages.contracts import contract_subject
from answerable.actions.office.pages.wordings import in_force_or_waiting, wording_key, wording_page
from answerable.actions.office.papers.drawing import MEDIA_TYPES, draw, place_of_file
from answerable.actions.office.papers.filing import case_file as filed
from answerable.actions.office.papers.reading import paper_page, permission
from answerable.actions.office.papers.wordings import Key, preview
from answerable.core.register.permits import Act, Subject
from answerable.core.tables.types import IDENT
from answerable.records.models import Case, Paper
from answerable.render.words import LANGS
from answerable.web.actor import Visit, signed_in
from answerable.web.desk.links import buttons
from answerable.web.language import current


@signed_in
def paper(request: HttpRequest, visit: Visit, id: str) -> HttpResponse:
    """A paper in the reader's language, with what it and its files are known by."""
    row = _seen(visit, id)
    shown = paper_page(row, current())
    inside = visit.actor.provider is None
    context = {"shown": shown, "inside": inside, "visit": visit}
    return render(request, "papers/paper.html", context)


@signed_in
def paper_file(request: HttpRequest, visit: Visit, id: str, lang: str, form: str) -> FileResponse:
    """A file of a paper; it is drawn when it is first asked for, and the same ever after."""
    row = _seen(visit, id)
    if lang not in LANGS or form not in MEDIA_TYPES:
        raise Http404
    file = draw(row.id, at=visit.now, by=visit.account.username)[lang, form]
    name = f"{row.id}.{lang}.{form}"
    return FileResponse(
        place_of_file(file).open("rb"),
        as_attachment=True,
        filename=name,
        content_type=MEDIA_TYPES[form],
        headers=_apart(),
    )


@signed_in
def case_file(request: HttpRequest, visit: Visit, id: str) -> StreamingHttpResponse:
    """The whole file of a case, for officials: papers, evidence, and the manifest that verifies them offline."""
    contract = Case.objects.filter(id=id).values_list("contract", flat=True).first() if _is_id(id) else None
    subject = None if contract is None else contract_subject(contract, on=visit.on)
    if subject is None:
        raise Http404
    visit.require(Act.SEE_CONTRACT, subject, key=id)
    file = filed(id, current(), at=visit.now, on=visit.on, by=visit.account.username)
    disposition = f"attachment; filename*=UTF-8''{quote(file.name)}"
    headers = {"Content-Disposition": disposition, **_apart()}
    return StreamingHttpResponse(file.stream, content_type="application/zip", headers=headers)


@signed_in
def wording(request: HttpRequest, visit: Visit, key: str) -> HttpResponse:
    """How a body words a kind of paper: the text in force, what waits, and what was before."""
    found = _worded(visit, key)
    shown = wording_page(found, on=visit.on)
    known = {"visit": visit, "shown": shown, "buttons": buttons(visit, "wordings", key)}
    return render(request, "papers/wording.html", known)


@signed_in
def wording_text(request: HttpRequest, visit: Visit, key: str) -> HttpResponse:
    """The wording that waits, or else the one in force, as a file to edit."""
    found = _worded(visit, key)
    text = in_force_or_waiting(found, on=visit.on).text
    disposition = f'attachment; filename="{found.kind}.{found.lang}.txt"'
    headers = {"Content-Disposition": disposition, **_apart()}
    return HttpResponse(text, content_type="text/plain; charset=utf-8", headers=headers)


@signed_in
def wording_preview(request: HttpRequest, visit: Visit, key: str) -> HttpResponse:
    """A paper in this wording as PDF, with the names of its fields where it will say something."""
    found = _worded(visit, key)
    data = preview(found, in_force_or_waiting(found, on=visit.on), on=visit.on)
    disposition = f'attachment; filename="{found.kind}.{found.lang}.pdf"'
    headers = {"Content-Disposition": disposition, **_apart()}
    return HttpResponse(data, content_type=MEDIA_TYPES["pdf"], headers=headers)


def _seen(visit: Visit, id: str) -> Paper:
    """The paper, if there is one and the reader may see it."""
    row = Paper.objects.select_related("case").filter(id=id).first() if _is_id(id) else None
    subject = None if row is None else contract_subject(row.case.contract_id, on=visit.on)
    if row is None or subject is None:
        raise Http404
    visit.require(*permission(row, subject, visit.asking), key=id)
    return row


def _worded(visit: Visit, key: str) -> Key:
    found = wording_key(key)
    if found is None:
        raise Http404
    there: Subject = subject_of("wordings", body=found.body, on=visit.on)
    visit.require(Act.WORD_PAPER, there, key=key)
    return found


def _is_id(id: str) -> bool:
    return IDENT.matches(id)


def _apart() -> dict[str, str]:
    """A file is taken away, and never shown as a page of ours."""
    return {"X-Content-Type-Options": "nosniff", "Content-Security-Policy": "sandbox; default-src 'none'"}
