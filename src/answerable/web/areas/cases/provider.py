"""What a provider does in a case: acknowledge a paper, state, report, object."""

from collections.abc import Iterable
from typing import Any

from answerable.actions.office.pages.cases import offers
from answerable.core.enforce.course import acts
from answerable.core.enforce.course.steps import Kind
from answerable.core.register.permits import Act
from answerable.core.tables.types import TEXT, choice
from answerable.web.actor import Visit
from answerable.web.areas.cases.asking import EVIDENCE, evidence, step, text, titled
from answerable.web.areas.cases.stepping import either, step_deed
from answerable.web.desk.deeds import Deed, Doing
from answerable.web.desk.fields import Choice, Field, asked, labelled, worded

_ITEM = "report."


def _receive(doing: Doing) -> acts.Serve:
    return acts.Serve(arrived_on=doing.visit.on, method="desk", received_by=doing["received_by"])


def state(doing: Doing) -> acts.Speak:
    """The statement that the form states."""
    return acts.Speak(text=doing["text"], excuse=doing["excuse"], evidence=evidence(doing))


def _excuses(visit: Visit, key: str) -> Iterable[Choice]:
    """None first: nobody is asked to invent one."""
    return Choice("", labelled("web_field_case_excuse_none")), *worded("case_excuse", acts.EXCUSES)


def report(doing: Doing) -> acts.Report:
    """The report that the form states, on the items for which it has a text."""
    said = {name.removeprefix(_ITEM): told for name, told in doing.cells.items() if name.startswith(_ITEM)}
    items = tuple(acts.Reported(item=item, text=told) for item, told in said.items() if told)
    return acts.Report(items=items, evidence=evidence(doing))


def item_fields(visit: Visit, key: str) -> tuple[Field, ...]:
    """A text for each item that is open."""
    now = offers.now_of(key, on=visit.on)
    return tuple(
        titled(
            asked(
                f"{_ITEM}{each.id}",
                "web_field_case_report",
                TEXT,
                hint="web_field_case_report_hint",
                required=False,
                long=True,
            ),
            each.demand,
            each.demand_en or each.demand,
        )
        for each in now.open_items
    )


def contest(doing: Doing) -> acts.Contest:
    """The objection that the form states."""
    return acts.Contest(step=int(doing["step"]), text=doing["text"], evidence=evidence(doing))


def _clerk_deed(kind: Kind, make: Any, *fields: Field, **more: Any) -> Deed:
    return step_deed(kind, make, *fields, subject=either, act=Act.SUBMIT_AS_PROVIDER, **more)


SAID = text("web_field_case_text")
EXCUSE = asked(
    "excuse",
    "web_field_case_excuse",
    choice(*acts.EXCUSES),
    hint="web_field_case_excuse_hint",
    required=False,
    choices=_excuses,
    group="case_excuse",
)
DEEDS = (
    _clerk_deed(
        Kind.SERVE,
        _receive,
        text("web_field_case_received_by", long=False, example="张三"),
        name="receive",
    ),
    _clerk_deed(Kind.STATE, state, SAID, EXCUSE, *EVIDENCE),
    _clerk_deed(Kind.REPORT, report, *EVIDENCE, more=item_fields),
    _clerk_deed(
        Kind.CONTEST, contest, step("web_field_case_step_contested", offers.to_contest), SAID, *EVIDENCE
    ),
)
