"""From wherever a history stopped somebody finds a way to a final stage, within so many tries: no case is stuck."""

from collections.abc import Iterator
from dataclasses import replace

from answerable.actions.office.cases.loading import calendar_on
from answerable.core.enforce.course import acts
from answerable.core.enforce.course.clocks import as_of
from tests.drills.histories.cast import EVERYBODY
from tests.drills.histories.chance import may_do
from tests.drills.histories.deciding import order
from tests.drills.histories.driver import History
from tests.drills.histories.parts import forbid

MOST = 40
"""Moves: a step, a decision, or a wait."""
PROOF = "sha256:" + "1" * 64


def lead(history: History, target: str) -> None:
    """By sound moves of those who may, towards a stage: so that chance begins there, too."""
    for _ in range(MOST):
        now = as_of(history.now, calendar_on()(history.on), on=history.on)
        if now.final or now.stage == target:
            return
        _onward(history, now.stage)


def _onward(history: History, stage: str) -> None:
    moves: dict[str, acts.Act] = {
        "opened": acts.Notify(facts="多次不净", workdays=3, number="告8号"),
        "rechecking": acts.Recheck(results=_found(history, "not_corrected"), number="复8号"),
        "concluding": acts.FindNotCorrected(reason="未整改", number="认8号"),
    }
    if stage in moves:
        taken = _anybody(history, (moves[stage],)) or (stage == "opened" and _move(history, stage))
    elif stage == "weighing":
        taken = history.decide("order", order(history, sound=True), wild=0.0)
    else:
        taken = _anybody(history, tuple(_next(history, stage)))
    if not taken:
        history.pass_days(5)


def finish(history: History) -> None:
    """Lead the case to its end by ordinary means. Nobody new comes to the bodies meanwhile."""
    began = history.now.stage
    for _ in range(MOST):
        now = as_of(history.now, calendar_on()(history.on), on=history.on)
        if now.final:
            history.told.finished[f"{began} → {now.stage}"] += 1
            return
        _move(history, now.stage)
    forbid(
        True,
        "a case that nobody can bring to an end",
        began,
        history.now.stage,
        history.signed.body,
        history.on,
    )


def _move(history: History, stage: str) -> bool:
    for step in sorted(history.model.protections.keys() - history.model.reviewed):
        # Nobody closes a case over measures that nobody looked at.
        _anybody(history, (acts.ReviewProtection(step=step, upheld=False, reason="已无必要"),))
    if stage == "weighing":
        return _weigh(history)
    if stage == "not_corrected":
        history.pass_days(1)
        return _anybody(history, (acts.AcceptRest(reason="余项轻微"),))
    if _anybody(history, tuple(_next(history, stage))):
        return True
    ends = history.model.effective_from()
    waits = (ends - history.on).days + 1 if ends and stage in ("running_out", "parting") else 5
    history.pass_days(max(5, waits))
    return False


def _weigh(history: History) -> bool:
    """It is ordered if the findings stand and somebody can sign; otherwise dismissed, by somebody without a part."""
    if history.model.to_order and history.decide("order", order(history, sound=True), wild=0.0):
        return True
    if _anybody(history, (acts.Dismiss(outcome="no_evidence", reason="证据不足", answer="采纳"),)):
        return True
    history.pass_days(5)
    return False


def _next(history: History, stage: str) -> Iterator[acts.Act]:
    model = history.model
    if stage == "opened":
        if not model.standing:
            yield acts.Find(findings=tuple(id for id, _, _ in model.signed.findings))
        yield acts.Notify(facts="多次不净", workdays=3, number="告9号")
        yield acts.Drop(reason="无事实")
    if stage in ("told", "ordered", "leaving", "ending"):
        yield acts.Serve(arrived_on=history.on, method="direct", received_by="前台", proof=PROOF)
    if stage == "rechecking":
        yield acts.Recheck(results=_found(history, "corrected"), number="复9号")
    if stage == "concluding":
        yield acts.AcceptRest(reason="余项轻微")
        yield acts.FindNotCorrected(reason="未整改", number="认9号")
    if stage in ("running_out", "parting", "over"):
        for item in history.now.left_over:
            yield acts.HandOver(item=item, note="清")


def _anybody(history: History, moves: tuple[acts.Act, ...]) -> bool:
    """Whether anybody of the cast takes one of the moves."""
    signed, on = history.signed, history.on
    met = tuple(
        replace(act, minutes="纪要〔2026〕9号")  # type: ignore[call-arg]
        for act in moves
        if hasattr(act, "minutes")
    )
    return any(
        history.step(by, act) for act in (*moves, *met) for by in EVERYBODY if may_do(act, by, signed, on)
    )


def _found(history: History, result: str) -> tuple[acts.Result, ...]:
    return tuple(
        acts.Result(item=each, result=result, note="现场") for each in sorted(history.model.open_items)
    )
