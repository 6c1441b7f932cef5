"""Decisions of a demonstration: one waits for each who signs, nobody is passed over, and again nothing is added."""

from datetime import timedelta

import pytest
from pytest_django.fixtures import Settings

from answerable.actions.office import demo_accounts
from answerable.actions.office.demo_decisions import put_under_way
from answerable.actions.office.obstacles import obstacles
from answerable.core.register.approval import from_cells
from answerable.core.terms.errors import InputError
from answerable.records.models import (
    Account,
    Approval,
    ApprovalStep,
    Attachment,
    Case,
    CaseState,
    Contract,
    Entry,
    Finding,
)
from tests.web import cast
from tests.web.cast import AT, FAILING, LAWFUL, MINDING, SWEEPING, WATER, signed_in
from tests.web.conftest import staged

__all__ = ["staged"]
pytestmark = pytest.mark.usefixtures("staged")


def waiting() -> dict[str, tuple[str, str | None]]:
    """The decisions on record: what they are about, and whom they wait for."""
    rows = Approval.objects.all()
    steps = {row.kind: from_cells(row.progress).step for row in rows}
    return {
        row.kind: (row.contract_id or "", step.role if (step := steps[row.kind]) else None) for row in rows
    }


def found(contract: str, **cells: object) -> None:
    Finding.objects.create(
        id=f"{contract}-f", contract_id=contract, found_on=cast.today(), severity="minor", what="x", **cells
    )


def chain(decision: str, *roles: str) -> None:
    for number, role in enumerate(roles, start=1):
        ApprovalStep.objects.create(
            body_id=WATER, decision=decision, starts=cast.today(), number=number, role=role
        )


def test_a_decision_waits_for_each_who_signs() -> None:
    Contract.objects.update(ends=cast.today() + timedelta(days=400))
    found(MINDING, source="audit")
    chain("end", "handler", "section", "legality", "leader", "head")
    chain("extend", "handler", "section", "legality", "leader", "head")
    assert put_under_way(at=AT, on=cast.today()) == 5
    assert waiting() == {
        "end": (MINDING, "section"),
        "extend": (SWEEPING, "legality"),
        "finding": (MINDING, "leader"),
        "other": (MINDING, "leader"),
        "assign": (SWEEPING, "successor"),
    }
    pages = {role: signed_in(role).get("/duties/").context["mine"].waiting for role in cast.OFFICIALS}
    assert {role: len(found) for role, found in pages.items()} == {
        "handler": 0,
        "section": 1,
        "legality": 1,
        "leader": 2,
        "head": 1,
    }


def test_what_is_proposed_could_be_carried_out() -> None:
    put_under_way(at=AT, on=cast.today())
    ending = Approval.objects.get(kind="end")
    assert ending.content["way"] == "agreement"
    assert obstacles(ending, on=cast.today()) == ()
    assert "case" not in ending.content
    kept = Attachment.objects.get(hash=ending.content["consent"])
    assert kept.account.username == "handler"


def test_an_end_goes_on_in_the_case_that_is_open_on_the_contract() -> None:
    put_under_way(at=AT, on=cast.today())
    contract = str(Approval.objects.get(kind="end").contract_id)
    Approval.objects.all().delete()
    Case.objects.create(id="k-open", contract_id=contract, opened_on=cast.today(), subject="x")
    CaseState.objects.create(case_id="k-open", starts=cast.today(), state="finding")
    put_under_way(at=AT, on=cast.today())
    ending = Approval.objects.get(kind="end")
    assert ending.content["case"] == "k-open"
    assert obstacles(ending, on=cast.today()) == ()


def test_every_signature_is_an_act_of_its_own_in_the_ledger() -> None:
    Contract.objects.update(ends=cast.today() + timedelta(days=400))
    chain("extend", "handler", "section", "legality", "leader", "head")
    put_under_way(at=AT, on=cast.today())
    acts = list(Entry.objects.order_by("at").values_list("act", "by"))
    assert acts.count(("propose", "handler")) == acts.count(("submit", "handler")) == len(waiting())
    assert acts.count(("approve", "section")) == 1
    assert len({entry.at for entry in Entry.objects.all()}) == len(acts)


def test_a_second_time_adds_nothing() -> None:
    put_under_way(at=AT, on=cast.today())
    there = Approval.objects.count()
    assert put_under_way(at=AT, on=cast.today()) == 0
    assert Approval.objects.count() == there > 0


def test_contracts_that_are_over_are_left_alone() -> None:
    Contract.objects.filter(body=WATER).update(ends=cast.today() - timedelta(days=1))
    assert put_under_way(at=AT, on=cast.today()) == 0
    Contract.objects.filter(id=SWEEPING).update(ends=None)
    assert put_under_way(at=AT, on=cast.today()) > 0
    assert {contract for contract, _ in waiting().values()} == {SWEEPING}
    assert not CaseState.objects.exists()


def test_without_a_handler_there_is_nothing_to_propose() -> None:
    Account.objects.filter(username="handler").update(is_active=False)
    assert put_under_way(at=AT, on=cast.today()) == 0


def test_the_clerk_is_of_the_provider_in_whose_contract_most_was_found(settings: Settings) -> None:
    settings.DEMO = True
    opened = {each.name: each for each in demo_accounts.open_demo_accounts(at=AT, on=cast.today())}
    assert opened["provider"].owner.provider == LAWFUL, "an account that is there keeps its owner"
    found(MINDING, source="audit")
    Account.objects.filter(username="provider").delete()
    opened = {each.name: each for each in demo_accounts.open_demo_accounts(at=AT, on=cast.today())}
    assert opened["provider"].owner.provider == FAILING


def test_the_accounts_are_opened_only_where_there_are_no_others(settings: Settings) -> None:
    settings.DEMO = True
    Account.objects.filter(username="security-admin").delete()
    with pytest.raises(InputError) as refused:
        demo_accounts.open_demo_accounts(at=AT, on=cast.today())
    assert refused.value.message.code == "account_demo_elsewhere"
