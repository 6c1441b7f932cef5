"""One watched account: who answers for it, how it is collected, what it said and what was found in it."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from answerable.actions.office.pages.board import Day
from answerable.actions.office.pages.voices import KINDS, entries_of, said_of, voice_page, voice_subject
from answerable.core.register.permits import Act
from answerable.core.tables.types import IDENT
from answerable.render.plots.weeks import Counted, weeks_plot
from answerable.web.actor import Visit, signed_in
from answerable.web.desk.lists import page_of

PER_PAGE = 30
_OWN_KINDS = ("post", "reply")


@signed_in
def voice(request: HttpRequest, visit: Visit, id: str) -> HttpResponse:
    """One account, and one page of what was said; filters that are none of ours show everything."""
    subject = voice_subject(id, visit.asking) if IDENT.matches(id) else None
    if subject is None:
        raise Http404
    visit.require(Act.SEE_PROVIDER_SIDE, subject, key=id)
    day = Day(visit.on, visit.zone)
    shown = voice_page(id, visit.asking, subject, day)
    kinds = KINDS if shown.inside else _OWN_KINDS
    kind = request.GET.get("kind", "") if request.GET.get("kind") in kinds else ""
    found = request.GET.get("found") == "yes"
    said = said_of(shown.voice, kind=kind, found=found, inside=shown.inside)
    page = page_of(said, request.GET.get("page", "1"), PER_PAGE)
    context = {
        "shown": shown,
        "visit": visit,
        "kinds": kinds,
        "kind": kind,
        "found": found,
        "page": page,
        "entries": entries_of(list(page.object_list), shown.voice, day=day, inside=shown.inside),
        "plot": weeks_plot([Counted(each.starts, each.posts, each.unseen) for each in shown.weeks]),
        "keep": f"{'kind=' + kind + '&' if kind else ''}{'found=yes&' if found else ''}",
    }
    return render(request, "voices/voice.html", context)
