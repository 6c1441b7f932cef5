"""Registering a contract, correcting a draft, and agreeing on what belongs to it while it is not settled."""

import secrets
from collections.abc import Iterable, Mapping
from typing import Any

from django.urls import reverse

from answerable.actions.office.actors import Subjects
from answerable.actions.office.changing import change_row
from answerable.actions.office.owners import settled_contracts
from answerable.actions.office.pages import choosing
from answerable.actions.office.pages.subjects import bodies_where
from answerable.actions.office.reading import cells_of
from answerable.actions.office.rows import add_rows, add_together
from answerable.core.register.permits import Act, Subject
from answerable.core.tables.declare import Both
from answerable.core.tables.types import IDENT
from answerable.core.terms.errors import InputError
from answerable.records.models import Clause, Contract
from answerable.web.actor import Visit
from answerable.web.desk.deeds import Deed, Doing, Done
from answerable.web.desk.fields import Cells, Choice, Field, amount, asked, labelled, of
from answerable.web.desk.offers import offered
from answerable.web.views.contracts import whose

Rows = dict[str, list[dict[str, str]]]
_NAMED = ("name", "name_en")
_AGREED = ("body", "work_item", "provider", "starts", "ends", "amount_minor", "currency", "paid")
_OPEN = ("name", "name_en", "renewal_decided")
"""What stays open to correction once a contract is settled."""
_ID = of("contracts", "id", required=False)
_OFFERS: Mapping[str, Any] = {
    "body": offered(lambda visit, key: choosing.bodies_to_act_in(visit.asking, Act.IMPORT_ROWS)),
    "work_item": offered(lambda visit, key: choosing.work_items_to_act_on(visit.asking, Act.IMPORT_ROWS)),
    "provider": offered(lambda visit, key: choosing.providers()),
}


def _library(visit: Visit, key: str) -> Iterable[Choice]:
    return tuple(
        Choice(each.id, Both(f"{each.title.zh}：{each.text.zh}", f"{each.title.en}: {each.text.en}"))
        for each in choosing.clause_library(on=visit.on)
    )


def _cell(name: str, *, required: bool | None = None, **more: Any) -> Field:
    if name == "amount_minor":
        return amount("contracts", name, **more)
    if name in _OFFERS:
        more.setdefault("choices", _OFFERS[name])
    return of("contracts", name, required=required, **more)


def about(visit: Visit, key: str) -> dict[str, object]:
    """The contract, to be named above a form."""
    return {"about": Contract.objects.get(id=key)}


def own_body(visit: Visit, key: str) -> Subject | None:
    """Some body in which the actor may register contracts; None where there is none."""
    for body in sorted(bodies_where(visit.asking, Act.IMPORT_ROWS)):
        owner, above = Subjects(visit.on).line(body)
        return Subject("contracts", body=owner, bodies=above)
    return None


def new_id(prefix: str) -> str:
    """An id for a row to which nobody gave one."""
    return f"{prefix}-{secrets.token_hex(5)}"


def _register(doing: Doing) -> Done:
    id = doing["id"] or new_id("c")
    rows: Rows = {"contracts": [{"id": id, **doing.stated(*_NAMED, *_AGREED)}]}
    if doing["new_name"]:
        provider = new_id("p")
        if doing["provider"]:
            raise InputError("provider_twice", column="provider")
        rows["contracts"][0]["provider"] = provider
        rows["providers"] = [
            {
                "id": provider,
                "name": doing["new_name"],
                "name_en": doing["new_name_en"],
                "kind": doing["new_kind"] or "other",
                "credit_code": doing["new_credit_code"],
            }
        ]
    rows["clauses"] = list(_clauses(doing, id))
    if not any(cells["kind"] == "exit" for cells in rows["clauses"]):
        raise InputError("exit_clause_wanted", column="clauses")
    add_together(rows, by=doing.visit.actor, at=doing.visit.now, on=doing.visit.on)
    return Done(reverse("contract", args=[id]), answer={"contract": id})


def _clauses(doing: Doing, contract: str) -> Iterable[dict[str, str]]:
    """The clauses that were chosen, and the exit clause that was written."""
    for number, name in enumerate(filter(None, doing["clauses"].split(",")), start=1):
        cells = choosing.library_cells(name.strip(), on=doing.visit.on)
        yield {"id": f"{contract}-{number}", "contract": contract, **cells}
    if doing["exit_text"] or doing["exit_ground"]:
        yield {
            "id": f"{contract}-exit",
            "contract": contract,
            "kind": "exit",
            "ground": doing["exit_ground"],
            "notice_days": doing["exit_notice"],
            "text": doing["exit_text"],
        }


def _is_settled(visit: Visit, key: str) -> bool:
    return bool(settled_contracts([key], on=visit.on))


def _open_fields(visit: Visit, key: str) -> tuple[Field, ...]:
    names = _OPEN if _is_settled(visit, key) else (*_NAMED, *_AGREED)
    return tuple(_cell(name) for name in names)


def _as_it_is(visit: Visit, key: str) -> Cells:
    cells = cells_of("contracts", key)
    return {field.name: cells[field.name] for field in _open_fields(visit, key)}


def _correct(doing: Doing) -> Done:
    visit = doing.visit
    names = [field.name for field in _open_fields(visit, doing.key)]
    change_row(
        "contracts",
        (doing.key,),
        doing.stated(*names),
        seen=doing.seen,
        by=visit.actor,
        at=visit.now,
        on=visit.on,
    )
    return Done(reverse("contract", args=[doing.key]), answer={"contract": doing.key})


def _add(doing: Doing, table: str, cells: Cells) -> Done:
    """One row that belongs to the contract."""
    visit = doing.visit
    add_rows(table, [{"contract": doing.key, **cells}], by=visit.actor, at=visit.now, on=visit.on)
    return Done(reverse("contract", args=[doing.key]), answer={"contract": doing.key})


def _add_clause(doing: Doing) -> Done:
    chosen = choosing.library_cells(doing["library"], on=doing.visit.on)
    written = {name: text for name in ("kind", "ground", "notice_days", "text") if (text := doing[name])}
    return _add(doing, "clauses", {"id": new_id("cl"), **chosen, **written})


_CLAUSE = ("kind", "ground", "notice_days", "text")


def whose_clause(visit: Visit, key: str) -> Subject | None:
    """The contract in which the clause of this id stands; None where there is no such clause."""
    contract = Clause.objects.filter(id=key).values_list("contract", flat=True).first()
    return None if contract is None else whose(visit, contract)


def _clause_now(visit: Visit, key: str) -> Cells:
    cells = cells_of("clauses", key)
    return {name: cells[name] for name in _CLAUSE}


def _correct_clause(doing: Doing) -> Done:
    visit = doing.visit
    cells = doing.stated(*_CLAUSE)
    change_row("clauses", (doing.key,), cells, seen=doing.seen, by=visit.actor, at=visit.now, on=visit.on)
    contract = Clause.objects.values_list("contract", flat=True).get(id=doing.key)
    return Done(reverse("contract", args=[contract]), answer={"contract": contract})


def _add_indicator(doing: Doing) -> Done:
    return _add(doing, "contract_indicators", doing.stated("indicator", "weight"))


_PLAN = ("side", "kind", "every", "within_workdays", "starts", "ends", "ground", "who")


def _add_duty(doing: Doing) -> Done:
    return _add(doing, "duties", {"id": new_id("du"), **doing.stated(*_PLAN)})


def _colleagues(visit: Visit, key: str) -> Iterable[choosing.Offered]:
    body = Contract.objects.values_list("body", flat=True).get(id=key)
    return choosing.people_in(body, on=visit.on)


def _from_library(label: str, *, many: bool) -> Field:
    name = label.removeprefix("web_field_")
    type = of("clauses", "text").type if many else IDENT
    return asked(name, label, type, hint=f"{label}_hint", required=False, many=many, choices=_library)


_NEW_PROVIDER = (
    of("providers", "name", name="new_name", required=False, section=labelled("web_field_new_provider")),
    of("providers", "name_en", name="new_name_en"),
    of("providers", "kind", name="new_kind", required=False),
    of("providers", "credit_code", name="new_credit_code"),
)
_EXIT = (
    of("clauses", "ground", name="exit_ground", required=False, section=labelled("web_field_own_exit")),
    of("clauses", "notice_days", name="exit_notice"),
    of("clauses", "text", name="exit_text", required=False, long=True),
)
DEEDS = (
    Deed(
        "contracts",
        "register",
        Act.IMPORT_ROWS,
        own_body,
        _register,
        fields=(
            _cell("name", example="清扫服务"),
            _cell("name_en"),
            _cell("body"),
            _cell("work_item"),
            _cell("provider", required=False),
            *_NEW_PROVIDER,
            _cell("starts", section=labelled("web_field_agreed"), example="2027-01-01"),
            _cell("ends", example="2027-12-31"),
            _cell("paid", example="yes"),
            _cell("amount_minor", example="12000000"),
            _cell("currency", example="CNY"),
            _from_library("web_field_clauses", many=True),
            *_EXIT,
            _ID,
        ),
        keyed=False,
        explained=True,
        back="contracts",
    ),
    Deed(
        "contracts",
        "correct",
        Act.IMPORT_ROWS,
        whose,
        _correct,
        more=_open_fields,
        current=_as_it_is,
        context=about,
        explained=True,
        back="contract",
    ),
    Deed(
        "contracts",
        "add_clause",
        Act.IMPORT_ROWS,
        whose,
        _add_clause,
        fields=(
            _from_library("web_field_library", many=False),
            of("clauses", "kind", required=False),
            of("clauses", "ground"),
            of("clauses", "notice_days"),
            of("clauses", "text", required=False, long=True),
        ),
        context=about,
        back="contract",
    ),
    Deed(
        "clauses",
        "correct",
        Act.IMPORT_ROWS,
        whose_clause,
        _correct_clause,
        fields=tuple(of("clauses", name, long=name == "text") for name in _CLAUSE),
        current=_clause_now,
        explained=True,
    ),
    Deed(
        "contracts",
        "add_indicator",
        Act.IMPORT_ROWS,
        whose,
        _add_indicator,
        fields=(
            of(
                "contract_indicators",
                "indicator",
                choices=offered(lambda visit, key: choosing.indicators_not_in(key)),
            ),
            of("contract_indicators", "weight"),
        ),
        context=about,
        back="contract",
    ),
    Deed(
        "contracts",
        "add_duty",
        Act.IMPORT_ROWS,
        whose,
        _add_duty,
        fields=tuple(
            of("duties", name, choices=offered(_colleagues)) if name == "who" else of("duties", name)
            for name in _PLAN
        ),
        context=about,
        explained=True,
        back="contract",
    ),
)
