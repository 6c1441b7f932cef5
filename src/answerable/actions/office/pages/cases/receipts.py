"""Receipts of what a provider did in a case, or said on paper: number, instant, and a hash to be made again."""

import hashlib
from dataclasses import dataclass
from datetime import date, datetime

from answerable.actions.office.cases.loading import step_of_row
from answerable.actions.office.entries import object_key
from answerable.actions.office.pages.cases.names import names_of
from answerable.core.enforce.course import acts
from answerable.core.enforce.course.cells import as_cells
from answerable.core.enforce.course.steps import Step
from answerable.core.ledger.canonical import Plain, canonical
from answerable.core.tables.declare import Both
from answerable.records.models import CaseStep, Contract, Disclosed, Provider

FORM = "answerable/case-receipt/1"
_NUMBER_LENGTH = 12


@dataclass(frozen=True)
class Receipt:
    """What was received of a provider in a case."""

    case: str
    step: int
    act: str
    at: datetime
    content: bytes
    """What was stated, as the file that the digest is of."""

    @property
    def digest(self) -> str:
        """The hash that the receipt states."""
        return f"sha256:{hashlib.sha256(self.content).hexdigest()}"

    @property
    def number(self) -> str:
        """The number on the receipt: the day on which it came in, UTC, and the beginning of the hash."""
        return f"r-{self.at:%Y%m%d}-{self.digest.removeprefix('sha256:')[:_NUMBER_LENGTH]}"


@dataclass(frozen=True)
class OfPaper:
    """A paper that came in: on which day, its hash, and who recorded what it says."""

    on: date
    hash: str
    by: Both


@dataclass(frozen=True)
class ReceiptPage:
    """A receipt as it is shown and printed."""

    receipt: Receipt
    contract: Contract
    provider: Provider
    texts: tuple[tuple[str, str], ...]
    """What was written, by the name of its field."""
    evidence: tuple[str, ...]
    paper: OfPaper | None
    """Where it came in on paper; None of what the provider did here."""
    entry: str | None
    """The entry of the ledger that holds a commitment to the step."""


def receipt(case: str, number: int, step: Step, contract: Contract) -> Receipt | None:
    """The receipt of a step; None of one that the provider of the contract neither took nor sent on paper."""
    if not (step.by.provider == contract.provider_id or _came_on_paper(step)):
        return None
    content: dict[str, Plain] = {
        "format": FORM,
        "contract": contract.pk,
        "case": case,
        "step": number,
        "provider": contract.provider_id,
        "act": step.kind.value,
        "at": step.at,
        "said": as_cells(step.act),
    }
    return Receipt(case, number, step.kind.value, step.at, canonical(content))


def _came_on_paper(step: Step) -> bool:
    return step.by.provider is None and isinstance(step.act, acts.OnPaper)


def receipt_page(case: str, number: int) -> ReceiptPage | None:
    """The receipt of a step of a case; None where there is none."""
    row = CaseStep.objects.filter(case=case, number=number).first()
    if row is None:
        return None
    held = Contract.objects.select_related("provider", "body").get(id=row.case.contract_id)
    step = step_of_row(row)
    made = receipt(case, number, step, held)
    if made is None:
        return None
    entries = Disclosed.objects.filter(of="case_steps", key=object_key((case, str(number))))
    return ReceiptPage(
        receipt=made,
        contract=held,
        provider=held.provider,
        texts=tuple(_texts(step)),
        evidence=tuple(getattr(step.act, "evidence", ())),
        paper=_paper(step),
        entry=entries.values_list("entry", flat=True).first(),
    )


def _paper(step: Step) -> OfPaper | None:
    act, person = step.act, step.by.person or ""
    if not isinstance(act, acts.OnPaper) or act.received_on is None:
        return None
    return OfPaper(act.received_on, act.paper, names_of([person]).get(person, Both(person, person)))


def _texts(step: Step) -> list[tuple[str, str]]:
    """What was written in words: of a report item by item."""
    found = [(name, str(text)) for name, text in as_cells(step.act).items() if name in _WORDED]
    items = getattr(step.act, "items", ())
    return [*found, *(("item", each.text) for each in items)]


_WORDED = ("text", "received_by", "number")
