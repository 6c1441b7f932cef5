"""A contract is amended, suspended and resumed as the law allows; all reasons against come at once."""

from dataclasses import replace
from datetime import date
from fractions import Fraction
from typing import Any

import pytest

from answerable.core.register.caps import SupplementCap, Supplements, TermCap
from answerable.core.register.gates import (
    AmendingFacts,
    HaltFacts,
    may_amend,
    may_extend,
    may_resume,
    may_sign,
    may_suspend,
)
from answerable.core.terms.citation import Citation, Provenance
from tests.core.register.test_gates import GOING_ON, SOUND, codes

ON, STARTS, ENDS = date(2026, 6, 20), date(2026, 1, 1), date(2026, 12, 31)
GROUND = Citation("政府采购法", "第四十九条", Provenance.SEEN)
DEARER = AmendingFacts(
    on=ON,
    verdict="suitable",
    verdict_on=None,
    leader="ann",
    leader_accepted=True,
    leader_public=True,
    funds=((STARTS, ENDS),),
    paid=True,
    starts=STARTS,
    settled=True,
    ended=False,
    ends=ENDS,
    amount=1000,
    supplements=Supplements(1000),
    cap=SupplementCap(Fraction(1, 10), GROUND),
    cause="need_changed",
    new_amount=1100,
)
REWORDED = replace(DEARER, new_amount=None, clause="c-1", clauses=frozenset({"c-1"}))
RUNNING = HaltFacts(starts=ON, begins=STARTS, ends=ENDS, ended=False, suspended_on=None)
HALTED = replace(RUNNING, suspended_on=date(2026, 6, 1))


def test_a_supplement_within_the_cap_and_another_wording_are_agreed() -> None:
    assert may_amend(DEARER) == may_amend(REWORDED) == ()


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"settled": False}, "gate_not_agreed_yet"),
        ({"ended": True}, "gate_contract_ended"),
        ({"ends": date(2026, 6, 19)}, "gate_contract_expired"),
        ({"amount": None}, "gate_no_amount"),
        ({"new_amount": 1000}, "gate_same_amount"),
        ({"new_amount": 1101}, "gate_supplement_over_cap"),
        ({"supplements": Supplements(1000, 1)}, "gate_supplement_over_cap"),
        ({"verdict": "prohibited"}, "gate_verdict_prohibited"),
        ({"leader": None}, "gate_no_leader"),
        ({"funds": ()}, "gate_no_funds"),
    ],
)
def test_a_supplement_that_lacks_one_thing_is_refused(change: dict[str, Any], code: str) -> None:
    assert codes(may_amend(replace(DEARER, **change))) == [code]


def test_paying_less_and_wording_otherwise_ask_for_nothing_that_signing_asks() -> None:
    bare: dict[str, Any] = {"verdict": None, "leader": None, "funds": ()}
    assert may_amend(replace(DEARER, new_amount=900, **bare)) == ()
    assert may_amend(replace(REWORDED, **bare)) == ()


def test_a_clause_of_another_contract_is_not_reworded() -> None:
    assert codes(may_amend(replace(REWORDED, clause="d-1"))) == ["gate_clause_unknown"]


def test_a_correction_of_the_record_and_a_county_without_a_cap_are_not_capped() -> None:
    assert may_amend(replace(DEARER, new_amount=100_000, cause="correction")) == ()
    assert may_amend(replace(DEARER, new_amount=100_000, cap=None)) == ()


def test_money_for_a_contract_that_has_not_begun_is_there_from_its_first_day() -> None:
    later = replace(DEARER, starts=date(2026, 8, 1), funds=((date(2026, 8, 1), ENDS),))
    assert may_amend(later) == ()


def test_a_running_contract_is_suspended_and_resumed() -> None:
    assert may_suspend(RUNNING) == may_resume(HALTED) == ()


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"ended": True}, "gate_contract_ended"),
        ({"ends": date(2026, 6, 19)}, "gate_contract_expired"),
        ({"begins": date(2026, 6, 21)}, "gate_not_running"),
        ({"suspended_on": ON}, "gate_suspended_already"),
    ],
)
def test_what_does_not_run_is_not_suspended(change: dict[str, Any], code: str) -> None:
    assert codes(may_suspend(replace(RUNNING, **change))) == [code]


def test_what_is_not_suspended_is_not_resumed_nor_on_the_very_day() -> None:
    assert codes(may_resume(RUNNING)) == ["gate_not_suspended"]
    assert codes(may_resume(replace(HALTED, suspended_on=ON))) == ["gate_resumed_too_early"]
    assert codes(may_resume(replace(HALTED, ended=True))) == ["gate_contract_ended"]


def test_the_cap_on_the_term_holds_at_signing_and_for_every_extension() -> None:
    cap = TermCap(12, GROUND)
    assert may_sign(replace(SOUND, term=cap)) == ()
    assert codes(may_sign(replace(SOUND, term=cap, ends=date(2027, 7, 1)))) == ["gate_term_over_cap"]
    assert codes(may_extend(replace(GOING_ON, term=cap))) == ["gate_term_over_cap"]
    assert may_extend(replace(GOING_ON, term=TermCap(24, GROUND))) == ()
    assert may_sign(replace(SOUND, term=cap, ends=None)) == ()
