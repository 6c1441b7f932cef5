"""One history: a case from its first step on, with whoever comes, whatever is tried, on days that only move on."""

import json
import random
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta

from answerable.actions.office import approvals
from answerable.actions.office.approvals import Proposed
from answerable.actions.office.cases import acting
from answerable.actions.office.cases.keeping import Kept
from answerable.actions.office.cases.loading import load
from answerable.core.enforce.course import acts
from answerable.core.enforce.course.steps import Kind, kind_of
from answerable.core.enforce.course.values import CaseNow
from answerable.core.register.approval import Act, State
from answerable.core.terms.errors import InputError
from answerable.records.models import Approval, Order
from tests.drills.histories.cast import EVERYBODY, Signed, actor, noon
from tests.drills.histories.chance import (
    ON_PAPER,
    Seen,
    act_for,
    kind_for,
    may_do,
    on_paper,
    somebody_for,
    spoiled,
)
from tests.drills.histories.deciding import ending, order, signer_for
from tests.drills.histories.model import Item, Model, Signature
from tests.drills.histories.parts import forbid
from tests.drills.histories.stored import counted, whole

JUMPS = (0, 0, 0, 1, 1, 2, 3, 5, 8, 13, 20, 30)
SPOILED = 0.15
LENGTHS = ((3, 8),) * 6 + ((9, 18),) * 3 + ((20, 40),)
"""How many tries a history has: many are short, some are long."""


@dataclass
class Told:
    """What many histories came to; a violation is said at once."""

    say: Callable[[str], None] = print
    histories: int = 0
    tried: int = 0
    taken: Counter[str] = field(default_factory=Counter)
    refused: Counter[str] = field(default_factory=Counter)
    stages: Counter[str] = field(default_factory=Counter)
    protected: Counter[str] = field(default_factory=Counter)
    ends: Counter[str] = field(default_factory=Counter)
    finished: Counter[str] = field(default_factory=Counter)
    entries: int = 0
    violations: list[str] = field(default_factory=list)


@dataclass
class History:
    """A case under way."""

    signed: Signed
    chance: random.Random
    told: Told
    on: date
    minute: int = 0
    case: str = ""
    model: Model = field(init=False)
    now: CaseNow = field(init=False)
    after: Callable[["History"], None] = lambda _: None

    def __post_init__(self) -> None:
        self.model = Model(self.signed)  # of a branch: replaced by that of its trunk

    def at(self) -> datetime:
        """The next instant of the day."""
        self.minute += 1
        return noon(self.on, self.minute)

    def pass_days(self, days: int) -> None:
        self.on += timedelta(days=days)
        if days:
            self.minute = 0

    # ---------------------------------------------------------------- one try

    def attempt(self, what: Callable[[], object], *, must_fail: str = "") -> object | None:
        """Try something: what it gave, or None where it was refused and nothing was stored."""
        self.told.tried += 1
        strict = self.chance.random() < 0.1
        before = whole(self.case) if strict else counted(self.case)
        try:
            found = what()
        except InputError as refused:
            for code in codes_of(refused):
                self.told.refused[code] += 1
            there = whole(self.case) if strict else counted(self.case)
            forbid(there != before, "a refused act stored something", refused.message.code, before, there)
            return None
        forbid(bool(must_fail), "what is spoiled was accepted", must_fail)
        return found

    def open(self, by: str, act: acts.Open, protect: acts.Protect | None = None) -> bool:
        """Open the case, at once with measures or without."""
        who = actor(by, self.on)
        kept = self.attempt(
            lambda: acting.open_case(self.signed.id, act, by=who, at=self.at(), on=self.on, protect=protect)
        )
        if not isinstance(kept, Kept):
            return False
        self.case = kept.case
        self.model.took(1, act, {by} | self._for(kept), self.on)
        if protect is not None:
            self.model.took(2, protect, {by} | self._for(kept), self.on)
        self.taken(kept.now, "open")
        return True

    def step(self, by: str, act: acts.Act, *, must_fail: str = "") -> bool:
        """Try one step in the case; whether it was taken."""
        who = actor(by, self.on)
        if getattr(act, "number", "").strip():
            # No two papers of a kind have one number.
            act = replace(act, number=f"{self.case}/{self.on}/{self.minute}")  # type: ignore[call-arg]
        kept = self.attempt(
            lambda: acting.act(self.case, act, by=who, at=self.at(), on=self.on), must_fail=must_fail
        )
        if not isinstance(kept, Kept):
            return False
        kind = kind_of(act)
        forbid(not may_do(act, by, self.signed, self.on), "not his to do", kind, by, self.on)
        self.model.took(kept.number, act, {by} | self._for(kept), self.on)
        if isinstance(act, acts.DecideObjection | acts.OutsideDecided) and act.result != "rejected":
            self._fell(act.step, kept.now)
        self.taken(kept.now, f"{kind.value} on paper" if getattr(act, "paper", "") else kind.value)
        return True

    def _fell(self, step: int, now: CaseNow) -> None:
        about = {each.step: each.against for each in now.objections}
        about |= {each.step: each.against for each in now.outside}
        left = {each.id: each.result for each in now.items}
        self.model.fell(about[step], left, now.order_step is not None, now.ending is not None)

    def _for(self, kept: Kept) -> set[str]:
        return {kept.step.by.for_} if kept.step.by.for_ else set()

    def taken(self, now: CaseNow, name: str) -> None:
        """A step was taken: look at everything that follows from it."""
        self.now = now
        self.told.taken[name] += 1
        self.told.stages[now.stage] += 1
        self.after(self)

    # ---------------------------------------------------------------- decisions

    def propose(self, kind: str, content: Mapping[str, str], by: str) -> str | None:
        """Draft a decision; its id, if it can be drafted."""
        who = actor(by, self.on)
        proposed = Proposed(kind, self.signed.id, content)
        id = self.attempt(lambda: approvals.propose(proposed, by=who, at=self.at(), on=self.on))
        if kind == "order":
            forbid(id is not None and not self.model.heard(self.on), "an order drafted too early", self.on)
        return id if isinstance(id, str) else None

    def sign(self, id: str, by: str, what: Act) -> State | None:
        """Try one act on a decision; what follows from the last signature is told to the model."""
        who = actor(by, self.on)
        state = self.attempt(
            lambda: approvals.act(
                id,
                what,
                by=who,
                at=self.at(),
                on=self.on,
                minutes=self.chance.choice((*("纪要1号",) * 9, None)),
            )
        )
        if state is State.EXECUTED:
            self.carried_out(Approval.objects.get(id=id))
        return state if isinstance(state, State) else None

    def decide(self, kind: str, content: Mapping[str, str], *, wild: float = 0.15) -> bool:
        """A decision from its draft on; usually to its last signature."""
        first = signer_for("handler", None, self, wild)
        id = self.propose(kind, content, first)
        if id is None:
            return False
        state, tries = State.DRAFT, 0
        while state in (State.DRAFT, State.UNDER_WAY) and tries < 9:
            tries += 1
            if self.chance.random() < wild / 3:
                self.pass_days(self.chance.choice(JUMPS))
            state = self._next_signature(id, state, first, wild) or state
        return state is State.EXECUTED

    def _next_signature(self, id: str, state: State, first: str, wild: float) -> State | None:
        if state is State.DRAFT:
            return self.sign(id, first, Act.SUBMIT)
        progress = Approval.objects.values_list("progress", flat=True).get(id=id)
        step = progress["steps"][len(progress["signatures"])]
        by = signer_for(step["role"], step["person"], self, wild, heard=heard_in(progress))
        return self.sign(id, by, Act.APPROVE)

    def carried_out(self, approval: Approval) -> None:
        """A decision was carried out: what it means for the case."""
        signatures = [
            Signature(each["role"], each["by"], each["for"], each["minutes"])
            for each in approval.progress["signatures"]
        ]
        if approval.kind == "order":
            self.now = load(self.case, on=self.on).now
            rows = Order.objects.filter(case=self.case, issued_on=self.on)
            workdays = {each["finding"]: each["workdays"] for each in json.loads(approval.content["items"])}
            items = {row.id: Item(row.finding_id or "", workdays[row.finding_id or ""]) for row in rows}
            open_now = {id: items[id] for id in items if id in {each.id for each in self.now.items}}
            self.model.ordered(self.now.steps, open_now, signatures, approval.content, self.on)
            self.taken(self.now, "order")
        elif approval.kind == "end":
            self._ended(approval, signatures)
        self.told.taken[f"decision:{approval.kind}"] += 1

    def _ended(self, approval: Approval, signatures: list[Signature]) -> None:
        content = approval.content
        number = 0
        if content.get("case") == self.case:
            self.now = load(self.case, on=self.on).now
            number = self.now.steps
        self.model.ended(number, content, signatures, self.on)
        self.told.ends[content["way"]] += 1
        if number:
            self.taken(self.now, "end")

    # ---------------------------------------------------------------- a whole history

    def seen(self) -> Seen:
        now = self.now
        return Seen(
            self.model,
            now.stage,
            self.on,
            now.steps,
            tuple((each.step, each.place) for each in now.owed if each.done_on is None),
            tuple(each.step for each in now.outside if each.result is None),
            tuple(each.step for each in now.contestable),
        )

    def one_try(self) -> None:
        """Some days pass, perhaps, and somebody tries something."""
        self.pass_days(self.chance.choice(JUMPS))
        seen = self.seen()
        kind = kind_for(seen, self.chance)
        if kind in (Kind.ORDER, Kind.END):
            self.decide(kind.value, order(self) if kind is Kind.ORDER else ending(self))
            return
        by = somebody_for(kind, seen, self.chance)
        act = act_for(kind, by, seen, self.chance)
        if self.chance.random() < SPOILED:
            wrong = spoiled(act, self.chance)
            if wrong is not None:
                self.step(by, wrong, must_fail=f"{kind.value} {wrong}")
                return
        if isinstance(act, acts.OnPaper) and self.chance.random() < ON_PAPER:
            by = somebody_for(Kind.NOTIFY, seen, self.chance)
            act = on_paper(act, seen, self.chance)
        self.step(by, act)

    def begin(self) -> None:
        """The case is opened, sooner or later, by one who may."""
        for _ in range(6):
            if self._try_to_open():
                return
        sound = acts.Open(route="civil", subject="不净", findings=(self.signed.findings[0][0],))
        by = next(each for each in EVERYBODY if may_do(sound, each, self.signed, self.on))
        forbid(not self.open(by, sound), "no official of the body could open a case")

    def _try_to_open(self) -> bool:
        chance, first = self.chance, Seen(self.model, "opened", self.on, 0, (), (), ())
        by = somebody_for(Kind.OPEN, first, chance)
        found = [id for id, _, _ in self.signed.findings]
        findings = tuple(chance.sample(found, chance.randint(1, 3))) if chance.random() < 0.9 else ()
        protect = act_for(Kind.PROTECT, by, first, chance) if chance.random() < 0.15 else None
        route = chance.choice(("civil", "civil", "administrative"))
        subject = chance.choice((*("路面不净",) * 9, " "))
        act = acts.Open(route=route, subject=subject, findings=findings)
        return self.open(by, act, protect if isinstance(protect, acts.Protect) else None)

    def run(self) -> None:
        """From the first step on, as long as chance will."""
        for _ in range(self.chance.randint(*self.chance.choice(LENGTHS))):
            self.one_try()
            if self.now.final and self.chance.random() < 0.4:
                break


def codes_of(error: InputError) -> set[str]:
    """Every reason of a refusal, or the refusal itself where it has one alone."""
    return {each.code for each in getattr(error, "messages", ())} or {error.message.code}


def heard_in(progress: Mapping[str, list[Mapping[str, str]]]) -> set[str]:
    """Whoever has signed, or was signed for."""
    return {who for each in progress["signatures"] for who in (each["by"], each["for"]) if who}
