"""One person, and one body."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from answerable.actions.office.pages.people import body_page, body_subject, person_page, person_subject
from answerable.core.register.permits import Act, Subject, may
from answerable.core.tables.types import IDENT
from answerable.records.models import Post
from answerable.web.actor import Visit, signed_in
from answerable.web.desk.links import buttons


def whose_person(visit: Visit, key: str) -> Subject | None:
    """The person as something that is acted on; None where there is nobody."""
    return person_subject(key, on=visit.on)


def whose_body(visit: Visit, key: str) -> Subject | None:
    """The body as something that is acted on; None where there is none."""
    return body_subject(key, on=visit.on)


def whose_post(visit: Visit, key: str) -> Subject | None:
    """The body of the post, as something that is acted on; None where there is no such post."""
    body = Post.objects.filter(id=key).values_list("body", flat=True).first()
    return None if body is None else body_subject(body, on=visit.on)


@signed_in
def person(request: HttpRequest, visit: Visit, id: str) -> HttpResponse:
    """One person: posts, absences, for whom he stands in, what he answers for."""
    subject = whose_person(visit, id) if IDENT.matches(id) else None
    if subject is None:
        raise Http404
    visit.require(Act.SEE_DUTIES, subject, key=id)
    context = {
        "shown": person_page(id, visit.asking),
        "buttons": buttons(visit, "people", id, known={whose_person: subject}),
        "visit": visit,
    }
    return render(request, "people/person.html", context)


@signed_in
def body(request: HttpRequest, visit: Visit, id: str) -> HttpResponse:
    """One body: who holds which post, vacancies, what it took over, who signs what."""
    subject = whose_body(visit, id) if IDENT.matches(id) else None
    if subject is None:
        raise Http404
    visit.require(Act.SEE_CONTRACT, subject, key=id)
    context = {
        "shown": body_page(id, visit.asking),
        "buttons": buttons(visit, "bodies", id, known={whose_body: subject}),
        "may_appoint": may(visit.actor, Act.APPOINT, subject),
        "visit": visit,
    }
    return render(request, "people/body.html", context)
