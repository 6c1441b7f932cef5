"""Opening a case from findings, adding to it, telling the provider, and closing it without an order."""

from collections.abc import Callable
from datetime import date

from answerable.actions.office.cases.acting import open_case
from answerable.actions.office.cases.loading import routes
from answerable.actions.office.pages.cases import offers
from answerable.actions.office.pages.choosing import Offered
from answerable.core.enforce.course import acts
from answerable.core.enforce.course.steps import Kind
from answerable.core.register.permits import Act
from answerable.core.tables.types import IDENT
from answerable.records.models import Contract, Finding
from answerable.web.actor import Visit
from answerable.web.areas.cases.asking import (
    MINUTES,
    NUMBER,
    REASON,
    WORKDAYS,
    day,
    file,
    findings,
    listed,
    of_group,
    text,
)
from answerable.web.areas.cases.stepping import done, step_deed
from answerable.web.desk.deeds import Deed, Doing, Done
from answerable.web.desk.fields import Cells, Field, asked
from answerable.web.desk.offers import offered
from answerable.web.views.contracts import whose


def _routes(visit: Visit, key: str) -> tuple[Offered, ...]:
    known = routes().routes
    return tuple(Offered(each.id, each.title) for each in known if each.at(visit.on) is not None)


def _open(doing: Doing) -> Done:
    visit = doing.visit
    what = acts.Open(route=doing["route"], subject=doing["subject"], findings=listed(doing["findings"]))
    made = open_case(
        doing.key, what, by=visit.actor, at=visit.now, on=visit.on, matters=listed(doing["matters"])
    )
    return done(made)


def _about_contract(visit: Visit, key: str) -> dict[str, object]:
    return {"about": Contract.objects.get(id=key)}


def _other_routes(visit: Visit, key: str) -> tuple[Offered, ...]:
    """The routes that the case might go instead of its own."""
    now = offers.now_of(key, on=visit.on).route.route
    return tuple(each for each in _routes(visit, key) if each.id != now)


def _set_route(doing: Doing) -> acts.SetRoute:
    return acts.SetRoute(route=doing["route"], reason=doing["reason"])


def _first_route(visit: Visit, key: str) -> Cells:
    return {"route": next((each.id for each in _routes(visit, key)), "")}


def _find(doing: Doing) -> acts.Find:
    return acts.Find(findings=listed(doing["findings"]))


def _notify(doing: Doing) -> acts.Notify:
    return acts.Notify(facts=doing["facts"], workdays=int(doing["workdays"]), number=doing["number"])


def _facts(visit: Visit, key: str) -> Cells:
    """The findings as they are worded, and the period of the route."""
    now = offers.now_of(key, on=visit.on)
    rows = Finding.objects.in_bulk(now.standing_findings)
    found = [rows[each] for each in now.standing_findings if each in rows]
    told = "\n".join(f"{number}. {_dated(row)}" for number, row in enumerate(found, start=1))
    return {"facts": told, "workdays": str(now.route.clocks["statement"].workdays)}


def _dated(row: Finding) -> str:
    colon = ": " if row.what.isascii() else "："
    return f"{row.found_on}{colon}{row.what}"


def _serve(doing: Doing) -> acts.Serve:
    return acts.Serve(
        arrived_on=date.fromisoformat(doing["arrived_on"]),
        method=doing["method"],
        received_by=doing["received_by"],
        proof=doing["proof"],
    )


def _drop(doing: Doing) -> acts.Drop:
    return acts.Drop(reason=doing["reason"], minutes=doing["minutes"])


def _dismiss(doing: Doing) -> acts.Dismiss:
    return acts.Dismiss(
        outcome=doing["outcome"],
        reason=doing["reason"],
        answer=doing["answer"],
        minutes=doing["minutes"],
    )


def _route(offers_of: Callable[[Visit, str], tuple[Offered, ...]]) -> Field:
    """Which law the contract is under."""
    return asked(
        "route", "web_field_case_route", IDENT, hint="web_field_case_route_hint", choices=offered(offers_of)
    )


ANSWER = text("web_field_case_answer", required=False)
_BY_HAND = tuple(each for each in acts.METHODS if each != "desk")
DEEDS = (
    Deed(
        "contracts",
        "open_case",
        Act.RECORD,
        whose,
        _open,
        fields=(
            findings("web_field_case_findings", offers.to_open),
            text("web_field_case_subject", long=False, example="路面长期不净"),
            _route(_routes),
            findings("web_field_case_matters", offers.matters, required=False),
        ),
        suggested=_first_route,
        context=_about_contract,
        explained=True,
        back="contract",
    ),
    step_deed(Kind.FIND, _find, findings("web_field_case_findings", offers.not_in)),
    step_deed(Kind.SET_ROUTE, _set_route, _route(_other_routes), REASON),
    step_deed(Kind.NOTIFY, _notify, text("web_field_case_facts"), WORKDAYS, NUMBER, suggested=_facts),
    step_deed(
        Kind.SERVE,
        _serve,
        day("web_field_case_arrived_on"),
        of_group("web_field_case_method", "case_method", _BY_HAND),
        text("web_field_case_received_by", long=False, example="张三"),
        file("proof", "web_field_case_proof", required=True),
    ),
    step_deed(Kind.DROP, _drop, REASON, MINUTES, grave=True),
    step_deed(
        Kind.DISMISS,
        _dismiss,
        of_group("web_field_case_outcome", "case_dismissal", acts.OUTCOMES),
        REASON,
        ANSWER,
        MINUTES,
        grave=True,
    ),
)
