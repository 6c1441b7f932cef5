"""Providers: the register of them, and how each does beside others for the same work."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.db.models import Q, QuerySet
from django.urls import path, reverse

from answerable.actions.office.changing import change_row
from answerable.actions.office.pages.providers import (
    provider_lines,
    providers_seen,
    with_service,
    with_standing,
)
from answerable.actions.office.pages.subjects import anywhere
from answerable.actions.office.reading import cells_of
from answerable.actions.office.rows import add_rows
from answerable.core.enforce.results import Standing
from answerable.core.register.permits import Act, Subject
from answerable.core.tables.declare import Both
from answerable.core.tables.types import choice
from answerable.records.models import Provider
from answerable.web.actor import Visit
from answerable.web.desk.deeds import Deed, Doing, Done
from answerable.web.desk.fields import Cells, asked, of
from answerable.web.desk.lists import Column, Line, Listing, Wanted
from answerable.web.views import providers as pages

_CELLS = ("name", "name_en", "kind", "credit_code")


def _rows(visit: Visit, wanted: Wanted) -> QuerySet[Provider]:
    rows = providers_seen(visit.asking)
    if words := wanted["search"]:
        rows = rows.filter(
            Q(name__icontains=words)
            | Q(name_en__icontains=words)
            | Q(id__icontains=words)
            | Q(credit_code=words)
        )
    if words := wanted["service"]:
        rows = with_service(rows, visit.asking, words)
    if standing := wanted["standing"]:
        rows = with_standing(rows, visit.asking, standing)
    return rows


def _lines(visit: Visit, rows: Sequence[Any]) -> Iterable[Line]:
    for each in provider_lines(visit.asking, rows):
        provider = each.provider
        cells = (
            Both(provider.name, provider.name_en or provider.name),
            provider.kind,
            each.running,
            None if each.standing is None else each.standing.value,
            each.overdue,
            each.confirmed,
            each.found_on,
        )
        yield Line(provider.pk, cells, reverse("provider_of", args=[provider.pk]), late=bool(each.overdue))


LISTINGS = (
    Listing(
        "providers",
        "",
        Act.SEE_CONTRACT,
        lambda visit: anywhere(visit.asking, "providers", Act.SEE_CONTRACT),
        (
            Column("name", order=("name",)),
            Column(
                "provider_kind",
                label="web_providers_col_provider_kind",
                group="provider_kind",
                order=("kind",),
            ),
            Column("running", label="web_providers_col_running", number=True),
            Column("worst", label="web_providers_col_worst", group="standing"),
            Column("provider_overdue", label="web_providers_col_provider_overdue", number=True),
            Column("confirmed", label="web_providers_col_confirmed", number=True),
            Column("found_on", label="web_providers_col_found_on"),
        ),
        _rows,
        _lines,
        filters=(
            asked("search", "web_field_search", hint="web_field_search_hint", required=False),
            asked("service", "web_providers_service", hint="web_providers_service_hint", required=False),
            asked(
                "standing",
                "web_col_standing",
                choice(*(each.value for each in Standing)),
                required=False,
                group="standing",
            ),
        ),
        links=("providers_register",),
        explained=True,
    ),
)


def _of(visit: Visit, key: str) -> Subject | None:
    if not Provider.objects.filter(id=key).exists():
        return None
    return anywhere(visit.asking, "providers", Act.IMPORT_ROWS)


def _current(visit: Visit, key: str) -> Cells:
    cells = cells_of("providers", key)
    return {name: cells[name] for name in _CELLS}


def _register(doing: Doing) -> Done:
    visit, id = doing.visit, doing["id"]
    add_rows("providers", [doing.stated("id", *_CELLS)], by=visit.actor, at=visit.now, on=visit.on)
    return Done(reverse("provider_of", args=[id]), answer={"provider": id})


def _correct(doing: Doing) -> Done:
    visit = doing.visit
    change_row(
        "providers",
        (doing.key,),
        doing.stated(*_CELLS),
        seen=doing.seen,
        by=visit.actor,
        at=visit.now,
        on=visit.on,
    )
    return Done(reverse("provider_of", args=[doing.key]))


_FIELDS = (
    of("providers", "name", example="样例保洁有限公司"),
    of("providers", "name_en"),
    of("providers", "kind", example="company"),
    of("providers", "credit_code"),
)
DEEDS = (
    Deed(
        "providers",
        "register",
        Act.IMPORT_ROWS,
        lambda visit, key: anywhere(visit.asking, "providers", Act.IMPORT_ROWS),
        _register,
        fields=(of("providers", "id", example="sample-cleaning"), *_FIELDS),
        keyed=False,
        back="providers",
    ),
    Deed(
        "providers",
        "correct",
        Act.IMPORT_ROWS,
        _of,
        _correct,
        fields=_FIELDS,
        current=_current,
        back="provider_of",
    ),
)
PAGES = (path("providers/<str:id>/", pages.provider, name="provider_of"),)
