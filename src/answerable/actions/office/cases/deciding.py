"""Orders and endings: decisions that several people sign, and that take a step in a case with the last signature."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from answerable.actions.office.cases.acting import held, refuse
from answerable.actions.office.cases.keeping import Kept, open_with
from answerable.actions.office.cases.loading import Loaded, around_case, load
from answerable.actions.office.cases.taking import take
from answerable.actions.office.papers.issuing import number_taken
from answerable.core.enforce.course import acts
from answerable.core.enforce.course.clocks import as_of
from answerable.core.enforce.course.refuse import Around, refusals, shut
from answerable.core.enforce.course.steps import By, Kind, Step
from answerable.core.enforce.course.who import ANSWERS, Who
from answerable.core.register import values
from answerable.core.register.approval import Progress, Signature
from answerable.core.register.permits import Actor
from answerable.core.terms.errors import InputError
from answerable.core.terms.message import Message
from answerable.records.models import Case, CaseCourse

Content = Mapping[str, str]
ORDER_NEEDS = ("case", "items", "number")
ORDER_TAKES = ("set_aside", "answer", "reason", "note")
_MOST_ITEMS = 100
_ITEM = {"finding": str, "demand": str, "demand_en": str, "workdays": int}


@dataclass(frozen=True)
class Signed:
    """A decision that everybody has signed, as the step that it takes."""

    id: str
    signatures: tuple[Signature, ...]
    by: Actor
    at: datetime
    on: date

    @property
    def signers(self) -> tuple[str, ...]:
        """Everybody who had his say, in the order of the steps; the last signature last."""
        persons = [each for one in self.signatures for each in (one.for_, one.by) if each is not None]
        return tuple(dict.fromkeys(persons))

    @property
    def minutes(self) -> str:
        """The number of the minutes, where a meeting decided."""
        return next((each.minutes for each in reversed(self.signatures) if each.minutes), "")

    @property
    def named(self) -> By:
        """Who took the step: the last signature."""
        last = self.signatures[-1]
        return By(account=self.by.account, person=last.by, for_=last.for_, role=last.role)


def signed(id: str, progress: Progress, *, by: Actor, at: datetime, on: date) -> Signed:
    """The decision of this id as everybody signed it."""
    return Signed(id, progress.signatures, by, at, on)


def read_order(content: Content, contract: values.Contract, on: date) -> None:
    """Raise what is wrong with an order that is proposed: before its time none can be drafted."""
    loaded = load_of(content["case"], contract, on=on)
    refuse(order_obstacles(loaded, content, on=on))


def order_obstacles(loaded: Loaded, content: Content, *, on: date) -> tuple[Message, ...]:
    """Why the order could not be issued on the day, were everybody to sign now."""
    around = _unasked(loaded, on)
    now = loaded.now
    step = Step(_order(loaded, content, None), By(account="", person=""), now.at, on=max(on, now.on))
    # Who signs is only known in the end.
    used = number_taken(loaded.contract.body, step)
    return (*(each for each in refusals(now, step, around) if each.code not in OF_SIGNERS), *used)


OF_SIGNERS = frozenset({"case_had_a_part_found", "case_not_your_role"})
"""What depends on who signs."""


def issue_order(content: Content, decision: Signed, contract: values.Contract) -> Kept:
    """Take the step of the order. Raises CaseRefusedError with every reason why it cannot be taken."""
    loaded = held(content["case"], on=decision.on)
    _same_contract(loaded, contract)
    act = _order(loaded, content, decision)
    step = Step(act, decision.named, decision.at, on=decision.on)
    around = _around(loaded, decision)
    reasons = refusals(loaded.now, step, around)
    used = number_taken(contract.body, step)
    refuse((*(each for each in reasons if each.code != "case_not_your_role"), *used))
    return take(loaded, step)


def end_in_case(act: acts.End, decision: Signed, contract: values.Contract, case: str | None) -> Kept:
    """Take the step of ending, in the case or in a new one that begins with it."""
    if case is None:
        row = Case.objects.create(
            id=f"{decision.id}-case", contract_id=contract.id, opened_on=decision.on, subject=act.reason
        )
        opened = acts.Open(route="civil", subject=act.reason)
        step = Step(opened, decision.named, decision.at, on=decision.on)
        kept = open_with(row.id, contract, step)
        loaded = Loaded(row.id, contract, (step,), kept.now)
    else:
        loaded = held(case, on=decision.on)
        _same_contract(loaded, contract)
    step = Step(act, decision.named, decision.at, on=decision.on)
    reasons = refusals(loaded.now, step, _around(loaded, decision))
    used = number_taken(contract.body, step)
    refuse((*(each for each in reasons if each.code not in OF_SIGNERS), *used))
    return take(loaded, step)


def lift(contract: str, reason: str, decision: Signed) -> None:
    """Lift every measure by which a case of the contract holds the service; one without steps is moved by its rows."""
    with_steps = CaseCourse.objects.filter(contract=contract, version__gt=0)
    for case in with_steps.values_list("case", flat=True):
        loaded = held(case, on=decision.on)
        for taken in loaded.now.protections:
            if taken.of_service:
                act = acts.Lift(step=taken.step, reason=reason)
                take(loaded, Step(act, decision.named, decision.at, on=decision.on))
                loaded = load(case, on=decision.on)


def end_closed(loaded: Loaded, way: str, *, on: date) -> tuple[Message, ...]:
    """Why the case, as it stands on the day, does not lead to this way of ending."""
    around = _unasked(loaded, on)
    reasons = [each for each in shut(loaded.now, Kind.END, around) if each.code not in OF_SIGNERS]
    if not reasons:
        now = as_of(loaded.now, around.calendar, on=on)
        if now.place.leads_to(Kind.END.value, way) is None:
            reasons.append(Message.of("case_closed_to", act=f"end_{way}", stage=now.stage, since=now.since))
    return tuple(reasons)


def barred_from_order(case: str, contract: values.Contract, *, on: date) -> frozenset[str]:
    """Who may not decide an order in the case: whoever found what it is about."""
    loaded = load_of(case, contract, on=on)
    return loaded.now.finders | loaded.now.opener


def load_of(case: str, contract: values.Contract, *, on: date) -> Loaded:
    """The case as it stands on the day, if it is one of the contract. Raises InputError otherwise."""
    loaded = load(case, on=on)
    _same_contract(loaded, contract)
    return loaded


def _same_contract(loaded: Loaded, contract: values.Contract) -> None:
    if loaded.contract.id != contract.id:
        raise InputError("no_such_case", id=loaded.id)


def _around(loaded: Loaded, decision: Signed) -> Around:
    return around_case(loaded.contract, decision.by, on=decision.on)


def _unasked(loaded: Loaded, on: date) -> Around:
    """As if somebody asked who had no part in anything."""
    around = around_case(loaded.contract, Actor(""), on=on)
    nobody = Who("", person="", capacities=frozenset({(ANSWERS, None)}))
    return Around(calendar=around.calendar, on=on, who=nobody, known=around.known)


def _order(loaded: Loaded, content: Content, decision: Signed | None) -> acts.Order:
    round_ = loaded.now.rounds + 1
    items = tuple(
        acts.Demand(item=f"{loaded.id}-{round_}-{place}", **each)
        for place, each in enumerate(_items(content.get("items", "")), start=1)
    )
    return acts.Order(
        items=items,
        number=content.get("number", ""),
        decision="" if decision is None else decision.id,
        signers=("",) if decision is None else decision.signers,
        minutes="" if decision is None else decision.minutes,
        answer=content.get("answer", ""),
        set_aside=tuple(each.strip() for each in content.get("set_aside", "").split(",") if each.strip()),
        reason=content.get("reason", ""),
    )


def _items(text: str) -> list[dict[str, Any]]:
    """The items of an order as they are written: a list in JSON. Raises InputError for anything else."""
    try:
        found = json.loads(text)
    except (ValueError, RecursionError):
        raise InputError("order_items_unreadable") from None
    if not isinstance(found, list) or len(found) > _MOST_ITEMS:
        raise InputError("order_items_unreadable")
    for each in found:
        if not isinstance(each, dict) or any(
            type(value) is not _ITEM.get(name) for name, value in each.items()
        ):
            raise InputError("order_items_unreadable")
        if not {"finding", "demand", "workdays"} <= each.keys():
            raise InputError("order_items_unreadable")
    return found
