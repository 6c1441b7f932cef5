"""The forms in which decisions about a contract are drafted and edited: one for each thing that can be proposed."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType

from answerable.actions.office.pages import choosing
from answerable.core.rulebook.grounds import Need
from answerable.core.tables.types import COUNT, DATE, IDENT, TEXT, choice
from answerable.records.models import Contract
from answerable.web.actor import Visit
from answerable.web.desk.fields import Cells, Choice, Field, asked, of, worded
from answerable.web.desk.offers import Offers, offered


@dataclass(frozen=True)
class DecisionForm:
    """What is asked for when a decision of a kind is drafted; `fixed` are the cells that the form itself states."""

    name: str
    kind: str
    fields: tuple[Field, ...]
    fixed: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    grave: bool = False

    def content(self, cells: Cells) -> dict[str, str]:
        """The content of the decision: what the form states, and what was written."""
        stated = {each.name: cells.get(each.name, "") for each in self.fields}
        return {**self.fixed, **{name: text for name, text in stated.items() if text}}

    def fits(self, kind: str, content: Cells) -> bool:
        """Whether a decision with this content was drafted in this form."""
        return kind == self.kind and all(content.get(name) == text for name, text in self.fixed.items())


def form_for(kind: str, content: Cells) -> DecisionForm | None:
    """The form in which a decision is edited; None of those that are made elsewhere."""
    return next((each for each in FORMS if each.fits(kind, content)), None)


def about(field: Field, contract: str) -> Field:
    """The field with its choices for this contract, whatever the key of the form."""
    choices = field.choices
    if choices is None:
        return field
    return replace(field, choices=lambda visit, _: choices(visit, contract))


def _successors(visit: Visit, key: str) -> tuple[choosing.Offered, ...]:
    body = Contract.objects.filter(id=key).values_list("body", flat=True).first()
    return () if body is None else choosing.who_may_answer(body, on=visit.on)


def _lawful(visit: Visit, key: str) -> tuple[choosing.Offered, ...]:
    return tuple(
        choosing.Offered(each.ground.id, each.ground.title) for each in choosing.lawful_grounds(on=visit.on)
    )


def _needs(visit: Visit, key: str) -> tuple[Choice, ...]:
    asked_for = {need for each in choosing.lawful_grounds(on=visit.on) for need in each.edition.needs}
    return worded("ending_need", [need.value for need in Need if need in asked_for])


def _day(label: str, *, required: bool = True, example: str = "2026-12-31") -> Field:
    name = label.removeprefix(_PREFIX)
    return asked(name, label, DATE, hint=f"{label}_hint", required=required, example=example)


def _chosen(label: str, offers: Offers, *, required: bool = False, name: str = "") -> Field:
    named = name or label.removeprefix(_PREFIX)
    return asked(named, label, IDENT, hint=f"{label}_hint", required=required, choices=offered(offers))


_PREFIX = "web_field_"
"""Before the name of a field in its label."""
_CAUSE = of("amendments", "cause", required=True, example="need_changed")
_REASON = of("amendments", "reason", long=True, example="§ 7.2")
_NOTE = asked("note", "web_field_note", TEXT, required=False, long=True)
_WHAT = asked("what", "web_field_what", TEXT, long=True, example="§ 7.2")
_EXIT = asked(
    "exit_clause", "web_field_exit_clause", hint="web_field_exit_clause_hint", required=False, long=True
)
_NEW_TEXT = of("clauses", "text", name="new_text", long=True, example="§ 7.2")
_STARTS = _day("web_field_starts", example="2026-07-01")
_LAST_DAY, _NOTICE_ON = _day("web_field_last_day"), _day("web_field_notice_on", required=False)
FORMS = (
    DecisionForm("sign", "sign", (_NOTE,)),
    DecisionForm("extend", "extend", (_day("web_field_new_ends", example="2027-06-30"), _REASON, _EXIT)),
    DecisionForm(
        "amend_amount",
        "amend",
        (
            asked(
                "new_amount",
                "web_field_new_amount",
                COUNT,
                hint="web_field_new_amount_hint",
                money=True,
                example="110000",
            ),
            _CAUSE,
            _REASON,
        ),
        MappingProxyType({"kind": "amount"}),
    ),
    DecisionForm(
        "amend_terms",
        "amend",
        (
            _chosen("web_field_clause", lambda visit, key: choosing.clauses_of(key)),
            _NEW_TEXT,
            _CAUSE,
            _REASON,
        ),
        MappingProxyType({"kind": "terms"}),
    ),
    DecisionForm("suspend", "suspend", (_STARTS, _REASON)),
    DecisionForm("resume", "resume", (_STARTS, _REASON)),
    DecisionForm(
        "expire",
        "end",
        (_LAST_DAY, _NOTICE_ON, _REASON),
        MappingProxyType({"way": "expiry"}),
    ),
    DecisionForm(
        "end_by_agreement",
        "end",
        (_LAST_DAY, _day("web_field_consent_on"), _REASON),
        MappingProxyType({"way": "agreement"}),
    ),
    DecisionForm(
        "end_on_ground",
        "end",
        (
            _LAST_DAY,
            _chosen("web_field_exit", lambda visit, key: choosing.exit_clauses(key), name="clause"),
            _chosen("web_field_statutory", _lawful),
            asked(
                "shown",
                "web_field_shown",
                TEXT,
                hint="web_field_shown_hint",
                required=False,
                many=True,
                choices=_needs,
            ),
            _NOTICE_ON,
            _REASON,
        ),
        MappingProxyType({"way": "unilateral"}),
    ),
    DecisionForm(
        "assign", "assign", (_chosen("web_field_person", _successors, required=True), _STARTS, _NOTE)
    ),
    DecisionForm("order", "order", (_WHAT, _NOTE)),
    DecisionForm("other", "other", (_WHAT, _NOTE)),
    DecisionForm(
        "finding",
        "finding",
        (
            asked("decision", "web_field_decision", choice("confirmed", "rejected"), group="finding_state"),
            replace(_REASON, column=replace(_REASON.column, required=False)),
        ),
    ),
)
"""Every form, in the order in which a contract's page offers those that it offers."""
