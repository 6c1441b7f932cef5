"""Proposing what people decide together about a contract, confirming its money, and declaring a vacancy."""

from collections.abc import Callable, Mapping
from datetime import date
from functools import partial
from typing import Any

from django.urls import reverse

from answerable.actions.office.approvals import Proposed, propose
from answerable.actions.office.funding import confirm_funds
from answerable.actions.office.pages import choosing
from answerable.actions.office.responsibility import vacate
from answerable.core.register.permits import Act
from answerable.core.tables.types import DATE
from answerable.web.actor import Visit
from answerable.web.areas.contracts.contents import FORMS, DecisionForm
from answerable.web.areas.contracts.registering import about
from answerable.web.desk.deeds import Deed, Doing, Done
from answerable.web.desk.fields import amount, asked, of
from answerable.web.views.contracts import whose

ELSEWHERE = frozenset({"finding", "other"})
"""Decisions that are not drafted from a contract's page: they begin with a finding, or with a case."""
_MONEY = ("line", "starts", "ends", "amount_minor", "currency")


def _propose(form: DecisionForm, doing: Doing) -> Done:
    visit = doing.visit
    proposed = Proposed(form.kind, doing.key, form.content(doing.cells))
    id = propose(proposed, by=visit.actor, at=visit.now, on=visit.on)
    return Done(reverse("decision", args=[id]), "web_contracts_proposed", answer={"decision": id})


def _grounds(visit: Visit, key: str) -> dict[str, object]:
    """The contract, and every ground in law with what it means and what has to be shown for it."""
    return {**about(visit, key), "grounds": choosing.lawful_grounds(on=visit.on)}


_BESIDE: Mapping[str, Callable[[Visit, str], Mapping[str, object]]] = {"end_on_ground": _grounds}
_TEMPLATES = {"end_on_ground": "contracts/deed_end.html"}


def _drafting(form: DecisionForm) -> Deed:
    more: dict[str, Any] = {"template": _TEMPLATES[form.name]} if form.name in _TEMPLATES else {}
    return Deed(
        "contracts",
        form.name,
        Act.PROPOSE,
        whose,
        partial(_propose, form),
        fields=form.fields,
        context=_BESIDE.get(form.name, about),
        explained=True,
        back="contract",
        **more,
    )


def _confirm(doing: Doing) -> Done:
    visit = doing.visit
    confirm_funds(doing.key, doing.stated(*_MONEY), by=visit.actor, at=visit.now, on=visit.on)
    return Done(reverse("contract", args=[doing.key]), answer={"contract": doing.key})


def _vacate(doing: Doing) -> Done:
    visit = doing.visit
    starts = date.fromisoformat(doing["starts"])
    vacate(doing.key, starts=starts, note=doing["note"], by=visit.actor, at=visit.now, on=visit.on)
    return Done(reverse("contract", args=[doing.key]), answer={"contract": doing.key})


DEEDS = (
    *(_drafting(form) for form in FORMS if form.name not in ELSEWHERE),
    Deed(
        "contracts",
        "confirm_funds",
        Act.CONFIRM_FUNDS,
        whose,
        _confirm,
        fields=tuple((amount if name == "amount_minor" else of)("funds", name) for name in _MONEY),
        context=about,
        explained=True,
        back="contract",
    ),
    Deed(
        "contracts",
        "vacate",
        Act.APPOINT,
        whose,
        _vacate,
        fields=(
            asked("starts", "web_field_starts", DATE, hint="web_field_starts_hint", example="2026-07-01"),
            of("assignments", "note"),
        ),
        context=about,
        explained=True,
        grave=True,
        back="contract",
    ),
)
