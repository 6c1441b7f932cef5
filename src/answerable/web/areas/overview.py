"""The overview of a supervising department, or of a head: lists across bodies, each to filter and take away."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.db.models import Q, QuerySet
from django.urls import path, reverse

from answerable.actions.office.pages import overview as lists
from answerable.actions.office.pages.people import vacancy_lines
from answerable.actions.office.pages.subjects import anywhere
from answerable.core.enforce.trouble import TROUBLE
from answerable.core.register.permits import Act, Subject
from answerable.core.tables.declare import Both
from answerable.core.tables.types import IDENT, choice
from answerable.core.terms.message import Message
from answerable.records.models import Body
from answerable.web.actor import Visit
from answerable.web.desk.export import money
from answerable.web.desk.fields import Choice, Field, asked
from answerable.web.desk.lists import Column, Line, Listing, Rows, Wanted
from answerable.web.views import overview as pages


def _may_open(visit: Visit) -> Subject:
    return anywhere(visit.asking, "overview", Act.OVERSEE)


def named(thing: Any) -> Both:
    """What something of the register is called."""
    return Both(thing.name, thing.name_en or thing.name)


def _bodies(visit: Visit, key: str) -> Iterable[Choice]:
    rows = Body.objects.filter(id__in=lists.overseen(visit.asking)).order_by("name", "id")
    return [Choice(each.pk, named(each)) for each in rows]


_BODY = asked("body", "web_col_body", IDENT, required=False, choices=_bodies)


def _of_body(rows: QuerySet[Any], wanted: Wanted, name: str) -> QuerySet[Any]:
    return rows.filter(**{name: wanted["body"]}) if wanted["body"] else rows


def _overdue(visit: Visit, rows: Sequence[Any]) -> Iterable[Line]:
    for each in lists.overdue_lines(rows):
        duty = each.duty
        what = duty.content["what"]
        yield Line(
            duty.duty,
            (
                named(each.body),
                Both(what["zh"], what["en"]),
                named(duty.contract),
                duty.by,
                duty.content["workdays_late"],
                named(each.body) if each.who is None else named(each.who),
            ),
            reverse("contract", args=[duty.contract_id]) + "#duties",
            late=True,
        )


def _vacancies(visit: Visit, rows: Sequence[Any]) -> Iterable[Line]:
    for each in vacancy_lines(rows, on=visit.on):
        contract, answer = each.contract, each.answer
        yield Line(
            contract.pk,
            (
                named(contract),
                named(contract.body),
                named(contract.provider),
                answer.since,
                answer.why_vacant,
                None if answer.person is None else named(answer.person),
            ),
            reverse("contract", args=[contract.pk]),
        )


def _trouble(visit: Visit, rows: Sequence[Any]) -> Iterable[Line]:
    for each in rows:
        contract = each.contract
        reasons = [one for one in each.content.get("reasons", ()) if one["side"] == "provider"]
        yield Line(
            contract.pk,
            (
                named(contract.provider),
                named(contract),
                named(contract.body),
                each.standing,
                tuple(Both(one["zh"], one["en"]) for one in reasons),
                each.on,
            ),
            reverse("provider_of", args=[contract.provider_id]),
        )


def _amounts(pairs: Sequence[tuple[int, str]]) -> Both | None:
    if not pairs:
        return None
    return Both(*("; ".join(money(pair, lang) for pair in pairs) for lang in ("zh", "en")))


def _functions(visit: Visit, rows: Sequence[Any]) -> Iterable[Line]:
    for each in lists.function_lines(visit.asking, rows):
        work = each.work
        yield Line(
            work.pk,
            (
                named(work),
                named(work.body),
                work.catalogue,
                each.percent,
                each.contracts,
                _amounts(each.amounts),
                each.unpriced,
            ),
        )


def _dependence(visit: Visit, rows: Sequence[Any]) -> Iterable[Line]:
    for each in rows:
        yield Line(
            each.function,
            (
                Both(each.name, each.name_en or each.name),
                each.function,
                named(each.provider),
                "whole" if each.whole else "most",
                Message.of("held_of", held=each.held, contracts=each.contracts),
                each.bodies,
            ),
            reverse("provider_of", args=[each.provider.pk]),
        )


def _of_standing(rows: QuerySet[Any], wanted: Wanted) -> QuerySet[Any]:
    return rows.filter(standing=wanted["standing"]) if wanted["standing"] else rows


def _dependences(visit: Visit, wanted: Wanted) -> Sequence[Any]:
    words = wanted["search"].casefold()
    rows = lists.dependences(visit.asking)
    return [
        each
        for each in rows
        if words in f"{each.name} {each.name_en} {each.function} {each.provider.name}".casefold()
    ]


def _searched(rows: QuerySet[Any], wanted: Wanted) -> QuerySet[Any]:
    words = wanted["search"]
    if not words:
        return rows
    return rows.filter(
        Q(name__icontains=words) | Q(name_en__icontains=words) | Q(catalogue__istartswith=words)
    )


def _listing(
    name: str, columns: tuple[Column, ...], rows: Rows, lines: Any, filters: tuple[Field, ...]
) -> Listing:
    return Listing(
        "overview", name, Act.OVERSEE, _may_open, columns, rows, lines, filters=filters, explained=True
    )


_SEARCH = asked("search", "web_field_search", hint="web_field_search_hint", required=False)
_STANDING = asked(
    "standing",
    "web_col_standing",
    choice(*(each.value for each in TROUBLE)),
    required=False,
    group="standing",
)
LISTINGS = (
    _listing(
        "overdue",
        (
            Column("body", order=("contract__body__name",)),
            Column("duty", label="web_overview_col_duty"),
            Column("contract", label="contract"),
            Column("by", label="by", order=("by",)),
            Column("workdays_late", label="web_overview_col_workdays_late", number=True),
            Column("owes", label="web_overview_col_owes"),
        ),
        lambda visit, wanted: _of_body(lists.overdue(visit.asking), wanted, "contract__body"),
        _overdue,
        (_BODY,),
    ),
    _listing(
        "vacancies",
        (
            Column("contract", label="contract", order=("name",)),
            Column("body", order=("body__name",)),
            Column("provider", order=("provider__name",)),
            Column("vacant_since", label="web_overview_col_vacant_since"),
            Column("why_vacant", label="web_overview_col_why_vacant"),
            Column("answers"),
        ),
        lambda visit, wanted: _of_body(lists.vacant(visit.asking), wanted, "body"),
        _vacancies,
        (_BODY,),
    ),
    _listing(
        "trouble",
        (
            Column("provider", order=("contract__provider__name",)),
            Column("contract", label="contract", order=("contract__name",)),
            Column("body", order=("contract__body__name",)),
            Column("standing", group="standing"),
            Column("because", label="web_overview_col_because"),
            Column("assessed_on", label="web_overview_col_assessed_on"),
        ),
        lambda visit, wanted: _of_standing(
            _of_body(lists.in_trouble(visit.asking), wanted, "contract__body"), wanted
        ),
        _trouble,
        (_BODY, _STANDING),
    ),
    _listing(
        "functions",
        (
            Column("function", label="web_overview_col_function", order=("name",)),
            Column("body", order=("body__name",)),
            Column("catalogue", label="web_overview_col_catalogue", order=("catalogue",)),
            Column("outsourced_share", label="web_overview_col_outsourced_share", number=True),
            Column("running", label="web_overview_col_running", number=True),
            Column("amount"),
            Column("unpriced", label="web_overview_col_unpriced", number=True),
        ),
        lambda visit, wanted: _searched(_of_body(lists.functions(visit.asking), wanted, "body"), wanted),
        _functions,
        (_SEARCH, _BODY),
    ),
    _listing(
        "dependence",
        (
            Column("function", label="web_overview_col_function"),
            Column("catalogue", label="web_overview_col_catalogue"),
            Column("provider"),
            Column("holds", label="web_overview_col_holds", group="dependence"),
            Column("held_of", label="web_overview_col_held_of"),
            Column("bodies", label="web_overview_col_bodies", number=True),
        ),
        _dependences,
        _dependence,
        (_SEARCH,),
    ),
)
DEEDS = ()
PAGES = (path("overview/", pages.overview, name="overview"),)
