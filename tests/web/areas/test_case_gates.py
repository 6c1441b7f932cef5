"""Every refusal of a step is tried on every way in: action, page, API. None of them stores anything, and each says why.

What comes as rows (import, shell, jobs, administrators) is tried in `tests.actions.office.test_gates_everywhere`.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from pytest_django.fixtures import Settings

from answerable.actions.office import approvals
from answerable.actions.office.approvals import Proposed
from answerable.actions.office.cases import acting
from answerable.actions.office.cases.keeping import CaseMovedError
from answerable.core.enforce.course import acts
from answerable.core.enforce.course.steps import Kind, kind_of
from answerable.core.terms.errors import InputError
from answerable.records.models import Approval, CaseCourse, CaseStep, Disclosed, Entry
from answerable.render.words import say
from answerable.web.desk.registry import DEEDS
from tests.cases import CLERK, DIRTY, HANDLER, HEAD, LEADER, LEGALITY, ON, RUDE, SWEEPING, Walk, noon, someone
from tests.web.api.calling import post, said, token
from tests.web.case_forms import do, path
from tests.web.walked import browser, see, stage

pytestmark = pytest.mark.django_db
Make = Callable[[Walk], acts.Act]


@dataclass(frozen=True)
class Gate:
    """What is refused: the case, who comes, the act, and what its form is sent beside the fields of the act."""

    code: str
    walked: Callable[[], Walk]
    by: str
    act: Make
    sent: Callable[[Walk], dict[str, Any]]
    rows: Callable[[Walk], dict[str, Any]] = field(default=lambda _: {})
    """Fields that the form has for each item of the case."""

    def __str__(self) -> str:
        return self.code


def _nothing(_: Walk) -> dict[str, Any]:
    return {}


def _dismiss(_: Walk) -> acts.Act:
    return acts.Dismiss(outcome="no_evidence", reason="查无实据", answer="采纳")


def _dismissed(_: Walk) -> dict[str, Any]:
    return {"outcome": "no_evidence", "reason": "查无实据", "answer": "采纳"}


def _check(walk: Walk) -> acts.Act:
    found = tuple(acts.Result(item=each.id, result="corrected", note="现场") for each in walk.now.open_items)
    return acts.Recheck(results=found, number="复9")


def _checked(walk: Walk) -> dict[str, Any]:
    items = [each.id for each in walk.now.open_items]
    return {f"result.{id}": "corrected" for id in items} | {f"note.{id}": "现场" for id in items}


def _protected() -> Walk:
    walk = Walk()
    walk.go(LEADER, acts.Protect(measures=("suspend",), reason="事故"))
    return walk


def _contested() -> Walk:
    walk = Walk().notified().heard().ordered()
    walk.go(CLERK, acts.Contest(step=walk.now.order_step or 0, text="并非我方路段"))
    return walk


def _extended() -> Walk:
    walk = Walk().notified().heard().ordered().reported().rechecked("not_corrected")
    walk.go(LEADER, acts.Extend(reason="设备未到", workdays=5, number="延1"))
    return walk.reported().rechecked("not_corrected")


def _paused() -> Walk:
    walk = Walk().notified()
    walk.go(LEADER, acts.Pause(reason="等检测", until=walk.on + timedelta(days=5)))
    return walk


def _objection(walk: Walk) -> int:
    return walk.now.objections[0].step


GATES = (
    Gate("case_too_early", lambda: Walk().notified(), LEADER, _dismiss, _dismissed),
    Gate("case_had_a_part_found", lambda: Walk(by=LEADER).notified().heard(), LEADER, _dismiss, _dismissed),
    Gate(
        "case_had_a_part_ordered",
        lambda: Walk().notified().heard().ordered().reported(),
        LEADER,
        _check,
        lambda _: {"number": "复9"},
        _checked,
    ),
    Gate(
        "case_had_a_part_checked",
        lambda: Walk().notified().heard().ordered().reported().rechecked("not_corrected", by=HEAD),
        HEAD,
        lambda _: acts.AcceptRest(reason="余项轻微"),
        lambda _: {"reason": "余项轻微"},
    ),
    Gate(
        "case_had_a_part_protected",
        _protected,
        LEADER,
        lambda _: acts.ReviewProtection(step=2, upheld=True, reason="属实"),
        lambda _: {"step": "2", "upheld": "yes", "reason": "属实"},
    ),
    Gate(
        "case_had_a_part_decided",
        _contested,
        LEADER,
        lambda walk: acts.DecideObjection(
            step=_objection(walk), result="rejected", reason="属实", number="复1"
        ),
        lambda walk: {"step": str(_objection(walk)), "result": "rejected", "reason": "属实", "number": "复1"},
    ),
    Gate(
        "case_extended_already",
        _extended,
        LEADER,
        lambda _: acts.Extend(reason="仍未到", workdays=5, number="延2"),
        lambda _: {"reason": "仍未到", "workdays": "5", "number": "延2"},
    ),
    Gate(
        "case_not_your_role",
        Walk,
        LEGALITY,
        lambda _: acts.Notify(facts="不净", workdays=5, number="告9"),
        lambda _: {"facts": "不净", "workdays": "5", "number": "告9"},
    ),
    Gate(
        "case_closed_to",
        lambda: Walk().notified(),
        HANDLER,
        lambda _: acts.Notify(facts="不净", workdays=5, number="告9"),
        lambda _: {"facts": "不净", "workdays": "5", "number": "告9"},
    ),
    Gate(
        "case_period",
        Walk,
        HANDLER,
        lambda _: acts.Notify(facts="不净", workdays=2, number="告9"),
        lambda _: {"facts": "不净", "workdays": "2", "number": "告9"},
    ),
    Gate(
        "case_paused_already",
        _paused,
        LEADER,
        lambda walk: acts.Pause(reason="再等", until=walk.on + timedelta(days=3)),
        lambda walk: {"reason": "再等", "until": (walk.on + timedelta(days=3)).isoformat()},
    ),
    Gate(
        "case_statement_unanswered",
        lambda: Walk().notified().heard(),
        LEADER,
        lambda _: acts.Dismiss(outcome="no_evidence", reason="查无实据"),
        lambda _: {"outcome": "no_evidence", "reason": "查无实据"},
    ),
)
"""One row for each reason that the rules of a case give where its form alone does not."""


@pytest.fixture(autouse=True)
def staged(tmp_path: Path, settings: Settings) -> Settings:
    stage(tmp_path, settings)
    see(settings, ON)
    return settings


def as_it_stands(case: str) -> tuple[object, ...]:
    """The steps, the course, the entries about steps, and the decisions that are drafted."""
    course = CaseCourse.objects.filter(case=case).values().get()
    entries = Entry.objects.filter(act__in=("case_step", "propose")).count()
    return CaseStep.objects.filter(case=case).count(), course, entries, Approval.objects.count()


def slug(act: acts.Act) -> str:
    """The address of the form of an act, which the desk has to have."""
    name = kind_of(act).value
    assert f"cases_{name}" in DEEDS, f"no page and no call for {name}"
    return name.replace("_", "-")


def by_action(gate: Gate, walk: Walk, act: acts.Act, _: Settings) -> None:
    with pytest.raises(InputError) as caught:
        acting.act(walk.case, act, by=someone(gate.by, walk.on), at=noon(walk.on, 59), on=walk.on)
    messages = {each.code: each for each in getattr(caught.value, "messages", ())}
    assert gate.code in messages
    assert all(say(each, lang) for each in messages.values() for lang in ("zh", "en"))


def by_page(gate: Gate, walk: Walk, act: acts.Act, _: Settings) -> None:
    answer = do(gate.by, path(walk.case, slug(act)), **gate.sent(walk), **gate.rows(walk))
    assert answer.status_code == 422
    form = answer.context["form"]
    assert form.refused or any(each.errors for each in form.fields)


def by_api(gate: Gate, walk: Walk, act: acts.Act, _: Settings) -> None:
    browser(gate.by)
    body = gate.sent(walk) | ({"cells": gate.rows(walk)} if gate.rows(walk) else {})
    body = {name: int(text) if name in ("workdays", "step") else text for name, text in body.items()}
    body = {name: text == "yes" if name == "upheld" else text for name, text in body.items()}
    answer = post(token(gate.by), f"/cases/{walk.case}/{slug(act)}", body)
    assert answer.status_code == 422, answer.content
    assert gate.code in {each["code"] for each in said(answer)["errors"]}, answer.content.decode()


WAYS: Mapping[str, Callable[[Gate, Walk, acts.Act, Settings], None]] = {
    "action": by_action,
    "page": by_page,
    "call": by_api,
}


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("gate", GATES, ids=str)
def test_no_way_leads_around_what_a_case_refuses(gate: Gate, way: str, staged: Settings) -> None:
    walk = gate.walked()
    see(staged, walk.on)
    before = as_it_stands(walk.case)
    WAYS[way](gate, walk, gate.act(walk), staged)
    assert as_it_stands(walk.case) == before


def test_every_bar_for_a_part_in_the_case_has_a_row() -> None:
    from answerable.core.enforce.course.who import _PART

    barred = {f"case_had_a_part_{part}" for part in (*_PART.values(), "decided")}
    assert barred <= {gate.code for gate in GATES}


@pytest.mark.parametrize("act", [Kind.ORDER, Kind.END])
def test_what_several_sign_is_nobodys_single_step(act: Kind) -> None:
    walk = Walk().not_corrected()
    order = acts.Order(items=(), number="1", decision="d", signers=("x", "y"))
    end = acts.End(
        way="unilateral", last_day=date(2026, 12, 1), number="1", decision="d", signers=("x",), reason="r"
    )
    before = as_it_stands(walk.case)
    one = order if act is Kind.ORDER else end
    for name in (HANDLER, LEGALITY, LEADER, HEAD, CLERK):
        with pytest.raises(InputError) as caught:
            acting.act(walk.case, one, by=someone(name, walk.on), at=noon(walk.on, 59), on=walk.on)
        assert caught.value.message.code == "case_step_is_signed"
    assert as_it_stands(walk.case) == before


def test_an_order_over_other_findings_is_drafted_by_no_way(staged: Settings) -> None:
    walk = Walk().notified().heard()
    see(staged, walk.on)
    before = as_it_stands(walk.case)
    content = walk.order_content([(DIRTY, 10)])
    with pytest.raises(InputError) as caught:
        approvals.propose(
            Proposed("order", SWEEPING, content), by=someone(HANDLER, walk.on), at=walk.at(), on=walk.on
        )
    assert {each.code for each in getattr(caught.value, "messages", ())} == {"case_set_differs"}
    rows = {"finding_1": DIRTY, "demand_1": "每日清扫", "workdays_1": "10"}
    cleared = {"finding_2": "", "demand_2": "", "workdays_2": ""}
    page = do(HANDLER, path(walk.case, "order"), number="改9", answer="不采纳", **rows, **cleared)
    assert page.status_code == 422
    body = {"number": "改9", "answer": "不采纳", "cells": rows}
    call = post(token(HANDLER), f"/cases/{walk.case}/order", body)
    assert call.status_code == 422
    assert "case_set_differs" in {each["code"] for each in said(call)["errors"]}
    assert as_it_stands(walk.case) == before


def test_a_step_that_is_written_past_the_program_stops_the_case_and_has_no_entry() -> None:
    """SQL is no gate: the database holds one step of a number. A further one is taken for nobody's, and is seen."""
    walk = Walk(DIRTY)
    first = CaseStep.objects.get(case=walk.case)
    copied = {
        each.attname: getattr(first, each.attname) for each in CaseStep._meta.fields if each.name != "row"
    }
    with pytest.raises(IntegrityError), transaction.atomic():
        CaseStep.objects.create(**copied)
    CaseStep.objects.create(**copied | {"number": 2, "act": "find", "said": {"findings": [RUDE]}})
    with pytest.raises(CaseMovedError):
        walk.go(LEADER, acts.Drop(reason="重复立案"))
    assert CaseCourse.objects.get(case=walk.case).version == 1
    assert not Disclosed.objects.filter(of="case_steps", key=f"{walk.case}/2").exists()
