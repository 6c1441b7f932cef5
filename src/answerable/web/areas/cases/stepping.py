"""Deeds that take one step in a case: a form, the act that it states, and the one action that takes it."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from django.urls import reverse

from answerable.actions.office.cases.acting import act
from answerable.actions.office.cases.keeping import Kept, moved
from answerable.actions.office.cases.loading import around_case
from answerable.actions.office.pages.cases.doing import reasons_against
from answerable.actions.office.pages.cases.page import case_head
from answerable.actions.office.pages.cases.receipts import receipt_page
from answerable.actions.office.pages.cases.seen import case_subject
from answerable.core.enforce.course import acts
from answerable.core.enforce.course.steps import Kind
from answerable.core.register.permits import Act, Subject
from answerable.records.models import CaseStep
from answerable.web.actor import Visit
from answerable.web.areas.cases.asking import VERSION
from answerable.web.desk.deeds import Deed, Doing, Done
from answerable.web.desk.fields import Cells, Field

Make = Callable[[Doing], acts.Act]


def inside(visit: Visit, key: str) -> Subject | None:
    """The case as officials act in it: no clerk passes."""
    return case_subject(key, visit.asking, inside=True)


def either(visit: Visit, key: str) -> Subject | None:
    """The case as both sides act in it."""
    return case_subject(key, visit.asking)


def version(doing: Doing) -> int | None:
    """How many steps there were when the form was opened; None where nobody says."""
    return int(doing["version"]) if doing["version"] else None


def not_moved(doing: Doing) -> None:
    """Raise CaseMovedError if steps came since the form was opened: what it offered may be no answer any more."""
    shown = doing["version"]
    if shown.isdecimal() and int(shown) != CaseStep.objects.filter(case=doing.key).count():
        raise moved(doing.key)


def take(make: Make, doing: Doing) -> Done:
    """Take the step that the form states."""
    made = _taken(make, doing)
    return done(made) if doing.visit.actor.provider is None else received(made)


def record(make: Make, doing: Doing) -> Done:
    """Take the step for a provider, who is given the receipt."""
    return received(_taken(make, doing))


def _taken(make: Make, doing: Doing) -> Kept:
    visit = doing.visit
    return act(doing.key, make(doing), by=visit.actor, at=visit.now, on=visit.on, version=version(doing))


def received(made: Kept) -> Done:
    """The receipt of what a provider did, or an official for it."""
    page = receipt_page(made.case, made.number)
    if page is None:
        return done(made)
    kept = {"number": page.receipt.number, "digest": page.receipt.digest}
    where = reverse("receipt", args=[made.case, made.number])
    return Done(where, "web_receipt_given", answer={**done(made).answer, "receipt": kept})


def done(made: Kept) -> Done:
    """The case as it stands after a step."""
    answer = {"case": made.case, "step": made.number, "stage": made.now.stage, "state": made.now.state}
    return Done(reverse("case", args=[made.case]), "web_cases_done", answer=answer)


def shown_version(visit: Visit, key: str) -> Cells:
    """How many steps there are."""
    return {"version": str(CaseStep.objects.filter(case=key).count())}


def beside(kind: Kind, visit: Visit, key: str) -> Mapping[str, object]:
    """Where the case stands, whose turn it is, and why this act is closed today to whoever opened its form."""
    head = case_head(key, on=visit.on)
    around = around_case(head.loaded.contract, visit.actor, on=visit.on)
    return {
        "about": head.case.contract,
        "head": head,
        "shut": reasons_against(head.loaded.now, kind, around, visit.asking, head.loaded.contract),
        "clerk": visit.actor.provider is not None,
    }


def step_deed(
    kind: Kind,
    make: Make,
    *fields: Field,
    name: str = "",
    subject: Callable[[Visit, str], Subject | None] = inside,
    act: Act = Act.ACT_IN_CASE,
    **more: Any,
) -> Deed:
    """The deed of an act: officials do it unless another permission is named."""
    return Deed(
        "cases",
        name or kind.value,
        act,
        subject,
        more.pop("does", partial(take, make)),
        fields=(*fields, VERSION),
        guard=not_moved,
        current=shown_version,
        template=more.pop("template", "cases/deed.html"),
        context=partial(beside, kind),
        explained=True,
        back="case",
        **more,
    )
