"""What providers hand in, with receipts; what officials accept or return; statements on findings; the own side."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.db.models import QuerySet
from django.urls import path, reverse

from answerable.actions.office.actors import subject
from answerable.actions.office.figures_in import Entering
from answerable.actions.office.pages.contracts import contract_subject
from answerable.actions.office.pages.figures import indicators_of
from answerable.actions.office.pages.subjects import own
from answerable.actions.office.pages.submissions import confirmed_of, submissions_seen
from answerable.actions.office.replying import reply
from answerable.actions.office.submitting import accept, send_back, submit, withdraw
from answerable.core.evidence.submitted import TABLES, State
from answerable.core.register.permits import Act, Subject
from answerable.core.tables.declare import Both
from answerable.core.tables.types import IDENT, choice
from answerable.records.models import Contract, Finding, Submission
from answerable.web.actor import Visit
from answerable.web.areas.figure_fields import document_field, paired, pinned, reading_fields
from answerable.web.desk.deeds import Deed, Doing, Done
from answerable.web.desk.fields import asked, of
from answerable.web.desk.lists import Column, Line, Listing, Wanted
from answerable.web.views import submissions as pages
from answerable.web.views.case_sides import receipt


def _named(thing: Any) -> Both:
    return Both(thing.name, thing.name_en or thing.name)


def _lines(visit: Visit, rows: Sequence[Any]) -> Iterable[Line]:
    for each in rows:
        cells = (
            each.pk,
            _named(each.contract),
            _named(each.provider),
            each.of,
            each.submitted_at,
            each.state,
            each.decided_at,
        )
        yield Line(each.pk, cells, reverse("submission", args=[each.pk]))


def _rows(visit: Visit, wanted: Wanted) -> QuerySet[Submission]:
    rows = submissions_seen(visit.asking)
    return rows.filter(**{name: wanted[name] for name in ("state", "of", "contract") if wanted[name]})


LISTINGS = (
    Listing(
        "submissions",
        "",
        Act.SEE_OWN,
        lambda visit: own(visit.asking, "submissions"),
        (
            Column("number", label="web_submissions_number"),
            Column("contract", label="contract", order=("contract__name",)),
            Column("provider", order=("provider__name",)),
            Column("of", label="web_submissions_of", group="submission_of", order=("of",)),
            Column("submitted_at", label="web_submissions_at", order=("submitted_at",)),
            Column("state", label="web_submissions_state", group="submission_state", order=("state",)),
            Column("decided_at", label="web_submissions_decided_at", order=("decided_at",)),
        ),
        _rows,
        _lines,
        filters=(
            asked(
                "state",
                "web_submissions_state",
                choice(*(each.value for each in State)),
                required=False,
                group="submission_state",
            ),
            asked("of", "web_submissions_of", choice(*TABLES), required=False, group="submission_of"),
            asked("contract", "contract", IDENT, hint="web_submissions_contract_hint", required=False),
        ),
        explained=True,
    ),
)


def _entering(doing: Doing) -> Entering:
    return Entering(doing.visit.actor, doing.visit.now, doing.visit.on)


def _contract(visit: Visit, key: str) -> Subject | None:
    return contract_subject(key, on=visit.on)


def _submission(visit: Visit, key: str) -> Subject | None:
    contract = Submission.objects.filter(id=key).values_list("contract", flat=True).first()
    return None if contract is None else contract_subject(contract, on=visit.on)


def _finding(visit: Visit, key: str) -> Subject | None:
    """A finding is there for the provider once it is confirmed; of another one nobody learns that it is."""
    row = confirmed_of(visit.asking).filter(id=key).select_related("contract").first()
    if row is None:
        return None
    body, provider = row.contract.body_id, row.contract.provider_id
    return subject("finding", body=body, provider=provider, on=visit.on)


def _about(visit: Visit, key: str) -> Mapping[str, object]:
    return {"about": Contract.objects.get(id=key)}


def _about_finding(visit: Visit, key: str) -> Mapping[str, object]:
    return {"finding": Finding.objects.select_related("contract").get(id=key)}


def _about_submission(visit: Visit, key: str) -> Mapping[str, object]:
    return {"about": Submission.objects.select_related("contract").get(id=key).contract}


def _submit(doing: Doing) -> Done:
    rows, places = paired(doing.cells, indicators_of(doing.key))
    with pinned(places):
        id = submit(
            doing.key,
            "readings",
            rows,
            note=doing["note"],
            document=doing["document"],
            entering=_entering(doing),
        )
    return _receipt(id)


def _services(doing: Doing) -> Done:
    row = doing.stated("period", "tier", "count")
    id = submit(
        doing.key,
        "services",
        [row],
        note=doing["note"],
        document=doing["document"],
        entering=_entering(doing),
    )
    return _receipt(id)


def _receipt(id: str) -> Done:
    digest = Submission.objects.values_list("digest", flat=True).get(id=id)
    return Done(
        reverse("submission", args=[id]), "web_submissions_received", {"number": id, "digest": digest}
    )


def _withdraw(doing: Doing) -> Done:
    withdraw(doing.key, version=_seen(doing), entering=_entering(doing))
    return Done(reverse("submission", args=[doing.key]))


def _accept(doing: Doing) -> Done:
    row = Submission.objects.get(id=doing.key)
    places = [dict.fromkeys(cells, "more") for cells in row.cells] if row.of == "readings" else []
    with pinned(places):
        accept(doing.key, version=_seen(doing), more=doing["more"] == "yes", entering=_entering(doing))
    return Done(reverse("submission", args=[doing.key]))


def _return(doing: Doing) -> Done:
    send_back(doing.key, doing["reason"], version=_seen(doing), entering=_entering(doing))
    return Done(reverse("submission", args=[doing.key]))


def _seen(doing: Doing) -> int:
    """The version that it has now: nothing but a decision changes it, and whatever was decided on is refused."""
    return Submission.objects.values_list("version", flat=True).get(id=doing.key)


def _reply(doing: Doing) -> Done:
    id = reply(doing.key, doing["text"], document=doing["document"], entering=_entering(doing))
    contract = Finding.objects.values_list("contract", flat=True).get(id=doing.key)
    return Done(reverse("provider_own", args=[contract]), answer={"reply": id})


_NOTE = asked("note", "web_submissions_note", hint="web_submissions_note_hint", required=False, long=True)
_DOCUMENT = document_field()
DEEDS = (
    Deed(
        "submissions",
        "submit",
        Act.SUBMIT_AS_PROVIDER,
        _contract,
        _submit,
        fields=(of("readings", "recorded", example="2026-06-01"), _DOCUMENT, _NOTE),
        more=reading_fields,
        context=_about,
        explained=True,
        back="provider_own",
    ),
    Deed(
        "submissions",
        "services",
        Act.SUBMIT_AS_PROVIDER,
        _contract,
        _services,
        fields=(
            of("services", "period", example="2026-05"),
            of("services", "tier", example="home"),
            of("services", "count", example="412"),
            _DOCUMENT,
            _NOTE,
        ),
        context=_about,
        back="provider_own",
    ),
    Deed(
        "submissions",
        "withdraw",
        Act.SUBMIT_AS_PROVIDER,
        _submission,
        _withdraw,
        context=_about_submission,
        grave=True,
        back="submission",
    ),
    Deed(
        "submissions",
        "accept",
        Act.RECORD,
        _submission,
        _accept,
        fields=(
            asked(
                "more",
                "web_figures_more",
                choice("yes"),
                hint="web_figures_more_hint",
                required=False,
                group="yes_no",
            ),
        ),
        context=_about_submission,
        explained=True,
        grave=True,
        back="submission",
    ),
    Deed(
        "submissions",
        "return",
        Act.RECORD,
        _submission,
        _return,
        fields=(asked("reason", "web_submissions_reason", hint="web_submissions_reason_hint", long=True),),
        context=_about_submission,
        grave=True,
        back="submission",
    ),
    Deed(
        "submissions",
        "reply",
        Act.SUBMIT_AS_PROVIDER,
        _finding,
        _reply,
        fields=(
            asked("text", "web_submissions_text_label", hint="web_submissions_text_hint", long=True),
            _DOCUMENT,
        ),
        context=_about_finding,
        template="submissions/reply.html",
        explained=True,
        grave=True,
    ),
)
PAGES = (
    path("submissions/<str:id>/", pages.submission, name="submission"),
    path("receipts/<str:case>/<int:number>/", receipt, name="receipt"),
    path("provider/", pages.home, name="provider"),
    path("provider/<str:id>/", pages.own, name="provider_own"),
)
