"""A contract without verdict, leader, funds or exit clause is neither signed nor extended; all reasons come at once."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from answerable.core.register.gates import (
    NEVER_GATED,
    ExtensionFacts,
    GateError,
    SigningFacts,
    let_through,
    may_extend,
    may_sign,
)
from answerable.core.terms.message import Message
from answerable.render.words import say

ON, STARTS, ENDS = date(2026, 6, 20), date(2026, 7, 1), date(2027, 6, 30)
SOUND = SigningFacts(
    on=ON,
    verdict="suitable",
    verdict_on=date(2026, 5, 1),
    leader="ann",
    leader_accepted=True,
    leader_public=True,
    funds=((STARTS, date(2026, 12, 31)),),
    paid=True,
    exit_clauses=1,
    starts=STARTS,
    ends=ENDS,
    already_signed=False,
)
GOING_ON = ExtensionFacts(
    on=date(2027, 6, 1),
    verdict="limited",
    verdict_on=None,
    leader="ann",
    leader_accepted=True,
    leader_public=True,
    funds=((date(2027, 7, 1), date(2027, 12, 31)),),
    paid=True,
    starts=STARTS,
    exit_clauses=1,
    exit_clauses_added=0,
    ends=ENDS,
    new_ends=date(2028, 6, 30),
    open_orders=(),
    ended=False,
)


def codes(messages: tuple[Message, ...]) -> list[str]:
    for message in messages:
        assert all(say(message, lang) for lang in ("zh", "en"))
    return [message.code for message in messages]


SHUT: list[tuple[dict[str, Any], str]] = [
    ({"verdict": None, "verdict_on": None}, "gate_no_verdict"),
    ({"verdict": "undecided"}, "gate_verdict_undecided"),
    ({"verdict": "not_yet"}, "gate_verdict_not_yet"),
    ({"verdict": "prohibited"}, "gate_verdict_prohibited"),
    ({"leader": None, "leader_accepted": None}, "gate_no_leader"),
    ({"leader_public": False}, "gate_leader_not_public"),
    ({"leader_accepted": False}, "gate_leader_not_accepted"),
    ({"leader_accepted": None}, "gate_leader_not_accepted"),
    ({"funds": ()}, "gate_no_funds"),
]
ONLY_SIGNING: list[tuple[dict[str, Any], str]] = [
    ({"verdict_on": date(2026, 6, 21)}, "gate_verdict_later"),
    ({"funds": ((date(2026, 7, 2), ENDS), (date(2026, 1, 1), date(2026, 6, 30)))}, "gate_no_funds"),
    ({"exit_clauses": 0}, "gate_no_exit_clause"),
    ({"already_signed": True}, "gate_signed_already"),
    ({"on": date(2026, 7, 2)}, "gate_service_began"),
    ({"ends": date(2026, 6, 30)}, "gate_ends_before_start"),
]
ONLY_EXTENSION: list[tuple[dict[str, Any], str]] = [
    ({"verdict_on": date(2027, 6, 2)}, "gate_verdict_later"),
    ({"funds": ((date(2026, 7, 1), ENDS),)}, "gate_no_funds"),
    ({"exit_clauses": 0}, "gate_extension_without_exit"),
    ({"open_orders": ("o-1", "o-2")}, "gate_open_orders"),
    ({"new_ends": ENDS}, "gate_no_later_end"),
    ({"ended": True}, "gate_contract_ended"),
    ({"on": date(2027, 7, 1)}, "gate_contract_expired"),
]


@pytest.mark.parametrize("verdict", ["suitable", "limited", "not_applicable"])
def test_a_sound_contract_may_be_signed_and_extended(verdict: str) -> None:
    assert may_sign(replace(SOUND, verdict=verdict)) == ()
    assert may_extend(replace(GOING_ON, verdict=verdict)) == ()


@pytest.mark.parametrize(("change", "code"), [*SHUT, *ONLY_SIGNING])
def test_a_contract_that_lacks_one_thing_cannot_be_signed(change: dict[str, Any], code: str) -> None:
    assert codes(may_sign(replace(SOUND, **change))) == [code]


@pytest.mark.parametrize(("change", "code"), [*SHUT, *ONLY_EXTENSION])
def test_a_contract_that_lacks_one_thing_cannot_be_extended(change: dict[str, Any], code: str) -> None:
    assert codes(may_extend(replace(GOING_ON, **change))) == [code]


def test_service_may_begin_on_the_day_of_signing_and_be_extended_on_the_last_day() -> None:
    assert may_sign(replace(SOUND, on=STARTS)) == ()
    assert may_extend(replace(GOING_ON, on=ENDS)) == ()


def test_unpaid_work_needs_no_funds_and_everything_else() -> None:
    assert may_sign(replace(SOUND, paid=False, funds=())) == ()
    bare = replace(SOUND, paid=False, funds=(), verdict=None, leader=None, exit_clauses=0)
    assert codes(may_sign(bare)) == ["gate_no_verdict", "gate_no_leader", "gate_no_exit_clause"]


def test_all_reasons_come_at_once() -> None:
    bare = replace(
        SOUND, verdict="prohibited", verdict_on=ENDS, leader_accepted=None, leader_public=False, funds=(),
        exit_clauses=0, already_signed=True, on=ENDS, ends=date(2026, 1, 1),
    )  # fmt: skip
    assert len(codes(may_sign(bare))) == 8


def test_a_legacy_contract_is_extended_only_together_with_an_exit_clause() -> None:
    legacy = replace(GOING_ON, exit_clauses=0)
    assert codes(may_extend(legacy)) == ["gate_extension_without_exit"]
    assert may_extend(replace(legacy, exit_clauses_added=1)) == ()


def test_a_contract_without_an_end_has_nothing_to_extend() -> None:
    open_ended = replace(GOING_ON, ends=None, paid=False)
    assert codes(may_extend(open_ended)) == ["gate_nothing_to_extend"]


def test_an_unknown_verdict_opens_no_gate() -> None:
    with pytest.raises(ValueError):
        may_sign(replace(SOUND, verdict="fine"))


def test_a_shut_gate_raises_with_every_reason_and_an_open_one_does_nothing() -> None:
    let_through(may_sign(SOUND))
    reasons = may_sign(replace(SOUND, exit_clauses=0, already_signed=True))
    with pytest.raises(GateError) as caught:
        let_through(reasons)
    assert caught.value.messages == reasons
    assert "2" in say(caught.value.message, "zh")


def test_paying_is_never_gated() -> None:
    assert frozenset({"pay"}) == NEVER_GATED
