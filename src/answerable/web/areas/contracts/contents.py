"""The forms in which decisions about a contract are drafted and edited: one for each thing that can be proposed."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType

from answerable.actions.office.pages import choosing
from answerable.actions.office.pages.cases.offers import open_cases
from answerable.core.enforce.course.acts import CONTINUITY_WAYS
from answerable.core.rulebook.grounds import Need
from answerable.core.tables.types import COUNT, DATE, HASH, IDENT, TEXT, choice
from answerable.records.models import Approval, Contract
from answerable.sources.media import SCANS
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

    def asks(self, visit: Visit, row: Approval) -> tuple[Field, ...]:
        """The fields in which a decision that is drafted is edited."""
        return tuple(about(each, row.subject) for each in self.fields)

    def shows(self, content: Cells) -> Cells:
        """The content of a decision as the cells of the form."""
        return {each.name: str(content.get(each.name, "")) for each in self.fields}

    @property
    def states(self) -> frozenset[str]:
        """The names of the content that the form states."""
        return frozenset(each.name for each in self.fields)

    def fits(self, kind: str, content: Cells) -> bool:
        """Whether a decision with this content was drafted in this form."""
        return kind == self.kind and all(content.get(name) == text for name, text in self.fixed.items())


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
_CASE = _chosen("web_field_case_case", lambda visit, key: open_cases(key), name="case")
_NUMBER = asked(
    "number", "web_field_case_number", hint="web_field_case_number_hint", required=False, example="No. 1"
)
_CONSENT = asked(
    "consent", "web_field_case_consent", HASH, hint="web_field_case_consent_hint", file=True, kinds=SCANS
)


def _told(label: str) -> Field:
    """A text that a decision to end may state of its case."""
    name = label.removeprefix("web_field_case_")
    return asked(name, label, TEXT, hint=f"{label}_hint", required=False, long=True, example="§ 7.2")


_AFTERWARDS = (
    _told("web_field_case_continuity"),
    asked(
        "continuity_way",
        "web_field_case_continuity_way",
        choice(*CONTINUITY_WAYS),
        hint="web_field_case_continuity_way_hint",
        required=False,
        group="continuity_way",
    ),
)
"""Who serves when the contract is over."""
_OF_ONE_SIDE = (
    _CASE,
    *_AFTERWARDS,
    _told("web_field_case_answer"),
    _told("web_field_case_modification"),
    _told("web_field_case_compensation"),
    _NUMBER,
)
"""What one side has to show before it ends a contract, beside the ground."""
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
        (_LAST_DAY, _NOTICE_ON, _REASON, _CASE, _NUMBER),
        MappingProxyType({"way": "expiry"}),
    ),
    DecisionForm(
        "end_by_agreement",
        "end",
        (_LAST_DAY, _day("web_field_consent_on"), _CONSENT, _REASON, _CASE, *_AFTERWARDS, _NUMBER),
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
            *_OF_ONE_SIDE,
        ),
        MappingProxyType({"way": "unilateral"}),
    ),
    DecisionForm(
        "assign", "assign", (_chosen("web_field_person", _successors, required=True), _STARTS, _NOTE)
    ),
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
