"""Decisions: what waits for me, what I have under way, all of my bodies; and editing what is proposed."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse

from answerable.actions.office.approvals import DecisionMovedError, act, edit
from answerable.actions.office.pages.decisions import decision_of, decision_subject
from answerable.actions.office.pages.inbox import (
    decision_lines,
    decisions_of_mine,
    decisions_seen,
    decisions_waiting,
)
from answerable.actions.office.pages.subjects import anywhere
from answerable.core.register.approval import Act as Step
from answerable.core.register.approval import State
from answerable.core.register.permits import Act, Subject
from answerable.core.tables.declare import Both
from answerable.core.tables.responsibility import DECISION_KINDS
from answerable.core.tables.types import COUNT, choice
from answerable.core.terms.errors import InputError
from answerable.records.models import Approval
from answerable.web.actor import Visit
from answerable.web.areas.contracts.contents import DecisionForm
from answerable.web.areas.decision_forms import form_for
from answerable.web.desk.deeds import Deed, Doing, Done
from answerable.web.desk.fields import Cells, Field, asked
from answerable.web.desk.lists import Column, Line, Listing, Rows, Wanted


def _may_open(visit: Visit) -> Subject:
    return anywhere(visit.asking, "decisions", Act.SEE_DECISION)


def _filtered(rows: QuerySet[Approval], wanted: Wanted) -> QuerySet[Approval]:
    for name in ("kind", "state"):
        if wanted[name]:
            rows = rows.filter(**{name: wanted[name]})
    return rows


def _lines(visit: Visit, rows: Sequence[Any]) -> Iterable[Line]:
    for line in decision_lines(rows):
        row = line.approval
        cells = (
            row.kind,
            row.subject if row.contract is None else _named(row.contract),
            _named(row.body),
            row.state,
            line.waits_for,
            None if line.by is None else _named(line.by),
            row.opened_at,
            row.changed_at,
        )
        yield Line(row.pk, cells, reverse("decision", args=[row.pk]))


def _named(thing: Any) -> Both:
    return Both(thing.name, thing.name_en or thing.name)


_COLUMNS = (
    Column("decision", group="decision_kind", order=("kind",)),
    Column("about"),
    Column("body", order=("body__name",)),
    Column("state", label="web_col_decision_state", group="approval_state", order=("state",)),
    Column("waits_for", group="step_role"),
    Column("proposed_by"),
    Column("opened", order=("opened_at",)),
    Column("changed", order=("changed_at",)),
)
_FILTERS = (
    asked("kind", "web_col_decision", choice(*DECISION_KINDS), required=False, group="decision_kind"),
    asked(
        "state",
        "web_col_decision_state",
        choice(*(state.value for state in State)),
        required=False,
        group="approval_state",
    ),
)


def _listing(name: str, rows: Rows, beside: tuple[str, ...]) -> Listing:
    return Listing(
        "decisions",
        name,
        Act.SEE_DECISION,
        _may_open,
        _COLUMNS,
        rows,
        _lines,
        filters=_FILTERS,
        beside=beside,
        explained=True,
    )


LISTINGS = (
    _listing(
        "",
        lambda visit, wanted: _filtered(decisions_waiting(visit.asking, now=visit.now), wanted),
        ("decisions_mine", "decisions_all"),
    ),
    _listing(
        "mine",
        lambda visit, wanted: _filtered(decisions_of_mine(visit.asking), wanted),
        ("decisions", "decisions_all"),
    ),
    _listing(
        "all",
        lambda visit, wanted: _filtered(decisions_seen(visit.asking), wanted),
        ("decisions", "decisions_mine"),
    ),
)


def _editable(key: str) -> tuple[Approval, DecisionForm] | None:
    """The decision with the form it was drafted in; None where it is edited nowhere."""
    found = decision_of(key)
    form = None if found is None else form_for(found.kind, found.content)
    return None if found is None or form is None else (found, form)


def _whose(visit: Visit, key: str) -> Subject | None:
    found = _editable(key)
    return None if found is None else decision_subject(found[0], visit.asking)


def _asked_for(visit: Visit, key: str) -> tuple[Field, ...]:
    found = _editable(key)
    return () if found is None else found[1].asks(visit, found[0])


def _now(visit: Visit, key: str) -> Cells:
    found = _editable(key)
    return {} if found is None else found[1].shows(found[0].content)


def _edit(doing: Doing) -> Done:
    """Change what is proposed, if it is still what the form showed; what the form does not ask for stays."""
    found = _editable(doing.key)
    if found is None:
        raise InputError("no_such_decision", id=doing.key)
    row, form = found
    now = form.shows(row.content)
    if any(now.get(name, "") != text for name, text in doing.seen.items()):
        raise DecisionMovedError(row.pk, row.state)
    kept = {name: str(text) for name, text in row.content.items() if name not in form.states}
    visit = doing.visit
    edit(
        row.pk,
        {**kept, **form.content(doing.cells)},
        by=visit.actor,
        at=visit.now,
        on=visit.on,
        version=row.version,
    )
    return Done(reverse("decision", args=[row.pk]), answer={"decision": row.pk})


MOVES = (Step.SUBMIT, Step.APPROVE, Step.RETURN, Step.REJECT, Step.WITHDRAW)
"""How a decision is moved; the page of the decision has them all in one form."""
_MOVED_BY = (
    asked("version", "web_field_version", COUNT, hint="web_field_version_hint", required=False, example="3"),
    asked(
        "reason",
        "web_field_decision_reason",
        hint="web_field_decision_reason_hint",
        required=False,
        long=True,
    ),
    asked("minutes", "web_field_minutes", hint="web_field_minutes_hint", required=False),
)


def _there(visit: Visit, key: str) -> Subject | None:
    found = decision_of(key)
    return None if found is None else decision_subject(found, visit.asking)


def _version(visit: Visit, key: str) -> Cells:
    found = decision_of(key)
    return {} if found is None else {"version": str(found.version)}


def _move(step: Step) -> Deed:
    def does(doing: Doing) -> Done:
        visit = doing.visit
        state = act(
            doing.key,
            step,
            by=visit.actor,
            at=visit.now,
            on=visit.on,
            reason=doing["reason"] or None,
            minutes=doing["minutes"] or None,
            version=int(doing["version"]) if doing["version"] else None,
        )
        return Done(reverse("decision", args=[doing.key]), answer={"state": state.value})

    return Deed(
        "decisions",
        step.value,
        Act.SEE_DECISION,
        _there,
        does,
        fields=_MOVED_BY,
        current=_version,
        back="decision",
    )


DEEDS = (
    Deed(
        "decisions",
        "edit",
        Act.PROPOSE,
        _whose,
        _edit,
        more=_asked_for,
        current=_now,
        explained=True,
        back="decision",
    ),
    *(_move(each) for each in MOVES),
)
PAGES = ()
