"""An approval chain: nobody signs twice, nothing is skipped, no signature outlives an edit, nobody is stuck."""

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from answerable.core.ledger import entry
from answerable.core.register.approval import (
    DEFAULT_CHAINS,
    FINAL,
    MOVES,
    Act,
    ApprovalError,
    Chain,
    Progress,
    Signature,
    Signer,
    State,
    Step,
    Turn,
    advance,
    as_cells,
    chain_of,
    from_cells,
    open_acts,
    refusals,
)
from answerable.core.register.gates import NEVER_GATED
from answerable.core.tables.responsibility import DECISION_KINDS
from answerable.core.terms.errors import InputError
from answerable.render.words import say

BEGAN = datetime(2026, 6, 30, 8, 0, tzinfo=UTC)
HAN = Signer("han", frozenset({"handler"}))
LEGAL = Signer("legal", frozenset({"legality"}))
ANN = Signer("ann", frozenset({"leader"}))
HEAD = Signer("head", frozenset({"head"}))
STRANGER = Signer("stranger", frozenset({"supervisor"}))
DRAFT = Progress(chain_of("sign"), "han", BEGAN)


def after(progress: Progress, *acts: tuple[Signer, Act]) -> Progress:
    for number, (by, act) in enumerate(acts, start=1):
        at = progress.last + timedelta(minutes=number)
        progress = advance(progress, act, by=by, at=at, reason="漏项", minutes="纪要〔2026〕3号")
    return progress


def refused(
    progress: Progress, by: Signer, act: Act, *, at: datetime | None = None, **given_: str
) -> list[str]:
    turn = Turn(act, by, at or progress.last, given_.get("reason"), given_.get("minutes"))
    messages = refusals(progress, turn)
    assert all(say(message, lang) for message in messages for lang in ("zh", "en"))
    return [message.code for message in messages]


SUBMITTED = after(DRAFT, (HAN, Act.SUBMIT))
APPROVED = after(SUBMITTED, (LEGAL, Act.APPROVE), (ANN, Act.APPROVE), (HEAD, Act.APPROVE))


def test_a_decision_goes_through_every_step_and_is_carried_out() -> None:
    assert (SUBMITTED.state, SUBMITTED.at, SUBMITTED.step) == (State.UNDER_WAY, 1, Step("legality"))
    assert APPROVED.state is State.APPROVED
    assert [each.by for each in APPROVED.signatures] == ["han", "legal", "ann", "head"]
    assert after(APPROVED, (HAN, Act.EXECUTE)).state is State.EXECUTED


def test_only_whoever_holds_the_role_signs_the_step() -> None:
    for nobody in (ANN, HEAD, STRANGER):
        for act in (Act.APPROVE, Act.RETURN, Act.REJECT):
            assert refused(SUBMITTED, nobody, act, reason="r") == ["approval_not_your_step"]
    with pytest.raises(ApprovalError) as caught:
        advance(SUBMITTED, Act.RETURN, by=ANN, at=BEGAN)
    assert [each.code for each in caught.value.messages] == [
        "approval_out_of_order",
        "approval_without_reason",
        "approval_not_your_step",
    ]


def test_a_stand_in_signs_for_somebody_and_the_signature_says_so() -> None:
    bob = Signer("bob", frozenset({"section"}), (("legal", frozenset({"legality"})),))
    signed = after(SUBMITTED, (bob, Act.APPROVE)).signatures[-1]
    assert (signed.by, signed.for_) == ("bob", "legal")


def test_whoever_signed_does_not_sign_again_as_a_stand_in_nor_is_signed_for() -> None:
    legal_for_ann = Signer("legal", frozenset({"legality"}), (("ann", frozenset({"leader"})),))
    signed = after(SUBMITTED, (LEGAL, Act.APPROVE))
    assert refused(signed, legal_for_ann, Act.APPROVE) == ["approval_signed_already"]
    bob_for_legal = Signer("bob", frozenset(), (("legal", frozenset({"legality", "leader"})),))
    assert refused(signed, bob_for_legal, Act.APPROVE) == ["approval_signed_already"]


def test_whoever_proposed_signs_no_further_step_himself_or_through_others() -> None:
    both = Signer("han", frozenset({"handler", "legality"}))
    assert refused(SUBMITTED, both, Act.APPROVE) == ["approval_signed_already"]
    for_han = Signer("bob", frozenset(), (("han", frozenset({"handler", "legality"})),))
    assert refused(SUBMITTED, for_han, Act.APPROVE) == ["approval_signed_already"]


def test_only_the_proposer_submits_edits_and_withdraws() -> None:
    other = Signer("other", frozenset({"handler"}))
    for act in (Act.SUBMIT, Act.EDIT, Act.WITHDRAW):
        assert refused(DRAFT, other, act) == ["approval_proposer_only"]
    assert refused(SUBMITTED, LEGAL, Act.EDIT) == ["approval_proposer_only"]
    assert after(SUBMITTED, (HAN, Act.WITHDRAW)).state is State.WITHDRAWN


def test_editing_and_returning_void_every_signature() -> None:
    signed = after(SUBMITTED, (LEGAL, Act.APPROVE))
    for by, act, state in ((HAN, Act.EDIT, State.DRAFT), (ANN, Act.RETURN, State.RETURNED)):
        back = after(signed, (by, act))
        assert (back.state, back.signatures) == (state, ())
        assert refused(back, HAN, Act.SUBMIT, at=signed.last) == ["approval_out_of_order"]
        assert after(back, (HAN, Act.SUBMIT)).at == 1


def test_returning_and_rejecting_need_a_reason_and_keep_it() -> None:
    assert refused(SUBMITTED, LEGAL, Act.REJECT, reason="  ") == ["approval_without_reason"]
    assert after(SUBMITTED, (LEGAL, Act.RETURN)).reason == "漏项"
    assert after(SUBMITTED, (LEGAL, Act.REJECT)).state is State.REJECTED


def test_a_collective_decision_is_recorded_with_the_number_of_its_minutes() -> None:
    chain = chain_of("end", configured=("handler", "collective"))
    waiting = after(Progress(chain, "han", BEGAN), (HAN, Act.SUBMIT))
    assert refused(waiting, HEAD, Act.APPROVE) == ["approval_without_minutes"]
    assert refused(waiting, LEGAL, Act.APPROVE, minutes="1") == ["approval_not_your_step"]
    decided = after(waiting, (HEAD, Act.APPROVE))
    assert (decided.state, decided.signatures[-1].minutes) == (State.APPROVED, "纪要〔2026〕3号")


def test_an_assignment_ends_with_the_acceptance_of_the_successor_and_nobody_elses() -> None:
    begun = Progress(chain_of("assign", successor="bob"), "han", BEGAN)
    waiting = after(begun, (HAN, Act.SUBMIT), (HEAD, Act.APPROVE))
    for_bob = Signer("ann", frozenset({"leader"}), (("bob", frozenset({"leader"})),))
    assert refused(waiting, for_bob, Act.APPROVE) == ["approval_not_your_step"]
    accepted = after(waiting, (Signer("bob", frozenset()), Act.APPROVE))
    assert accepted.state is State.APPROVED


def test_where_the_responsible_leader_is_named_no_other_leader_signs() -> None:
    waiting = after(Progress(chain_of("order", leader="ann"), "han", BEGAN), (HAN, Act.SUBMIT))
    other = Signer("bob", frozenset({"leader"}))
    assert refused(waiting, other, Act.APPROVE) == ["approval_not_your_step"]
    acting = replace(other, stands_in=(("ann", frozenset({"leader"})),))
    assert after(waiting, (acting, Act.APPROVE)).signatures[-1].for_ == "ann"
    head_by_default = after(Progress(chain_of("order", leader="head"), "han", BEGAN), (HAN, Act.SUBMIT))
    assert after(head_by_default, (HEAD, Act.APPROVE)).state is State.APPROVED
    gone = Signer("ann", frozenset())
    assert refused(waiting, gone, Act.APPROVE) == ["approval_not_your_step"]


def test_a_chain_of_one_step_would_be_approved_by_its_proposer_and_cannot_be_built() -> None:
    with pytest.raises(InputError):
        chain_of("sign", configured=("handler",))
    with pytest.raises(ValueError):
        Step("successor")
    with pytest.raises(KeyError):
        chain_of("pay")


def test_every_kind_of_decision_has_a_chain_and_paying_is_none() -> None:
    assert DEFAULT_CHAINS.keys() == set(DECISION_KINDS)
    assert not NEVER_GATED & DEFAULT_CHAINS.keys()
    assert {act.value for act in Act} <= {act.value for act in entry.Act}


def test_nothing_happens_after_the_end() -> None:
    assert {state for state, _ in MOVES} == set(State) - FINAL
    for by in (HAN, LEGAL, ANN, HEAD):
        assert open_acts(after(APPROVED, (HAN, Act.EXECUTE)), by=by, at=APPROVED.last) == frozenset()


@pytest.mark.parametrize(
    "change",
    [
        {"signatures": ()},
        {"state": State.DRAFT},
        {"state": State.UNDER_WAY},
        {"state": State.REJECTED},
        {"proposer": "ann"},
        {"edited_at": BEGAN + timedelta(days=1)},
        {"edited_at": BEGAN.replace(tzinfo=None)},
        {"signatures": tuple(reversed(APPROVED.signatures))},
        {"signatures": (*APPROVED.signatures[:3], replace(APPROVED.signatures[3], for_="ann"))},
    ],
    ids=str,
)
def test_a_progress_to_which_no_history_leads_cannot_be_built(change: dict[str, object]) -> None:
    with pytest.raises((ValueError, TypeError)):
        replace(APPROVED, **change)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "wrong",
    [
        {"state": "nearly"},
        {"steps": []},
        {"proposer": 1},
        {"signatures": [1]},
        {"signatures": "x"},
        {"edited_at": ""},
    ],
    ids=str,
)
def test_cells_that_were_tampered_with_are_not_read(wrong: dict[str, object]) -> None:
    with pytest.raises((ValueError, InputError)):
        from_cells(as_cells(APPROVED) | wrong)


PEOPLE = ("a", "b", "c", "d", "e")
_ROLES = ("handler", "section", "legality", "leader", "head")
# Most hold most roles and most turns are signatures, so that histories get somewhere and the rules have work to do.
_HELD = st.sampled_from([frozenset({role}) for role in _ROLES] + [frozenset(_ROLES)] * 15)
_ACTS = st.sampled_from([*Act, *[Act.SUBMIT, Act.EDIT] * 3, *[Act.APPROVE] * 12])
TURNS = st.tuples(
    st.sampled_from(PEOPLE), _ACTS, st.sampled_from([-1, 0, 1, 20]), st.sampled_from([True, True, False])
)
CHAINS = st.lists(
    st.sampled_from(("handler", "section", "legality", "leader", "head", "collective")),
    min_size=2,
    max_size=5,
).map(lambda roles: Chain(tuple(Step(role) for role in roles)))
OFFICE = st.fixed_dictionaries({name: _HELD for name in PEOPLE})
AWAY = st.dictionaries(st.sampled_from(PEOPLE), st.sampled_from(PEOPLE), max_size=2)


def signer(name: str, office: dict[str, frozenset[str]], away: dict[str, str]) -> Signer:
    stands_in = tuple((who, office[who]) for who, other in away.items() if other == name != who)
    return Signer(name, office[name], stands_in)


def played(
    chain: Chain,
    office: dict[str, frozenset[str]],
    away: dict[str, str],
    turns: list[tuple[str, Act, int, bool]],
) -> list[tuple[Progress, datetime]]:
    """Every progress of a history with the time it was reached and its last edit, told by the history alone."""
    progress, edited, clock = Progress(chain, "a", BEGAN), BEGAN, BEGAN
    seen = [(progress, edited)]
    for name, act, minutes, says in turns:
        name = "a" if says and act in (Act.SUBMIT, Act.EDIT, Act.EXECUTE) else name
        at = clock + timedelta(minutes=minutes)
        text = "x" if says else None
        try:
            progress = advance(progress, act, by=signer(name, office, away), at=at, reason=text, minutes=text)
        except ApprovalError:
            continue
        clock = max(clock, at)
        edited = at if act in (Act.EDIT, Act.RETURN) else edited
        seen.append((progress, edited))
    return seen


def persons(signatures: tuple[Signature, ...]) -> list[str]:
    return [person for each in signatures for person in {each.by, each.for_} if person is not None]


@given(CHAINS, OFFICE, AWAY, st.lists(TURNS, min_size=12, max_size=40))
def test_no_history_approves_with_a_signature_missing_doubled_or_outdated(
    chain: Chain,
    office: dict[str, frozenset[str]],
    away: dict[str, str],
    turns: list[tuple[str, Act, int, bool]],
) -> None:
    for progress, edited in played(chain, office, away, turns):
        said = persons(progress.signatures)
        assert len(said) == len(set(said))
        assert all(each.at >= edited for each in progress.signatures)
        assert "a" not in persons(progress.signatures[1:])
        if progress.state in (State.APPROVED, State.EXECUTED):
            assert [each.role for each in progress.signatures] == [step.role for step in chain.steps]
            for each in progress.signatures:
                wanted = {"head", "leader"} if each.role == "collective" else {each.role}
                assert office[each.for_ or each.by] & wanted
                assert each.minutes == ("x" if each.role == "collective" else None)


@given(CHAINS, OFFICE, AWAY, st.lists(TURNS, max_size=15))
def test_somebody_can_always_act_until_the_end_and_what_is_said_to_be_open_is(
    chain: Chain,
    office: dict[str, frozenset[str]],
    away: dict[str, str],
    turns: list[tuple[str, Act, int, bool]],
) -> None:
    progress = played(chain, office, away, turns)[-1][0]
    at = progress.last
    moves = {name: open_acts(progress, by=signer(name, office, away), at=at) for name in PEOPLE}
    assert any(moves.values()) == (progress.state not in FINAL)
    for name, acts in moves.items():
        for act in acts:
            moved = advance(progress, act, by=signer(name, office, away), at=at, reason="x", minutes="x")
            assert moved != progress or act is Act.EDIT


def staffed(chain: Chain) -> list[Signer]:
    """One person for each step of the chain."""
    roles = ("head" if step.role == "collective" else step.role for step in chain.steps)
    return [Signer("a" if not n else f"p{n}", frozenset({role})) for n, role in enumerate(roles)]


@given(CHAINS, st.integers(0, 4))
def test_a_fully_staffed_chain_always_gets_through_even_after_returns(chain: Chain, returns: int) -> None:
    progress, people = Progress(chain, "a", BEGAN), staffed(chain)
    for _ in range(returns):
        progress = after(progress, (people[0], Act.SUBMIT), (people[1], Act.RETURN), (people[0], Act.EDIT))
    progress = after(progress, (people[0], Act.SUBMIT), *((each, Act.APPROVE) for each in people[1:]))
    assert progress.state is State.APPROVED


@given(CHAINS, OFFICE, AWAY, st.lists(TURNS, max_size=15))
def test_every_progress_comes_back_from_what_is_stored(
    chain: Chain,
    office: dict[str, frozenset[str]],
    away: dict[str, str],
    turns: list[tuple[str, Act, int, bool]],
) -> None:
    for progress, _ in played(chain, office, away, turns):
        assert from_cells(json.loads(json.dumps(as_cells(progress)))) == progress
