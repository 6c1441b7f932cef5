"""No contract is ended without a ground and without the people who have to sign for it; expiry needs neither."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from answerable.core.enforce.gates import Approval, CaseFacts, EndingFacts, Way, may_end
from answerable.core.rulebook.grounds import Need, load_grounds
from answerable.core.terms.message import Message
from answerable.render.words import say

EDITED = datetime(2026, 6, 1, 8, 0, tzinfo=UTC)
LATER = EDITED + timedelta(days=1)
LEADER = Approval("leader", "ann", None, LATER, None)
LEGAL = Approval("legality", "legal", None, LATER, None)
HEAD = Approval("head", "head", None, LATER, None)
MEETING = Approval("collective", "deputy", None, LATER, "纪要〔2026〕3号")
HEARD = CaseFacts(
    heard=True,
    heard_until=date(2026, 4, 10),
    answered=True,
    lines=frozenset({"inspection", "recheck"}),
    lines_needed=2,
    performance=True,
    continuity="环卫所自行清扫",
    right_until=date(2027, 5, 1),
    change_first=False,
    compensation=False,
    needs_order=False,
    not_followed=True,
    finders=frozenset(),
    administrative=False,
    agreed="not_corrected",
    serious=False,
    seen=False,
)
"""A case in which everything was done that one side needs for an end."""
BY_CLAUSE = EndingFacts(
    way=Way.UNILATERAL,
    on=date(2026, 6, 10),
    last_day=date(2026, 7, 10),
    ends=date(2026, 12, 31),
    notice_on=None,
    consent_on=None,
    consent_paper=False,
    signed=date(2026, 1, 5),
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
    case=HEARD,
)
BY_LAW = replace(
    BY_CLAUSE, clause=None, statutory="late-after-demand", shown=frozenset({Need.DEMAND_EXPIRED})
)
EXPIRING = replace(
    BY_CLAUSE, way=Way.EXPIRY, on=date(2026, 12, 31), last_day=date(2026, 12, 31), clause=None, approvals=()
)
AGREED = replace(
    BY_CLAUSE,
    way=Way.AGREEMENT,
    clause=None,
    approvals=(),
    consent_on=date(2026, 6, 10),
    consent_paper=True,
)


def codes(facts: EndingFacts) -> list[str]:
    messages: tuple[Message, ...] = may_end(facts)
    assert all(say(message, lang) for message in messages for lang in ("zh", "en"))
    return [message.code for message in messages]


@pytest.mark.parametrize("facts", [BY_CLAUSE, BY_LAW, EXPIRING, AGREED])
def test_a_lawful_ending_may_go_on_and_only_once(facts: EndingFacts) -> None:
    assert codes(facts) == []
    assert codes(replace(facts, already_ended=True)) == ["ending_already"]


def test_expiry_needs_neither_a_ground_nor_a_case_on_whichever_day_it_is_decided() -> None:
    for on in (date(2026, 10, 1), date(2026, 12, 31), date(2027, 1, 5)):
        assert codes(replace(EXPIRING, on=on, case=None)) == []


def test_a_contract_does_not_expire_before_its_agreed_end_and_never_without_one() -> None:
    assert codes(replace(EXPIRING, last_day=date(2026, 12, 30))) == ["ending_before_agreed_end"]
    assert codes(replace(EXPIRING, ends=None)) == ["ending_never_expires"]


def test_agreement_needs_the_providers_recorded_consent() -> None:
    assert codes(replace(AGREED, consent_on=None)) == ["ending_no_consent"]
    assert codes(replace(AGREED, consent_on=date(2026, 6, 11))) == ["ending_consent_later"]


def test_a_day_is_no_consent_its_paper_has_to_be_there() -> None:
    assert codes(replace(AGREED, consent_paper=False)) == ["ending_consent_no_paper"]
    assert codes(replace(AGREED, consent_on=None, consent_paper=False)) == [
        "ending_no_consent",
        "ending_consent_no_paper",
    ]


def test_nobody_consents_to_an_end_before_there_is_a_contract() -> None:
    assert codes(replace(AGREED, consent_on=date(2026, 1, 4))) == ["ending_consent_before_contract"]
    assert codes(replace(AGREED, consent_on=date(2026, 1, 5))) == []
    unsigned = replace(AGREED, signed=None, consent_on=date(2026, 1, 4))
    assert codes(unsigned) == [], "the record does not say when it was signed"


def test_the_providers_consent_or_a_notice_is_no_ground_for_one_side() -> None:
    bare = replace(BY_CLAUSE, clause=None, consent_on=date(2026, 6, 10), notice_on=date(2026, 6, 10))
    assert codes(bare) == ["ending_no_ground", "ending_exposes"]
    said = say(may_end(bare)[0], "en")
    assert "c-exit, c-other" in said
    assert "late-after-demand" in said


UNGROUNDED: list[tuple[dict[str, Any], str]] = [
    ({"clause": None}, "ending_no_ground"),
    ({"clause": "c-of-another-contract"}, "ending_clause_unknown"),
    ({"statutory": "rated-low"}, "ending_ground_not_in_force"),
    ({"statutory": "refusal"}, "ending_need_missing"),
]


@pytest.mark.parametrize(("change", "code"), UNGROUNDED)
def test_without_a_sound_ground_it_is_said_what_is_missing_and_who_is_exposed(
    change: dict[str, Any], code: str
) -> None:
    facts = replace(BY_CLAUSE, **change)
    assert codes(facts) == [code, "ending_exposes"]
    assert all("ann" in say(may_end(facts)[1], lang) for lang in ("zh", "en"))
    assert all("ann" not in say(may_end(replace(facts, leader=None))[1], lang) for lang in ("zh", "en"))


UNHEARD: list[tuple[dict[str, Any], str]] = [
    ({"heard": False, "heard_until": date(2026, 6, 12)}, "ending_not_heard"),
    ({"heard": False, "heard_until": None}, "ending_not_heard"),
    ({"answered": False}, "ending_statement_unanswered"),
    ({"lines": frozenset({"rating"})}, "ending_lines"),
    ({"lines": frozenset()}, "ending_lines"),
    ({"agreed": "serious_finding", "performance": False, "seen": True}, "ending_no_serious_finding"),
    ({"agreed": "assignment", "performance": False, "serious": True}, "ending_no_assignment"),
    ({"agreed": "abandoned", "performance": False, "serious": True}, "ending_no_abandoned"),
    ({"continuity": None}, "ending_no_continuity"),
    ({"continuity": " "}, "ending_no_continuity"),
    ({"right_until": date(2026, 6, 9)}, "ending_right_lapsed"),
    ({"change_first": True}, "ending_change_first"),
    ({"compensation": True}, "ending_compensation"),
]


@pytest.mark.parametrize(("change", "code"), UNHEARD)
def test_what_the_case_has_to_show_before_one_side_ends_is_said(change: dict[str, Any], code: str) -> None:
    assert codes(replace(BY_CLAUSE, case=replace(HEARD, **change))) == [code]


def test_one_side_never_ends_without_a_case() -> None:
    assert codes(replace(BY_CLAUSE, case=None)) == ["ending_no_case"]
    assert codes(replace(BY_LAW, case=None)) == ["ending_need_missing", "ending_exposes", "ending_no_case"]


def test_the_day_on_which_the_statement_period_ends_is_said() -> None:
    (message,) = may_end(replace(BY_CLAUSE, case=replace(HEARD, heard=False, heard_until=date(2026, 6, 12))))
    assert all("2026-06-12" in say(message, lang) for lang in ("zh", "en"))


def test_the_right_may_still_be_used_on_its_last_day() -> None:
    assert codes(replace(BY_CLAUSE, case=replace(HEARD, right_until=date(2026, 6, 10)))) == []
    assert codes(replace(BY_CLAUSE, case=replace(HEARD, right_until=None))) == []


def test_independent_lines_are_asked_for_only_where_the_ground_is_poor_performance() -> None:
    other = replace(HEARD, performance=False, lines=frozenset())
    assert codes(replace(BY_CLAUSE, case=other)) == []


@pytest.mark.parametrize(
    "known",
    [
        {"agreed": "serious_finding", "serious": True},
        {"agreed": "assignment", "seen": True},
        {"agreed": "abandoned", "seen": True},
        {"agreed": "convenience"},
    ],
)
def test_what_the_clause_was_agreed_for_is_borne_out_by_what_was_found(known: dict[str, Any]) -> None:
    found = replace(HEARD, performance=False, lines=frozenset(), **known)
    assert codes(replace(BY_CLAUSE, case=found)) == []


def test_an_administrative_agreement_is_changed_first_and_made_good() -> None:
    route = replace(HEARD, change_first=True, compensation=True)
    facts = replace(BY_CLAUSE, case=route)
    assert codes(facts) == ["ending_change_first", "ending_compensation"]
    shown = frozenset({Need.CHANGE_CONSIDERED, Need.COMPENSATION_OFFERED})
    assert codes(replace(facts, shown=shown)) == []


@pytest.mark.parametrize("facts", [BY_CLAUSE, EXPIRING, AGREED])
def test_where_the_case_leads_elsewhere_no_way_is_open(facts: EndingFacts) -> None:
    closed = Message.of("case_closed_to", act="end_unilateral", stage="correcting", since=date(2026, 6, 1))
    assert codes(replace(facts, closed=(closed,))) == ["case_closed_to"]


@pytest.mark.parametrize("way", [EXPIRING, AGREED])
def test_the_ways_that_need_no_ground_need_nothing_of_a_case(way: EndingFacts) -> None:
    empty = replace(
        HEARD, heard=False, answered=False, lines=frozenset(), continuity=None, right_until=date.min
    )
    assert codes(replace(way, case=empty)) == []


LACKING: list[tuple[dict[str, Any], str]] = [
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
    assert codes(replace(BY_LAW, case=replace(HEARD, not_followed=False))) == [
        "ending_need_missing",
        "ending_exposes",
    ]
    harm = replace(BY_LAW, statutory="public-harm", shown=frozenset({Need.PUBLIC_HARM}))
    message, _ = may_end(harm)
    assert message.params["needs"] == ("change_considered",)
    assert codes(replace(harm, shown=frozenset({Need.PUBLIC_HARM, Need.CHANGE_CONSIDERED}))) == []


def test_a_ground_in_law_counts_only_from_the_day_it_is_in_force() -> None:
    old = replace(BY_LAW, on=date(1999, 9, 30))
    assert codes(old) == ["ending_ground_not_in_force", "ending_exposes"]


def test_notice_ends_only_a_contract_that_has_no_end_whatever_is_claimed() -> None:
    claimed = replace(
        BY_LAW, statutory="open-ended-notice", shown=frozenset({Need.OPEN_ENDED, Need.NOTICE_GIVEN})
    )
    message, _ = may_end(claimed)
    assert message.params["needs"] == ("open_ended", "notice_given")
    told = replace(claimed, shown=frozenset(), ends=None, notice_on=date(2026, 6, 10))
    assert codes(told) == []
    late = replace(told, notice_on=date(2026, 6, 11))
    assert codes(late) == ["ending_need_missing", "ending_exposes"]


def test_everything_that_is_lacking_comes_at_once() -> None:
    bare = replace(BY_CLAUSE, clause=None, approvals=(), already_ended=True, case=None)
    assert codes(bare) == [
        "ending_already",
        "ending_no_ground",
        "ending_exposes",
        "ending_no_case",
        "ending_signature_missing",
        "ending_signature_missing",
        "ending_top_missing",
    ]


def test_a_ground_that_an_order_was_not_followed_needs_one_that_was_not() -> None:
    never = replace(HEARD, needs_order=True, not_followed=False)
    assert codes(replace(BY_CLAUSE, case=never)) == ["ending_order_not_followed"]
    assert codes(replace(BY_CLAUSE, case=replace(HEARD, needs_order=True))) == []


def test_whoever_found_it_does_not_decide_it_as_head_but_a_meeting_may() -> None:
    found = replace(HEARD, finders=frozenset({"head", "ann"}))
    assert codes(replace(BY_CLAUSE, case=found)) == ["ending_finder_decides"]
    assert codes(replace(BY_CLAUSE, case=found, approvals=(LEADER, LEGAL, MEETING))) == []


def test_the_ground_of_an_administrative_agreement_goes_its_route() -> None:
    shown = frozenset({Need.ADMINISTRATIVE_AGREEMENT})
    assert codes(replace(BY_CLAUSE, shown=shown)) == ["ending_other_route"]
    assert codes(replace(BY_CLAUSE, shown=shown, case=replace(HEARD, administrative=True))) == []


@pytest.mark.parametrize("facts", [BY_CLAUSE, AGREED])
def test_nobody_ends_a_contract_on_a_day_that_is_over(facts: EndingFacts) -> None:
    assert codes(replace(facts, last_day=date(2026, 6, 9))) == ["ending_day_past"]
    assert codes(replace(facts, last_day=date(2026, 6, 10))) == []
