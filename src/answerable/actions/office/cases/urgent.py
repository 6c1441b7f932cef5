"""Danger does not wait, and neither does word of it: who answers, the heads and the provider hear at once."""

from datetime import date, datetime

from answerable.actions.office.cases.loading import Loaded
from answerable.actions.office.links import case_path
from answerable.actions.office.recipients import Recipients
from answerable.actions.office.telling import settle, tell
from answerable.core.enforce.course import acts
from answerable.core.enforce.course.steps import Step
from answerable.core.enforce.course.values import CaseNow
from answerable.core.register.notices import Kind
from answerable.core.register.values import Contract
from answerable.records import models
from answerable.records.values import values_of


def tell_at_once(loaded: Loaded, step: Step, now: CaseNow) -> None:
    """Tell of measures that the step takes; settle what was told of those that it reviews or lifts."""
    if isinstance(step.act, acts.Protect):
        tell_measures(loaded.id, loaded.contract, key=str(now.steps), on=step.on, at=step.at)
    held = {taken.step for taken in loaded.now.protections if taken.in_force and taken.upheld is None}
    still = {taken.step for taken in now.protections if taken.in_force and taken.upheld is None}
    if done := held - still:
        settle(Kind.CASE_PROTECTED, *(_key(loaded.id, str(number)) for number in done), at=step.at)


def tell_measures(case: str, contract: Contract, *, key: str, on: date, at: datetime) -> int:
    """Tell who answers, the nearest head and the provider's clerks of measures; how many were told."""
    recipients = Recipients(on=on, contracts=[contract.id])
    people = recipients.people
    answers = people.who_answers(contract, on=on)
    persons = {each.id for each in (answers.person, answers.leader, answers.by_default) if each is not None}
    persons |= set(people.heads_upwards(contract.body, on=on)[:1])
    accounts = recipients.in_role(contract.body, "head") | recipients.clerks(contract.provider)
    for person in persons:
        accounts |= recipients.of_person(person)
    return tell(
        sorted(accounts),
        Kind.CASE_PROTECTED,
        key=_key(case, key),
        link=case_path(case),
        at=at,
        params={"contract": contract.name, "contract_en": contract.name_en},
        urgent=True,
    )


def tell_suspended(case: str, contract: str, *, on: date, at: datetime) -> int:
    """The same of a contract that was suspended by a decision, in a case of its own."""
    (signed,) = values_of(Contract, models.Contract.objects.filter(id=contract))
    return tell_measures(case, signed, key="suspended", on=on, at=at)


def _key(case: str, key: str) -> str:
    return f"{case}/{key}"
