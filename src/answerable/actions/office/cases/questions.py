"""A supervising department asks the head of a body about a case: it looks and asks, and decides nothing."""

import secrets
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from answerable.actions.office.actors import Subjects, refuse_unless
from answerable.actions.office.entries import append_entry, object_key, shown
from answerable.actions.office.links import case_path
from answerable.actions.office.recipients import Recipients
from answerable.actions.office.telling import tell
from answerable.core.ledger.entry import Act, Change
from answerable.core.register.notices import Kind
from answerable.core.register.permits import Act as Permit
from answerable.core.register.permits import Actor
from answerable.core.terms.errors import InputError
from answerable.records.models import Case, Disclosed

QUESTIONS = "case_questions"
LONGEST = 2_000
MOST = 50


@dataclass(frozen=True)
class Question:
    """What was asked about a case, by which account, and when."""

    at: datetime
    by: str
    text: str


def ask(case: str, text: str, *, by: Actor, at: datetime, on: date) -> str:
    """Ask about a case: the head of the body, and who leads there, are told; the question stays with the case.

    Raises NotPermittedError for whoever does not look after the body, and InputError.
    """
    with transaction.atomic():
        row = Case.objects.select_related("contract").filter(id=case).first()
        if row is None:
            raise InputError("no_such_case", id=case[:100])
        contract = row.contract
        whole = Subjects(on).contract(body=contract.body_id, provider=contract.provider_id)
        refuse_unless(by, Permit.OVERSEE, whole)
        if not text.strip() or len(text) > LONGEST:
            raise InputError("case_question", field="question", most=LONGEST)
        id = f"q-{secrets.token_hex(8)}"
        append_entry(
            Act.ASK_ABOUT_CASE, at=at, by=by.account, changes=[Change(QUESTIONS, (case, id), {"text": text})]
        )
        who = Recipients(on=on).in_role(contract.body_id, "head") - {by.account}
        named = {"contract": contract.name, "contract_en": contract.name_en}
        tell(who, Kind.CASE_ASKED_ABOUT, key=id, link=case_path(case), params=named, at=at)
    return id


def questions_of(case: str) -> tuple[Question, ...]:
    """What was asked about a case, the first question first; what was erased is left out."""
    begins = f"{object_key((case,))}/"
    rows = Disclosed.objects.filter(of=QUESTIONS, key__startswith=begins, content__isnull=False)
    found = []
    for row in rows.select_related("entry").order_by("row")[:MOST]:
        told = shown(row)
        text = None if told is None or told.content is None else told.content.get("text")
        if isinstance(text, str):
            found.append(Question(row.entry.at, row.entry.by, text))
    return tuple(found)
