"""Watched accounts: the list, and one account with what it said and what was found in it, side by side."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Exists, OuterRef, Q, QuerySet, Value
from django.db.models.functions import Concat

from answerable.actions.office.actors import Subjects
from answerable.actions.office.pages.board import BoardLine, Day, board_lines
from answerable.actions.office.pages.findings import CITIZENS, Passage, passages_of
from answerable.actions.office.pages.said import Week, weeks_of
from answerable.actions.office.pages.subjects import Asking
from answerable.core.register.permits import Act, Subject, may
from answerable.records.models import (
    Finding,
    FindingPassage,
    FollowerCount,
    Observation,
    Person,
    Review,
    Voice,
    VoiceFiling,
)

KINDS = ("post", "reply", "message", "comment")
_OWN = ("post", "reply")
_MOST = 12


@dataclass(frozen=True)
class Found:
    """A finding on an account, with its passages."""

    finding: Finding
    passages: tuple[Passage, ...]


@dataclass(frozen=True)
class Entry:
    """One thing that was said, with what it answers, who reviewed it, and what was found in it."""

    said: Observation
    asked: Observation | None
    """The citizen's words that it replies to; for a clerk None."""
    inside: bool
    answered: Observation | None
    """Of a citizen's message or comment: the first reply."""
    review: Review | None
    unreviewed: bool
    """It needed a review record before it was published, and has none."""
    found: tuple[Found, ...]

    @property
    def steps(self) -> tuple[tuple[Person | None, date | None], ...]:
        """Who reviewed it first, second and third, and when; for a clerk when, and nobody's name."""
        row = self.review
        if row is None:
            return ()
        steps = (
            (row.first_by, row.first_on),
            (row.second_by, row.second_on),
            (row.third_by, row.third_on),
        )
        return tuple((by if self.inside else None, on) for by, on in steps)

    @property
    def hours(self) -> int | None:
        """After how many hours it was answered, or answers."""
        earlier, later = (self.asked, self.said) if self.asked is not None else (self.said, self.answered)
        return (
            None if later is None or earlier is later else int((later.at - earlier.at) / timedelta(hours=1))
        )


@dataclass(frozen=True)
class VoicePage:
    """An account as its reader sees it."""

    voice: Voice
    inside: bool
    board: BoardLine
    weeks: tuple[Week, ...]
    findings: tuple[Found, ...]
    """The latest on the account, whatever they rest on."""
    followers: tuple[FollowerCount, ...]
    filings: tuple[VoiceFiling, ...]


def with_findings(rows: QuerySet[Voice], *, confirmed: bool) -> QuerySet[Voice]:
    """Those of the voices on which there is a finding; one that was confirmed, where that is asked."""
    said = Observation.objects.filter(id=OuterRef("observation"), contract=OuterRef("contract"))
    said = said.filter(Q(voice=OuterRef(OuterRef("id"))) | Q(voice=OuterRef(OuterRef("name"))))
    named = Concat(Value(" "), OuterRef("id"), Value(" "))
    found = Finding.objects.filter(contract=OuterRef("contract")).filter(
        Exists(said) | Q(rule__contains=named)
    )
    return rows.filter(Exists(found.filter(decision="confirmed") if confirmed else found))


def voice_subject(id: str, asked: Asking) -> Subject | None:
    """The voice as something that is asked about; None if there is none."""
    row = Voice.objects.filter(id=id).values_list("contract__body", "contract__provider").first()
    return None if row is None else Subjects(asked.on).contract(body=row[0], provider=row[1])


def voice_page(id: str, asked: Asking, subject: Subject, day: Day) -> VoicePage:
    """The account as this reader sees it; whoever calls has asked whether he may."""
    row = Voice.objects.select_related("contract", "contract__provider", "reviewer").get(id=id)
    inside = may(asked.actor, Act.SEE_CONTRACT, subject)
    (line,) = board_lines([row], day)
    return VoicePage(
        voice=row,
        inside=inside,
        board=line,
        weeks=weeks_of(row, own_of(row), day),
        findings=_found(_on_voice(row, inside=inside)[:_MOST], inside=inside),
        followers=tuple(FollowerCount.objects.filter(voice=id).order_by("-counted_on")[:_MOST]),
        filings=tuple(VoiceFiling.objects.filter(voice=id).order_by("-happened_on", "what")),
    )


def own_of(voice: Voice) -> QuerySet[Observation]:
    """What the voice said itself: what bears its id, or its name where no other voice of the contract has it."""
    rows = Observation.objects.filter(contract=voice.contract_id)
    shared = Voice.objects.filter(contract=voice.contract_id, name=voice.name).exclude(id=voice.id)
    named = Q(voice=voice.id) if shared.exists() else Q(voice=voice.id) | Q(voice=voice.name)
    return rows.filter(named)


def said_of(voice: Voice, *, kind: str, found: bool, inside: bool) -> QuerySet[Observation]:
    """What was said by the voice, or to it where the kind is a citizen's; the latest first.

    With `found` only what a finding rests on. To whoever is not inside there are no citizens, not even where their
    words bear the name of the voice.
    """
    if kind in CITIZENS:
        rows = _addressed(voice, kind) if inside else Observation.objects.none()
    elif kind:
        rows = own_of(voice).filter(kind=kind)
    else:
        rows = own_of(voice).filter(kind__in=_OWN) if voice.kind == "account" else own_of(voice)
    if not inside:
        rows = rows.exclude(kind__in=CITIZENS)
    if found:
        rows = rows.filter(_pointed_at(voice, inside=inside))
    return rows.order_by("-at", "id")


def _addressed(voice: Voice, kind: str) -> QuerySet[Observation]:
    """Messages that it answered, or all where it is the contract's only voice; comments below its posts."""
    rows, own = Observation.objects.filter(contract=voice.contract_id, kind=kind), own_of(voice)
    if kind == "comment":
        return rows.filter(answers__in=own.filter(kind="post").values("id"))
    others = Voice.objects.filter(contract=voice.contract_id).exclude(id=voice.id).exclude(kind="paper")
    if not others.exists():
        return rows
    return rows.filter(id__in=own.filter(kind="reply", answers__isnull=False).values("answers"))


def _pointed_at(voice: Voice, *, inside: bool) -> Q:
    findings = _visible(Finding.objects.filter(contract=voice.contract_id), inside=inside)
    passages = FindingPassage.objects.filter(finding__in=findings.values("id"))
    return (
        Q(id__in=findings.exclude(observation=None).values("observation"))
        | Q(id__in=passages.values("of"))
        | Q(id__in=passages.exclude(beside_of=None).values("beside_of"))
    )


def entries_of(rows: Sequence[Observation], voice: Voice, *, day: Day, inside: bool) -> tuple[Entry, ...]:
    """What was said with all that belongs to it, with so many queries for all of it."""
    ids = [row.id for row in rows]
    asked = Observation.objects.in_bulk([row.answers for row in rows if row.answers]) if inside else {}
    answers = Observation.objects.filter(contract=voice.contract_id, kind="reply", answers__in=ids)
    first = {row.answers: row for row in answers.order_by("-at", "-id")}
    reviews = {
        row.observation: row
        for row in Review.objects.filter(observation__in=ids).select_related(
            "first_by", "second_by", "third_by"
        )
    }
    found = _found_in(ids, voice, inside=inside)
    return tuple(
        Entry(
            said=row,
            asked=asked.get(row.answers),
            inside=inside,
            answered=first.get(row.id),
            review=reviews.get(row.id),
            unreviewed=_unreviewed(row, voice, day) and row.id not in reviews,
            found=found.get(row.id, ()),
        )
        for row in rows
    )


def _unreviewed(row: Observation, voice: Voice, day: Day) -> bool:
    since = voice.reviewed_since
    said = day.of(row.at)
    return row.kind == "post" and since is not None and said is not None and said >= since


def _found_in(ids: list[str], voice: Voice, *, inside: bool) -> Mapping[str, tuple[Found, ...]]:
    """The findings that rest on each of these observations, or point at words of it."""
    passages = FindingPassage.objects.filter(Q(of__in=ids) | Q(beside_of__in=ids))
    rows = Finding.objects.filter(contract=voice.contract_id)
    rows = _visible(rows.filter(Q(observation__in=ids) | Q(id__in=passages.values("finding"))), inside=inside)
    found: dict[str, tuple[Found, ...]] = {}
    for each in _found(rows.order_by("found_on", "id"), inside=inside):
        places = {id for passage in each.passages for id in (passage.of, passage.beside_of)}
        for id in ({each.finding.observation} | places) & set(ids):
            own = tuple(part for part in each.passages if id in (part.of, part.beside_of))
            found[str(id)] = (*found.get(str(id), ()), Found(each.finding, own))
    return found


def _on_voice(voice: Voice, *, inside: bool) -> QuerySet[Finding]:
    said = Exists(own_of(voice).filter(id=OuterRef("observation")))
    rows = Finding.objects.filter(contract=voice.contract_id)
    rows = rows.filter(said | Q(rule__contains=f" {voice.id} "))
    return _visible(rows, inside=inside).order_by("-found_on", "id")


def _visible(rows: QuerySet[Finding], *, inside: bool) -> QuerySet[Finding]:
    return rows if inside else rows.filter(decision="confirmed")


def _found(rows: Iterable[Finding], *, inside: bool) -> tuple[Found, ...]:
    listed = list(rows)
    passages = passages_of([row.id for row in listed], inside=inside)
    return tuple(Found(row, passages.get(row.id, ())) for row in listed)
