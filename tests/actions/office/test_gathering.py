"""Everybody is told what stands on his own page, once, and nobody of what is done."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from answerable.actions.office.gathering import KEPT, NEWS, gather, waiting
from answerable.actions.office.pages.duties import my_duties
from answerable.actions.office.pages.subjects import asking
from answerable.core.register.notices import Kind
from answerable.records.models import (
    Account,
    Approval,
    Assignment,
    Contract,
    DutyOwed,
    Finding,
    Notice,
    Post,
    StandIn,
)
from tests.web import cast
from tests.web.cast import FAILING, LAWFUL, MINDING, PAVING, SWEEPING, WATER, decision, owed, today

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def county() -> None:
    cast.set_up()


def told() -> set[tuple[str, str, str]]:
    """Account, kind and link of what waits now."""
    return {(each.account, each.kind.value, each.link) for each in waiting(on=today(), at=datetime.now(UTC))}


def run() -> int:
    return gather(on=today(), at=datetime.now(UTC))


def away(person: str, stand_in: str) -> None:
    StandIn.objects.create(person_id=person, starts=date(2026, 1, 1), stand_in_id=stand_in)


def test_duties_of_today_and_before_are_told_to_whoever_owes_them() -> None:
    owed("now", who="p-handler", by=today())
    owed("past", who="p-leader", by=today() - timedelta(days=9), late=3)
    owed("soon", who="p-handler", by=today() + timedelta(days=1))
    owed("clerk", who=LAWFUL, side="provider", by=today())
    owed("body", who=WATER, by=today())
    assert told() == {
        ("handler", "duty_due", "/notices/duty/now/"),
        ("leader", "duty_overdue", "/notices/duty/past/"),
        ("provider", "duty_due", "/notices/duty/clerk/"),
        ("head", "duty_due", "/notices/duty/body/"),
    }


def test_a_stand_in_is_told_too() -> None:
    owed("now", who="p-leader", by=today())
    away("p-leader", "p-section")
    assert {account for account, *_ in told()} == {"leader", "section"}


def test_a_decision_is_told_to_whoever_may_sign_and_one_returned_to_whoever_proposed_it() -> None:
    made = decision()
    assert told() == {("legality", "decision_to_sign", "/decisions/d-1/")}
    away("p-legality", "p-section")
    assert {account for account, *_ in told()} == {"legality", "section"}
    progress = made.progress | {"state": "returned", "signatures": [], "reason": "缺附件"}
    Approval.objects.update(state="returned", progress=progress)
    assert told() == {("handler", "decision_to_revise", "/decisions/d-1/")}


def test_an_assignment_that_nobody_accepted_is_told_to_the_person_alone() -> None:
    Assignment.objects.filter(contract=SWEEPING).update(accepted_on=None)
    Assignment.objects.filter(contract=PAVING).update(accepted_on=None)  # of somebody without an account
    Contract.objects.filter(id=MINDING).update(ends=today() - timedelta(days=1))
    Assignment.objects.filter(contract=MINDING).update(accepted_on=None)
    assert told() == {("leader", "assignment_to_accept", f"/contracts/{SWEEPING}/")}
    Assignment.objects.create(contract_id=SWEEPING, starts=date(2026, 1, 1), person_id=None)
    assert told() == set()


def test_a_finding_that_was_confirmed_lately_is_told_to_the_providers_clerks() -> None:
    for id, contract, decided, state in (
        ("new", SWEEPING, today(), "confirmed"),
        ("old", SWEEPING, today() - NEWS, "confirmed"),
        ("no", SWEEPING, today(), "rejected"),
        ("other", MINDING, today(), "confirmed"),
        ("later", SWEEPING, today() + timedelta(days=1), "confirmed"),
    ):
        Finding.objects.create(
            id=id, contract_id=contract, found_on=today() - timedelta(days=90), source="inspection",
            severity="ordinary", what="未清扫", decision=state, decided_on=decided, decided_by_id="p-leader",
        )  # fmt: skip
    found = list(waiting(on=today(), at=datetime.now(UTC)))
    assert [(each.account, each.kind, each.key) for each in found] == [
        ("provider", Kind.FINDING_CONFIRMED, "new")
    ]
    assert "未清扫" not in str(found)
    Account.objects.filter(username="provider").update(provider=FAILING)
    assert {each.key for each in waiting(on=today(), at=datetime.now(UTC))} == {"other"}


def test_a_finding_with_the_longest_id_is_told_as_any_other() -> None:
    Finding.objects.create(
        id="长" * 64, contract_id=SWEEPING, found_on=today(), source="inspection", severity="ordinary", what="x",
        decision="confirmed", decided_on=today(), decided_by_id="p-leader",
    )  # fmt: skip
    assert run() == 1
    assert told() == {("provider", "finding_confirmed", "/findings/")}


def test_gathering_again_tells_nothing_new_and_what_is_done_is_settled() -> None:
    owed("now", who="p-handler", by=today())
    decision()
    assert [run(), run()] == [2, 0]
    DutyOwed.objects.all().delete()
    assert run() == 0
    assert {(row.kind, row.settled_at is None) for row in Notice.objects.all()} == {
        ("duty_due", False),
        ("decision_to_sign", True),
    }


def test_what_waits_anew_is_open_again_and_told_no_second_time() -> None:
    owed("now", who="p-handler", by=today())
    run()
    DutyOwed.objects.all().delete()
    run()
    owed("now", who="p-handler", by=today())
    assert run() == 0
    assert Notice.objects.get().settled_at is None


def test_a_duty_that_falls_overdue_is_told_as_such_and_no_longer_as_due() -> None:
    owed("now", who="p-handler", by=today())
    run()
    assert gather(on=today() + timedelta(days=1), at=datetime.now(UTC)) == 1
    kinds = {row.kind: row.settled_at is None for row in Notice.objects.all()}
    assert kinds == {"duty_due": False, "duty_overdue": True}


def test_an_inbox_forgets_what_is_old_except_what_waits_still() -> None:
    owed("now", who="p-handler", by=today())
    run()
    at = datetime.now(UTC) - KEPT - timedelta(days=1)
    waits = Notice.objects.get()
    Notice.objects.create(
        id="old", account=waits.account, kind="work_done", key="k", params={}, link="/", created_at=at
    )
    Notice.objects.filter(pk=waits.pk).update(created_at=at)
    run()
    assert Notice.objects.get().pk == waits.pk


def test_what_is_told_is_what_stands_on_each_ones_page() -> None:
    owed("now", who="p-handler", by=today())
    owed("past", who="p-leader", by=today() - timedelta(days=9), late=3)
    owed("body", who=WATER, by=today())
    owed("clerk", who=LAWFUL, side="provider", by=today())
    decision()
    decision("d-2", contract=MINDING)
    Assignment.objects.filter(contract=SWEEPING).update(accepted_on=None)
    away("p-leader", "p-section")
    away("p-head", "p-section")
    Post.objects.filter(person="p-handler").update(ends=today() + timedelta(days=3))
    now = datetime.now(UTC)
    for account in Account.objects.all():
        page = my_duties(asking(account, on=today()), now=now)
        shown = (
            len([*page.overdue, *page.today]),
            len([each for each in page.waiting if not each.mine_to_revise]),
            len(page.to_accept),
        )
        kinds = [each.kind for each in waiting(on=today(), at=now) if each.account == account.username]
        found = (
            kinds.count(Kind.DUTY_DUE) + kinds.count(Kind.DUTY_OVERDUE),
            kinds.count(Kind.DECISION_TO_SIGN),
            kinds.count(Kind.ASSIGNMENT_TO_ACCEPT),
        )
        assert found == shown, account.username


def test_the_number_of_queries_does_not_grow_with_what_waits() -> None:
    def queries() -> int:
        with CaptureQueriesContext(
            connection,
        ) as caught:
            list(waiting(on=today(), at=datetime.now(UTC)))
        return len(caught)

    owed("one", who="p-handler", by=today())
    decision()
    before = queries()
    cast.more_contracts(30)
    for number in range(5):
        decision(f"more-{number}")
    assert queries() == before
