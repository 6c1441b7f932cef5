"""Take a step in a case: load, decide, store, log. Every way in comes through here, and through no other door.

An order and the end of a contract are decisions that several people sign; the last signature takes the step
(`deciding`). Everything else is done by one person, in a role that the act allows, who had no part in what it judges.
"""

import secrets
from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime

from django.db import transaction

from answerable.actions.office.actors import Subjects, refuse_unless
from answerable.actions.office.cases.finders import finders_of
from answerable.actions.office.cases.holding import hold_contracts
from answerable.actions.office.cases.keeping import Kept, moved, open_with
from answerable.actions.office.cases.loading import Loaded, around_case, load
from answerable.actions.office.cases.taking import take
from answerable.actions.office.once import read_once
from answerable.actions.office.papers.issuing import number_taken
from answerable.core.enforce.course import acts
from answerable.core.enforce.course.complete import may_be_opened, measures_faults
from answerable.core.enforce.course.refuse import Around, CaseRefusedError, let_pass, refusals
from answerable.core.enforce.course.steps import By, Kind, Step, kind_of
from answerable.core.enforce.course.who import Who, barred, capacity, not_his
from answerable.core.register import values
from answerable.core.register.permits import Act as Permit
from answerable.core.register.permits import Actor
from answerable.core.terms.errors import InputError
from answerable.core.terms.message import Message
from answerable.records.models import Case, CaseCourse, CaseMatter, Contract, Matter
from answerable.records.values import values_of

SIGNED = frozenset({Kind.ORDER, Kind.END})
"""Steps that only the last signature under a decision takes."""


def act(case: str, what: acts.Act, *, by: Actor, at: datetime, on: date, version: int | None = None) -> Kept:
    """Take one step in a case. `version` is the number of steps that was shown.

    Raises NotPermittedError, CaseRefusedError with every reason why not, and CaseMovedError if another step came
    between; nothing is stored then.
    """
    if kind_of(what) in SIGNED:
        raise InputError("case_step_is_signed", act=kind_of(what).value)
    with transaction.atomic(), read_once():
        loaded = held(case, on=on)
        permit(loaded.contract, by, on=on)
        if version is not None and version != len(loaded.steps):
            raise moved(case)
        around = around_case(loaded.contract, by, on=on)
        if isinstance(what, acts.Find):
            what = replace(what, finders=finders_of(what.findings))
        step = Step(what, _by(what, around.who, loaded), at, on=on)
        used = number_taken(loaded.contract.body, step)
        refuse((*refusals(loaded.now, step, around), *used))
        return take(loaded, step)


def open_case(
    contract: str,
    what: acts.Open,
    *,
    by: Actor,
    at: datetime,
    on: date,
    protect: acts.Protect | None = None,
    matters: Iterable[str] = (),
) -> Kept:
    """Open a case on a contract: from findings, or at once with measures where going on would do harm.

    Who found what it is about is read from the record, whatever is stated.

    Raises NotPermittedError and CaseRefusedError with everything that is wrong.
    """
    with transaction.atomic(), read_once():
        hold_contracts([contract])
        signed = signed_contract(contract)
        permit(signed, by, on=on)
        around = around_case(signed, by, on=on)
        what = replace(what, finders=finders_of(what.findings))
        step = Step(what, _named(kind_of(what), around.who, frozenset()), at, on=on)
        stated = tuple(dict.fromkeys(matters))
        refuse((*_against_opening(step, protect, around), *of_others(contract, stated)))
        row = Case.objects.create(
            id=f"c-{secrets.token_hex(8)}", contract_id=contract, opened_on=on, subject=what.subject
        )
        link_matters(row.id, stated)
        kept = open_with(row.id, signed, step)
        if protect is None:
            return kept
        loaded = Loaded(row.id, signed, (step,), kept.now)
        guarded = Step(protect, _named(Kind.PROTECT, around.who, frozenset()), at, on=on)
        let_pass(loaded.now, guarded, around)
        return take(loaded, guarded)


def of_others(contract: str, matters: Iterable[str]) -> tuple[Message, ...]:
    """What is wrong with these as matters of the contract: those that are none of its own."""
    stated = tuple(matters)
    own = set(Matter.objects.filter(contract=contract, id__in=stated).values_list("id", flat=True))
    odd = tuple(each for each in stated if each not in own)
    return (Message.of("case_matters_of_others", contract=contract, odd=odd),) if odd else ()


def link_matters(case: str, matters: Iterable[str]) -> None:
    """Note the matters that the case goes back to; one that is noted already stays."""
    rows = [CaseMatter(case_id=case, matter_id=matter) for matter in matters]
    CaseMatter.objects.bulk_create(rows, ignore_conflicts=True)


def refuse(reasons: tuple[Message, ...]) -> None:
    """Do nothing without a reason; raise CaseRefusedError with all of them otherwise."""
    if reasons:
        raise CaseRefusedError(reasons)


def held(case: str, *, on: date) -> Loaded:
    """The case as it stands on the day, with its contract, kept as they are until the act is done."""
    hold_contracts(Case.objects.filter(id=case).values_list("contract", flat=True))
    list(CaseCourse.objects.select_for_update().filter(case=case).values_list("case"))
    return load(case, on=on)


def permit(contract: values.Contract, by: Actor, *, on: date) -> None:
    """Raise NotPermittedError unless the actor has any part in cases of the contract."""
    about = Subjects(on).contract(body=contract.body, provider=contract.provider)
    refuse_unless(by, Permit.ACT_IN_CASE, about)


def _against_opening(step: Step, protect: acts.Protect | None, around: Around) -> tuple[Message, ...]:
    if not isinstance(step.act, acts.Open):
        raise TypeError("a case begins with being opened")
    his = not_his(Kind.OPEN if protect is None else Kind.PROTECT, around.who, barred=frozenset())
    faults = may_be_opened(step.act, step, around.known)
    measures = () if protect is None else tuple(measures_faults(protect))
    nothing = () if step.act.findings or protect else (Message.of("case_without_findings"),)
    return (*his, *faults, *measures, *nothing)


def signed_contract(id: str) -> values.Contract:
    """The contract of this id. Raises InputError (`no_such_contract`)."""
    found = values_of(values.Contract, Contract.objects.filter(id=id))
    if not found:
        raise InputError("no_such_contract", id=id[:100])
    return found[0]


def _by(what: acts.Act, who: Who, loaded: Loaded) -> By:
    kind = kind_of(what)
    out = barred(loaded.now, kind, getattr(what, "step", None))
    return _named(kind, who, out, minutes=getattr(what, "minutes", ""))


def _named(kind: Kind, who: Who, out: frozenset[str], *, minutes: str = "") -> By:
    """Who does it, in which capacity; one who has none is refused afterwards."""
    role, for_ = capacity(kind, who, barred=out, minutes=minutes) or ("", None)
    return By(account=who.account, person=who.person, provider=who.provider, for_=for_, role=role)
