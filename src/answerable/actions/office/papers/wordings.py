"""How a body words its papers: the text in force on a day, and a new one put in force from a day to come."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import QuerySet

from answerable.actions.office.actors import refuse_unless, subject
from answerable.actions.office.entries import append_entry
from answerable.actions.office.papers.sample import sample_paper
from answerable.actions.office.papers.stored import Worded
from answerable.core.enforce.papers.shipped import shipped_text
from answerable.core.enforce.papers.values import PaperFaultsError, PaperKind
from answerable.core.enforce.papers.wording import parse_wording
from answerable.core.ledger.canonical import Plain
from answerable.core.ledger.entry import Act as Logged
from answerable.core.ledger.entry import Change
from answerable.core.register.permits import Act, Actor
from answerable.core.tables.declare import Both
from answerable.core.terms.errors import InputError
from answerable.core.terms.message import Message
from answerable.records.models import Body, Wording
from answerable.render.official import paper_pdf
from answerable.render.words import LANGS

DAY = timedelta(days=1)


class WordingRefusedError(InputError):
    """A wording is not put in force; `messages` holds every reason."""

    def __init__(self, messages: tuple[Message, ...]) -> None:
        self.messages = messages
        super().__init__("wording_refused", n=len(messages))


@dataclass(frozen=True)
class Key:
    """What is worded: papers of a kind, of a body, in a language."""

    body: str
    kind: str
    lang: str

    def __str__(self) -> str:
        return f"{self.body}.{self.kind}.{self.lang}"


@dataclass(frozen=True)
class Proposed:
    """A wording as somebody brings it, and the day from which it is to count."""

    key: Key
    starts: date
    text: str


def worded_on(body: str, kind: PaperKind, lang: str, *, on: date) -> Worded:
    """The wording of a body that is in force on the day, or else the shipped one.

    A wording of an older program may lack what a kind has to say by now: the shipped one stands in for it.
    """
    row = (
        Wording.objects.filter(body=body, kind=kind.value, lang=lang, starts__lte=on)
        .order_by("starts")
        .last()
    )
    if row is not None and not faults_of(row.text, kind):
        return Worded(row.text, row.starts)
    return Worded(shipped_text(kind, lang))


def faults_of(text: str, kind: PaperKind) -> tuple[Message, ...]:
    """Everything that keeps a text from being a wording of the kind, with the line that each is in."""
    try:
        parse_wording(text, kind, file=kind.value)
    except PaperFaultsError as error:
        return tuple(
            Message.of(
                fault.message.code, **{**fault.message.params, "column": "text", "at_line": fault.line or 0}
            )
            for fault in error.faults
        )
    return ()


def put_in_force(proposed: Proposed, *, by: Actor, at: datetime, on: date) -> int:
    """Keep a wording that counts from a later day on; the number of its row. Until then it may be replaced.

    Raises NotPermittedError, and WordingRefusedError with everything that is wrong; nothing is kept then.
    """
    key = proposed.key
    refuse_unless(by, Act.WORD_PAPER, subject("wordings", body=key.body, on=on))
    reasons = (*_unknown(key), *_too_early(proposed.starts, on=on))
    if key.kind in tuple(PaperKind):
        reasons += faults_of(proposed.text, PaperKind(key.kind))
    if reasons:
        raise WordingRefusedError(reasons)
    facts = {"text": proposed.text, "set_by": by.account, "set_at": at}
    with transaction.atomic():
        row, _ = Wording.objects.update_or_create(
            body_id=key.body, kind=key.kind, lang=key.lang, starts=proposed.starts, defaults=facts
        )
        append_entry(Logged.WORD_PAPER, at=at, by=by.account, changes=[_change(row)])
    return int(row.pk)


def take_back(key: Key, *, by: Actor, at: datetime, on: date) -> None:
    """Take back the latest wording that does not count yet: what is in force goes on.

    Raises NotPermittedError, and InputError (`wording_none_waits`) where every wording counts already.
    """
    refuse_unless(by, Act.WORD_PAPER, subject("wordings", body=key.body, on=on))
    with transaction.atomic():
        row = waiting(key, on=on)
        if row is None:
            raise InputError("wording_none_waits", kind=key.kind)
        append_entry(
            Logged.WORD_PAPER, at=at, by=by.account, changes=[Change("wordings", _row_key(row), None)]
        )
        row.delete()


def rows_of(key: Key) -> QuerySet[Wording]:
    """The wordings that a body set, the latest first."""
    return Wording.objects.filter(body=key.body, kind=key.kind, lang=key.lang).order_by("-starts")


def waiting(key: Key, *, on: date) -> Wording | None:
    """The latest wording that does not count yet."""
    return rows_of(key).filter(starts__gt=on).first()


def preview(key: Key, worded: Worded, *, on: date) -> bytes:
    """A wording as PDF, with the names of the fields where the papers will say something."""
    kind = PaperKind(key.kind)
    body = Body.objects.get(id=key.body)
    issuer = Both(body.name, body.name_en or body.name)
    paper = sample_paper(kind, key.lang, issuer=issuer, on=worded.starts or on)
    return paper_pdf(paper, parse_wording(worded.text, kind, file=key.kind), key.lang)


def _unknown(key: Key) -> Iterator[Message]:
    kinds = tuple(each.value for each in PaperKind)
    for name, word, known in (("kind", key.kind, kinds), ("lang", key.lang, LANGS)):
        if word not in known:
            yield Message.of("paper_word_unknown", name=name, word=word[:60], known=known)


def _too_early(starts: date, *, on: date) -> Iterator[Message]:
    """A wording counts from the next day at the earliest, so that it can be looked at before."""
    if starts <= on:
        yield Message.of("wording_starts_early", column="starts", starts=starts, earliest=on + DAY)


def _row_key(row: Wording) -> tuple[str, ...]:
    return row.body_id, row.kind, row.lang, row.starts.isoformat()


def _change(row: Wording) -> Change:
    cells: dict[str, Plain] = {
        "body": row.body_id,
        "kind": row.kind,
        "lang": row.lang,
        "starts": row.starts,
        "text": f"sha256:{Worded(row.text).sha256}",
    }
    return Change("wordings", _row_key(row), cells)
