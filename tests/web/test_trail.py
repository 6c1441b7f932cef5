"""The audit trail: in the order in which it was written, with what was done, and without what is no matter of it."""

import ast
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from django.db import transaction

from answerable.actions.office import accounts, signing_in
from answerable.actions.office.entries import append_entry
from answerable.actions.office.pages.audit import trail
from answerable.actions.office.sequencer import sequence
from answerable.core.ledger.entry import Act, Change
from answerable.core.register.permits import Act as Permit
from answerable.records.models import Account
from answerable.render.words.catalogue import terms
from tests.shape.tree import PACKAGE
from tests.web.cast import SWEEPING, signed_in

pytestmark = pytest.mark.usefixtures("staged")
AT = datetime(2026, 11, 30, 8, tzinfo=UTC)
BY = "security-admin"


def page() -> str:
    return signed_in("audit-admin").get("/admin-audit/").content.decode()


def told() -> list[tuple[str, str | None]]:
    """Acts of the trail, with what was changed; the sign-ins of the tests aside."""
    return [(line.act, line.what) for line in trail("1")[1] if line.act != "signed_in"]


def test_what_was_written_last_comes_first_whatever_instant_it_states() -> None:
    for days, name in ((5, "first"), (0, "second"), (9, "third"), (1, "fourth")):
        signing_in.refused(name, act="see", kind="system", key="status", at=AT - timedelta(days=days))
    assert [line.by for line in trail("1")[1]][:4] == ["fourth", "third", "second", "first"]


def test_entries_without_a_number_come_before_those_that_have_one() -> None:
    signing_in.refused("numbered", act="see", kind="system", key="status", at=AT)
    sequence()
    signing_in.refused("waiting", act="see", kind="system", key="status", at=AT - timedelta(days=300))
    assert [line.by for line in trail("1")[1]][:2] == ["waiting", "numbered"]


def test_every_change_of_an_account_is_told_apart() -> None:
    accounts.reset_factor("handler", at=AT, by=BY)
    accounts.end_sessions("handler", at=AT, by=BY)
    accounts.reset_password("handler", password=accounts.one_time_password(), at=AT, by=BY)
    accounts.close("handler", at=AT, by=BY)
    assert told()[:4] == [
        ("account_closed", None),
        ("account_changed", "password_reset"),
        ("account_changed", "sessions_ended"),
        ("account_changed", "factor_reset"),
    ]
    said = page()
    for act in ("停用账号", "变更账号 · 重置密码", "变更账号 · 结束全部登录", "变更账号 · 重置第二因素"):
        assert act in said
    Account.objects.filter(username="audit-admin").update(language="en")
    assert "account changed · second factor reset" in page()


def test_the_language_that_somebody_reads_is_no_matter_of_security() -> None:
    accounts.change_language("handler", language="en", at=AT, by="handler")
    assert told() == []


def test_a_refusal_says_which_page_in_words() -> None:
    signed_in("handler").get("/contracts/paving/")
    signed_in("handler").get("/admin-status/")
    said = page()
    assert "合同 paving" in said
    assert "系统状态</td>" in said
    for raw in ("contract/paving", "system/status"):
        assert raw not in said


def test_an_act_on_no_account_is_listed_without_a_change() -> None:
    accounts.reset_factor("handler", at=AT, by=BY)
    with transaction.atomic():
        append_entry(Act.BACKUP, at=AT, by=BY, changes=[Change("backups", ("x",), {"a": "b"})])
    assert told()[:2] == [("backup", None), ("account_changed", "factor_reset")]


def stated(name: str) -> Iterator[str]:
    """Every text that the program states for an argument of this name: changes of accounts, ends of sessions."""
    office = PACKAGE / "actions" / "office"
    for path in (office / "accounts.py", office / "signing_in.py", *sorted((PACKAGE / "web").rglob("*.py"))):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.keyword) and node.arg == name and isinstance(node.value, ast.Constant):
                yield str(node.value.value)


def test_every_change_and_every_page_has_its_word() -> None:
    words = terms()
    assert {*stated("what"), *stated("why")} - words["account_change"].keys() == set()
    messages = PACKAGE / "web" / "templates" / "mfa" / "messages"
    assert {path.stem for path in messages.glob("*.txt")} - words["account_change"].keys() == set()
    assert words["permit"].keys() == {each.value for each in Permit}
    assert words["money_unit"].keys() == words["currency"].keys()


def test_the_timeline_of_a_contract_is_in_the_order_of_writing() -> None:
    for days, act in ((1, Act.CHANGE), (200, Act.HAND_OVER), (90, Act.AMEND_CONTRACT)):
        with transaction.atomic():
            append_entry(
                act,
                at=AT - timedelta(days=days),
                by="handler",
                changes=[Change("contracts", (SWEEPING,), {"a": "b"})],
            )
    shown = signed_in("handler").get(f"/history/contracts/{SWEEPING}/").context["shown"].events
    assert [event.act for event in shown] == ["amend_contract", "hand_over", "change"]
