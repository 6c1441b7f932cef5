"""What one's own account was told, and where it is told: contacts are given, tried, changed and removed here."""

from collections.abc import Callable, Mapping
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_POST

from answerable.actions.office import contacts as acts
from answerable.actions.office.pages import notices as pages
from answerable.actions.office.pages.duties import lines_from, owed_by
from answerable.core.register.notices import QUIET_FROM, QUIET_TO
from answerable.core.tables.types import YES_NO
from answerable.core.terms.errors import AnswerableError, InputError
from answerable.records.models import Contact
from answerable.render.words import label, say
from answerable.web.actor import Visit, signed_in
from answerable.web.desk.fields import Cells, Choice, Field, asked, worded
from answerable.web.desk.forms import Form, form_of, refused, typed
from answerable.web.language import current
from answerable.web.views.duties import ways


def _offered(_visit: Visit, _key: str) -> tuple[Choice, ...]:
    return worded("contact_channel", pages.media())


_HOURS = (
    asked("quiet_from", "web_contact_quiet_from", hint="web_contact_quiet_hint"),
    asked("quiet_to", "web_contact_quiet_to", hint="web_contact_quiet_to_hint"),
)
_NEW: tuple[Field, ...] = (
    asked("channel", "web_contact_channel", hint="web_contact_channel_hint", choices=_offered),
    asked("address", "web_contact_address", hint="web_contact_address_hint"),
    *_HOURS,
)
_CHANGED: tuple[Field, ...] = (*_HOURS, asked("on", "web_contact_on", YES_NO))


@signed_in
def notices(request: HttpRequest, visit: Visit) -> HttpResponse:
    """What the account was told, the newest first."""
    page, lines = pages.inbox(visit.account, request.GET.get("page", "1"))
    return render(request, "notices.html", {"page": page, "lines": lines, "visit": visit})


@signed_in
def duty(request: HttpRequest, visit: Visit, duty: str) -> HttpResponse:
    """Onward to where a duty is done; to all of one's duties if it is done already, or is another's."""
    row = None if "\x00" in duty else owed_by(visit.asking).filter(duty=duty).first()
    if row is None:
        return HttpResponseRedirect(reverse("duties"))
    steps = ways(lines_from([row])[0], visit)
    duties_of = f"{reverse('contract', args=[row.contract_id])}#duties"
    return HttpResponseRedirect(steps[0].path if steps else duties_of)


@signed_in
def contacts(request: HttpRequest, visit: Visit) -> HttpResponse:
    """The contacts of the account, and a form for another."""
    if request.method != "POST":
        return _listed(request, visit, _form(visit, _NEW, _hours(None)))
    cells = typed(request.POST, _NEW)
    try:
        acts.add_contact(visit.account, cells, at=visit.now)
    except InputError as error:
        return _listed(request, visit, refused(_form(visit, _NEW, cells), error, current()), status=422)
    messages.success(request, label("web_contact_added", current()))
    return HttpResponseRedirect(reverse("contacts"))


@signed_in
def contact(request: HttpRequest, visit: Visit, number: int) -> HttpResponse:
    """One contact: its quiet hours, and whether it is on."""
    row = _own(visit, number)
    form = _form(visit, _CHANGED, _hours(row))
    if request.method == "POST":
        cells = typed(request.POST, _CHANGED)
        try:
            acts.change_contact(visit.account, number, cells, at=visit.now)
        except InputError as error:
            form = refused(_form(visit, _CHANGED, cells), error, current())
        else:
            messages.success(request, label("web_contact_changed", current()))
            return HttpResponseRedirect(reverse("contacts"))
    context = {"line": pages.contact(visit.account, number), "form": form, "visit": visit}
    return render(request, "account/contact.html", context, status=422 if form.wrong else 200)


@require_POST
@signed_in
def try_contact(request: HttpRequest, visit: Visit, number: int) -> HttpResponse:
    """Send a trial message to a contact."""
    return _done(request, visit, number, acts.try_contact, "web_contact_tried")


@require_POST
@signed_in
def remove_contact(request: HttpRequest, visit: Visit, number: int) -> HttpResponse:
    """Forget a contact."""
    return _done(request, visit, number, acts.remove_contact, "web_contact_removed")


def _done(
    request: HttpRequest, visit: Visit, number: int, act: Callable[..., None], told: str
) -> HttpResponse:
    _own(visit, number)
    try:
        act(visit.account, number, at=visit.now)
        messages.success(request, label(told, current()))
    except AnswerableError as error:
        messages.error(request, say(error.message, current()))
    return HttpResponseRedirect(reverse("contacts"))


def _own(visit: Visit, number: int) -> Contact:
    """The contact; another account's is not there."""
    try:
        return acts.contact_of(visit.account, number)
    except InputError:
        raise Http404 from None


def _form(visit: Visit, fields: tuple[Field, ...], cells: Cells) -> Form:
    return form_of(visit, "", fields, cells=cells)


def _hours(row: Contact | None) -> Mapping[str, str]:
    if row is None:
        return {"quiet_from": QUIET_FROM.isoformat("minutes"), "quiet_to": QUIET_TO.isoformat("minutes")}
    return {
        "quiet_from": row.quiet_from.isoformat("minutes"),
        "quiet_to": row.quiet_to.isoformat("minutes"),
        "on": "yes" if row.on else "no",
    }


def _listed(request: HttpRequest, visit: Visit, form: Form, *, status: int = 200) -> HttpResponse:
    context: dict[str, Any] = {
        "lines": pages.contacts(visit.account),
        "form": form,
        "offered": pages.media(),
        "visit": visit,
    }
    return render(request, "account/contacts.html", context, status=status)
