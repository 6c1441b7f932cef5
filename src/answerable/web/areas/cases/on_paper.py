"""What a provider without an account says on paper: officials record it, with the day it came in and a scan."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from functools import partial
from typing import Any

from answerable.actions.office.pages.cases import offers
from answerable.core.enforce.course import acts
from answerable.core.enforce.course.steps import Kind
from answerable.web.areas.cases.asking import EVIDENCE, day, file, step
from answerable.web.areas.cases.provider import EXCUSE, SAID, contest, item_fields, report, state
from answerable.web.areas.cases.stepping import record, step_deed
from answerable.web.desk.deeds import Deed, Doing
from answerable.web.desk.fields import Field
from answerable.web.views.cases import on_paper

_CAME = (day("web_field_case_received_on"), file("paper", "web_field_case_paper", required=True))


def _came(said: Callable[[Doing], acts.OnPaper], doing: Doing) -> acts.OnPaper:
    came = date.fromisoformat(doing["received_on"])
    return replace(said(doing), received_on=came, paper=doing["paper"])


def _deed(kind: Kind, said: Callable[[Doing], acts.OnPaper], *fields: Field, **more: Any) -> Deed:
    does = partial(record, partial(_came, said))
    return step_deed(kind, said, *_CAME, *fields, *EVIDENCE, name=on_paper(kind), does=does, **more)


DEEDS = (
    _deed(Kind.STATE, state, SAID, EXCUSE),
    _deed(Kind.REPORT, report, more=item_fields),
    _deed(Kind.CONTEST, contest, step("web_field_case_step_contested", offers.to_contest_on_paper), SAID),
)
