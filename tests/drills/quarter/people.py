"""Who there is in the model district, and how each of them does what waits for him."""

import json
import random
from collections.abc import Callable, Mapping
from datetime import date, datetime, timedelta

from answerable.actions.office import approvals
from answerable.actions.office.approvals import Proposed
from answerable.actions.office.cases import acting
from answerable.actions.office.cases.loading import Loaded, load
from answerable.actions.office.people import everybody
from answerable.core.enforce.course import acts
from answerable.core.register.approval import Act, State, from_cells
from answerable.core.register.notices import Kind
from answerable.core.terms.errors import InputError
from answerable.core.terms.message import Message
from answerable.records.models import Account, Approval, CaseTurn, Contract, Person, Provider
from tests.cases import noon, someone

PROVIDER = "provider"
Deed = Callable[["Day", CaseTurn, Loaded], None]


class Day:
    """One day on which people act, one after the other."""

    def __init__(self, on: date, chance: random.Random) -> None:
        self.on, self.chance, self._minute = on, chance, 60
        self.done: list[str] = []
        self.refused: list[Message] = []

    def at(self) -> datetime:
        """The next instant of the day."""
        self._minute += 1
        return noon(self.on, self._minute)

    def go(self, who: str, case: str, what: acts.Act) -> None:
        """Somebody takes a step."""
        acting.act(case, what, by=someone(who, self.on), at=self.at(), on=self.on)

    def on_turn(self, turn: CaseTurn) -> None:
        """Whoever's turn it is does it, or is refused."""
        loaded = load(turn.case_id, on=self.on)
        deed = _resume if turn.paused_until else DEEDS.get(turn.what)
        if deed is None:
            return
        try:
            deed(self, turn, loaded)
        except InputError as error:
            self.refused += getattr(error, "messages", (error.message,))
        else:
            self.done.append(turn.what)


def open_accounts() -> None:
    """An account for everybody with a post, and for a clerk of each provider."""
    made = datetime(2026, 6, 30, tzinfo=noon(date(2026, 6, 30)).tzinfo)
    for person in Person.objects.values_list("id", flat=True):
        Account.objects.create(username=person, person_id=person, created_at=made)
    for provider in Provider.objects.values_list("id", flat=True):
        Account.objects.create(username=clerk(provider), provider_id=provider, created_at=made)


def clerk(provider: str) -> str:
    """The account of a provider's clerk."""
    return f"clerk-{provider}"


def name_of(turn: CaseTurn) -> str:
    """The account behind the owner of a turn."""
    return clerk(turn.owner) if turn.side == PROVIDER else turn.owner


def open_a_case(contract: Contract, number: int, day: Day) -> None:
    """The handler of the body opens a case from two findings of his contract, others each time."""
    people = everybody([contract.pk])
    handlers = people.in_role(contract.body_id, "handler", on=day.on)
    ids = (f"{contract.pk}-q{2 * number}", f"{contract.pk}-q{2 * number + 1}")
    act = acts.Open(route="civil", subject="抽查不合格", findings=ids)
    by = someone(handlers[0], day.on)
    acting.open_case(contract.pk, act, by=by, at=day.at(), on=day.on)


def _notify(day: Day, turn: CaseTurn, loaded: Loaded) -> None:
    if not loaded.now.findings:
        day.go(_who_answers(day, loaded), turn.case_id, acts.Drop(reason="x"))
        return
    workdays = day.chance.choice((3, 5, 10, 25))
    day.go(turn.owner, turn.case_id, acts.Notify(facts="x", workdays=workdays, number=_number(day)))


def _serve(day: Day, turn: CaseTurn, loaded: Loaded) -> None:
    arrived = acts.Serve(arrived_on=day.on, method="desk", received_by="x")
    day.go(clerk(loaded.contract.provider), turn.case_id, arrived)


def _state(day: Day, turn: CaseTurn, loaded: Loaded) -> None:
    if day.chance.random() < 0.2:
        _pause(day, loaded)
    else:
        day.go(name_of(turn), turn.case_id, acts.Speak(text="x"))


def _pause(day: Day, loaded: Loaded) -> None:
    until = day.on + timedelta(days=day.chance.randint(1, 12))
    day.go(_who_answers(day, loaded), loaded.id, acts.Pause(reason="x", until=until))


def _resume(day: Day, turn: CaseTurn, loaded: Loaded) -> None:
    day.go(turn.owner, turn.case_id, acts.Resume(reason="x"))


def _who_answers(day: Day, loaded: Loaded) -> str:
    answers = everybody([loaded.contract.id]).who_answers(loaded.contract, on=day.on).person
    assert answers is not None
    return answers.id


def _decide(day: Day, turn: CaseTurn, loaded: Loaded) -> None:
    if day.chance.random() < 0.2:
        day.go(turn.owner, turn.case_id, acts.Dismiss(outcome="no_evidence", reason="x", answer="x"))
        return
    days = day.chance.choice((3, 5, 10))
    items = [{"finding": each, "demand": "x", "workdays": days} for each in loaded.now.to_order]
    content = {"case": loaded.id, "items": json.dumps(items), "number": _number(day), "answer": "x"}
    _signed(day, "order", loaded, content)


def _signed(day: Day, kind: str, loaded: Loaded, content: Mapping[str, str]) -> None:
    """A decision on its way through everybody who signs it."""
    people, body = everybody([loaded.contract.id]), loaded.contract.body
    handler = people.in_role(body, "handler", on=day.on)[0]
    by = someone(handler, day.on)
    proposed = Proposed(kind, loaded.contract.id, dict(content))
    id = approvals.propose(proposed, by=by, at=day.at(), on=day.on)
    approvals.act(id, Act.SUBMIT, by=by, at=day.at(), on=day.on)
    for _ in range(6):
        progress = from_cells(Approval.objects.get(id=id).progress)
        if progress.state is not State.UNDER_WAY or progress.step is None:
            return
        step = progress.step
        who = step.person or next(iter(people.in_role(body, step.role, on=day.on)), None)
        if who is None:
            raise InputError("no_such_person", id=step.role)
        approvals.act(id, Act.APPROVE, by=someone(who, day.on), at=day.at(), on=day.on)


def _items(day: Day, turn: CaseTurn, loaded: Loaded) -> None:
    if day.chance.random() < 0.15:
        _pause(day, loaded)
        return
    said = tuple(acts.Reported(item=each.id, text="x") for each in loaded.now.open_items)
    day.go(name_of(turn), turn.case_id, acts.Report(items=said))


def _recheck(day: Day, turn: CaseTurn, loaded: Loaded) -> None:
    result = day.chance.choice(("corrected", "corrected", "not_corrected"))
    found = tuple(acts.Result(item=each.id, result=result, note="x") for each in loaded.now.open_items)
    day.go(turn.owner, turn.case_id, acts.Recheck(results=found, number=_number(day)))


def _conclude(day: Day, turn: CaseTurn, loaded: Loaded) -> None:
    what: tuple[acts.Act, ...] = (
        acts.Extend(reason="x", workdays=5, number=_number(day)),
        acts.AcceptRest(reason="x"),
        acts.FindNotCorrected(reason="x", number=_number(day)),
    )
    day.go(turn.owner, turn.case_id, day.chance.choice(what))


def _choose(day: Day, turn: CaseTurn, loaded: Loaded) -> None:
    if day.chance.random() < 0.5:
        day.go(turn.owner, turn.case_id, acts.AcceptRest(reason="x"))
        return
    content = {
        "way": "agreement",
        "last_day": (day.on + timedelta(days=day.chance.randint(1, 20))).isoformat(),
        "reason": "x",
        "consent_on": day.on.isoformat(),
        "consent": "sha256:" + "0" * 64,
        "case": loaded.id,
        "number": _number(day),
        "continuity": "x",
        "continuity_way": "in_house",
    }
    _signed(day, "end", loaded, content)


def _hand_over(day: Day, turn: CaseTurn, loaded: Loaded) -> None:
    for item in loaded.now.left_over[: day.chance.randint(1, 7)]:
        day.go(turn.owner, turn.case_id, acts.HandOver(item=item, note="x"))


def _review(day: Day, turn: CaseTurn, loaded: Loaded) -> None:
    upheld = day.chance.random() < 0.5
    assert turn.step is not None
    decided = acts.DecideObjection(
        step=turn.step,
        result="upheld" if upheld else "rejected",
        reason="x",
        number=_number(day),
        set_aside=loaded.now.standing_findings if upheld else (),
        places=("官网",) if upheld else (),
    )
    day.go(turn.owner, turn.case_id, decided)


def _protected(day: Day, turn: CaseTurn, loaded: Loaded) -> None:
    assert turn.step is not None
    upheld = day.chance.random() < 0.5
    day.go(turn.owner, turn.case_id, acts.ReviewProtection(step=turn.step, upheld=upheld, reason="x"))


def _publish(day: Day, turn: CaseTurn, loaded: Loaded) -> None:
    assert turn.step is not None
    day.go(turn.owner, turn.case_id, acts.Correct(step=turn.step, place="官网", note="x"))


def protect(day: Day, case: str) -> None:
    """Somebody of the body takes measures at once."""
    loaded = load(case, on=day.on)
    handlers = everybody([loaded.contract.id]).in_role(loaded.contract.body, "handler", on=day.on)
    day.go(handlers[0], case, acts.Protect(measures=("account_back", "suspend"), reason="x"))


def contest(day: Day, case: str) -> None:
    """The provider objects to what was decided last."""
    loaded = load(case, on=day.on)
    if not loaded.now.contestable or loaded.now.objections:
        return
    against = acts.Contest(step=loaded.now.contestable[-1].step, text="x")
    try:
        day.go(clerk(loaded.contract.provider), case, against)
    except InputError as error:
        day.refused += getattr(error, "messages", (error.message,))
    else:
        day.done.append("contest")


def _number(day: Day) -> str:
    return f"样例〔2026〕{day.on:%m%d}-{day.chance.randrange(10**9)}号"


DEEDS: Mapping[str, Deed] = {
    "notify": _notify,
    "serve": _serve,
    "statement": _state,
    "decide": _decide,
    "items": _items,
    "recheck": _recheck,
    "conclude": _conclude,
    "choose": _choose,
    "hand_over": _hand_over,
    "review": _review,
    "protect": _protected,
    "publish": _publish,
}
"""How each thing that waits is done."""
REMINDS = (Kind.CASE_TURN, Kind.CASE_REMINDER, Kind.CASE_OVERDUE, Kind.CASE_ESCALATED)
