"""Issue the papers of a step: fixed in that moment, under numbers that no other paper of their kind has."""

from django.db import IntegrityError, transaction

from answerable.actions.office.cases.keeping import Kept
from answerable.actions.office.cases.loading import Loaded
from answerable.actions.office.entries import append_entry
from answerable.actions.office.papers.about import about
from answerable.actions.office.papers.contents import MAKERS, Issue, issues
from answerable.actions.office.papers.saying import paper_of_act
from answerable.actions.office.papers.stored import Worded, content_digest, content_of
from answerable.actions.office.papers.wordings import worded_on
from answerable.core.enforce.course.steps import Step
from answerable.core.enforce.papers.values import PaperKind
from answerable.core.enforce.papers.wording import parse_wording
from answerable.core.ledger.entry import Act as Logged
from answerable.core.ledger.entry import Change
from answerable.core.terms.errors import InputError
from answerable.core.terms.message import Message
from answerable.records.models import Paper
from answerable.render.official import sheet_of
from answerable.render.words import LANGS


def issue_papers(kept: Kept, before: Loaded) -> list[str]:
    """Store what the step issues, in its transaction; the ids of the papers, often none.

    Raises PaperNumberTakenError where another paper of the kind has the number.
    """
    if kept.step.kind not in MAKERS:
        return []
    of = about(kept, before)
    rows = [_row(each, kept, before) for each in issues(of)]
    for row in rows:
        _insert(row)
    changes = [_change(row) for row in rows]
    if changes:
        by = kept.step.by
        append_entry(Logged.CASE_STEP, at=kept.step.at, by=by.account, for_=by.for_, changes=changes)
    return [row.id for row in rows]


class PaperNumberTakenError(InputError):
    """Another paper of the body has the document number; `messages` says which."""

    def __init__(self, message: Message) -> None:
        self.messages = (message,)
        super().__init__(message.code, **message.params)


def number_taken(body: str, step: Step) -> tuple[Message, ...]:
    """Why the number that a step states cannot be used; nothing where it is free, or none is stated."""
    kind, number = paper_of_act(step.act), getattr(step.act, "number", "").strip()
    return () if kind is None or not number else taken(body, kind, number)


def taken(body: str, kind: PaperKind, number: str) -> tuple[Message, ...]:
    """Why the body cannot use a number for a paper of this kind; nothing where it is free."""
    row = Paper.objects.filter(body=body, kind=kind.value, number=number).first()
    if row is None:
        return ()
    named = {"field": "number", "kind": kind.value, "number": number[:100]}
    return (
        Message.of("paper_number_taken", **named, paper=row.id, case=row.case_id, issued_on=row.issued_on),
    )


def _row(issue: Issue, kept: Kept, before: Loaded) -> Paper:
    contract = before.contract
    worded = {
        lang: _fit(issue, worded_on(contract.body, issue.kind, lang, on=kept.step.on), lang) for lang in LANGS
    }
    to = contract.provider if issue.to_provider else None
    return Paper(
        id=f"{kept.case}-{kept.number}-{issue.kind.value}",
        case_id=kept.case,
        step=kept.number,
        kind=issue.kind.value,
        body_id=contract.body,
        number=issue.number,
        issued_on=kept.step.on,
        content=content_of(issue.papers, worded, to=to),
    )


def _fit(issue: Issue, worded: Worded, lang: str) -> Worded:
    """The wording, once the paper has been set in it: nothing is issued that could not be drawn."""
    sheet_of(issue.papers[lang], parse_wording(worded.text, issue.kind, file=issue.kind.value), lang)
    return worded


def _insert(row: Paper) -> None:
    kind = PaperKind(row.kind)
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError:
        for message in taken(row.body_id, kind, row.number):
            raise PaperNumberTakenError(message) from None
        raise


def _change(row: Paper) -> Change:
    return Change(
        "papers",
        (row.id,),
        {
            "id": row.id,
            "case": row.case_id,
            "step": row.step,
            "kind": row.kind,
            "body": row.body_id,
            "number": row.number,
            "issued_on": row.issued_on,
            "content": content_digest(row.content),
        },
    )
