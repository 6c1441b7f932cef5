"""Findings: the inbox, and one finding with what it rests on, what its rule was worth so far, and what became of it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime

from django.db.models import Case, Q, QuerySet, When

from answerable.actions.office.actors import Subjects
from answerable.actions.office.judging import being_decided, under_way
from answerable.actions.office.pages.acts import Event, events_of
from answerable.actions.office.pages.choosing import Offered
from answerable.actions.office.pages.corrections import (
    Correction,
    corrections_of_findings,
    stood,
    was_taken_back,
)
from answerable.actions.office.pages.files import kept_of
from answerable.actions.office.pages.limits import overdue_from
from answerable.actions.office.pages.rules import (
    Precision,
    code_of,
    precisions,
    title_of,
    watch_rules,
    with_code,
)
from answerable.actions.office.pages.subjects import Asking, bodies_where
from answerable.core.register.permits import Act, Subject, may
from answerable.core.rulebook.watch import WatchEdition, WatchRule
from answerable.core.tables.declare import Both
from answerable.core.watch.accounts.values import Said
from answerable.core.watch.values import PREFIX
from answerable.records import models
from answerable.records.models import Approval, Finding, FindingPassage, FindingReply, Observation

STAGES = ("proposed", "under_way", "confirmed", "rejected")
CITIZENS = frozenset({Said.MESSAGE.value, Said.COMMENT.value})
"""Kinds of observations that hold what citizens wrote: for officials alone."""
MOST_SIMILAR = 50
_LIMIT = "finding.decide_workdays"


@dataclass(frozen=True)
class FindingLine:
    """One line of the inbox."""

    finding: Finding
    stage: str
    rule: Both | None
    late: bool


@dataclass(frozen=True)
class Passage:
    """Words that a finding points at, and those they repeat or contradict, each with where it stands."""

    text: str
    of: str
    at: datetime | None
    beside_text: str | None = None
    beside_of: str | None = None
    beside_at: datetime | None = None


@dataclass(frozen=True)
class FindingPage:
    """A finding as its reader sees it."""

    finding: Finding
    stage: str
    inside: bool
    late: bool
    passages: tuple[Passage, ...]
    observation: Observation | None
    answered: Observation | None
    """The citizen's message that the observation replies to."""
    voice: str | None
    """The registered account it speaks of."""
    code: str
    title: Both | None
    rule: WatchRule | None
    edition: WatchEdition | None
    """The rule as it was in force on the day of the finding."""
    precision: Precision | None
    decision: Approval | None
    """What is under way, or was last carried out or given up."""
    correction: Correction | None = None
    """Since when it no longer stands, and why."""
    replies: tuple[FindingReply, ...] = ()
    kept: frozenset[str] = frozenset()
    """The hashes of documents of the replies whose file is here."""
    events: tuple[Event, ...] = ()
    above: Finding | None = None
    below: Finding | None = None
    """Its neighbours in the inbox of what is not decided."""
    similar: tuple[Finding, ...] = field(default=())


def findings_seen(asked: Asking) -> QuerySet[Finding]:
    """The findings that the actor may see, undecided ones first, then the latest; a clerk those once confirmed."""
    decided = Case(When(decision=None, then=0), default=1)
    rows = Finding.objects.select_related("contract", "contract__provider")
    rows = rows.order_by(decided, "-found_on", "id")
    if asked.actor.provider is not None:
        return rows.filter(stood(on=asked.on), contract__provider=asked.actor.provider)
    return rows.filter(contract__body__in=bodies_where(asked, Act.SEE_CONTRACT))


def at_stage(rows: QuerySet[Finding], stage: str) -> QuerySet[Finding]:
    """Those of the findings that are proposed, being decided, confirmed or rejected."""
    if stage in ("confirmed", "rejected"):
        return rows.filter(decision=stage)
    undecided = rows.filter(decision=None)
    if stage == "under_way":
        return undecided.filter(id__in=being_decided())
    return undecided.exclude(id__in=being_decided())


def by_rule(rows: QuerySet[Finding], code: str) -> QuerySet[Finding]:
    """Those of the findings that rest on this rule, about whomever."""
    return rows.filter(Q(rule=code) | Q(rule__startswith=f"{code} "))


def finding_lines(rows: Sequence[Finding], *, on: date) -> Iterable[FindingLine]:
    """A line for each of the findings, with two queries for all of them."""
    ids = [row.id for row in rows]
    contents = under_way().filter(content__finding__in=ids).values_list("content", flat=True)
    deciding = {content["finding"] for content in contents}
    since, known = overdue_from(_LIMIT, on=on), watch_rules()
    for row in rows:
        stage = _stage(row, row.id in deciding)
        title = None if row.rule is None else title_of(code_of(row.rule), known)
        yield FindingLine(row, stage, title, _late(row, since))


def _stage(row: Finding, deciding: bool) -> str:
    return row.decision or ("under_way" if deciding else "proposed")


def _late(row: Finding, since: date | None) -> bool:
    return row.decision is None and since is not None and row.found_on <= since


def finding_subject(id: str, asked: Asking) -> Subject | None:
    """The finding as something that is asked about; None if there is none. Providers see it once it is confirmed,
    and with its correction if it was taken back since.
    """
    row = (
        Finding.objects.filter(id=id).values_list("contract__body", "contract__provider", "decision").first()
    )
    if row is None:
        return None
    subject = Subjects(asked.on).contract(body=row[0], provider=row[1])
    if row[2] == "confirmed" or (row[2] == "rejected" and was_taken_back(id)):
        return subject
    return Subject(subject.kind, subject.body, subject.bodies)


def finding_page(id: str, asked: Asking, subject: Subject) -> FindingPage:
    """The finding as this reader sees it; whoever calls has asked whether he may."""
    row = Finding.objects.select_related("contract", "contract__provider", "decided_by").get(id=id)
    inside = may(asked.actor, Act.SEE_CONTRACT, subject)
    code = code_of(row.rule)
    known = watch_rules()
    rule = known.get(code.removeprefix(PREFIX)) if code.startswith(PREFIX) else None
    decisions = Approval.objects.filter(kind="finding", contract=row.contract_id, content__finding=id)
    decision = decisions.order_by("-opened_at", "-id").first() if inside else None
    replies = tuple(FindingReply.objects.filter(finding=id).order_by("said_at", "pk"))
    seen = _said(row, inside=inside)
    page = FindingPage(
        finding=row,
        stage=_stage(row, under_way().filter(content__finding=id).exists()),
        inside=inside,
        late=_late(row, overdue_from(_LIMIT, on=asked.on)),
        passages=passages_of([id], inside=inside).get(id, ()),
        observation=seen,
        answered=_answered(seen) if inside else None,
        voice=_voice(row, seen),
        code=code,
        title=title_of(code, known) if code else None,
        rule=rule,
        edition=None if rule is None else rule.at(row.found_on),
        precision=precisions(on=asked.on, codes=[code]).get(code) if code and inside else None,
        decision=decision,
        correction=corrections_of_findings([id]).get(id) if row.decision == "rejected" else None,
        replies=replies,
        kept=kept_of(each.document for each in replies),
    )
    return _with_inner_parts(page, asked) if inside else page


def _with_inner_parts(page: FindingPage, asked: Asking) -> FindingPage:
    row = page.finding
    inbox = at_stage(findings_seen(asked), "proposed").exclude(id=row.id)
    before = Q(found_on__gt=row.found_on) | Q(found_on=row.found_on, id__lt=row.id)
    decisions = Approval.objects.filter(kind="finding", contract=row.contract_id, content__finding=row.id)
    return replace(
        page,
        events=events_of(Q(of="findings", key=row.id) | Q(of="approvals", key__in=decisions.values("id"))),
        below=inbox.filter(~before).first(),
        above=inbox.filter(before).order_by("found_on", "-id").first(),
        similar=tuple(similar(row.id)) if page.stage == "proposed" else (),
    )


def similar(id: str) -> QuerySet[Finding]:
    """Undecided findings of the same rule on the same contract, which may be decided together; no more than so many."""
    row = Finding.objects.filter(id=id).exclude(rule=None).first()
    if row is None:
        return Finding.objects.none()
    rows = at_stage(Finding.objects.filter(contract=row.contract_id), "proposed").exclude(id=id)
    return by_rule(rows, code_of(row.rule)).order_by("-found_on", "id")[:MOST_SIMILAR]


def next_in_inbox(asked: Asking) -> Finding | None:
    """The latest finding that nobody has decided, and nobody is deciding."""
    return at_stage(findings_seen(asked), "proposed").first()


def rules_found(asked: Asking) -> tuple[Offered, ...]:
    """The rules that the findings rest on which the actor may see."""
    rows, known = with_code(findings_seen(asked).exclude(rule=None)).order_by("code"), watch_rules()
    codes = rows.values_list("code", flat=True).distinct()
    return tuple(Offered(code, title_of(code, known)) for code in codes)


def contracts_to_act_on(asked: Asking, act: Act) -> tuple[Offered, ...]:
    """The contracts of the bodies in which the actor may do this, by name."""
    rows = models.Contract.objects.filter(body__in=bodies_where(asked, act)).order_by("name", "id")
    return tuple(
        Offered(id, Both(f"{zh}（{id}）", f"{en or zh} ({id})"))
        for id, zh, en in rows.values_list("id", "name", "name_en")
    )


def _said(row: Finding, *, inside: bool) -> Observation | None:
    found = Observation.objects.filter(id=row.observation).first() if row.observation else None
    return None if found is not None and found.kind in CITIZENS and not inside else found


def _answered(seen: Observation | None) -> Observation | None:
    if seen is None or seen.answers is None:
        return None
    return Observation.objects.filter(id=seen.answers).first()


def _voice(row: Finding, seen: Observation | None) -> str | None:
    """The registered account, site or paper of the contract that said it, or that the rule names."""
    parts = (row.rule or "").split(" ")
    named = {parts[1]} if len(parts) > 1 else set()
    said = {seen.voice} if seen is not None else set()
    rows = models.Voice.objects.filter(contract=row.contract_id)
    return (
        rows.filter(Q(id__in=named | said) | Q(name__in=said))
        .order_by("id")
        .values_list("id", flat=True)
        .first()
    )


def passages_of(findings: Iterable[str], *, inside: bool) -> Mapping[str, tuple[Passage, ...]]:
    """The passages of several findings, with two queries for all of them; citizens' words for officials alone."""
    rows = list(FindingPassage.objects.filter(finding__in=list(findings)).order_by("finding", "number"))
    named = {id for row in rows for id in (row.of, row.beside_of) if id is not None}
    places = {
        id: (kind, at)
        for id, kind, at in Observation.objects.filter(id__in=named).values_list("id", "kind", "at")
    }
    found: dict[str, tuple[Passage, ...]] = {}
    for row in rows:
        hidden = {id for id, (kind, _) in places.items() if kind in CITIZENS and not inside}
        if row.of not in hidden:
            passage = _passage(row, places, beside=row.beside_of is not None and row.beside_of not in hidden)
            found[row.finding_id] = (*found.get(row.finding_id, ()), passage)
    return found


def _passage(row: FindingPassage, places: Mapping[str, tuple[str, datetime]], *, beside: bool) -> Passage:
    def at(id: str | None) -> datetime | None:
        return None if id is None or id not in places else places[id][1]

    if not beside:
        return Passage(row.text, row.of, at(row.of))
    return Passage(row.text, row.of, at(row.of), row.beside_text, row.beside_of, at(row.beside_of))
