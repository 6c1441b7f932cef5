"""Decisions of a demonstration: one on its way to each who signs, so that whoever looks can sign one.

They are proposed and signed by the accounts of the demonstration, in the way everybody does it.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import count

from django.db.models import Count

from answerable.actions.office.accounts import account_of
from answerable.actions.office.actors import actor_of
from answerable.actions.office.approvals import Content, Proposed, act, propose
from answerable.actions.office.attaching import Brought, attach
from answerable.actions.office.cases.at_once import open_cases
from answerable.actions.office.cases.deciding import end_closed
from answerable.actions.office.cases.loading import load
from answerable.actions.office.footing import ended_contracts
from answerable.core.register.approval import Act, from_cells
from answerable.core.register.permits import Actor
from answerable.records.models import Account, Approval, Contract, Finding, Post

_LONGER = timedelta(days=184)
_NOTICE = timedelta(days=30)
_PAPER = (
    b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
    b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
)
"""An empty sheet, which stands for the scan of a provider's consent."""
APART = timedelta(milliseconds=1)
"""Between two acts of a demonstration."""


@dataclass(frozen=True)
class _Wanted:
    """A decision to be put under way: what is proposed, and whom it waits for when it is first looked at."""

    kind: str
    contract: Contract
    content: Content
    waits_for: str


def put_under_way(*, at: datetime, on: date) -> int:
    """Put the decisions under way, if there is none on record and the handler has an account; how many they are."""
    handler = Account.objects.filter(username="handler", is_active=True).first()
    if Approval.objects.exists() or handler is None or handler.person_id is None:
        return 0
    body = (
        Post.objects.filter(person=handler.person_id, role="handler").values_list("body", flat=True).first()
    )
    if body is None:
        return 0
    consent = attach(Brought("同意解除.pdf", [_PAPER]), account=handler, at=at).hash
    wanted = tuple(_wanted(running_contracts(body, on=on), body, consent, on=on))
    # One act after the other: no two of them at the same instant, or their order would be lost.
    clock = (at + APART * step for step in count())
    for each in wanted:
        _put(each, clock, on=on)
    return len(wanted)


def running_contracts(body: str, *, on: date) -> list[Contract]:
    """The contracts of a body that run on the day; those in which most was found come first."""
    rows = list(
        Contract.objects.filter(body=body, starts__lte=on).exclude(ends__lt=on).order_by("starts", "id")
    )
    ended = ended_contracts([row.id for row in rows])
    counted = Finding.objects.filter(contract__in=[row.id for row in rows]).values_list("contract")
    found = dict(counted.annotate(n=Count("id")))
    return sorted((row for row in rows if row.id not in ended), key=lambda row: -found.get(row.id, 0))


def _wanted(contracts: list[Contract], body: str, consent: str, *, on: date) -> Iterator[_Wanted]:
    """One for each who signs: of the contract in which most was found, and of the one that goes best."""
    if not contracts:
        return
    troubled, sound = contracts[0], contracts[-1]
    open_findings = Finding.objects.filter(contract__in=contracts, decision=None).order_by("id")
    yield _Wanted("end", troubled, _ending(troubled, consent, on=on), "section")
    if sound.ends is not None:
        longer = {
            "new_ends": (sound.ends + _LONGER).isoformat(),
            "reason": "重新采购尚需时间，期间服务不能中断。",
        }
        yield _Wanted("extend", sound, longer, "legality")
    for finding in open_findings[:1]:
        yield _Wanted("finding", finding.contract, {"finding": finding.id, "decision": "confirmed"}, "leader")
    meeting = {"what": "约谈承接主体负责人，听取抽查中发现问题的改进安排。"}
    yield _Wanted("other", troubled, meeting, "leader")
    head = Post.objects.filter(body=body, role="head", starts__lte=on).exclude(ends__lt=on).first()
    if head is not None:
        note = "分管领导集中处理另一项目的整改，本项目改由主要负责人负责。"
        handed = {"person": head.person_id, "starts": (on + _NOTICE).isoformat(), "note": note}
        yield _Wanted("assign", sound, handed, "successor")


def _ending(contract: Contract, consent: str, *, on: date) -> Content:
    """An end that both sides agreed: one of one side alone would need a case that was walked to its end."""
    closed = {case: end_closed(load(case, on=on), "agreement", on=on) for case in open_cases(contract.id)}
    stated = {
        "way": "agreement",
        "last_day": min(on + _NOTICE, contract.ends or date.max).isoformat(),
        "reason": "双方协商一致提前终止，服务由本单位自行承担。",
        "consent_on": on.isoformat(),
        "consent": consent,
        "number": f"协终〔{on.year}〕1号",
        "continuity": "终止之日起由本单位组织人员自行承担，直至重新采购。",
        "continuity_way": "in_house",
    }
    case = next((each for each, reasons in closed.items() if not reasons), None)
    return stated if case is None else stated | {"case": case}


def _put(wanted: _Wanted, clock: Iterator[datetime], *, on: date) -> None:
    handler = _actor("handler", on=on)
    id = propose(Proposed(wanted.kind, wanted.contract.id, wanted.content), by=handler, at=next(clock), on=on)
    act(id, Act.SUBMIT, by=handler, at=next(clock), on=on)
    for role in _before(id, wanted.waits_for):
        act(id, Act.APPROVE, by=_actor(role, on=on), at=next(clock), on=on)


def _before(id: str, role: str) -> tuple[str, ...]:
    """Who signs after the handler and before this role; nobody where the chain has no such step."""
    roles = [step.role for step in from_cells(Approval.objects.get(id=id).progress).chain.steps]
    return tuple(roles[1 : roles.index(role)]) if role in roles else ()


def _actor(name: str, *, on: date) -> Actor:
    return actor_of(account_of(name), on=on)
