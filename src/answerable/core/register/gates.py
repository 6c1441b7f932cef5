"""What must be so before a contract is signed, extended, amended, suspended or resumed (DESIGN, law 8).

Each gate gives every reason against at once; no reason means that it is open. Whoever stores one of these asks here
first, on every path. Paying what is undisputed is never gated: no verdict, vacancy, order or
missing clause holds it back (`NEVER_GATED`).
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from answerable.core.register.caps import SupplementCap, Supplements, TermCap
from answerable.core.terms.errors import InputError
from answerable.core.terms.message import Message
from answerable.core.terms.verdict import Verdict

NEVER_GATED = frozenset({"pay"})
"""Acts that no gate and no approval chain may hold back: the law commands them in time."""
_DAY = timedelta(days=1)
_CLOSED_BY = {
    Verdict.UNDECIDED: "gate_verdict_undecided",
    Verdict.NOT_YET: "gate_verdict_not_yet",
    Verdict.PROHIBITED: "gate_verdict_prohibited",
}


class GateError(InputError):
    """A gate is shut; `messages` holds every reason."""

    def __init__(self, messages: Iterable[Message]) -> None:
        self.messages = tuple(messages)
        super().__init__("gate_shut", count=len(self.messages))


@dataclass(frozen=True, kw_only=True)
class Footing:
    """What a contract has to stand on, on the day of the decision."""

    on: date
    verdict: str | None
    verdict_on: date | None
    """The day of the verdict; one without a day was always known."""
    leader: str | None
    """Who is assigned as responsible leader, and no head who answers by default, no stand-in."""
    leader_accepted: bool | None
    leader_public: bool
    funds: tuple[tuple[date, date], ...]
    """Stretches, first and last day, for which the money is confirmed."""
    paid: bool
    starts: date
    term: TermCap | None = None
    """How long it may run by law; None where no such rule reaches it."""


@dataclass(frozen=True, kw_only=True)
class SigningFacts(Footing):
    """A contract that is to be signed `on` the day, in force from `starts` to `ends`."""

    exit_clauses: int
    ends: date | None
    already_signed: bool


@dataclass(frozen=True, kw_only=True)
class ExtensionFacts(Footing):
    """A contract that ends on `ends` and is to go on until `new_ends`."""

    exit_clauses: int
    exit_clauses_added: int
    """Clauses that the extension itself brings."""
    ends: date | None
    new_ends: date
    open_orders: tuple[str, ...]
    """Orders to rectify that are not put right yet."""
    ended: bool


@dataclass(frozen=True, kw_only=True)
class AmendingFacts(Footing):
    """A contract whose amount or terms are to be changed `on` the day."""

    settled: bool
    """Signed, or running: before that a draft is corrected, and nothing is amended."""
    ended: bool
    ends: date | None
    amount: int | None
    """What is agreed now, in minor units."""
    supplements: Supplements
    cap: SupplementCap | None
    cause: str
    new_amount: int | None = None
    """None where the amount stays."""
    clause: str | None = None
    """The clause that is reworded."""
    clauses: frozenset[str] = frozenset()
    """The clauses of this very contract."""


@dataclass(frozen=True, kw_only=True)
class HaltFacts:
    """A contract that is to be suspended, or resumed, from the day `starts`."""

    starts: date
    begins: date
    ends: date | None
    ended: bool
    suspended_on: date | None
    """The day from which it is suspended; None where it is not."""


def may_sign(facts: SigningFacts) -> tuple[Message, ...]:
    """Every reason why the contract may not be signed on the day; none if it may.

    A verdict `not_applicable` opens the gate: this regime does not reach the buyer or provider, ordinary procurement
    may. Unpaid work needs no funds, and everything else.
    """
    return (*_footing(facts, first_day=facts.starts), *_signing(facts))


def may_extend(facts: ExtensionFacts) -> tuple[Message, ...]:
    """Every reason why the contract may not be extended on the day; none if it may.

    A contract signed without an exit clause is not extended unless the extension brings one.
    """
    first_day = facts.on if facts.ends is None else facts.ends + _DAY
    return (*_footing(facts, first_day=first_day), *_extension(facts))


def may_amend(facts: AmendingFacts) -> tuple[Message, ...]:
    """Every reason why the contract may not be amended on the day; none if it may.

    To pay more is to buy more: that needs what signing needs. Paying less, or wording a clause otherwise, does not.
    """
    gone = () if facts.settled else (Message.of("gate_not_agreed_yet"),)
    return (*gone, *_over(facts.ended, facts.ends, facts.on), *_amount(facts), *_clause(facts))


def may_suspend(facts: HaltFacts) -> tuple[Message, ...]:
    """Every reason why the service may not be suspended from the day; none if it may. Danger itself is no gate's."""
    reasons = list(_over(facts.ended, facts.ends, facts.starts))
    if facts.starts < facts.begins:
        reasons.append(Message.of("gate_not_running", starts=facts.begins, on=facts.starts))
    if facts.suspended_on is not None:
        reasons.append(Message.of("gate_suspended_already", since=facts.suspended_on))
    return tuple(reasons)


def may_resume(facts: HaltFacts) -> tuple[Message, ...]:
    """Every reason why the service may not be resumed from the day; none if it may."""
    reasons = list(_over(facts.ended, facts.ends, facts.starts))
    if facts.suspended_on is None:
        reasons.append(Message.of("gate_not_suspended"))
    elif facts.starts <= facts.suspended_on:
        reasons.append(Message.of("gate_resumed_too_early", since=facts.suspended_on, starts=facts.starts))
    return tuple(reasons)


def let_through(messages: Iterable[Message]) -> None:
    """Do nothing if there is no reason against; raise `GateError` with all of them otherwise."""
    reasons = tuple(messages)
    if reasons:
        raise GateError(reasons)


def _footing(facts: Footing, *, first_day: date) -> Iterator[Message]:
    yield from _verdict(facts)
    yield from _leader(facts)
    if facts.paid and not any(starts <= first_day <= ends for starts, ends in facts.funds):
        yield Message.of("gate_no_funds", first_day=first_day)


def _verdict(facts: Footing) -> Iterator[Message]:
    if facts.verdict is None:
        yield Message.of("gate_no_verdict")
        return
    code = _CLOSED_BY.get(Verdict(facts.verdict))
    if code is not None:
        yield Message.of(code)
    if facts.verdict_on is not None and facts.verdict_on > facts.on:
        yield Message.of("gate_verdict_later", verdict_on=facts.verdict_on, on=facts.on)


def _leader(facts: Footing) -> Iterator[Message]:
    if facts.leader is None:
        yield Message.of("gate_no_leader")
        return
    if not facts.leader_public:
        yield Message.of("gate_leader_not_public", leader=facts.leader)
    if not facts.leader_accepted:
        yield Message.of("gate_leader_not_accepted", leader=facts.leader)


def _signing(facts: SigningFacts) -> Iterator[Message]:
    if facts.exit_clauses == 0:
        yield Message.of("gate_no_exit_clause")
    if facts.already_signed:
        yield Message.of("gate_signed_already")
    if facts.starts < facts.on:
        yield Message.of("gate_service_began", starts=facts.starts, on=facts.on)
    if facts.ends is not None and facts.ends < facts.starts:
        yield Message.of("gate_ends_before_start", starts=facts.starts, ends=facts.ends)
    yield from _term(facts, facts.ends)


def _term(facts: Footing, ends: date | None) -> Iterator[Message]:
    """The cap on the term, of a contract that states its end."""
    if facts.term is None or ends is None:
        return
    latest = facts.term.last_day(facts.starts)
    if ends > latest:
        cited = facts.term.ground
        yield Message.of(
            "gate_term_over_cap",
            ends=ends,
            latest=latest,
            months=facts.term.months,
            source=cited.source,
            article=cited.article,
        )


def _over(ended: bool, ends: date | None, on: date) -> Iterator[Message]:
    """A contract that is over is neither changed nor halted."""
    if ended:
        yield Message.of("gate_contract_ended")
    elif ends is not None and ends < on:
        yield Message.of("gate_contract_expired", ends=ends, on=on)


def _amount(facts: AmendingFacts) -> Iterator[Message]:
    if facts.new_amount is None:
        return
    if facts.amount is None:
        yield Message.of("gate_no_amount")
        return
    if facts.new_amount == facts.amount:
        yield Message.of("gate_same_amount")
    if facts.new_amount > facts.amount:
        yield from _footing(facts, first_day=max(facts.on, facts.starts))
    after = facts.supplements.with_(facts.amount, facts.new_amount, cause=facts.cause)
    if facts.cap is not None and facts.new_amount > facts.amount and not after.within(facts.cap):
        cited = facts.cap.ground
        yield Message.of(
            "gate_supplement_over_cap",
            share=facts.cap.share,
            original=after.original,
            added=after.added,
            source=cited.source,
            article=cited.article,
        )


def _clause(facts: AmendingFacts) -> Iterator[Message]:
    if facts.clause is not None and facts.clause not in facts.clauses:
        yield Message.of("gate_clause_unknown", clause=facts.clause, clauses=tuple(sorted(facts.clauses)))


def _extension(facts: ExtensionFacts) -> Iterator[Message]:
    if facts.exit_clauses + facts.exit_clauses_added == 0:
        yield Message.of("gate_extension_without_exit")
    if facts.open_orders:
        yield Message.of("gate_open_orders", orders=facts.open_orders)
    if facts.ends is None:
        yield Message.of("gate_nothing_to_extend")
    elif facts.new_ends <= facts.ends:
        yield Message.of("gate_no_later_end", ends=facts.ends, new_ends=facts.new_ends)
    yield from _over(facts.ended, facts.ends, facts.on)
    yield from _term(facts, facts.new_ends)
