"""Two at once, each in a transaction of its own: one wins, the other hears what happened; no contract is both."""

import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from django.db import connection, connections

from answerable.actions.office.actors import actor_of
from answerable.actions.office.changing import change_row
from answerable.actions.office.rows import add_rows
from answerable.core.register.approval import Act
from answerable.core.terms.errors import AnswerableError
from answerable.records.models import Account, Case, Contract
from tests.builders import row
from tests.decisions import CHAIN, PLANTING, act, propose, rows_with_planting, sign
from tests.record import AT, HANDLER, HEAD, ON, SWEEPING, account, hold

pytestmark = pytest.mark.django_db(transaction=True)
AGREED = {
    "way": "agreement",
    "last_day": "2026-08-31",
    "reason": "合意",
    "consent_on": "2026-06-30",
    "consent": "sha256:" + "0" * 64,
}


@pytest.fixture(autouse=True)
def district(tmp_path: Path) -> None:
    if connection.vendor == "sqlite":
        pytest.skip("SQLite has one writer at a time, and its test database one connection")
    hold(tmp_path / "district", rows_with_planting())
    for person in CHAIN:
        account(person)


def both(*acts: Callable[[], object]) -> list[str]:
    """The acts at once; what each came to."""
    together, came = threading.Barrier(len(acts)), []

    def run(what: Callable[[], object]) -> None:
        together.wait()
        try:
            what()
            came.append("done")
        except AnswerableError as error:
            came.append(error.message.code)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=(each,)) for each in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    return came


def ready(kind: str, contract: str, **content: str) -> str:
    """A decision that waits for the head alone."""
    id = propose(kind, contract, **content)
    sign(id, *CHAIN[:-1])
    return id


@pytest.mark.parametrize("_", range(5))
def test_a_contract_is_extended_or_ended_and_never_both(_: int) -> None:
    extension = ready("extend", SWEEPING, new_ends="2028-12-31", reason="续期")
    ending = ready("end", SWEEPING, **AGREED)
    came = both(
        lambda: act(extension, Act.APPROVE, HEAD, minute=9), lambda: act(ending, Act.APPROVE, HEAD, minute=9)
    )
    assert sorted(came, key=lambda each: each != "done")[0] == "done"
    assert came.count("done") == 1
    extended = str(Contract.objects.get(id=SWEEPING).ends) == "2028-12-31"
    assert extended is not Case.objects.filter(contract=SWEEPING).exists()


@pytest.mark.parametrize("_", range(5))
def test_what_is_signed_is_what_was_submitted(_: int) -> None:
    id = ready("sign", PLANTING)
    dearer = {"amount_minor": "99900000000", "currency": "CNY"}
    by = actor_of(Account.objects.get(username=HANDLER), on=ON)
    came = both(
        lambda: act(id, Act.APPROVE, HEAD, minute=9),
        lambda: change_row("contracts", (PLANTING,), dearer, seen={}, by=by, at=AT, on=ON),
        lambda: add_rows(
            "clauses",
            [row("clauses", id="c9", contract=PLANTING, kind="review", text="x")],
            by=by,
            at=AT,
            on=ON,
        ),
    )
    contract = Contract.objects.get(id=PLANTING)
    assert "done" in came
    assert contract.signed is None or contract.amount_minor is None
