"""Decisions on their way: which of them wait for whom; and one of them, with what it changes and who signed."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from answerable.actions.office.actors import Subjects
from answerable.actions.office.approvals import open_to
from answerable.actions.office.obstacles import obstacles
from answerable.actions.office.pages.cases.items import items_of
from answerable.actions.office.pages.changes import Change, changes_of
from answerable.actions.office.pages.choosing import lawful_grounds
from answerable.actions.office.pages.files import kept_of
from answerable.actions.office.pages.subjects import Asking
from answerable.actions.office.topics import ABOUT_WORK
from answerable.core.register.approval import FINAL, Act, Step, from_cells
from answerable.core.register.permits import Subject
from answerable.core.tables.declare import Both
from answerable.core.terms.message import Message
from answerable.records.models import Approval, Case, Clause, Finding, Person, WorkItem

_ON_PAGE = frozenset({Act.SUBMIT, Act.APPROVE, Act.RETURN, Act.REJECT, Act.WITHDRAW})


@dataclass(frozen=True)
class Signed:
    """One signature, with names."""

    role: str
    by: Person | None
    for_: Person | None
    at: datetime
    minutes: str | None


@dataclass(frozen=True)
class DecisionPage:
    """A decision as its reader sees it."""

    approval: Approval
    cells: tuple[tuple[str, str, Person | None], ...]
    """What is proposed: the name of the cell, its text, and whom it names, if anybody."""
    signed: tuple[Signed, ...]
    waits_for: Step | None
    reason: str | None
    acts: tuple[str, ...]
    changes: tuple[Change, ...] = ()
    """What it changes, before and after, as things stand today."""
    may_edit: bool = False
    item: WorkItem | None = None
    """The work item whose verdict is signed; of other decisions none."""
    items: tuple[Mapping[str, Any], ...] = ()
    """What an order demands, item by item; of other decisions none."""
    case: Case | None = None
    """The case in which an order is issued, or a contract ends."""
    ground: Both | None = None
    """The clause or the ground in law on which the contract is to end, in words; None where none is stated."""
    finding: Finding | None = None
    """The finding that is decided on; of other decisions none."""
    kept: frozenset[str] = frozenset()
    """Hashes of files that it states and that were brought here."""
    still: tuple[Step, ...] = ()
    """The steps after the one it waits at."""
    obstacles: tuple[Message, ...] = ()
    """What its gate would say were everybody to sign now; nothing of a decision that is over."""

    @property
    def needs_minutes(self) -> bool:
        return self.waits_for is not None and self.waits_for.role == "collective"


def decision_of(id: str) -> Approval | None:
    """The decision of this id."""
    return Approval.objects.select_related("contract", "body").filter(id=id).first()


def decision_subject(approval: Approval, asked: Asking) -> Subject:
    """The decision as something that is asked about: its body's, and of those above it."""
    owner, above = Subjects(asked.on).line(approval.body_id)
    return Subject("decision", body=owner, bodies=above)


def decision_page(approval: Approval, asked: Asking, *, now: datetime) -> DecisionPage:
    """The decision as this reader sees it; whoever calls has asked whether he may."""
    progress = from_cells(approval.progress)
    ids = {person for each in progress.signatures for person in (each.by, each.for_) if person}
    stated = {name: str(text) for name, text in approval.content.items() if text}
    people = Person.objects.in_bulk([*ids, *(text for name, text in stated.items() if name == "person")])
    open_now = open_to(approval, by=asked.actor, at=now, on=asked.on)
    return DecisionPage(
        approval=approval,
        cells=tuple((name, text, people.get(text)) for name, text in stated.items()),
        signed=tuple(
            Signed(each.role, people.get(each.by), people.get(each.for_ or ""), each.at, each.minutes)
            for each in progress.signatures
        ),
        waits_for=progress.step,
        reason=progress.reason,
        acts=tuple(each.value for each in Act if each in open_now and each in _ON_PAGE),
        changes=changes_of(approval, on=asked.on),
        may_edit=Act.EDIT in open_now,
        items=items_of(approval.content),
        case=Case.objects.filter(id=stated.get("case", "")).first(),
        ground=_ground(stated, on=asked.on),
        kept=kept_of([stated.get("consent")]),
        finding=Finding.objects.filter(id=stated.get("finding", "")).first(),
        still=progress.chain.steps[progress.at + 1 :] if progress.step is not None else (),
        obstacles=() if progress.state in FINAL else obstacles(approval, on=asked.on),
        item=WorkItem.objects.filter(id=approval.subject).first() if approval.kind in ABOUT_WORK else None,
    )


def _ground(stated: Mapping[str, str], *, on: date) -> Both | None:
    """The text of the clause, or the title of the ground in law as it is on the day."""
    clause = Clause.objects.filter(id=stated.get("clause", "")).first()
    if clause is not None:
        return Both(clause.text, clause.text)
    if "statutory" not in stated:
        return None
    known = {each.ground.id: each.ground.title for each in lawful_grounds(on=on)}
    return known.get(stated["statutory"])
