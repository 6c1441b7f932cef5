"""A body sets its own chains, within what law 4 asks of weighty decisions."""

from datetime import date
from pathlib import Path

import pytest

from answerable.actions.office import chains
from answerable.actions.office.actors import NotPermittedError
from answerable.actions.office.chains import set_chain
from answerable.core.register.approval import State
from answerable.core.tables.fault import UnsoundError
from answerable.core.terms.errors import InputError
from answerable.records.models import Approval, ApprovalStep, Entry
from tests.builders import BODY, HANDLER, HEAD, LEADER, SWEEPING
from tests.decisions import CHAIN, PLANTING, SECTION, propose, rows_with_planting, sign
from tests.record import AT, LEGALITY, ON, OTHER_BODY, actor, hold

pytestmark = pytest.mark.django_db
LONG = ("handler", "section", "legality", "leader", "collective")


@pytest.fixture(autouse=True)
def district(tmp_path: Path) -> None:
    hold(tmp_path / "district", rows_with_planting())


def configure(kind: str, *roles: str, starts: date = ON, by: str = HEAD, body: str = BODY) -> None:
    set_chain(body, kind, roles=roles, starts=starts, by=actor(by), at=AT, on=ON)


def test_a_new_chain_holds_for_what_is_submitted_from_its_day_on() -> None:
    before, drafted = propose("sign"), propose("sign")
    sign(before, HANDLER)
    configure("sign", *LONG)
    sign(drafted, HANDLER)
    assert [step["role"] for step in Approval.objects.get(id=drafted).progress["steps"]] == list(LONG)
    assert sign(before, *CHAIN[1:], after=1) is State.EXECUTED
    assert Entry.objects.filter(act="add", by=HEAD).count() == 1
    after = propose("extend", SWEEPING, new_ends="2027-06-30", reason="续期")
    assert len(Approval.objects.get(id=after).progress["steps"]) == 4
    third = propose("sign", PLANTING)
    assert [step["role"] for step in Approval.objects.get(id=third).progress["steps"]] == list(LONG)
    assert sign(third, HANDLER, SECTION, LEGALITY, LEADER) is State.UNDER_WAY


def test_a_later_edition_takes_the_place_of_an_earlier() -> None:
    configure("other", "handler", "section")
    configure("other", "handler", "head", starts=date(2026, 7, 1))
    id = propose("other", SWEEPING, what="增加巡查")
    assert sign(id, HANDLER, SECTION) is State.EXECUTED


@pytest.mark.parametrize(
    ("kind", "roles", "code"),
    [
        ("sign", ("handler", "leader", "head"), "chain_lacks"),
        ("end", ("legality", "handler", "leader", "head"), "chain_starts_otherwise"),
        ("extend", ("handler", "leader", "legality", "head"), "chain_out_of_order"),
        ("other", ("handler", "friend"), "bad_choice"),
        ("party", ("handler", "leader"), "bad_choice"),
    ],
)
def test_a_chain_that_lacks_somebody_is_refused(kind: str, roles: tuple[str, ...], code: str) -> None:
    with pytest.raises(UnsoundError) as caught:
        configure(kind, *roles)
    assert code in {fault.message.code for fault in caught.value.faults}
    assert not ApprovalStep.objects.exists()


def test_nobody_decides_alone_and_nothing_is_set_for_the_past() -> None:
    for roles, starts, code in (
        ((), ON, "approval_chain_short"),
        (("handler",), ON, "approval_chain_short"),
        (("handler", "leader"), date(2026, 6, 29), "starts_in_the_past"),
    ):
        with pytest.raises(InputError) as caught:
            configure("other", *roles, starts=starts)
        assert caught.value.message.code == code
    assert not ApprovalStep.objects.exists()


def test_a_chain_that_another_set_meanwhile_is_refused_by_name(monkeypatch: pytest.MonkeyPatch) -> None:
    configure("other", "handler", "section")
    # As where both looked before either wrote.
    monkeypatch.setattr(chains, "check", lambda *_: None)
    with pytest.raises(InputError) as caught:
        configure("other", "handler", "head")
    assert caught.value.message.code == "row_came_between"
    assert list(ApprovalStep.objects.order_by("number").values_list("role", flat=True)) == [
        "handler",
        "section",
    ]


def test_only_the_head_sets_a_chain_and_only_in_his_own_body() -> None:
    for by, body in ((HANDLER, BODY), (LEADER, BODY), (HEAD, OTHER_BODY)):
        with pytest.raises(NotPermittedError):
            configure("other", "handler", "leader", by=by, body=body)
