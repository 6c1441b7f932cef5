"""What waits for whom in cases on a day, as notices: turns, reminders, what is overdue and to whom that goes, papers
to be received, and what is new.
"""

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta

from django.db.models import Max, Q

from answerable.actions.office.cases.told_of import told_with
from answerable.actions.office.links import case_path
from answerable.actions.office.recipients import Recipients
from answerable.actions.office.telling import Waits, in_short
from answerable.core.enforce.course.owners import above
from answerable.core.enforce.course.reminders import is_news, reminder
from answerable.core.enforce.course.steps import Kind as Step
from answerable.core.enforce.course.turns import PROVIDER
from answerable.core.register.notices import Kind, Notice
from answerable.core.register.values import Contract
from answerable.records import models
from answerable.records.models import CaseStep, CaseTurn
from answerable.records.values import values_of

SUPERVISOR = "supervisor"
NEWS = timedelta(days=30)
"""What was decided, or said, longer ago is no news."""
KINDS = (
    *(Kind.CASE_TURN, Kind.CASE_REMINDER, Kind.CASE_OVERDUE, Kind.CASE_ESCALATED),
    *(Kind.CASE_PAPER, Kind.CASE_DECIDED, Kind.CASE_HEARD),
)
DECIDED = (
    *(Step.DISMISS, Step.ORDER, Step.EXTEND, Step.RECHECK, Step.ACCEPT_REST),
    *(Step.FIND_NOT_CORRECTED, Step.END, Step.REVIEW_PROTECTION, Step.LIFT),
    *(Step.PAUSE, Step.RESUME, Step.DECIDE_OBJECTION),
)
"""Steps that the provider is told of, in cases that it knows of; of measures it hears at once. A case that is dropped
never concerned it, and a referral is between the body and the authority.
"""
SAID = (Step.STATE, Step.REPORT, Step.CONTEST)
"""What only the provider says, even where an official records it because it came on paper."""
HEARD = (*SAID, Step.GO_OUTSIDE)
"""Steps of the provider that officials are told of, until one of them takes the next."""
_SERVE = "serve"
_LONGEST = 200
_AT_ONCE = 500


def in_cases(*, on: date) -> Iterator[Waits]:
    """Everything that waits in cases for somebody with an account. How many queries it makes does not depend on it."""
    turns = list(CaseTurn.objects.order_by("by", "row"))
    steps = _steps(on)
    late = {each.contract_id for each in turns if _is_late(each, on)}
    heard = {each.case.contract_id for each in steps if each.act in HEARD}
    recipients = Recipients(on=on, contracts=late | heard)
    contracts = _contracts({each.contract_id for each in turns} | {each.case.contract_id for each in steps})
    for turn in turns:
        yield from _of_turn(turn, contracts[turn.contract_id], recipients)
    for step in steps:
        yield from _of_step(step, contracts[step.case.contract_id], recipients)


def owners(turn: CaseTurn, contract: Contract, recipients: Recipients) -> frozenset[str]:
    """The accounts whose turn it is: the provider's clerks; the person and whoever acts for him; a body's heads."""
    if turn.side == PROVIDER and turn.owner == contract.provider:
        return recipients.clerks(contract.provider)
    return recipients.of_person(turn.owner) | recipients.in_role(turn.owner, "head")


def watchers(turn: CaseTurn, contract: Contract, recipients: Recipients) -> frozenset[str]:
    """Those above, to whom it goes once it is overdue: who answers, the heads, and who supervises the body."""
    on, people = recipients.on, recipients.people
    found: frozenset[str] = frozenset()
    for person in above(contract, people, on=on):
        found |= recipients.of_person(person)
    for body in people.upwards(contract.body, on=on):
        found |= recipients.in_role(body, SUPERVISOR)
    return found - owners(turn, contract, recipients)


def _of_turn(turn: CaseTurn, contract: Contract, recipients: Recipients) -> Iterator[Waits]:
    on, mine = recipients.on, sorted(owners(turn, contract, recipients))
    begun, due = f"{_named(turn)}@{turn.since}", f"{_named(turn)}@{turn.since}/{turn.by}"
    yield from _told(Kind.CASE_TURN, mine, begun, turn, contract)
    if turn.what == _SERVE:
        yield from _told(Kind.CASE_PAPER, recipients.clerks(contract.provider), begun, turn, contract)
    if _is_late(turn, on):
        # Of an act that silence stands in for there is nothing more to do: the clock moves the case on.
        if not turn.silence:
            yield from _told(Kind.CASE_OVERDUE, mine, f"{due}/{on}", turn, contract)
            higher = watchers(turn, contract, recipients)
            yield from _told(Kind.CASE_ESCALATED, higher, f"{due}/{on}", turn, contract)
        return
    days = reminder(turn.by, on=on)
    if days is not None and turn.paused_until is None:
        news = is_news(turn.by, on=on)
        yield from _told(Kind.CASE_REMINDER, mine, f"{due}/{days}", turn, contract, news=news)


def _told(
    kind: Kind, accounts: Iterable[str], key: str, turn: CaseTurn, contract: Contract, *, news: bool = True
) -> Iterator[Waits]:
    params = in_short(_names(contract) | {"by": turn.by.isoformat()})
    for account in sorted(accounts):
        yield Waits(Notice(kind, account, key, case_path(turn.case_id), params), news)


def _is_late(turn: CaseTurn, on: date) -> bool:
    return turn.by < on


def _named(turn: CaseTurn) -> str:
    """What waits, as a part of a key that is never too long."""
    whole = f"{turn.case_id}/{turn.key}/{turn.what}"
    if len(whole) <= _LONGEST:
        return whole
    return f"{turn.case_id}/{hashlib.sha256(whole.encode('utf-8')).hexdigest()}"


def _steps(on: date) -> list[CaseStep]:
    """What was decided and said lately; of what was said only what no official has taken a step after."""
    lately = CaseStep.objects.filter(on__gt=on - NEWS, on__lte=on).select_related("case")
    decided = list(told_with(lately.filter(act__in=[each.value for each in DECIDED])).order_by("row"))
    theirs = Q(act__in=[each.value for each in SAID]) | Q(provider__isnull=False)
    heard = list(lately.filter(theirs, act__in=[each.value for each in HEARD]).order_by("row"))
    answered = _last_of_officials([each.case_id for each in heard])
    return [*decided, *(each for each in heard if each.number > answered.get(each.case_id, 0))]


def _last_of_officials(cases: Sequence[str]) -> Mapping[str, int]:
    found: dict[str, int] = {}
    for first in range(0, len(cases), _AT_ONCE):
        rows = CaseStep.objects.filter(case__in=cases[first : first + _AT_ONCE], person__isnull=False)
        rows = rows.exclude(act__in=[each.value for each in SAID])
        found |= dict(rows.values_list("case").annotate(last=Max("number")))
    return found


def _of_step(step: CaseStep, contract: Contract, recipients: Recipients) -> Iterator[Waits]:
    if step.act in DECIDED:
        kind, accounts = Kind.CASE_DECIDED, recipients.clerks(contract.provider)
    else:
        kind, accounts = Kind.CASE_HEARD, recipients.in_role(contract.body, "handler")
        answers = recipients.people.who_answers(contract, on=recipients.on).person
        accounts |= frozenset() if answers is None else recipients.of_person(answers.id)
    key, link = f"{step.case_id}/{step.number}", case_path(step.case_id)
    for account in sorted(accounts - {step.account}):
        yield Waits(Notice(kind, account, key, link, in_short(_names(contract))))


def _contracts(ids: Iterable[str]) -> Mapping[str, Contract]:
    wanted = sorted(frozenset(ids))
    found: dict[str, Contract] = {}
    for first in range(0, len(wanted), _AT_ONCE):
        rows = models.Contract.objects.filter(id__in=wanted[first : first + _AT_ONCE])
        found |= {each.id: each for each in values_of(Contract, rows)}
    return found


def _names(contract: Contract) -> dict[str, str | None]:
    return {"contract": contract.name, "contract_en": contract.name_en}
