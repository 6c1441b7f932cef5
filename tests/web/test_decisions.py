"""A decision on its page: whoever has the step moves it, nobody else does, and every reason is told."""

import pytest

from answerable.actions.office.executing import KINDS
from answerable.records.models import Approval, Entry
from answerable.render.words.catalogue import terms
from tests.web.cast import decision, signed_in

pytestmark = pytest.mark.usefixtures("staged")
PAGE = "/decisions/d-1/"


def test_every_cell_of_every_kind_of_decision_has_its_word() -> None:
    cells = {name for kind in KINDS.values() for name in (*kind.needs, *kind.takes)}
    assert cells == terms()["decision_cell"].keys()


def state() -> tuple[str, int]:
    found = Approval.objects.get(id="d-1")
    return found.state, len(found.progress["signatures"])


def test_whoever_has_the_step_signs_it() -> None:
    decision()
    browser = signed_in("legality")
    assert browser.get(PAGE).context["shown"].acts == ("approve", "return_for_revision", "reject")
    assert browser.post(PAGE, {"act": "approve", "version": "0"})["Location"] == PAGE
    assert state() == ("under_way", 2)
    assert Entry.objects.filter(act="approve", by="legality").count() == 1
    said = browser.get(PAGE).content.decode()
    assert "合法性审核 · 某某" in said
    assert "由您办理" not in said


@pytest.mark.parametrize("role", ["section", "leader", "head", "handler"])
def test_nobody_else_signs_it(role: str) -> None:
    decision()
    answered = signed_in(role).post(PAGE, {"act": "approve", "version": "0"})
    assert answered.status_code == 422
    assert 'role="alert"' in answered.content.decode()
    assert state() == ("under_way", 1)


@pytest.mark.parametrize("role", ["provider", "system-admin", "security-admin", "audit-admin"])
def test_whoever_may_not_see_it_cannot_move_it(role: str) -> None:
    decision()
    assert signed_in(role).post(PAGE, {"act": "approve", "version": "0"}).status_code == 404
    assert state() == ("under_way", 1)


def test_a_supervisor_sees_it_and_decides_nothing() -> None:
    decision()
    browser = signed_in("supervisor")
    assert browser.get(PAGE).context["shown"].acts == ()
    assert browser.post(PAGE, {"act": "approve", "version": "0"}).status_code == 422


def test_returning_needs_a_reason() -> None:
    decision()
    browser = signed_in("legality")
    assert browser.post(PAGE, {"act": "return_for_revision", "version": "0"}).status_code == 422
    sent = {"act": "return_for_revision", "version": "0", "reason": "缺附件"}
    assert browser.post(PAGE, sent).status_code == 302
    assert state() == ("returned", 0)
    assert "缺附件" in browser.get(PAGE).content.decode()


@pytest.mark.parametrize("version", ["", "1", "-1", "x", "9" * 40])
def test_a_page_that_is_out_of_date_moves_nothing(version: str) -> None:
    decision()
    answered = signed_in("legality").post(PAGE, {"act": "approve", "version": version})
    assert answered.status_code == 422
    assert state() == ("under_way", 1)


@pytest.mark.parametrize("act", ["", "execute-it", "\x00"])
def test_an_act_that_is_none_is_not_there(act: str) -> None:
    decision()
    assert signed_in("legality").post(PAGE, {"act": act}).status_code == 404
