"""What must be so before a contract is ended, by each of the three ways (DESIGN, laws 4 and 8).

Figures open a case and never end a contract. Expiry needs no ground; agreement needs the provider's written consent;
ending by one side needs a ground in this contract or in the law, and people who sign for it: the responsible leader,
the legality reviewer, and the head of the body or a collective decision.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from answerable.core.rulebook.grounds import EndingGrounds, GroundEdition, Need
from answerable.core.terms.message import Message


class Way(StrEnum):
    """How a contract comes to its end."""

    EXPIRY = "expiry"
    AGREEMENT = "agreement"
    UNILATERAL = "unilateral"


@dataclass(frozen=True)
class Approval:
    """One signature under the decision to end: `by` signed, of his own or `for_` somebody; `role` is the step's."""

    role: str
    by: str
    for_: str | None
    at: datetime
    minutes: str | None
    """The number of the minutes, of a collective decision."""


@dataclass(frozen=True, kw_only=True)
class CaseFacts:
    """The case in which one side is to end a contract: what it shows, and what the route of the contract asks."""

    heard: bool
    """The provider's time for a statement is over."""
    heard_until: date | None
    """The last day of that time, where it began."""
    answered: bool
    """What the provider stated was answered, or it stated nothing."""
    lines: frozenset[str]
    """The independent lines of evidence: where the findings come from, and a re-check by somebody else."""
    lines_needed: int
    performance: bool
    """The ground is poor performance: it needs that many lines."""
    continuity: str | None
    """Who serves from the next day, and by which lawful way this is bought."""
    right_until: date | None
    """The last day on which the right to end may be used."""
    change_first: bool
    compensation: bool
    needs_order: bool
    """The ground is that an order was not followed."""
    not_followed: bool
    """An order was served, its time is over, and a re-check that stands found an item not corrected."""
    finders: frozenset[str]
    """Whoever found what the case is about, or opened it: not the one who decides at the top."""
    administrative: bool
    """The case goes the route of administrative agreements."""
    agreed: str | None
    """What the clause was agreed for."""
    serious: bool
    """A finding that stands in the case is serious."""
    seen: bool
    """A finding that stands in the case is what somebody saw or reported, and no figure."""


@dataclass(frozen=True, kw_only=True)
class EndingFacts:
    """A contract whose end is to be decided `on` the day, to take effect on `last_day`."""

    way: Way
    on: date
    last_day: date
    ends: date | None
    """The agreed end; None of a contract that has none."""
    notice_on: date | None
    """When the provider was told that the contract runs out or is ended."""
    consent_on: date | None
    """When the provider's consent was recorded."""
    consent_paper: bool
    """The scan of its written consent is there."""
    signed: date | None
    """When the contract was signed, where the record says so."""
    clause: str | None
    """The exit clause it is based on."""
    exit_clauses: frozenset[str]
    """The exit clauses of this very contract."""
    statutory: str | None
    """The ground in law it is based on."""
    grounds: EndingGrounds
    shown: frozenset[Need]
    """What there is evidence for, of that which grounds in law need."""
    leader: str | None
    """Who answers for the contract that day."""
    approvals: tuple[Approval, ...]
    proposers: frozenset[str]
    """Whoever found or proposed it; none of them may approve."""
    edited_at: datetime
    already_ended: bool
    case: CaseFacts | None = None
    """None without a case: then one side cannot end it."""
    closed: tuple[Message, ...] = ()
    """Why the case, as it stands, does not lead to this end."""


def may_end(facts: EndingFacts) -> tuple[Message, ...]:
    """Every reason why the contract may not be ended this way; none if it may. Each says what would be needed."""
    gone = (Message.of("ending_already"),) if facts.already_ended else ()
    return (*gone, *facts.closed, *_BY_WAY[facts.way](facts))


def _expiry(facts: EndingFacts) -> Iterator[Message]:
    if facts.ends is None:
        yield Message.of("ending_never_expires")
        return
    if facts.last_day < facts.ends:
        yield Message.of("ending_before_agreed_end", last_day=facts.last_day, ends=facts.ends)
    yield from _not_beyond(facts)


def _not_beyond(facts: EndingFacts) -> Iterator[Message]:
    """Going on after the agreed end is an extension, and has a gate of its own."""
    if facts.ends is not None and facts.last_day > facts.ends:
        yield Message.of("ending_after_agreed_end", last_day=facts.last_day, ends=facts.ends)


def _not_past(facts: EndingFacts) -> Iterator[Message]:
    """Nobody ends a contract on a day that is over."""
    if facts.last_day < facts.on:
        yield Message.of("ending_day_past", last_day=facts.last_day, on=facts.on)


def _agreement(facts: EndingFacts) -> Iterator[Message]:
    yield from _not_beyond(facts)
    yield from _not_past(facts)
    if facts.consent_on is None:
        yield Message.of("ending_no_consent")
    elif facts.consent_on > facts.on:
        yield Message.of("ending_consent_later", consent_on=facts.consent_on, on=facts.on)
    elif facts.signed is not None and facts.consent_on < facts.signed:
        yield Message.of("ending_consent_before_contract", consent_on=facts.consent_on, signed=facts.signed)
    if not facts.consent_paper:
        yield Message.of("ending_consent_no_paper")


def _unilateral(facts: EndingFacts) -> Iterator[Message]:
    yield from _not_beyond(facts)
    yield from _not_past(facts)
    yield from _grounded(facts)
    yield from _heard(facts)
    yield from _signed(facts)
    yield from _each_signature(facts)
    yield from _persons(facts)


_NO_LINES = ("none",)
_BY_WAY = {Way.EXPIRY: _expiry, Way.AGREEMENT: _agreement, Way.UNILATERAL: _unilateral}


def _grounded(facts: EndingFacts) -> Iterator[Message]:
    """Without a ground somebody is exposed: whoever ends a contract without one answers for it himself."""
    missing = tuple(_ground(facts))
    yield from missing
    if missing:
        yield Message.of("ending_exposes", leader=facts.leader)


def _heard(facts: EndingFacts) -> Iterator[Message]:
    """What a case has to show before one side ends a contract."""
    case = facts.case
    if case is None:
        yield Message.of("ending_no_case")
        return
    if not case.heard:
        yield Message.of("ending_not_heard", until=case.heard_until)
    if not case.answered:
        yield Message.of("ending_statement_unanswered")
    if case.needs_order and not case.not_followed:
        yield Message.of("ending_order_not_followed")
    if case.performance and len(case.lines) < case.lines_needed:
        yield Message.of(
            "ending_lines", lines=tuple(sorted(case.lines)) or _NO_LINES, needed=case.lines_needed
        )
    yield from _borne_out(case)
    if not (case.continuity or "").strip():
        yield Message.of("ending_no_continuity")
    if case.right_until is not None and case.right_until < facts.on:
        yield Message.of("ending_right_lapsed", until=case.right_until)
    yield from _of_route(facts, case)


def _borne_out(case: CaseFacts) -> Iterator[Message]:
    """What the clause was agreed for has to be found, and confirmed, in this case."""
    if case.agreed == "serious_finding" and not case.serious:
        yield Message.of("ending_no_serious_finding")
    if case.agreed == "assignment" and not case.seen:
        yield Message.of("ending_no_assignment")
    if case.agreed == "abandoned" and not case.seen:
        yield Message.of("ending_no_abandoned")


def _of_route(facts: EndingFacts, case: CaseFacts) -> Iterator[Message]:
    """An administrative agreement is changed first, and loss is made good; a case says which of the two it is."""
    if Need.ADMINISTRATIVE_AGREEMENT in facts.shown and not case.administrative:
        yield Message.of("ending_other_route")
    if case.change_first and Need.CHANGE_CONSIDERED not in facts.shown:
        yield Message.of("ending_change_first")
    if case.compensation and Need.COMPENSATION_OFFERED not in facts.shown:
        yield Message.of("ending_compensation")


def _ground(facts: EndingFacts) -> Iterator[Message]:
    """One sound ground is enough; of several that are named, each has to be sound."""
    clauses, law = tuple(sorted(facts.exit_clauses)), facts.grounds.in_force(facts.on)
    if facts.clause is None and facts.statutory is None:
        yield Message.of("ending_no_ground", clauses=clauses, grounds=tuple(sorted(law)))
    if facts.clause is not None and facts.clause not in facts.exit_clauses:
        yield Message.of("ending_clause_unknown", clause=facts.clause, clauses=clauses)
    if facts.statutory is None:
        return
    edition = law.get(facts.statutory)
    if edition is None:
        yield Message.of(
            "ending_ground_not_in_force", ground=facts.statutory, on=facts.on, grounds=tuple(sorted(law))
        )
    else:
        yield from _needs(facts, edition)


def _needs(facts: EndingFacts, edition: GroundEdition) -> Iterator[Message]:
    missing = tuple(need.value for need in edition.needs if need not in evident(facts))
    if missing:
        cited = edition.citation
        yield Message.of("ending_need_missing", needs=missing, source=cited.source, article=cited.article)


def evident(facts: EndingFacts) -> frozenset[Need]:
    """What is shown; whether it has an end, notice was given, and a demand expired, stands in the facts themselves."""
    demanded = facts.case is not None and facts.case.not_followed
    known = {
        Need.OPEN_ENDED: facts.ends is None,
        Need.NOTICE_GIVEN: _told_before(facts),
        Need.DEMAND_EXPIRED: demanded,
    }
    return facts.shown - known.keys() | {need for need, so in known.items() if so}


def _told_before(facts: EndingFacts) -> bool:
    return facts.notice_on is not None and facts.notice_on <= facts.on and facts.notice_on < facts.last_day


def _signed(facts: EndingFacts) -> Iterator[Message]:
    roles = {each.role for each in facts.approvals}
    for role in ("leader", "legality"):
        if role not in roles:
            yield Message.of("ending_signature_missing", role=role)
    if not roles & {"head", "collective"}:
        yield Message.of("ending_top_missing")


def _each_signature(facts: EndingFacts) -> Iterator[Message]:
    for each in facts.approvals:
        if each.at < facts.edited_at:
            yield Message.of("ending_signature_outdated", by=each.by, role=each.role)
        if each.role == "collective" and not each.minutes:
            yield Message.of("ending_without_minutes")
        if each.role == "leader" and facts.leader not in _behind(each):
            yield Message.of("ending_not_the_leader", by=each.by, leader=facts.leader)


def _persons(facts: EndingFacts) -> Iterator[Message]:
    signed = Counter(person for each in facts.approvals for person in _behind(each))
    for person in sorted(person for person, times in signed.items() if times > 1):
        yield Message.of("ending_signed_twice", person=person)
    for person in sorted(facts.proposers & signed.keys()):
        yield Message.of("ending_proposer_signed", person=person)
    finders = frozenset() if facts.case is None else facts.case.finders
    for each in facts.approvals:
        if each.role == "head" and _behind(each) & finders:
            yield Message.of("ending_finder_decides", person=each.by)


def _behind(approval: Approval) -> frozenset[str]:
    """Everybody who has had his say with this signature."""
    return frozenset({approval.by} if approval.for_ is None else {approval.by, approval.for_})
