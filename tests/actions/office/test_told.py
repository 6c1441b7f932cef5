"""What a provider and an official do to each other's desks is told to those whom it concerns, once, and settled."""

from datetime import timedelta
from pathlib import Path

import pytest

from answerable.actions.office.figures_in import Entering
from answerable.actions.office.replying import reply
from answerable.actions.office.submitting import accept, send_back, submit, withdraw
from answerable.records.models import Finding, Notice
from tests.actions.office.test_submitting import ROW, clerk
from tests.record import AT, HANDLER, ON, SWEEPING, account, actor, hold

pytestmark = pytest.mark.django_db
LATER = AT + timedelta(hours=1)


@pytest.fixture(autouse=True)
def district(tmp_path: Path) -> None:
    hold(tmp_path / "district")
    account(HANDLER)


def told() -> set[tuple[str, str, bool]]:
    rows = Notice.objects.select_related("account")
    return {(each.account.username, each.kind, each.settled_at is None) for each in rows}


def his() -> str:
    return account(HANDLER).username


def handed_in() -> str:
    return submit(SWEEPING, "readings", [ROW], entering=clerk())


def official() -> Entering:
    return Entering(actor(HANDLER), LATER, ON)


def test_figures_that_wait_are_told_to_whoever_accepts_them() -> None:
    id = handed_in()
    assert told() == {(his(), "submission_to_accept", True)}
    assert Notice.objects.get().link == f"/submissions/{id}/"


def test_the_provider_is_told_that_figures_were_accepted() -> None:
    accept(handed_in(), version=0, entering=official())
    assert told() == {
        (his(), "submission_to_accept", False),
        ("lawful-clerk", "submission_accepted", True),
    }


def test_the_provider_is_told_that_figures_came_back() -> None:
    send_back(handed_in(), "分母不对", version=0, entering=official())
    assert ("lawful-clerk", "submission_returned", True) in told()
    assert "分母不对" not in str(list(Notice.objects.values()))


def test_what_was_taken_back_waits_for_nobody() -> None:
    withdraw(handed_in(), version=0, entering=clerk())
    assert told() == {(his(), "submission_to_accept", False)}


def test_an_answer_to_a_finding_is_told_with_a_link_through_which_it_is_found() -> None:
    Finding.objects.create(
        id="f 1#a", contract_id=SWEEPING, found_on=ON, source="other", severity="minor", what="x",
        decision="confirmed", decided_on=ON, decided_by_id=HANDLER,
    )  # fmt: skip
    reply("f 1#a", "已补做", entering=clerk())
    assert told() == {(his(), "finding_answered", True)}
    assert Notice.objects.get().link == "/findings/f%201%23a/"
