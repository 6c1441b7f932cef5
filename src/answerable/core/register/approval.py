"""The approval chain of a decision, the same for every kind: who has to sign, in which order, and what may happen next.

A decision is drafted, submitted, signed step by step and carried out; on the way it may be returned for revision,
edited, rejected or withdrawn. Three promises hold in every history:

- nobody signs twice, of his own or through a stand-in, and whoever proposed signs the first step and no other;
- an approved decision has a signature for every step, in order;
- no signature is older than the last edit: editing and returning void them all.

Paying what is undisputed is no decision and has no chain.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from answerable.core.tables.responsibility import CHAIN_ROLES, DECISION_KINDS
from answerable.core.terms.errors import InputError
from answerable.core.terms.message import Message

SUCCESSOR = "successor"
COLLECTIVE = "collective"
STEP_ROLES = (*CHAIN_ROLES, SUCCESSOR)
"""What a step may ask for. `successor` is whoever is to answer from now on, and accepts that himself."""
RECORDED_BY = frozenset({"head", "leader"})
"""Who records that a meeting decided: a member of the group that leads the body; the minutes are what counts."""


class State(StrEnum):
    """Where a decision stands."""

    DRAFT = "draft"
    UNDER_WAY = "under_way"
    RETURNED = "returned"
    APPROVED = "approved"
    REJECTED = "rejected"
    WITHDRAWN = "withdrawn"
    EXECUTED = "executed"


FINAL = frozenset({State.REJECTED, State.WITHDRAWN, State.EXECUTED})
"""From here nothing happens any more."""


class Act(StrEnum):
    """What may be done with a decision; the names are those of ledger entries."""

    SUBMIT = "submit"
    APPROVE = "approve"
    RETURN = "return_for_revision"
    REJECT = "reject"
    WITHDRAW = "withdraw"
    EDIT = "edit"
    EXECUTE = "execute"


@dataclass(frozen=True)
class Step:
    """One signature that is needed: of whoever holds the role or, where a person is named, of that person alone.

    Instead of either his stand-in may sign; only the successor accepts himself.
    """

    role: str
    person: str | None = None

    def __post_init__(self) -> None:
        if self.role not in STEP_ROLES or (self.role == SUCCESSOR and self.person is None):
            raise ValueError("a step asks for a known role, and the successor is named")


@dataclass(frozen=True)
class Chain:
    """The steps in order. The first is signed by whoever proposes, so there are at least two."""

    steps: tuple[Step, ...]

    def __post_init__(self) -> None:
        if len(self.steps) < 2:
            raise InputError("approval_chain_short")


_LONG = ("handler", "legality", "leader", "head")
DEFAULT_CHAINS: Mapping[str, tuple[str, ...]] = {
    "sign": _LONG,
    "extend": _LONG,
    "end": _LONG,
    "amend": _LONG,
    "suspend": ("handler", "leader", "head"),
    "resume": ("handler", "leader"),
    "assign": ("handler", "head"),
    "finding": ("handler", "leader"),
    "order": ("handler", "leader"),
    "verdict": ("handler", "legality", "leader"),
    "other": ("handler", "leader"),
}
"""The roles that sign where a body has configured nothing. A body that has heads of section adds them itself."""


def chain_of(
    kind: str, *, configured: Iterable[str] = (), leader: str | None = None, successor: str | None = None
) -> Chain:
    """The chain of a decision: as the body configured it, or the default.

    Where `leader` is named, the leader's step is his alone, as the responsible leader. An assignment always ends with
    the acceptance of the `successor`. Raises `InputError` (`approval_chain_short`).
    """
    if kind not in DECISION_KINDS:
        raise KeyError(kind)
    roles = tuple(configured) or DEFAULT_CHAINS[kind]
    steps = [Step(role, leader if role == "leader" else None) for role in roles]
    if kind == "assign":
        steps.append(Step(SUCCESSOR, successor))
    return Chain(tuple(steps))


@dataclass(frozen=True)
class Signer:
    """Somebody who acts, with what he may sign for on the day.

    `roles` are those he holds himself in the body of the decision; `stands_in` gives the roles there of everybody
    whose stand-in he is that day.
    """

    person: str
    roles: frozenset[str]
    stands_in: tuple[tuple[str, frozenset[str]], ...] = ()


@dataclass(frozen=True)
class Signature:
    """One signature: `by` signed, of his own or `for_` the person whose stand-in he was."""

    role: str
    by: str
    for_: str | None
    at: datetime
    minutes: str | None = None

    @property
    def persons(self) -> frozenset[str]:
        """Everybody who has had his say with this signature."""
        return frozenset({self.by} if self.for_ is None else {self.by, self.for_})


@dataclass(frozen=True)
class Progress:
    """How far a decision has come. The number of signatures is the number of the step it waits at, from 0."""

    chain: Chain
    proposer: str
    edited_at: datetime
    """When it was last edited, or handed back for editing: no signature is older."""
    state: State = State.DRAFT
    signatures: tuple[Signature, ...] = ()
    reason: str | None = None
    """Why it was returned or rejected last."""

    def __post_init__(self) -> None:
        if not _consistent(self):
            raise ValueError("no history of a decision leads here")

    @property
    def at(self) -> int:
        """The number of the step it waits at, from 0; the number of steps once all have signed."""
        return len(self.signatures)

    @property
    def step(self) -> Step | None:
        """The step it waits at, while it is under way."""
        return self.chain.steps[self.at] if self.state is State.UNDER_WAY else None

    @property
    def last(self) -> datetime:
        """When it last changed, as far as signatures and edits say."""
        return max((self.edited_at, *(each.at for each in self.signatures)))


class ApprovalError(InputError):
    """The act is refused; `messages` holds every reason."""

    def __init__(self, messages: Iterable[Message]) -> None:
        self.messages = tuple(messages)
        super().__init__("approval_refused", count=len(self.messages))


@dataclass(frozen=True)
class Turn:
    """An act with all that belongs to it."""

    act: Act
    by: Signer
    at: datetime
    reason: str | None = None
    minutes: str | None = None


MOVES: Mapping[tuple[State, Act], State] = {
    (State.DRAFT, Act.SUBMIT): State.UNDER_WAY,
    (State.DRAFT, Act.EDIT): State.DRAFT,
    (State.DRAFT, Act.WITHDRAW): State.WITHDRAWN,
    (State.RETURNED, Act.SUBMIT): State.UNDER_WAY,
    (State.RETURNED, Act.EDIT): State.DRAFT,
    (State.RETURNED, Act.WITHDRAW): State.WITHDRAWN,
    (State.UNDER_WAY, Act.APPROVE): State.UNDER_WAY,
    (State.UNDER_WAY, Act.RETURN): State.RETURNED,
    (State.UNDER_WAY, Act.REJECT): State.REJECTED,
    (State.UNDER_WAY, Act.EDIT): State.DRAFT,
    (State.UNDER_WAY, Act.WITHDRAW): State.WITHDRAWN,
    (State.APPROVED, Act.EXECUTE): State.EXECUTED,
    (State.APPROVED, Act.WITHDRAW): State.WITHDRAWN,
}
"""All that may happen. The signature of the last step leads from under way to approved."""


def advance(
    progress: Progress,
    act: Act,
    *,
    by: Signer,
    at: datetime,
    reason: str | None = None,
    minutes: str | None = None,
) -> Progress:
    """The decision after the act. `minutes` is the number of the minutes of a collective decision.

    Raises `ApprovalError` with every reason why the act is refused; nothing has changed then.
    """
    turn = Turn(act, by, at, reason, minutes)
    refused = refusals(progress, turn)
    if refused:
        raise ApprovalError(refused)
    state = MOVES[progress.state, act]
    if act in (Act.SUBMIT, Act.APPROVE):
        return _signed(progress, turn)
    if act is Act.EDIT:
        return replace(progress, state=state, signatures=(), edited_at=at)
    if act is Act.RETURN:
        return replace(progress, state=state, signatures=(), edited_at=at, reason=reason)
    return replace(progress, state=state, reason=reason if act is Act.REJECT else progress.reason)


def refusals(progress: Progress, turn: Turn) -> tuple[Message, ...]:
    """Every reason why the act is refused; none if it may be done."""
    if (progress.state, turn.act) not in MOVES:
        return (Message.of("approval_not_now", act=turn.act.value, state=progress.state.value),)
    early = [Message.of("approval_out_of_order")] if turn.at < progress.last else []
    if turn.act in (Act.EDIT, Act.WITHDRAW, Act.SUBMIT) and turn.by.person != progress.proposer:
        early.append(Message.of("approval_proposer_only", proposer=progress.proposer))
    if turn.act in (Act.RETURN, Act.REJECT) and not (turn.reason or "").strip():
        early.append(Message.of("approval_without_reason"))
    return (*early, *_not_his_step(progress, turn))


def open_acts(progress: Progress, *, by: Signer, at: datetime) -> frozenset[Act]:
    """What this person may do now, given a reason and the number of minutes where one is needed."""
    turns = (Turn(act, by, at, reason="-", minutes="-") for act in Act)
    return frozenset(turn.act for turn in turns if not refusals(progress, turn))


def as_cells(progress: Progress) -> dict[str, object]:
    """The progress as texts, lists and mappings that JSON can hold."""
    return {
        "steps": [{"role": step.role, "person": step.person} for step in progress.chain.steps],
        "proposer": progress.proposer,
        "edited_at": progress.edited_at.isoformat(),
        "state": progress.state.value,
        "signatures": [
            {"role": s.role, "by": s.by, "for": s.for_, "at": s.at.isoformat(), "minutes": s.minutes}
            for s in progress.signatures
        ],
        "reason": progress.reason,
    }


def from_cells(cells: Mapping[str, object]) -> Progress:
    """The progress that `as_cells` wrote. Raises `ValueError` or `KeyError` for anything else."""
    steps = tuple(Step(_text(each["role"]), _said(each["person"])) for each in _mappings(cells["steps"]))
    signatures = tuple(
        Signature(
            role=_text(each["role"]),
            by=_text(each["by"]),
            for_=_said(each["for"]),
            at=datetime.fromisoformat(_text(each["at"])),
            minutes=_said(each["minutes"]),
        )
        for each in _mappings(cells["signatures"])
    )
    return Progress(
        chain=Chain(steps),
        proposer=_text(cells["proposer"]),
        edited_at=datetime.fromisoformat(_text(cells["edited_at"])),
        state=State(_text(cells["state"])),
        signatures=signatures,
        reason=_said(cells["reason"]),
    )


def _signed(progress: Progress, turn: Turn) -> Progress:
    step = progress.chain.steps[progress.at]
    signature = Signature(
        role=step.role,
        by=turn.by.person,
        for_=_free(progress, _capacities(step, turn.by))[0],
        at=turn.at,
        minutes=turn.minutes if step.role == COLLECTIVE else None,
    )
    signatures = (*progress.signatures, signature)
    done = len(signatures) == len(progress.chain.steps)
    return replace(
        progress, state=State.APPROVED if done else State.UNDER_WAY, signatures=signatures, reason=None
    )


def _not_his_step(progress: Progress, turn: Turn) -> Iterator[Message]:
    """Why this person is not the one to do this at this step."""
    if turn.act in (Act.EDIT, Act.WITHDRAW):
        return
    step = progress.chain.steps[0 if turn.act is Act.EXECUTE else progress.at]
    capacities = _capacities(step, turn.by)
    if not capacities and not (turn.act is Act.EXECUTE and turn.by.person == progress.proposer):
        yield Message.of("approval_not_your_step", role=step.role, person=step.person)
    if turn.act not in (Act.SUBMIT, Act.APPROVE):
        return
    if turn.by.person in _heard(progress):
        yield Message.of("approval_signed_already", person=turn.by.person)
    elif capacities and not _free(progress, capacities):
        yield Message.of("approval_signed_already", person=capacities[0])
    if step.role == COLLECTIVE and not (turn.minutes or "").strip():
        yield Message.of("approval_without_minutes")


def _capacities(step: Step, by: Signer) -> tuple[str | None, ...]:
    """For whom this person may sign the step: None is of his own, and comes first."""
    if step.role == SUCCESSOR:
        return (None,) if by.person == step.person else ()
    held = ((None, by.person, by.roles), *((person, person, roles) for person, roles in sorted(by.stands_in)))
    return tuple(for_ for for_, who, roles in held if _holds(step, who, roles))


def _holds(step: Step, person: str, roles: frozenset[str]) -> bool:
    """Whether the step is this person's. Whoever is named needs any role there: in a vacancy the head is named."""
    if step.person is not None:
        return person == step.person and bool(roles)
    return bool(roles & (RECORDED_BY if step.role == COLLECTIVE else {step.role}))


def _heard(progress: Progress) -> frozenset[str]:
    """Everybody who has signed, or has been signed for."""
    return frozenset().union(*(each.persons for each in progress.signatures))


def _free(progress: Progress, capacities: Iterable[str | None]) -> tuple[str | None, ...]:
    heard = _heard(progress)
    return tuple(for_ for for_ in capacities if for_ not in heard)


def _consistent(progress: Progress) -> bool:
    """Whether some history leads here: what is stored is checked again when it is read."""
    signed, steps = progress.signatures, progress.chain.steps
    instants = (progress.edited_at, *(each.at for each in signed))
    heard = [person for each in signed for person in each.persons]
    return (
        _count_fits(progress)
        and all(step.role == each.role for step, each in zip(steps, signed, strict=False))
        and all(each.minutes for each in signed if each.role == COLLECTIVE)
        and all(each.utcoffset() is not None for each in instants)
        and list(instants) == sorted(instants)
        and len(set(heard)) == len(heard)
        and (not signed or signed[0].by == progress.proposer)
    )


def _count_fits(progress: Progress) -> bool:
    signed, steps = len(progress.signatures), len(progress.chain.steps)
    if progress.state in (State.DRAFT, State.RETURNED):
        return signed == 0
    if progress.state in (State.UNDER_WAY, State.REJECTED):
        return 0 < signed < steps
    return signed == steps or (progress.state is State.WITHDRAWN and signed < steps)


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise ValueError("no text where one should stand")
    return value


def _said(value: object) -> str | None:
    return None if value is None else _text(value)


def _mappings(value: object) -> list[Mapping[str, object]]:
    if not isinstance(value, list) or not all(isinstance(each, Mapping) for each in value):
        raise ValueError("no list of mappings where one should stand")
    return value
