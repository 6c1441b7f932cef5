"""The citizen's own page: behind the code of a matter, without an account. A code is never part of an address."""

from collections.abc import Callable, Mapping
from datetime import date, datetime
from http import HTTPStatus
from math import ceil

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone, translation
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from answerable.actions.office.matter_codes import TriedTooOftenError, matter_of
from answerable.actions.office.matters import LONGEST_NOTE, confirm_oneself, contest_oneself
from answerable.actions.office.pages.my_matter import my_matter
from answerable.core.terms.errors import InputError
from answerable.web.actor import today
from answerable.web.desk.forms import reasons, told
from answerable.web.language import CODES, current, remember

_Does = Callable[[str, str, datetime, date], None]


def _contest(id: str, note: str, at: datetime, on: date) -> None:
    contest_oneself(id, note=note, at=at, on=on)


def _confirm(id: str, note: str, at: datetime, on: date) -> None:
    confirm_oneself(id, "put_right", note=note, at=at, on=on)


_DOES: Mapping[str, tuple[_Does, str]] = {
    "contest": (_contest, "web_mine_contested"),
    "confirm": (_confirm, "web_mine_confirmed"),
}
"""What a citizen does here, and what the page says then."""


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def mine(request: HttpRequest) -> HttpResponse:
    """The form for the code; with a code the matter, and what its citizen says of it. Every wrong code looks alike."""
    if request.method != "POST":
        return render(request, "my_matter/asked.html")
    typed, now = request.POST.get("code", ""), timezone.now()
    try:
        id = matter_of(typed, at=now)
    except TriedTooOftenError:
        minutes = ceil(settings.AXES_COOLOFF_TIME * 60)
        context = {"minutes": minutes}
        return render(request, "my_matter/waits.html", context, status=HTTPStatus.TOO_MANY_REQUESTS)
    if id is None:
        return render(
            request, "my_matter/asked.html", {"wrong": True}, status=HTTPStatus.UNPROCESSABLE_ENTITY
        )
    lang = request.POST.get("lang", "")
    if lang not in CODES:
        return _shown(request, id, typed, now)
    # The switch carries the code along: nobody types it again to read the page in the other language.
    with translation.override(CODES[lang]):
        response = _shown(request, id, typed, now)
    response.headers["Content-Language"] = CODES[lang]
    remember(response, lang)
    return response


def _shown(request: HttpRequest, id: str, typed: str, now: datetime) -> HttpResponse:
    on, done = today(), ""
    refused: tuple[str, ...] = ()
    does = _DOES.get(request.POST.get("do", ""))
    note = request.POST.get("note", "").replace("\r\n", "\n").strip()
    if does is not None:
        act, said = does
        try:
            act(id, note, now, on)
        except InputError as error:
            refused = tuple(told(message, current()) for _, message in reasons(error))
        else:
            done, note = said, ""
    context = {
        "shown": my_matter(id, on=on),
        "code": typed,
        "done": done,
        "refused": refused,
        "note": note,
        "most": LONGEST_NOTE,
    }
    status = HTTPStatus.UNPROCESSABLE_ENTITY if refused else HTTPStatus.OK
    return render(request, "my_matter/matter.html", context, status=status)
