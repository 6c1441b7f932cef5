"""Papers of cases, and how a body words them: legality reviewer and head put a wording in force from a day to come."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from django.urls import path, reverse

from answerable.actions.office.actors import subject
from answerable.actions.office.pages.subjects import anywhere
from answerable.actions.office.pages.wordings import (
    WordingLine,
    in_force_or_waiting,
    wording_key,
    wording_lines,
)
from answerable.actions.office.papers.wordings import Key, Proposed, put_in_force, take_back
from answerable.core.enforce.papers.values import PaperKind
from answerable.core.register.permits import Act, Subject
from answerable.core.tables.types import DATE, choice
from answerable.render.words import LANGS
from answerable.web.actor import Visit
from answerable.web.desk.deeds import Deed, Doing, Done
from answerable.web.desk.fields import Cells, asked
from answerable.web.desk.lists import Column, Line, Listing, Wanted
from answerable.web.views import papers as pages


def _may_open(visit: Visit) -> Subject:
    return anywhere(visit.asking, "wordings", Act.WORD_PAPER)


def _rows(visit: Visit, wanted: Wanted) -> list[WordingLine]:
    return wording_lines(visit.asking, kind=wanted["kind"], lang=wanted["lang"])


def _lines(visit: Visit, rows: Sequence[Any]) -> Iterable[Line]:
    for each in rows:
        key = str(each.key)
        cells = (each.key.kind, each.key.lang, each.body, each.since, each.next_from)
        yield Line(key, cells, reverse("wording", args=[key]))


def _subject(visit: Visit, key: str) -> Subject | None:
    found = wording_key(key)
    return None if found is None else subject("wordings", body=found.body, on=visit.on)


def _key(text: str) -> Key:
    found = wording_key(text)
    if found is None:
        raise LookupError(text)
    return found


def _now(visit: Visit, key: str) -> Cells:
    return {"text": in_force_or_waiting(_key(key), on=visit.on).text}


def _set(doing: Doing) -> Done:
    visit = doing.visit
    proposed = Proposed(_key(doing.key), date.fromisoformat(doing["starts"]), doing["text"])
    put_in_force(proposed, by=visit.actor, at=visit.now, on=visit.on)
    return Done(reverse("wording", args=[doing.key]), "web_wordings_kept")


def _take_back(doing: Doing) -> Done:
    visit = doing.visit
    take_back(_key(doing.key), by=visit.actor, at=visit.now, on=visit.on)
    return Done(reverse("wording", args=[doing.key]))


_KINDS = tuple(kind.value for kind in PaperKind)
LISTINGS = (
    Listing(
        "wordings",
        "",
        Act.WORD_PAPER,
        _may_open,
        (
            Column("paper", label="web_papers_kind", group="paper_kind"),
            Column("lang", label="web_papers_lang", group="paper_lang"),
            Column("body"),
            Column("since", label="web_wordings_since"),
            Column("next_from", label="web_wordings_next"),
        ),
        _rows,
        _lines,
        filters=(
            asked("kind", "web_papers_kind", choice(*_KINDS), required=False, group="paper_kind"),
            asked("lang", "web_papers_lang", choice(*LANGS), required=False, group="paper_lang"),
        ),
        explained=True,
    ),
)
DEEDS = (
    Deed(
        "wordings",
        "set",
        Act.WORD_PAPER,
        _subject,
        _set,
        fields=(
            asked("starts", "web_wordings_starts", DATE, hint="web_wordings_starts_hint"),
            asked("text", "web_wordings_words", hint="web_wordings_words_hint", long=True),
        ),
        current=_now,
        explained=True,
        back="wording",
    ),
    Deed("wordings", "take_back", Act.WORD_PAPER, _subject, _take_back, grave=True, back="wording"),
)
PAGES = (
    path("papers/<str:id>/", pages.paper, name="paper"),
    path("papers/<str:id>/<str:lang>.<str:form>", pages.paper_file, name="paper_file"),
    path("cases/<str:id>/file.zip", pages.case_file, name="case_file"),
    path("wordings/<str:key>/", pages.wording, name="wording"),
    path("wordings/<str:key>/text.txt", pages.wording_text, name="wording_text"),
    path("wordings/<str:key>/preview.pdf", pages.wording_preview, name="wording_preview"),
)
