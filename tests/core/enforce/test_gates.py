"""No contract is ended without a ground and without the people who have to sign for it; expiry needs neither."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from answerable.core.enforce.gates import Approval, EndingFacts, Way, may_end
from answerable.core.rulebook.grounds import Need, load_grounds
from answerable.core.terms.message import Message
from answerable.render.words import say

EDITED = datetime(2026, 6, 1, 8, 0, tzinfo=UTC)
LATER = EDITED + timedelta(days=1)
LEADER = Approval("leader", "ann", None, LATER, None)
LEGAL = Approval("legality", "legal", None, LATER, None)
HEAD = Approval("head", "head", None, LATER, None)
MEETING = Approval("collective", "deputy", None, LATER, "纪要〔2026〕3号")
BY_CLAUSE = EndingFacts(
    way=Way.UNILATERAL,
    on=date(2026, 6, 10),
    last_day=date(2026, 7, 10),
    ends=date(2026, 12, 31),
    notice_on=None,
    consent_on=None,
    clause="c-exit",
    exit_clauses=frozenset({"c-exit", "c-other"}),
    statutory=None,
    grounds=load_grounds("cn"),
    shown=frozenset(),
    leader="ann",
    approvals=(LEADER, LEGAL, HEAD),
    proposers=frozenset({"han", "finder"}),
    edited_at=EDITED,
    already_ended=False,
)
BY_LAW = replace(
    BY_CLAUSE, clause=None, statutory="late-after-demand", shown=frozenset({Need.DEMAND_EXPIRED})
)
EXPIRING = replace(
    BY_CLAUSE, way=Way.EXPIRY, on=date(2026, 12, 31), last_day=date(2026, 12, 31), clause=None, approvals=()
)
AGREED = replace(BY_CLAUSE, way=Way.AGREEMENT, clause=None, approvals=(), consent_on=date(2026, 6, 10))


def codes(facts: EndingFacts) -> list[str]:
    messages: tuple[Message, ...] = may_end(facts)
    assert all(say(message, lang) for message in messages for lang in ("zh", "en"))
    return [message.code for message in messages]


@pytest.mark.parametrize("facts", [BY_CLAUSE, BY_LAW, EXPIRING, AGREED])
def test_a_lawful_ending_may_go_on_and_only_once(facts: EndingFacts) -> None:
    assert codes(facts) == []
    assert codes(replace(facts, already_ended=True)) == ["ending_already"]


def test_expiry_needs_no_ground_but_its_day_or_a_notice_before() -> None:
    early = replace(EXPIRING, on=date(2026, 10, 1))
    assert codes(early) == ["ending_not_told"]
    assert codes(replace(early, notice_on=date(2026, 10, 2))) == ["ending_not_told"]
    assert codes(replace(early, notice_on=date(2026, 10, 1))) == []
    assert codes(replace(EXPIRING, on=date(2027, 1, 5))) == []


def test_a_contract_does_not_expire_before_its_agreed_end_and_never_without_one() -> None:
    assert codes(replace(EXPIRING, last_day=date(2026, 12, 30))) == ["ending_before_agreed_end"]
    assert codes(replace(EXPIRING, ends=None)) == ["ending_never_expires"]


def test_agreement_needs_the_providers_recorded_consent() -> None:
    assert codes(replace(AGREED, consent_on=None)) == ["ending_no_consent"]
    assert codes(replace(AGREED, consent_on=date(2026, 6, 11))) == ["ending_consent_later"]


def test_the_providers_consent_or_a_notice_is_no_ground_for_one_side() -> None:
    bare = replace(BY_CLAUSE, clause=None, consent_on=date(2026, 6, 10), notice_on=date(2026, 6, 10))
    assert codes(bare) == ["ending_no_ground"]
    said = say(may_end(bare)[0], "en")
    assert "c-exit, c-other" in said
    assert "late-after-demand" in said


LACKING: list[tuple[dict[str, Any], str]] = [
    ({"clause": "c-of-another-contract"}, "ending_clause_unknown"),
    ({"statutory": "rated-low"}, "ending_ground_not_in_force"),
    ({"statutory": "late-after-demand"}, "ending_need_missing"),
    ({"approvals": (LEGAL, HEAD)}, "ending_signature_missing"),
    ({"approvals": (LEADER, HEAD)}, "ending_signature_missing"),
    ({"approvals": (LEADER, LEGAL)}, "ending_top_missing"),
    (
        {"approvals": (replace(LEADER, at=EDITED - timedelta(seconds=1)), LEGAL, HEAD)},
        "ending_signature_outdated",
    ),
    ({"approvals": (LEADER, LEGAL, replace(MEETING, minutes=None))}, "ending_without_minutes"),
    ({"leader": "bob"}, "ending_not_the_leader"),
    ({"leader": None}, "ending_not_the_leader"),
    ({"approvals": (LEADER, LEGAL, replace(HEAD, by="ann"))}, "ending_signed_twice"),
    ({"approvals": (LEADER, replace(LEGAL, by="bob", for_="ann"), HEAD)}, "ending_signed_twice"),
    ({"approvals": (LEADER, replace(LEGAL, by="finder"), HEAD)}, "ending_proposer_signed"),
    ({"approvals": (LEADER, replace(LEGAL, by="bob", for_="han"), HEAD)}, "ending_proposer_signed"),
]


@pytest.mark.parametrize(("change", "code"), LACKING)
def test_what_one_sided_ending_lacks_is_said(change: dict[str, Any], code: str) -> None:
    assert codes(replace(BY_CLAUSE, **change)) == [code]


def test_a_recorded_collective_decision_takes_the_place_of_the_head() -> None:
    assert codes(replace(BY_CLAUSE, approvals=(LEADER, LEGAL, MEETING))) == []


def test_the_leaders_stand_in_signs_for_him() -> None:
    acting = replace(LEADER, by="bob", for_="ann")
    assert codes(replace(BY_CLAUSE, approvals=(acting, LEGAL, HEAD))) == []


def test_a_ground_in_law_counts_only_where_what_it_needs_is_shown() -> None:
    assert codes(replace(BY_LAW, shown=frozenset())) == ["ending_need_missing"]
    harm = replace(BY_LAW, statutory="public-harm", shown=frozenset({Need.PUBLIC_HARM}))
    (message,) = may_end(harm)
    assert message.params["needs"] == ("change_considered",)
    assert codes(replace(harm, shown=frozenset({Need.PUBLIC_HARM, Need.CHANGE_CONSIDERED}))) == []


def test_a_ground_in_law_counts_only_from_the_day_it_is_in_force() -> None:
    old = replace(BY_LAW, on=date(1999, 9, 30))
    assert codes(old) == ["ending_ground_not_in_force"]


def test_notice_ends_only_a_contract_that_has_no_end_whatever_is_claimed() -> None:
    claimed = replace(
        BY_LAW, statutory="open-ended-notice", shown=frozenset({Need.OPEN_ENDED, Need.NOTICE_GIVEN})
    )
    (message,) = may_end(claimed)
    assert message.params["needs"] == ("open_ended", "notice_given")
    told = replace(claimed, shown=frozenset(), ends=None, notice_on=date(2026, 6, 10))
    assert codes(told) == []
    assert codes(replace(told, notice_on=date(2026, 6, 11))) == ["ending_need_missing"]


def test_everything_that_is_lacking_comes_at_once() -> None:
    bare = replace(BY_CLAUSE, clause=None, approvals=(), already_ended=True)
    assert codes(bare) == [
        "ending_already",
        "ending_no_ground",
        "ending_signature_missing",
        "ending_signature_missing",
        "ending_top_missing",
    ]
