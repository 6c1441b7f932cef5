"""A provider hands in figures, an official accepts them: once, by those who may, and nothing is lost on the way."""

import json
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from django.db import IntegrityError, transaction

from answerable.actions.office import submitting
from answerable.actions.office.actors import NotPermittedError, actor_of
from answerable.actions.office.figures_in import Entering, record_readings
from answerable.actions.office.replying import reply
from answerable.actions.office.submitting import accept, content_of, send_back, submit, withdraw
from answerable.core.evidence.submitted import SubmissionMovedError, digest_of
from answerable.core.register.permits import Act as Permit
from answerable.core.tables.fault import UnsoundError
from answerable.core.terms.errors import InputError
from answerable.records.models import (
    Account,
    Disclosed,
    Entry,
    Finding,
    FindingReply,
    Reading,
    Service,
    Submission,
)
from tests.builders import FAILING, LAWFUL
from tests.record import AT, HANDLER, HEAD, MINDING, ON, STRANGER, SWEEPING, actor, hold

pytestmark = pytest.mark.django_db
ROW = {
    "indicator": "on-time",
    "period": "2026-05",
    "numerator": "97",
    "denominator": "100",
    "recorded": "2026-06-01",
}
SERVED = {"period": "2026-05", "tier": "home", "count": "412"}


@pytest.fixture(autouse=True)
def held(db: None, tmp_path: Path) -> None:
    hold(tmp_path / "district")


def clerk(provider: str = LAWFUL) -> Entering:
    account, _ = Account.objects.get_or_create(
        username=f"{provider}-clerk", defaults={"provider_id": provider, "created_at": AT, "language": "zh"}
    )
    return Entering(actor_of(account, on=ON), AT, ON)


def official(person: str = HANDLER) -> Entering:
    return Entering(actor(person), AT + timedelta(hours=1), ON)


def hand_in(*rows: dict[str, str], table: str = "readings", entering: Entering | None = None) -> str:
    given = rows or (ROW,)
    return submit(SWEEPING, table, given, note="五月", entering=entering or clerk())


def faults(found: pytest.ExceptionInfo[UnsoundError]) -> set[tuple[int | None, str | None, str]]:
    return {(each.row, each.column, each.message.code) for each in found.value.faults}


def acts() -> list[str]:
    return list(
        Entry.objects.order_by("at").exclude(act__in=("load", "record")).values_list("act", flat=True)
    )


def test_what_is_handed_in_waits_and_counts_for_nothing() -> None:
    before = Reading.objects.count()
    id = hand_in()
    row = Submission.objects.get(id=id)
    assert (row.state, row.of, row.contract_id, row.provider_id) == (
        "submitted",
        "readings",
        SWEEPING,
        LAWFUL,
    )
    assert (row.submitted_by, row.submitted_at, row.version) == ("lawful-clerk", AT, 0)
    assert Reading.objects.count() == before
    assert acts() == ["hand_in"]


def test_the_receipt_can_be_made_again_from_what_was_handed_in() -> None:
    row = Submission.objects.get(id=hand_in())
    again = digest_of(content_of(row))
    assert row.digest == again
    assert row.cells[0]["numerator"] == "97"
    assert json.loads(Disclosed.objects.get(of="submissions").content or "")["digest"] == again


def test_every_fault_is_told_before_anything_is_handed_in() -> None:
    with pytest.raises(UnsoundError) as found:
        hand_in(
            {**ROW, "numerator": "101"},
            {**ROW, "period": "2025-03"},
            {**ROW, "period": "2026-08", "recorded": "2026-09-01"},
            {**ROW, "period": "2024-05"},
        )
    assert faults(found) == {
        (2, "numerator", "share_over_one"),
        (3, "numerator", "reading_there"),
        (4, "period", "period_not_begun"),
        (4, "recorded", "recorded_later"),
        (5, "period", "outside_contract"),
    }
    with pytest.raises(InputError, match="figures_none"):
        submit(SWEEPING, "readings", [], entering=clerk())
    with pytest.raises(InputError, match="submission_long"):
        submit(SWEEPING, "readings", [ROW], note="。" * 2001, entering=clerk())
    assert not Submission.objects.exists()


def test_the_same_is_not_handed_in_twice_while_it_waits() -> None:
    id = hand_in()
    with pytest.raises(UnsoundError) as found:
        hand_in({**ROW, "numerator": "98"})
    assert faults(found) == {(2, "indicator", "submission_waits")}
    withdraw(id, version=0, entering=clerk())
    assert hand_in({**ROW, "numerator": "98"}) != id


def test_an_official_accepts_and_the_record_says_who_measured() -> None:
    id = hand_in()
    accept(id, version=0, entering=official())
    reading = Reading.objects.get(contract=SWEEPING, period="2026-05")
    assert (reading.numerator, reading.denominator, reading.source) == (97, 100, "provider")
    row = Submission.objects.get(id=id)
    assert (row.state, row.decided_by, row.version) == ("accepted", HANDLER, 1)
    assert acts() == ["hand_in", "accept_figures"]
    assert Entry.objects.filter(act="record", by=HANDLER).count() == 1


def test_services_delivered_are_handed_in_the_same_way() -> None:
    id = hand_in(SERVED, {**SERVED, "tier": "counter", "count": "7"}, table="services")
    with pytest.raises(UnsoundError) as found:
        hand_in(SERVED, {**SERVED, "period": "2026-09"}, table="services")
    assert faults(found) == {(2, "period", "submission_waits"), (3, "period", "period_not_begun")}
    accept(id, version=0, entering=official())
    kept = Service.objects.filter(contract=SWEEPING, period="2026-05").values_list("tier", "count")
    assert dict(kept) == {"home": 412, "counter": 7}


def test_what_fits_no_more_is_not_accepted_and_waits_on() -> None:
    id = hand_in()
    record_readings(SWEEPING, [{**ROW, "numerator": "90"}], entering=official(), source="body")
    with pytest.raises(UnsoundError) as found:
        accept(id, version=0, entering=official())
    assert faults(found) == {(2, "numerator", "reading_there")}
    assert Submission.objects.get(id=id).state == "submitted"
    accept(id, version=0, more=True, entering=official())
    assert Reading.objects.filter(contract=SWEEPING, period="2026-05").count() == 2


def test_figures_are_returned_with_a_reason() -> None:
    id = hand_in()
    with pytest.raises(InputError, match="submission_reason"):
        send_back(id, " ", version=0, entering=official())
    with pytest.raises(InputError, match="submission_long"):
        send_back(id, "。" * 2001, version=0, entering=official())
    send_back(id, "§ 缺附件", version=0, entering=official())
    row = Submission.objects.get(id=id)
    assert (row.state, row.reason, row.decided_by) == ("returned", "§ 缺附件", HANDLER)
    assert acts() == ["hand_in", "return_figures"]


STEPS: tuple[Callable[[str], None], ...] = (
    lambda id: accept(id, version=0, entering=official()),
    lambda id: send_back(id, "§", version=0, entering=official()),
    lambda id: withdraw(id, version=0, entering=clerk()),
)


@pytest.mark.parametrize("second", STEPS)
@pytest.mark.parametrize("first", STEPS)
def test_a_submission_is_decided_on_once(first: Callable[[str], None], second: Callable[[str], None]) -> None:
    id = hand_in()
    first(id)
    before = Submission.objects.values().get(id=id)
    with pytest.raises(SubmissionMovedError):
        second(id)
    assert Submission.objects.values().get(id=id) == before
    assert Reading.objects.filter(period="2026-05").count() == (before["state"] == "accepted")
    assert len(acts()) == 2


def test_whoever_saw_another_version_decides_nothing() -> None:
    id = hand_in()
    with pytest.raises(SubmissionMovedError):
        accept(id, version=7, entering=official())
    assert Submission.objects.get(id=id).state == "submitted"


def test_everybody_else_is_told_the_same_as_of_nothing() -> None:
    id = hand_in()
    refused: list[Callable[[], object]] = [
        lambda: hand_in(entering=clerk(FAILING)),
        lambda: hand_in(entering=official()),
        lambda: submit("no-such-contract", "readings", [ROW], entering=clerk()),
        lambda: submit(MINDING, "readings", [ROW], entering=clerk()),
        lambda: withdraw(id, version=0, entering=clerk(FAILING)),
        lambda: withdraw(id, version=0, entering=official()),
        lambda: accept(id, version=0, entering=clerk()),
        lambda: accept(id, version=0, entering=official(HEAD)),
        lambda: accept(id, version=0, entering=official(STRANGER)),
        lambda: send_back(id, "§", version=0, entering=official(STRANGER)),
        lambda: accept("no-such-submission", version=0, entering=official()),
    ]
    for attempt in refused:
        with pytest.raises(NotPermittedError) as found:
            attempt()
        assert found.value.message.params["act"] in {Permit.SUBMIT_AS_PROVIDER.value, Permit.RECORD.value}
    assert Submission.objects.get().state == "submitted"


def test_an_accepted_row_that_cannot_be_written_leaves_everything_as_it_was(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    id = hand_in()

    def broken(*args: object, **rest: object) -> None:
        raise RuntimeError("disk")

    monkeypatch.setattr(submitting, "record_readings", broken)
    with pytest.raises(RuntimeError):
        accept(id, version=0, entering=official())
    assert (Submission.objects.get(id=id).state, acts()) == ("submitted", ["hand_in"])


def test_the_database_itself_refuses_a_decision_without_somebody_who_decided() -> None:
    id = hand_in()
    for wrong in ({"state": "accepted"}, {"state": "lost"}, {"decided_by": "x"}, {"of": "posts"}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Submission.objects.filter(id=id).update(**wrong)


def found(id: str, decision: str | None, contract: str = SWEEPING, decided: str = "2026-05-02") -> str:
    Finding.objects.create(
        id=id,
        contract_id=contract,
        found_on="2026-05-01",
        source="inspection",
        severity="minor",
        what="§",
        decision=decision,
        decided_on=None if decision is None else decided,
        decided_by_id=None if decision is None else HEAD,
    )
    return id


def test_a_provider_says_something_to_a_confirmed_finding() -> None:
    id = reply(found("f-1", "confirmed"), "垃圾桶当天已清。", entering=clerk())
    assert reply("f-1", "补充照片。", document="sha256:" + "0" * 64, entering=clerk()) != id
    row = FindingReply.objects.get(id=id)
    assert (row.finding_id, row.text, row.said_by, row.said_at) == (
        "f-1",
        "垃圾桶当天已清。",
        "lawful-clerk",
        AT,
    )
    assert acts() == ["reply_to_finding"] * 2
    for text in ("", "  ", "。" * 20_001):
        with pytest.raises(InputError, match="reply_text"):
            reply("f-1", text, entering=clerk())


def test_no_other_finding_is_there_for_a_provider() -> None:
    hidden = [
        found("f-2", None),
        found("f-3", "rejected"),
        found("f-4", "confirmed", contract=MINDING),
        found("f-5", "confirmed", decided="2026-07-01"),
        "no-such-finding",
    ]
    for id in hidden:
        with pytest.raises(NotPermittedError):
            reply(id, "§", entering=clerk())
    with pytest.raises(NotPermittedError):
        reply(found("f-6", "confirmed"), "§", entering=official())
    assert not FindingReply.objects.exists()
