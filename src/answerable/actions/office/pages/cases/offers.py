"""What the forms of a case offer to choose from: steps that they may be about, findings, matters, contracts."""

from collections.abc import Callable, Iterable
from datetime import date, timedelta
from typing import Protocol

from django.db.models import Q, QuerySet

from answerable.actions.office.cases.at_once import NEW_CASE
from answerable.actions.office.cases.loading import calendar_on, load
from answerable.actions.office.pages.choosing import Offered
from answerable.actions.office.pages.matters import SETTLED
from answerable.actions.office.pages.subjects import Asking, bodies_where
from answerable.core.enforce.course.clocks import as_of
from answerable.core.enforce.course.refuse import objection_until
from answerable.core.enforce.course.values import CaseNow
from answerable.core.register.permits import Act
from answerable.core.tables.declare import Both
from answerable.records.models import (
    Case,
    CaseCourse,
    CaseFinding,
    CaseStep,
    Contract,
    Finding,
    Matter,
    Order,
)
from answerable.render import words

Steps = Callable[[CaseNow, date], Iterable[int]]
"""The numbers of the steps of a case that something may be done about."""
_SHORT = 60
_MOST = 100
"""Matters to choose from."""
_MOST_OPEN = 500
"""The same where those of every contract are offered."""
_LATELY = timedelta(days=14)
"""How long ago a matter was raised that may lead to measures at once."""


class Findings(Protocol):
    """Findings that are offered for an object."""

    def __call__(self, key: str, *, on: date) -> tuple[Offered, ...]: ...


class Codes(Protocol):
    """Codes that are offered for an object."""

    def __call__(self, key: str, *, on: date) -> tuple[str, ...]: ...


def now_of(case: str, *, on: date) -> CaseNow:
    """Where the case stands at the end of the day."""
    return as_of(load(case, on=on).now, calendar_on()(on), on=on)


def steps(case: str, which: Steps, *, on: date) -> tuple[Offered, ...]:
    """Those of the steps, each with its number, its day and its name."""
    now = now_of(case, on=on)
    rows = {row.number: row for row in CaseStep.objects.filter(case=case)}
    return tuple(_step(number, rows.get(number), now) for number in dict.fromkeys(which(now, on)))


def _step(number: int, row: CaseStep | None, now: CaseNow) -> Offered:
    kind, day = ("take_over", now.opened_on) if row is None else (row.act, row.on)
    zh, en = (words.term("case_act", kind, lang) for lang in ("zh", "en"))
    return Offered(str(number), Both(f"第{number}步 {day} {zh}", f"step {number}, {day}: {en}"))


def to_review(now: CaseNow, _: date) -> Iterable[int]:
    """Measures that nobody has reviewed."""
    return (each.step for each in now.protections if each.upheld is None and each.in_force)


def to_lift(now: CaseNow, _: date) -> Iterable[int]:
    """Measures that are in force."""
    return (each.step for each in now.protections if each.in_force)


def to_contest(now: CaseNow, on: date) -> Iterable[int]:
    """Steps against which the time for an objection runs."""
    made, calendar = {each.against for each in now.objections}, calendar_on()(on)
    return (
        each.step
        for each in now.contestable
        if each.step not in made and objection_until(now, each, calendar) >= on
    )


def to_contest_on_paper(now: CaseNow, _: date) -> Iterable[int]:
    """Steps that nobody has objected to: the day on which a paper came in says whether it is in time."""
    made = {each.against for each in now.objections}
    return (each.step for each in now.contestable if each.step not in made)


def to_file(now: CaseNow, _: date) -> Iterable[int]:
    """Steps that may be brought before somebody else."""
    return (each.step for each in now.contestable)


def objections(now: CaseNow, _: date) -> Iterable[int]:
    """Objections that nobody has decided."""
    return (each.step for each in now.objections if each.result is None)


def procedures(now: CaseNow, _: date) -> Iterable[int]:
    """Procedures elsewhere whose end is open."""
    return (each.step for each in now.outside if each.result is None)


def owed(now: CaseNow, _: date) -> Iterable[int]:
    """Decisions for which something published has still to be corrected."""
    return (each.step for each in now.owed if each.done_on is None)


def places(case: str, *, on: date) -> tuple[Offered, ...]:
    """Where a correction is still owed."""
    found = dict.fromkeys(each.place for each in now_of(case, on=on).owed if each.done_on is None)
    return tuple(Offered(each, Both(each, each)) for each in found)


def left_over(key: str, *, on: date) -> tuple[str, ...]:
    """What of the hand-over is not done."""
    return now_of(key, on=on).left_over


def forums(key: str, *, on: date) -> tuple[str, ...]:
    """To whom the law of the route leads beside the body itself."""
    return tuple(each.to for each in now_of(key, on=on).route.remedies if each.to != "objection")


def to_order(key: str, *, on: date) -> tuple[Offered, ...]:
    """The findings of the case on which an order has to say something."""
    return _found(Finding.objects.filter(id__in=now_of(key, on=on).to_order))


def all_in(key: str, *, on: date) -> tuple[Offered, ...]:
    """Every finding of the case."""
    return _found(Finding.objects.filter(id__in=now_of(key, on=on).findings))


def not_in(key: str, *, on: date) -> tuple[Offered, ...]:
    """Confirmed findings on the contract that belong to no case yet."""
    contract = Case.objects.filter(id=key).values_list("contract", flat=True).first()
    return () if contract is None else to_open(contract, on=on)


def to_open(key: str, *, on: date) -> tuple[Offered, ...]:
    """Confirmed findings on a contract that belong to no case yet."""
    rows = Finding.objects.filter(contract=key, decision="confirmed", decided_on__lte=on)
    ordered = Order.objects.exclude(finding=None).values("finding")
    return _found(rows.exclude(id__in=CaseFinding.objects.values("finding")).exclude(id__in=ordered))


def matters(key: str, *, on: date) -> tuple[Offered, ...]:
    """Citizens' matters on a contract, the latest first."""
    rows = Matter.objects.filter(contract=key).order_by("-raised_on", "id")[:_MOST]
    return tuple(Offered(row.id, _cut(f"{row.raised_on} {row.id}", row.topic, row.topic)) for row in rows)


def matters_to_protect(asked: Asking) -> tuple[Offered, ...]:
    """What citizens raised on contracts in which the actor may take measures, the latest first.

    That is what is not settled, however old, and what was raised in the last days.
    """
    rows = Matter.objects.filter(
        ~SETTLED | Q(raised_on__gt=asked.on - _LATELY),
        contract__body__in=bodies_where(asked, Act.ACT_IN_CASE),
        raised_on__lte=asked.on,
    ).order_by("-raised_on", "id")[:_MOST_OPEN]
    return tuple(Offered(row.id, _cut(f"{row.raised_on}", row.topic, row.topic)) for row in rows)


def open_cases(contract: str) -> tuple[Offered, ...]:
    """The cases of a contract that are not over, by what they are about."""
    over = CaseCourse.objects.filter(final=True).values("case")
    rows = Case.objects.filter(contract=contract).exclude(id__in=over).order_by("-opened_on", "id")
    return tuple(
        Offered(row.id, _cut(f"{row.opened_on} {row.id}", row.subject, row.subject_en or row.subject))
        for row in rows
    )


def cases_to_protect(asked: Asking) -> tuple[Offered, ...]:
    """The cases that are not over on contracts in which the actor may take measures, and a new one."""
    over = CaseCourse.objects.filter(final=True).values("case")
    rows = Case.objects.filter(contract__body__in=bodies_where(asked, Act.ACT_IN_CASE)).exclude(id__in=over)
    found = (_on_contract(row) for row in rows.select_related("contract").order_by("-opened_on", "id"))
    both = Both(*(words.label("web_case_new", lang) for lang in ("zh", "en")))
    return (Offered(NEW_CASE, both), *found)


def _on_contract(row: Case) -> Offered:
    contract = row.contract
    said = _cut(str(row.opened_on), row.subject, row.subject_en or row.subject)
    zh, en = contract.name, contract.name_en or contract.name
    return Offered(row.id, Both(f"{zh}：{said.zh}", f"{en}: {said.en}"))


def contracts_to_protect(asked: Asking) -> tuple[Offered, ...]:
    """The contracts in which the actor may take measures, by name."""
    rows = Contract.objects.filter(body__in=bodies_where(asked, Act.ACT_IN_CASE)).order_by("name", "id")
    return tuple(
        Offered(id, Both(f"{zh}（{id}）", f"{en or zh} ({id})"))
        for id, zh, en in rows.values_list("id", "name", "name_en")
    )


def _found(rows: QuerySet[Finding]) -> tuple[Offered, ...]:
    return tuple(
        Offered(row.id, _cut(f"{row.found_on} {row.id}", row.what, row.what_en or row.what))
        for row in rows.order_by("-found_on", "id")
    )


def _cut(head: str, zh: str, en: str) -> Both:
    def short(text: str) -> str:
        line = " ".join(text.split())
        return line if len(line) <= _SHORT else f"{line[:_SHORT]}…"

    return Both(f"{head} {short(zh)}", f"{head} {short(en)}")
